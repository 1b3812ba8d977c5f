//! A chart as one page without script: the drawing, and the same in a table with every quote.

use std::fmt::Write as _;

use super::super::contents::web_address;
use super::super::style::Theme;
use super::super::xml::escaped;
use super::matrix::Matrix;
use super::series::signed;
use super::{Chart, Column, Happening, Plot};

static STYLE: &str = include_str!("../page.css");

/// The style sheet of pages without script, in the colours of a theme.
pub(crate) fn page_style(theme: Theme) -> String {
    theme.variables() + STYLE
}

pub(super) fn print(chart: &Chart<'_>) -> String {
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"generator\" content=\"legation {}\">\n<title>{}</title>\n\
         <style>\n{}</style>\n</head>\n<body>\n<figure>\n{}</figure>\n",
        env!("CARGO_PKG_VERSION"),
        escaped(&chart.title),
        page_style(chart.theme),
        chart.svg()
    );
    match &chart.plot {
        Plot::Events(happenings, _) => events(&mut out, happenings),
        Plot::Series(columns, scale) => series(&mut out, columns, scale),
        Plot::Matrix(matrix) => pairs(&mut out, matrix),
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn events(out: &mut String, happenings: &[Happening<'_>]) {
    out.push_str(
        "<h2>In words</h2>\n<table>\n<thead><tr><th scope=\"col\">when</th><th scope=\"col\">what</th></tr></thead>\n<tbody>\n",
    );
    for one in happenings {
        let _ = write!(
            out,
            "<tr><th scope=\"row\">{}</th><td dir=\"auto\"><strong>{}</strong>: {}",
            escaped(&one.when),
            escaped(&one.head),
            escaped(&one.parties())
        );
        if !one.notes.is_empty() {
            let _ = write!(out, " <span class=\"place\">{}</span>", escaped(&one.notes));
        }
        if !one.statement.quote.trim().is_empty() {
            let _ = write!(
                out,
                "<blockquote dir=\"auto\">{}</blockquote>",
                escaped(&one.statement.quote)
            );
        }
        let document = escaped(&one.statement.doc);
        let _ = match web_address(one.statement.url.as_deref()) {
            Some(url) => writeln!(
                out,
                "<p class=\"place\"><a href=\"{}\" rel=\"noopener noreferrer\">{document}</a></p></td></tr>",
                escaped(url)
            ),
            None => writeln!(out, "<p class=\"place\" dir=\"auto\">{document}</p></td></tr>"),
        };
    }
    out.push_str("</tbody>\n</table>\n");
}

fn series(out: &mut String, columns: &[Column], scale: &str) {
    let _ = write!(
        out,
        "<h2>In numbers</h2>\n<table>\n<thead><tr><th scope=\"col\">period</th><th scope=\"col\">events</th>\
         <th scope=\"col\">cooperation</th><th scope=\"col\">conflict</th><th scope=\"col\">net ({scale})</th></tr></thead>\n<tbody>\n"
    );
    for column in columns.iter().filter(|column| column.events > 0) {
        let _ = writeln!(
            out,
            "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
            column.name,
            column.events,
            column.cooperation,
            column.conflict,
            signed(column.net)
        );
    }
    out.push_str("</tbody>\n</table>\n");
}

fn pairs(out: &mut String, matrix: &Matrix<'_>) {
    out.push_str(
        "<h2>In numbers</h2>\n<table>\n<thead><tr><th scope=\"col\">who acts</th><th scope=\"col\">on whom</th><th scope=\"col\">events</th>\
         <th scope=\"col\">cooperation</th><th scope=\"col\">conflict</th></tr></thead>\n<tbody>\n",
    );
    for (&(source, target), cell) in &matrix.cells {
        let [source, target] = [source, target].map(|place| escaped(&matrix.actors[place].name));
        let _ = writeln!(
            out,
            "<tr><th scope=\"row\" dir=\"auto\">{source}</th><td dir=\"auto\">{target}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
            cell.events, cell.cooperation, cell.conflict
        );
    }
    out.push_str("</tbody>\n</table>\n");
}
