//! Tests that lack what they need say so, loudly: past the capture that hides what passing tests print.

use std::fmt::Display;
use std::io::Write as _;

/// Says on standard error that something is not tested, and why.
pub fn skipped(why: impl Display) {
    // nobody may be listening
    let _ = writeln!(std::io::stderr(), "SKIPPED: {why}");
}
