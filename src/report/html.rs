//! A dossier as one page of HTML: no script, no part from elsewhere, ready to be printed.

use std::fmt::Write as _;

use super::Report;
use crate::export::{Theme, escaped, page_style, web_address};

pub(super) fn print(report: &Report<'_>) -> String {
    let title = escaped(&report.title());
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"generator\" content=\"legation {}\">\n<title>{title}</title>\n<style>\n{}</style>\n</head>\n<body>\n\
         <h1 dir=\"auto\">{title}</h1>\n<ul>\n",
        env!("CARGO_PKG_VERSION"),
        page_style(Theme::Light)
    );
    for sentence in &report.summary {
        let _ = writeln!(out, "<li dir=\"auto\">{}</li>", escaped(sentence)); // a String takes all
    }
    let _ = write!(
        out,
        "</ul>\n<h2>Network</h2>\n<figure>\n{}</figure>\n<h2>Timeline</h2>\n{}<table>\n\
         <thead><tr><th scope=\"col\">when</th><th scope=\"col\">what</th></tr></thead>\n<tbody>\n",
        report.picture("svg"),
        report
            .timeline()
            .map_or_else(String::new, |svg| format!("<figure>\n{svg}</figure>\n"))
    );
    for (day, entries) in report.days() {
        let _ = write!(out, "<tr><th scope=\"row\">{day}</th><td>");
        for (number, entry) in entries {
            let _ = write!(
                out,
                "<div dir=\"auto\">{} <a href=\"#s{number}\">[{number}]</a></div>",
                escaped(&entry.evidence.line)
            );
        }
        out.push_str("</td></tr>\n");
    }
    out.push_str("</tbody>\n</table>\n<h2>Evidence</h2>\n<ol>\n");
    for (number, entry) in (1..).zip(&report.entries) {
        let _ = write!(out, "<li id=\"s{number}\">");
        if let Some(mark) = entry.mark().filter(|_| !entry.fact) {
            let _ = write!(out, "<strong>{mark}:</strong> ");
        }
        let _ = write!(out, "<span dir=\"auto\">{}</span>", escaped(&entry.evidence.line));
        if !entry.evidence.quote.trim().is_empty() {
            let _ = write!(
                out,
                "<blockquote dir=\"auto\">{}</blockquote>",
                escaped(entry.evidence.quote)
            );
        }
        let _ = writeln!(
            out,
            "<p class=\"place\" dir=\"auto\">{}</p></li>",
            linked(&entry.place(), entry.evidence.url)
        );
    }
    out.push_str("</ol>\n<h2>Sources</h2>\n<ul>\n");
    for (record, count) in &report.sources {
        let mut line = linked(
            record.title.as_deref().unwrap_or(&record.id),
            record.url.as_deref(),
        );
        for more in [
            record.publisher.clone(),
            record.published.map(|day| day.to_string()),
        ] {
            line.extend(more.map(|more| format!(", {}", escaped(&more))));
        }
        let _ = writeln!(out, "<li dir=\"auto\">{line} ({count})</li>");
    }
    let _ = write!(
        out,
        "</ul>\n<p class=\"place\">Made by legation {}.</p>\n</body>\n</html>\n",
        env!("CARGO_PKG_VERSION")
    );
    out
}

/// A text, as a link where its address is one of the web.
fn linked(text: &str, url: Option<&str>) -> String {
    match web_address(url) {
        Some(url) => format!(
            "<a href=\"{}\" rel=\"noopener noreferrer\">{}</a>",
            escaped(url),
            escaped(text)
        ),
        None => escaped(text),
    }
}
