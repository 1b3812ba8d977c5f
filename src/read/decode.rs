//! Bytes to text: compression, byte order marks, invalid UTF-8, lines.

use std::io::{self, BufRead, BufReader, Cursor, Read};

use flate2::bufread::MultiGzDecoder;

use super::{Note, Position};

/// The longest text or line that is taken at once, in bytes.
pub(super) const LONGEST: u64 = 256 << 20;

/// How much of a file's beginning is looked at to tell its format, in bytes.
const HEAD: usize = 64 << 10;

/// The bytes with gzip and zstd undone, told by their first bytes; several members in a row are one text.
pub(super) fn decompressed(mut bytes: Box<dyn Read + Send>) -> io::Result<Box<dyn BufRead + Send>> {
    let mut magic = Vec::with_capacity(4);
    (&mut bytes).take(4).read_to_end(&mut magic)?;
    let gzip = magic.starts_with(&[0x1f, 0x8b]);
    let zstd = magic.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]);
    let bytes = BufReader::with_capacity(HEAD, Cursor::new(magic).chain(bytes));
    Ok(if gzip {
        Box::new(BufReader::with_capacity(HEAD, MultiGzDecoder::new(bytes)))
    } else if zstd {
        let decoder = zstd::stream::read::Decoder::with_buffer(bytes)?;
        Box::new(BufReader::with_capacity(HEAD, decoder))
    } else {
        Box::new(bytes)
    })
}

/// Takes the beginning of a file, up to the end of its first line that is not blank, and puts it back.
pub(super) fn head(mut bytes: Box<dyn BufRead + Send>) -> io::Result<(Vec<u8>, Box<dyn BufRead + Send>)> {
    let mut head = Vec::new();
    while head.len() < HEAD {
        let start = head.len();
        let room = (HEAD - start) as u64;
        let read = (&mut bytes).take(room).read_until(b'\n', &mut head)?;
        if read == 0 || !head[start..].trim_ascii().is_empty() {
            break;
        }
    }
    Ok((head.clone(), Box::new(Cursor::new(head).chain(bytes))))
}

/// The beginning of a text without its byte order mark.
pub(super) fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

/// The bytes as text. Where they are no UTF-8 they become U+FFFD, and a warning says where the first of
/// them stands; `line` is the number of the first line.
pub(super) fn text(bytes: Vec<u8>, file: &str, line: u64) -> (String, Option<Note>) {
    match String::from_utf8(bytes) {
        Ok(text) => (text, None),
        Err(error) => {
            let good = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            let before = &bytes[..good];
            let line = line + before.iter().filter(|&&byte| byte == b'\n').count() as u64;
            let column = before.iter().rev().take_while(|&&byte| byte != b'\n').count() as u64 + 1;
            let note = Note::warning(
                Position::column(file, line, column),
                format!(
                    "byte 0x{:02x} is no UTF-8; it and any like it were read as U+FFFD",
                    bytes.get(good).copied().unwrap_or_default()
                ),
            );
            (String::from_utf8_lossy(&bytes).into_owned(), Some(note))
        }
    }
}

/// Lines of a file with their numbers, counted from 1.
pub(super) struct Lines {
    bytes: Box<dyn BufRead + Send>,
    number: u64,
    ended: bool,
}

/// A line, or why there is none.
pub(super) enum Line {
    /// The bytes, without the line's end.
    Bytes(Vec<u8>),
    /// Longer than [`LONGEST`], and passed over.
    TooLong,
    /// Nothing more can be read.
    Failed(io::Error),
}

impl Lines {
    pub(super) fn new(bytes: Box<dyn BufRead + Send>) -> Self {
        Self {
            bytes,
            number: 0,
            ended: false,
        }
    }

    /// Reads on to the end of a line that is too long to keep.
    fn skip(&mut self) -> io::Result<()> {
        loop {
            let buffer = self.bytes.fill_buf()?;
            let (used, done) = match buffer.iter().position(|&byte| byte == b'\n') {
                Some(at) => (at + 1, true),
                None => (buffer.len(), buffer.is_empty()),
            };
            self.bytes.consume(used);
            if done {
                return Ok(());
            }
        }
    }
}

impl Iterator for Lines {
    type Item = (u64, Line);

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let mut line = Vec::new();
        let result = (&mut self.bytes).take(LONGEST).read_until(b'\n', &mut line);
        self.number += 1;
        let line = match result {
            Ok(0) => {
                self.ended = true;
                return None;
            }
            Ok(_) if line.len() as u64 == LONGEST && !line.ends_with(b"\n") => match self.skip() {
                Ok(()) => Line::TooLong,
                Err(error) => Line::Failed(error),
            },
            Ok(_) => {
                while line.last().is_some_and(|&byte| matches!(byte, b'\n' | b'\r')) {
                    line.pop();
                }
                if self.number == 1 && line.starts_with(b"\xef\xbb\xbf") {
                    line.drain(..3);
                }
                Line::Bytes(line)
            }
            Err(error) => Line::Failed(error),
        };
        self.ended = matches!(line, Line::Failed(_));
        Some((self.number, line))
    }
}
