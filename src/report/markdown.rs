//! A dossier as Markdown (CommonMark with tables, and Mermaid for the picture).

use std::fmt::Write as _;

use super::Report;
use crate::export::web_address;

pub(super) fn print(report: &Report<'_>) -> String {
    let mut out = format!("# {}\n\n", escaped(&report.title()));
    for sentence in &report.summary {
        let _ = writeln!(out, "- {}", escaped(sentence)); // a String takes all
    }
    let _ = write!(
        out,
        "\n## Network\n\n```mermaid\n{}```\n",
        report.picture("mermaid")
    );
    out.push_str("\n## Timeline\n\n| when | what | evidence |\n|---|---|---|\n");
    for (day, entries) in report.days() {
        for (number, entry) in entries {
            let _ = writeln!(
                out,
                "| {day} | {} | [{number}](#{number}) |",
                escaped(&entry.evidence.line)
            );
        }
    }
    out.push_str("\n## Evidence\n");
    for (number, entry) in (1..).zip(&report.entries) {
        let mark = entry.mark().filter(|_| !entry.fact);
        let mark = mark.map_or_else(String::new, |mark| format!("**{mark}:** "));
        let _ = write!(
            out,
            "\n<a id=\"{number}\"></a>\n\n**{number}.** {mark}{}\n\n",
            escaped(&entry.evidence.line)
        );
        if !entry.evidence.quote.trim().is_empty() {
            let _ = write!(out, "> {}\n\n", escaped(entry.evidence.quote));
        }
        let link = web_address(entry.evidence.url).map(|url| format!(" <{url}>"));
        let _ = writeln!(out, "{}{}", escaped(&entry.place()), link.unwrap_or_default());
    }
    out.push_str("\n## Sources\n\n");
    for (record, count) in &report.sources {
        let mut line = escaped(record.title.as_deref().unwrap_or(&record.id));
        for more in [
            record.publisher.clone(),
            record.published.map(|day| day.to_string()),
        ] {
            line.extend(more.map(|more| format!(", {}", escaped(&more))));
        }
        line.extend(web_address(record.url.as_deref()).map(|url| format!(", <{url}>")));
        let _ = writeln!(out, "- {line} ({count})");
    }
    let _ = write!(out, "\nMade by legation {}.\n", env!("CARGO_PKG_VERSION"));
    out
}

/// Foreign text on one line, in which nothing is markup.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.trim().char_indices() {
        // what begins a list where it stands first
        let begins = at == 0 && matches!(c, '-' | '+');
        let number = matches!(c, '.' | ')') && text.trim()[..at].bytes().all(|byte| byte.is_ascii_digit());
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '&' | '!' | '~' | '$' => {
                out.push('\\');
                out.push(c);
            }
            c if begins || number => {
                out.push('\\');
                out.push(c);
            }
            '\u{2028}' | '\u{2029}' => out.push(' '),
            c if c.is_whitespace() => out.push(' '),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => out.push('\u{fffd}'),
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn nothing_is_markup() {
        for (text, printed) in [
            ("<script>", "\\<script\\>"),
            ("- a\n# b", "\\- a \\# b"),
            ("12. x", "12\\. x"),
            ("a|b [c](d)", "a\\|b \\[c\\](d)"),
            ("U.S. \u{202e}evil", "U.S. \u{fffd}evil"),
        ] {
            assert_eq!(escaped(text), printed);
        }
    }
}
