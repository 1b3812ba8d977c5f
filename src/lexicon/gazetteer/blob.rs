//! Reads the compiled tables in place: nothing is built at start, records are decoded when asked for.

use super::layout::*;

/// The compiled tables.
pub(crate) struct Blob {
    size: usize,
    sections: [&'static [u8]; SECTIONS],
    /// For each first byte, the lengths of the words that have another spelling, a bit each: most
    /// words are no such word, and need no search.
    spelt: [u32; 256],
}

/// A place in the blob that is read forwards. Reads beyond the end give zeros and empty strings.
#[derive(Clone, Copy)]
pub(crate) struct Cursor {
    bytes: &'static [u8],
}

impl Cursor {
    pub(crate) fn u8(&mut self) -> u8 {
        let (head, rest) = self.bytes.split_at_checked(1).unwrap_or((&[0], &[]));
        self.bytes = rest;
        head[0]
    }

    pub(crate) fn u16(&mut self) -> u16 {
        u16::from_le_bytes([self.u8(), self.u8()])
    }

    pub(crate) fn u32(&mut self) -> u32 {
        u32::from_le_bytes([self.u8(), self.u8(), self.u8(), self.u8()])
    }

    pub(crate) fn raw(&mut self, length: usize) -> &'static [u8] {
        let (head, rest) = self.bytes.split_at_checked(length).unwrap_or((&[], &[]));
        self.bytes = rest;
        head
    }

    pub(crate) fn string(&mut self) -> &'static str {
        let length = self.u8() as usize;
        std::str::from_utf8(self.raw(length)).unwrap_or_default()
    }
}

/// What a key names: records, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Posting {
    pub(crate) record: u32,
    pub(crate) how: u8,
}

/// A dated role from the table of holders.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Holding {
    pub(crate) from: u16,
    pub(crate) to: u16,
    pub(crate) flags: u8,
    pub(crate) record: u32,
}

impl std::fmt::Debug for Blob {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Blob of {} bytes", self.size)
    }
}

impl Holding {
    /// Days for which a role that was only seen held may be taken to have gone on.
    pub(crate) fn grace(&self) -> u16 {
        if self.flags & AT_LEAST != 0 { 3 * 365 } else { 0 }
    }
}

impl Blob {
    pub(crate) fn new(bytes: &'static [u8]) -> Self {
        let offset = |n: usize| {
            let at = MAGIC.len() + 4 * n;
            let four = bytes.get(at..at + 4).unwrap_or(&[0; 4]);
            u32::from_le_bytes([four[0], four[1], four[2], four[3]]) as usize
        };
        let section = |n| bytes.get(offset(n)..offset(n + 1)).unwrap_or_default();
        let mut blob = Self {
            size: bytes.len(),
            sections: std::array::from_fn(section),
            spelt: [0; 256],
        };
        for at in 0..blob.section(SPELLING_AT).len() / 4 {
            let at = blob.offset(SPELLING_AT, at).unwrap_or(usize::MAX);
            let word = blob.cursor(SPELLINGS, at).string();
            if let Some(first) = word.bytes().next() {
                blob.spelt[first as usize] |= 1 << (word.len() & 31);
            }
        }
        blob
    }

    fn section(&self, section: usize) -> &'static [u8] {
        self.sections[section]
    }

    fn offset(&self, section: usize, index: usize) -> Option<usize> {
        let bytes = self.section(section).get(4 * index..4 * index + 4)?;
        Some(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]) as usize)
    }

    fn cursor(&self, section: usize, at: usize) -> Cursor {
        Cursor {
            bytes: self.section(section).get(at..).unwrap_or_default(),
        }
    }

    pub(crate) fn size(&self) -> usize {
        self.size
    }

    pub(crate) fn records(&self) -> u32 {
        (self.section(RECORD_AT).len() / 4) as u32
    }

    pub(crate) fn record(&self, index: u32) -> Cursor {
        self.cursor(
            RECORDS,
            self.offset(RECORD_AT, index as usize).unwrap_or(usize::MAX),
        )
    }

    pub(crate) fn find_record(&self, id: &str) -> Option<u32> {
        let (mut low, mut high) = (0, self.records());
        while low < high {
            let middle = low + (high - low) / 2;
            match self.record(middle).string().cmp(id) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    pub(crate) fn scope(&self, code: u16) -> Option<&'static str> {
        Some(
            self.cursor(SCOPES, self.offset(SCOPE_AT, code as usize)?)
                .string(),
        )
    }

    pub(crate) fn title(&self, code: u16) -> &'static str {
        self.offset(TITLE_AT, code as usize)
            .map_or("", |at| self.cursor(TITLES, at).string())
    }

    fn find_scope(&self, scope: &str) -> Option<u16> {
        let (mut low, mut high) = (0, self.section(SCOPE_AT).len() / 4);
        while low < high {
            let middle = low + (high - low) / 2;
            match self.scope(middle as u16)?.cmp(scope) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return Some(middle as u16),
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    pub(crate) fn spelling(&self, word: &str) -> Option<&'static str> {
        let first = *word.as_bytes().first()?;
        if self.spelt[first as usize] & 1 << (word.len() & 31) == 0 {
            return None;
        }
        let (mut low, mut high) = (0, self.section(SPELLING_AT).len() / 4);
        while low < high {
            let middle = low + (high - low) / 2;
            let mut pair = self.cursor(SPELLINGS, self.offset(SPELLING_AT, middle)?);
            match pair.string().cmp(word) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return Some(pair.string()),
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// Roles of a class in a country or organisation, in the order of their start.
    pub(crate) fn holdings(&self, scope: &str, class: u8) -> impl Iterator<Item = Holding> + use<> {
        let entries = self.section(HOLDERS);
        let found = self.find_scope(scope).map(|scope| {
            let (mut low, mut high) = (0, entries.len() / HOLDER);
            while low < high {
                let middle = low + (high - low) / 2;
                let mut entry = Cursor {
                    bytes: &entries[middle * HOLDER..],
                };
                if (entry.u16(), entry.u8()) < (scope, class) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            (scope, low)
        });
        let (scope, mut at) = found.unwrap_or((NONE16, entries.len() / HOLDER));
        std::iter::from_fn(move || {
            let mut entry = Cursor {
                bytes: entries.get(at * HOLDER..(at + 1) * HOLDER)?,
            };
            at += 1;
            if (entry.u16(), entry.u8()) != (scope, class) {
                return None;
            }
            let flags = entry.u8();
            let (from, to) = (entry.u16(), entry.u16());
            Some(Holding {
                from,
                to,
                flags,
                record: entry.u32(),
            })
        })
    }

    fn block(&self, block: usize) -> Option<Cursor> {
        Some(self.cursor(KEYS, self.offset(KEY_BLOCK_AT, block)?))
    }

    /// The block that holds `key` if any does: the last one whose first key is not above it.
    fn block_of(&self, key: &[u8]) -> usize {
        let (mut low, mut high) = (0, self.section(KEY_BLOCK_AT).len() / 4);
        while low < high {
            let middle = low + (high - low) / 2;
            let first = self.block(middle).map_or(&[][..], |mut block| {
                let (_, length) = (block.u8(), block.u8());
                block.raw(length as usize)
            });
            if first <= key {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low.saturating_sub(1)
    }

    /// What a key names, heaviest record first.
    pub(crate) fn find(&self, key: &str) -> Option<impl Iterator<Item = Posting> + use<>> {
        let key = key.as_bytes();
        let mut block = self.block(self.block_of(key))?;
        // How much of `key` the key before shares; a key that shares less than its forerunner did
        // with `key` is already beyond it.
        let mut matched = 0;
        for _ in 0..BLOCK {
            let (shared, length) = (block.u8() as usize, block.u8() as usize);
            let suffix = block.raw(length);
            let count = block.u8() as usize;
            if shared < matched {
                return None;
            }
            if shared == matched {
                let rest = &key[matched..];
                let more = suffix.iter().zip(rest).take_while(|(a, b)| a == b).count();
                matched += more;
                if more == suffix.len() && matched == key.len() {
                    return Some((0..count).map(move |_| {
                        let bytes = block.raw(4);
                        let at = |n: usize| bytes.get(n).copied().unwrap_or_default();
                        Posting {
                            record: u32::from_le_bytes([at(0), at(1), at(2), 0]),
                            how: at(3),
                        }
                    }));
                }
            }
            if block.raw(4 * count).len() != 4 * count {
                return None;
            }
        }
        None
    }

    /// Does any key begin with `prefix`?
    pub(crate) fn has_prefix(&self, prefix: &str) -> bool {
        let prefix = prefix.as_bytes();
        let start = self.block_of(prefix);
        let mut key = Vec::with_capacity(64);
        for number in start..start + 2 {
            let Some(mut block) = self.block(number) else {
                return false;
            };
            for _ in 0..BLOCK {
                let (shared, length) = (block.u8() as usize, block.u8() as usize);
                key.truncate(shared);
                key.extend_from_slice(block.raw(length));
                let count = block.u8() as usize;
                block.raw(4 * count);
                if key.as_slice() >= prefix {
                    return key.starts_with(prefix);
                }
            }
        }
        false
    }

    /// All keys in order, with what they name.
    pub(crate) fn keys(&self) -> impl Iterator<Item = (String, Vec<Posting>)> + use<> {
        let mut cursor = self.cursor(KEYS, 0);
        let mut key = Vec::new();
        std::iter::from_fn(move || {
            if cursor.bytes.is_empty() {
                return None;
            }
            let (shared, length) = (cursor.u8() as usize, cursor.u8() as usize);
            key.truncate(shared);
            key.extend_from_slice(cursor.raw(length));
            let count = cursor.u8();
            let postings = (0..count)
                .map(|_| {
                    let bytes = cursor.raw(4);
                    let at = |n: usize| bytes.get(n).copied().unwrap_or_default();
                    Posting {
                        record: u32::from_le_bytes([at(0), at(1), at(2), 0]),
                        how: at(3),
                    }
                })
                .collect();
            Some((String::from_utf8_lossy(&key).into_owned(), postings))
        })
    }
}
