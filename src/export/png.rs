//! PNG: our own SVG, rendered by resvg with the font that its texts were measured in.

use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, fontdb};

/// Pixels of the picture for each unit of the drawing.
const SCALE: f32 = 2.0;
/// The longest side, in pixels; larger drawings are scaled down to it.
const LONGEST: f32 = 12_000.0;

/// A drawing of ours in pixels.
pub(super) fn pixels(svg: &str) -> Vec<u8> {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(dejavu::sans_condensed::regular().to_vec());
    fonts.load_font_data(dejavu::sans_condensed::bold().to_vec());
    let family = fonts
        .faces()
        .find_map(|face| face.families.first().map(|(name, _)| name.clone()));
    fonts.set_sans_serif_family(family.unwrap_or_default());
    let options = usvg::Options {
        fontdb: Arc::new(fonts),
        ..usvg::Options::default()
    };
    // our own SVG is well-formed, for all foreign text in it is escaped, and it has a size
    let tree = usvg::Tree::from_str(svg, &options).expect("our own SVG");
    let size = tree.size();
    let scale = SCALE.min(LONGEST / size.width().max(size.height()));
    let side = |length: f32| ((length * scale).ceil() as u32).max(1);
    let mut pixels = Pixmap::new(side(size.width()), side(size.height())).expect("a size within bounds");
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    pixels.encode_png().expect("memory takes every byte")
}
