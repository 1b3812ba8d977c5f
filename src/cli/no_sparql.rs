use std::ffi::OsString;

use legation::{Error, Result};

use super::Outcome;

/// Answer a question in SPARQL; not in this build, see --help
///
/// This build has no SPARQL. 'cargo install --path . --features sparql' installs one that has.
#[derive(clap::Args)]
pub struct Args {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, hide = true)]
    rest: Vec<OsString>,
}

pub fn run(_: Args) -> Result<Outcome> {
    Err(Error::Usage(
        "this build has no SPARQL; 'cargo install --path . --features sparql' installs one that has"
            .to_owned(),
    ))
}
