//! How wide texts are, measured in the font that pictures are rendered with: DejaVu Sans Condensed. Other
//! fonts that a viewer of SVG may have are about as wide; [`ROOM`] covers the difference.

use std::sync::LazyLock;

use ttf_parser::Face;

/// The font family of drawings: what most readers have, and last the one that we measure with.
pub(super) const FAMILY: &str =
    "'Helvetica Neue',Helvetica,Arial,'Liberation Sans','DejaVu Sans Condensed',sans-serif";
/// What is added to a measured width, as a factor.
const ROOM: f64 = 1.04;

/// Weight of a text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

static FACES: LazyLock<[Face<'static>; 2]> = LazyLock::new(|| {
    [dejavu::sans_condensed::regular(), dejavu::sans_condensed::bold()]
        .map(|data| Face::parse(data, 0).expect("the font is part of the program"))
});

/// The width of a line in pixels at a size in pixels.
pub(super) fn width(text: &str, size: f64, weight: Weight) -> f64 {
    let face = &FACES[usize::from(weight == Weight::Bold)];
    let em = f64::from(face.units_per_em());
    let units: f64 = text
        .chars()
        .map(|c| {
            match face
                .glyph_index(c)
                .and_then(|glyph| face.glyph_hor_advance(glyph))
            {
                Some(advance) => f64::from(advance),
                None => em, // as wide as a Chinese character
            }
        })
        .sum();
    units / em * size * ROOM
}
