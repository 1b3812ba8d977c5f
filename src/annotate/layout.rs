//! Where paragraphs end: the one thing that white space says about a text.

use std::ops::Range;

use super::words;

/// Lines longer than this were not wrapped by a mail program or an editor.
const WIDEST_WRAP: usize = 120;
/// Shorter columns than this are lists and verse rather than wrapped prose.
const NARROWEST_WRAP: usize = 50;
/// So many lines at least show that a text was wrapped, though not every line is as full as it could be.
const FEWEST_WRAPPED: usize = 3;

/// A line without the white space around it.
struct Line {
    bytes: Range<usize>,
    /// Code points from the first to the last visible one.
    width: usize,
}

/// The paragraphs of a text as byte ranges, in order, none of them blank.
///
/// A blank line ends a paragraph. So does a single line break, unless the line is as full as a hard wrap
/// would leave it or the next line plainly goes on with the sentence.
pub(super) fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut block: Vec<Line> = Vec::new();
    let mut start = 0;
    while start <= text.len() {
        let rest = &text[start..];
        let end = rest.find(is_break).map_or(text.len(), |at| start + at);
        let line = &text[start..end];
        let trimmed = line.trim_matches(is_blank);
        if trimmed.is_empty() {
            join_wrapped(text, &block, &mut found);
            block.clear();
        } else {
            let first = start + (line.len() - line.trim_start_matches(is_blank).len());
            block.push(Line {
                bytes: first..first + trimmed.len(),
                width: trimmed.chars().count(),
            });
        }
        start = match &text.as_bytes()[end..] {
            [] => break,
            [b'\r', b'\n', ..] => end + 2,
            tail => end + utf8_length(tail[0]),
        };
    }
    join_wrapped(text, &block, &mut found);
    found
}

/// White space, and the invisible characters that some editors leave behind.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}' | '\u{2060}')
}

fn is_break(c: char) -> bool {
    matches!(
        c,
        '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

fn utf8_length(first: u8) -> usize {
    match first {
        0..0x80 => 1,
        0x80..0xE0 => 2,
        0xE0..0xF0 => 3,
        _ => 4,
    }
}

/// Turns the lines between two blank ones into paragraphs.
fn join_wrapped(text: &str, block: &[Line], found: &mut Vec<Range<usize>>) {
    let column = block.iter().map(|line| line.width).max().unwrap_or(0);
    // one long line among short ones is no column
    let full = block.iter().filter(|line| line.width + 15 > column).count() > 1;
    // set in type rather than counted in letters, most lines are nearly full
    let nearly_full = block.iter().filter(|line| line.width * 4 >= column * 3).count();
    let set = block.len() >= FEWEST_WRAPPED && nearly_full * 3 >= block.len() * 2;
    let wrap = Wrap { column, full, set };
    let mut open: Option<Range<usize>> = None;
    for (i, line) in block.iter().enumerate() {
        match &mut open {
            Some(paragraph) if goes_on(text, &block[i - 1], line, &wrap) => paragraph.end = line.bytes.end,
            _ => found.extend(open.replace(line.bytes.clone())),
        }
    }
    found.extend(open);
}

/// How the lines between two blank ones were wrapped.
struct Wrap {
    /// Width of the widest line.
    column: usize,
    /// Whether several lines are about as wide as that.
    full: bool,
    /// Whether most lines are nearly as wide.
    set: bool,
}

/// Whether `next` continues the paragraph of `line`.
fn goes_on(text: &str, line: &Line, next: &Line, wrap: &Wrap) -> bool {
    let here = &text[line.bytes.clone()];
    let there = &text[next.bytes.clone()];
    let Some(first) = there.chars().next() else {
        return false;
    };
    let stopped = here.ends_with(['.', '!', '?', ':', '"', '”', '…']);
    if is_bullet(there) {
        return false;
    }
    if first.is_lowercase() && !stopped {
        return true;
    }
    let first = there.split(is_blank).next().unwrap_or_default();
    let word = first.chars().count();
    let column = wrap.column;
    let filled = line.width + 1 + word > column;
    (NARROWEST_WRAP..=WIDEST_WRAP).contains(&column)
        && ((wrap.full || !stopped) && filled
            // a name goes on; "The" rather begins something else
            || wrap.set && !stopped && line.width * 4 >= column * 3 && !words::has(words::OPENERS, first))
}

/// Whether the line starts a list item: "- x", "* x", "• x", "1. x", "2) x", "(a) x".
fn is_bullet(line: &str) -> bool {
    let Some((mark, _)) = line.split_once(is_blank) else {
        return false;
    };
    if matches!(
        mark,
        "-" | "*" | "•" | "–" | "—" | "·" | "o" | "+" | ">" | "▪" | "■" | "●"
    ) {
        return true;
    }
    let inner = mark.strip_prefix('(').unwrap_or(mark);
    let Some(number) = inner.strip_suffix([')', '.']) else {
        return false;
    };
    let digits = !number.is_empty() && number.len() <= 3 && number.bytes().all(|b| b.is_ascii_digit());
    let letter = number.len() == 1 && inner.ends_with(')') && number.bytes().all(|b| b.is_ascii_lowercase());
    digits || letter
}

#[cfg(test)]
mod tests {
    use super::paragraphs;

    fn split(text: &str) -> Vec<&str> {
        paragraphs(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn blank_lines_separate() {
        assert_eq!(split("One.\n\n  Two. \r\n\r\nThree."), ["One.", "Two.", "Three."]);
        assert_eq!(split("\n \n"), Vec::<&str>::new());
        assert_eq!(split(""), Vec::<&str>::new());
        assert_eq!(split("a\u{2028}B\u{85}C"), ["a", "B", "C"]);
    }

    #[test]
    fn a_headline_is_a_paragraph() {
        let text = "Talks in Arland\nThe minister of Arland said on Tuesday that talks with Borland would go on.\nNobody believed it.";
        assert_eq!(split(text).len(), 3);
    }

    #[test]
    fn a_wrapped_paragraph_is_one() {
        let text = "The minister of Arland said on Tuesday that talks with\nBorland would go on for another week, and that the\nWestern Alliance had been told.\nA new paragraph of the same text begins here and\nends here.";
        assert_eq!(split(text).len(), 2);
    }

    #[test]
    fn a_line_of_type_need_not_be_full() {
        let text = "It will be a hundred years next January since the United\nKingdom of Arland took the island, and not only has that\ncountry kept it: it has never so much as answered the\nletters of the Western Alliance about it and its people.";
        assert_eq!(split(text).len(), 1);
    }

    #[test]
    fn list_items_are_paragraphs() {
        let text = "The terms of the agreement that was signed yesterday are these:\n- all troops of both countries leave the valley by noon, and\n- the bridge is opened.";
        assert_eq!(split(text).len(), 3);
    }
}
