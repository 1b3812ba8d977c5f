//! Vectors of word types, kept from text to text: most words of any text have been seen before.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use smol_str::SmolStr;

/// More words than this are forgotten together, which bounds the memory of a worker to some 10 MB.
const MOST: usize = 16_384;

/// A quick hash with no secret, for strings that nobody iterates over.
#[derive(Default)]
pub(super) struct QuickHasher(u64);

impl Hasher for QuickHasher {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.0 = (self.0.rotate_left(5) ^ u64::from_le_bytes(word)).wrapping_mul(0x517c_c1b7_2722_0a95);
        }
    }

    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 32
    }
}

/// Which vector belongs to which form.
#[derive(Debug, Default)]
pub(super) struct Cache {
    places: HashMap<SmolStr, u32, BuildHasherDefault<QuickHasher>>,
    vectors: Vec<f32>,
}

impl Cache {
    /// The place of a form's vector; an unknown form gets the next place and `true`.
    pub fn place(&mut self, form: &SmolStr) -> (usize, bool) {
        if let Some(&place) = self.places.get(form.as_str()) {
            return (place as usize, false);
        }
        let place = self.places.len();
        self.places.insert(form.clone(), place as u32);
        (place, true)
    }

    /// Forgets everything when it has grown too large. Not to be called between
    /// [`Cache::place`] and the use of the place.
    pub fn trim(&mut self) {
        if self.places.len() > MOST {
            self.places.clear();
            self.vectors.clear();
        }
    }

    /// The vectors, in the order of their places.
    pub fn vectors(&mut self) -> &mut Vec<f32> {
        &mut self.vectors
    }
}
