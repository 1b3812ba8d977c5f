//! That nothing in a drawing or a page can run, or be fetched, but what is our own.

/// What drawings and pages are made of.
const ELEMENTS: &[&str] = &[
    // of SVG
    "svg",
    "title",
    "desc",
    "defs",
    "marker",
    "style",
    "g",
    "rect",
    "circle",
    "line",
    "path",
    "polyline",
    "polygon",
    "text",
    "tspan",
    // of HTML
    "html",
    "head",
    "meta",
    "body",
    "header",
    "main",
    "footer",
    "section",
    "aside",
    "article",
    "div",
    "span",
    "p",
    "h1",
    "h2",
    "form",
    "label",
    "input",
    "select",
    "option",
    "fieldset",
    "legend",
    "output",
    "button",
    "noscript",
    "details",
    "summary",
    "table",
    "caption",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "figure",
    "figcaption",
    "a",
    "em",
    "strong",
    "small",
    "time",
    "br",
];

/// The tags of a text in which every `<` begins markup, as in ours: names, and attributes with their values.
fn tags(markup: &str) -> Vec<(&str, Vec<(&str, &str)>)> {
    let begin = |text: &&str| text.starts_with(|c: char| c.is_ascii_alphabetic());
    markup.split('<').skip(1).filter(begin).map(tag).collect()
}

fn tag(text: &str) -> (&str, Vec<(&str, &str)>) {
    let end = text.find(|c: char| c.is_whitespace() || c == '>' || c == '/');
    let (name, mut rest) = text.split_at(end.unwrap_or(text.len()));
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start();
        if rest.is_empty() || rest.starts_with('>') || rest.starts_with("/>") {
            return (name, attributes);
        }
        let end = rest.find(|c: char| c.is_whitespace() || c == '=' || c == '>');
        let (key, after) = rest.split_at(end.unwrap_or(rest.len()));
        let quoted = after.strip_prefix("=\"").and_then(|after| after.split_once('"'));
        let (value, after) = quoted.unwrap_or(("", after));
        assert!(
            !after.starts_with('='),
            "an attribute without quotes: {name} {key}{after:.40}"
        );
        attributes.push((key, value));
        rest = after;
    }
}

/// Fails where there is an element, an attribute or an address that could run or fetch something.
pub fn assert_harmless(markup: &str) {
    for (name, attributes) in tags(markup) {
        assert!(ELEMENTS.contains(&name), "<{name}>");
        for (key, value) in attributes {
            assert!(!key.to_lowercase().starts_with("on"), "<{name} {key}=...>");
            assert!(
                ![
                    "src",
                    "srcdoc",
                    "action",
                    "formaction",
                    "data",
                    "style",
                    "xlink:href"
                ]
                .contains(&key),
                "<{name} {key}=...>"
            );
            if key == "href" {
                let known = ["#", "https://", "http://"]
                    .iter()
                    .any(|begin| value.starts_with(begin));
                assert!(known, "<{name} href={value:?}>");
            }
        }
    }
}
