//! What the network sees of a word: four strings, hashed (`training/FORMAT.md`, section 2).

/// Hashes of a form: as a whole, of its beginning, its ending and its shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hashes {
    pub norm: u64,
    pub prefix: u64,
    pub suffix: u64,
    pub shape: u64,
}

/// FNV-1a, 64 bits.
#[derive(Clone, Copy)]
struct Hash(u64);

impl Hash {
    fn new(tag: u8) -> Self {
        let mut hash = Self(0xcbf2_9ce4_8422_2325);
        hash.byte(tag);
        hash
    }

    fn byte(&mut self, byte: u8) {
        self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
    }

    fn char(&mut self, c: char) {
        for byte in c.encode_utf8(&mut [0; 4]).bytes() {
            self.byte(byte);
        }
    }
}

/// Curly quotes and dashes as a typewriter has them.
fn plain(c: char) -> char {
    match c {
        '’' | '‘' => '\'',
        '“' | '”' => '"',
        '–' | '—' => '-',
        _ => c,
    }
}

/// The lower case of a character where that is one character, else itself.
pub(super) fn lower(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    let mut lowered = c.to_lowercase();
    match (lowered.next(), lowered.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

fn shape(c: char) -> char {
    if c.is_ascii_digit() {
        '0'
    } else if c.is_uppercase() {
        'X'
    } else if c.is_alphabetic() {
        'x'
    } else {
        c
    }
}

/// The hashes of a form.
pub(super) fn hashes(form: &str) -> Hashes {
    let (mut norm, mut prefix, mut suffix, mut shaped) =
        (Hash::new(b'n'), Hash::new(b'p'), Hash::new(b's'), Hash::new(b'h'));
    let mut last = ['\0'; 3];
    let mut count = 0;
    let (mut class, mut repeats) = ('\0', 0);
    for c in form.chars().map(plain) {
        let low = lower(c);
        norm.char(if c.is_ascii_digit() { '0' } else { low });
        if count < 3 {
            prefix.char(low);
        }
        last = [last[1], last[2], low];
        count += 1;
        let new = shape(c);
        repeats = if count > 1 && new == class { repeats + 1 } else { 1 };
        class = new;
        if repeats <= 4 {
            shaped.char(new);
        }
    }
    for &low in &last[3 - count.min(3)..] {
        suffix.char(low);
    }
    Hashes {
        norm: norm.0,
        prefix: prefix.0,
        suffix: suffix.0,
        shape: shaped.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(tag: u8, text: &str) -> u64 {
        let mut hash = Hash::new(tag);
        text.bytes().for_each(|b| hash.byte(b));
        hash.0
    }

    #[test]
    fn strings_of_a_word() {
        let found = hashes("KIMs–2025a’İ");
        assert_eq!(found.norm, of(b'n', "kims-0000a'İ"));
        assert_eq!(found.prefix, of(b'p', "kim"));
        assert_eq!(found.suffix, of(b's', "a'İ"));
        assert_eq!(found.shape, of(b'h', "XXXx-0000x'X"));
        assert_eq!(hashes("UNITED").shape, of(b'h', "XXXX"));
        assert_eq!(hashes("a").suffix, of(b's', "a"));
        assert_eq!(hashes("").prefix, of(b'p', ""));
    }
}
