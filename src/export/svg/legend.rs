//! What lines, colours and boxes of a drawing mean.

use std::fmt::Write as _;

use super::super::font::{Weight, width};
use super::super::picture::Picture;
use super::super::style::{Class, Family, Standing, Theme};
use super::frame::SMALL;
use super::shape::n;

/// A sample, 26 wide around y = 0, and what it means.
pub(in crate::export) type Item = (String, String);

/// The legend of a network: only what stands in the picture.
pub(in crate::export) fn items(picture: &Picture<'_>) -> Vec<Item> {
    let theme = picture.design.theme;
    let text = theme.colors().text;
    let mut items: Vec<Item> = Vec::new();
    for class in picture.classes() {
        let sample = line(theme.tie(class), "stroke-width=\"3\"");
        items.push((sample, class.name().to_owned()));
    }
    let standings = picture.standings();
    if standings.iter().any(|standing| *standing != Standing::Fact) {
        for standing in standings {
            let mut sample = line(text, &format!("stroke-width=\"1.4\" {}", dashes(standing)));
            if standing == Standing::Denied {
                let cross = "M9 -4L17 4M17 -4L9 4";
                let _ = write!(
                    sample,
                    "<path d=\"{cross}\" stroke=\"{text}\" stroke-width=\"1.8\"/>"
                );
            }
            items.push((sample, standing.name().to_owned()));
        }
    }
    if picture.edges.iter().any(|edge| edge.strength() > 0) {
        items.push((
            line(text, "stroke-width=\"4\""),
            "thicker: told by more independent sources".to_owned(),
        ));
    }
    for family in picture.families() {
        let (fill, stroke) = theme.actor(family);
        let round = if family == Family::Person { 6 } else { 2 };
        let sample = format!(
            "<rect y=\"-6\" width=\"26\" height=\"12\" rx=\"{round}\" fill=\"{fill}\" stroke=\"{stroke}\"/>"
        );
        items.push((sample, family.name().to_owned()));
    }
    items
}

/// The legend of marks that each stand for an event: filled squares for classes, hollow ones for what is no fact.
pub(in crate::export) fn marks(theme: Theme, classes: &[Class], standings: &[Standing]) -> Vec<Item> {
    let square = |more: &str| format!("<rect x=\"7\" y=\"-6\" width=\"12\" height=\"12\" rx=\"2\" {more}/>");
    let mut items: Vec<Item> = Vec::new();
    for &class in classes {
        let sample = square(&format!("fill=\"{}\"", theme.tie(class)));
        items.push((sample, class.name().to_owned()));
    }
    for &standing in standings.iter().filter(|standing| **standing != Standing::Fact) {
        let group = format!("<g class=\"mark q0 {}\">", standing.short());
        let cross = if standing == Standing::Denied {
            "<path class=\"bar\" d=\"M9 -4L17 4\"/>"
        } else {
            ""
        };
        let sample = format!("{group}{}{cross}</g>", square("class=\"spot\""));
        items.push((sample, standing.name().to_owned()));
    }
    items
}

/// A legend from its own upper left corner, in rows no wider than `inner`, and its height.
pub(in crate::export) fn laid_out(items: &[Item], inner: f64) -> (String, f64) {
    let mut out = format!("<path class=\"rule\" d=\"M0 0H{}\"/>\n", n(inner));
    let (mut x, mut y) = (0.0, 20.0);
    for (sample, name) in items {
        let wide = 34.0 + width(name, SMALL, Weight::Regular) + 20.0;
        if x > 0.0 && x + wide > inner + 20.0 {
            x = 0.0;
            y += 19.0;
        }
        let _ = writeln!(
            out,
            "<g transform=\"translate({} {})\">{sample}<text class=\"small\" x=\"33\" y=\"3.6\">{name}</text></g>",
            n(x),
            n(y)
        );
        x += wide;
    }
    (out, y + 10.0)
}

fn line(color: &str, more: &str) -> String {
    format!("<path d=\"M0 0H26\" fill=\"none\" stroke=\"{color}\" stroke-linecap=\"round\" {more}/>")
}

fn dashes(standing: Standing) -> &'static str {
    match standing {
        Standing::Fact => "",
        Standing::Planned => "stroke-dasharray=\"7 5\"",
        Standing::Possible => "stroke-dasharray=\"1 5\"",
        Standing::Denied => "stroke-dasharray=\"10 4 1 4\"",
    }
}
