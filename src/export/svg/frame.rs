//! What is around every drawing: ground, headline, legend, source line, style sheet.

use std::fmt::Write as _;

use super::super::font::{FAMILY, Weight, width};
use super::super::layout::Point;
use super::super::style::{Balance, Class, Colors, Family, Theme};
use super::super::words::wrapped;
use super::super::xml::escaped;
use super::legend::{Item, laid_out};
use super::shape::n;

pub(in crate::export) const MARGIN: f64 = 32.0;
const LEAST_WIDTH: f64 = 640.0;
pub(in crate::export) const SMALL: f64 = 10.5;
const TITLE: f64 = 20.0;

/// Elements in coordinates of their own, from (0, 0) to a size.
pub(in crate::export) struct Body {
    pub text: String,
    pub size: Point,
}

/// A drawing without its body.
pub(in crate::export) struct Frame<'a> {
    /// Makes ids of elements differ from those of another drawing on one page.
    pub name: &'static str,
    pub title: &'a str,
    pub summary: &'a str,
    pub sources: &'a str,
    pub theme: Theme,
    pub legend: Vec<Item>,
}

impl Frame<'_> {
    /// The finished drawing as a text, without an XML declaration.
    pub fn around(&self, body: &Body) -> String {
        let head = self.heading_lines(body.size.x);
        let widest = head
            .iter()
            .map(|(text, size, weight)| width(text, *size, *weight))
            .fold(body.size.x, f64::max);
        let inner = widest.max(LEAST_WIDTH);
        let top = MARGIN + head.iter().map(|(_, size, _)| size * 1.45).sum::<f64>() + 16.0;
        let (legend, legend_height) = laid_out(&self.legend, inner);
        let legend_top = top + body.size.y + 30.0;
        let height = legend_top + legend_height + 26.0 + MARGIN * 0.6;
        let mut out = self.opened(inner + 2.0 * MARGIN, height);
        heading(&mut out, &head);
        placed(
            &mut out,
            body,
            Point::new(MARGIN + (inner - body.size.x) / 2.0, top),
        );
        let _ = write!(
            out,
            "<g class=\"legend\" transform=\"translate({} {})\">\n{legend}</g>\n\
             <text class=\"small\" x=\"{}\" y=\"{}\">{}</text>\n</svg>\n",
            n(MARGIN),
            n(legend_top),
            n(MARGIN),
            n(legend_top + legend_height + 20.0),
            escaped(self.sources)
        );
        out
    }

    fn opened(&self, wide: f64, high: f64) -> String {
        let (wide, high) = (n(wide), n(high));
        let name = self.name;
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{wide}\" height=\"{high}\" viewBox=\"0 0 {wide} {high}\" \
             role=\"img\" aria-labelledby=\"{name}-title {name}-desc\">\n\
             <title id=\"{name}-title\">{}</title>\n<desc id=\"{name}-desc\">{}</desc>\n<style>{}</style>\n\
             <rect width=\"100%\" height=\"100%\" fill=\"{}\"/>\n",
            escaped(self.title),
            escaped(self.summary),
            style(self.theme),
            self.theme.colors().ground,
        )
    }

    fn heading_lines(&self, inner: f64) -> Vec<(String, f64, Weight)> {
        let columns = (inner.max(LEAST_WIDTH) / 11.5) as usize;
        let mut lines: Vec<_> = wrapped(self.title, columns)
            .into_iter()
            .map(|line| (line, TITLE, Weight::Bold))
            .collect();
        lines.push((self.summary.to_owned(), SMALL, Weight::Regular));
        lines
    }
}

fn heading(out: &mut String, lines: &[(String, f64, Weight)]) {
    let mut y = MARGIN - 6.0;
    for (line, size, weight) in lines {
        y += size * 1.45;
        let class = if *weight == Weight::Bold { "title" } else { "small" };
        let _ = writeln!(
            out,
            "<text class=\"{class}\" x=\"{}\" y=\"{}\">{}</text>",
            n(MARGIN),
            n(y - size * 0.3),
            escaped(line)
        );
    }
}

fn placed(out: &mut String, body: &Body, corner: Point) {
    let _ = write!(
        out,
        "<g class=\"graph\" transform=\"translate({} {})\">\n{}</g>\n",
        n(corner.x),
        n(corner.y),
        body.text
    );
}

/// A body without heading, legend and style, for a page that has them elsewhere.
pub(in crate::export) fn bare(body: &Body) -> String {
    let [wide, high] = [body.size.x, body.size.y].map(|side| n(side + 2.0 * MARGIN));
    let mut out = format!("<svg viewBox=\"0 0 {wide} {high}\" role=\"group\">\n");
    placed(&mut out, body, Point::new(MARGIN, MARGIN));
    out.push_str("</svg>\n");
    out
}

/// The style sheet of all drawings.
pub(in crate::export) fn style(theme: Theme) -> String {
    let Colors {
        ground,
        text,
        faint,
        rule,
        cluster,
    } = theme.colors();
    let mut style = format!(
        "text{{font-family:{FAMILY};fill:{text}}}\
         .title{{font-size:{TITLE}px;font-weight:bold}}\
         .small{{font-size:{SMALL}px;fill:{faint}}}\
         .edge path{{fill:none;stroke-linecap:round}}\
         .planned>path.line{{stroke-dasharray:7 5}}\
         .possible>path.line{{stroke-dasharray:1 5}}\
         .denied>path.line{{stroke-dasharray:10 4 1 4}}\
         .label rect{{fill:{ground}}}\
         .label text,.node text{{text-anchor:middle}}\
         .note,.label .note,.node .note{{fill:{faint}}}\
         .node rect,.swatch{{stroke-width:1.2}}\
         .node.state rect{{stroke-width:1.8}}\
         .node.focus rect{{stroke-width:3}}\
         .cluster{{fill:{cluster}}}.over{{paint-order:stroke;stroke:{cluster};stroke-width:4}}\
         .rule{{stroke:{rule}}}\
         .end{{text-anchor:end}}.middle{{text-anchor:middle}}\
         .mark>path{{fill:none;stroke-width:1.2}}\
         .mark>path.lead,.lead{{fill:none;stroke:{rule};stroke-width:1}}.zero{{stroke:{faint}}}\
         .block{{fill:none;stroke:{text};stroke-width:1.6}}"
    );
    for class in Class::ALL {
        let (name, color) = (class.short(), theme.tie(class));
        let _ = write!(
            style,
            ".{name}>path.line,.{name}>path.bar{{stroke:{color}}}.{name}>path.tip{{fill:{color}}}.{name}>text.head{{fill:{color}}}\
             .{name}>.spot{{fill:{color};stroke:{color}}}"
        );
    }
    for balance in Balance::ALL {
        let (name, (fill, ink)) = (balance.short(), theme.balance(balance));
        let _ = write!(style, ".{name}>rect{{fill:{fill}}}.{name}>text{{fill:{ink}}}");
    }
    // what is no fact is hollow
    let _ = write!(
        style,
        ".planned>.spot,.possible>.spot,.denied>.spot{{fill:{ground}}}\
         .planned>.spot{{stroke-dasharray:4 2}}.possible>.spot{{stroke-dasharray:1.5 1.5}}"
    );
    for family in Family::ALL {
        let (fill, line) = theme.actor(family);
        let _ = write!(style, ".{}>rect{{fill:{fill};stroke:{line}}}", family.short());
    }
    style
}
