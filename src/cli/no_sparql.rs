use std::ffi::OsString;

use legation::{Error, Result};

use super::Outcome;

/// Answer a question in SPARQL; not in this build, see --help
///
/// This build was made with '--no-default-features'. 'cargo install --path .' installs one that has SPARQL.
#[derive(clap::Args)]
pub struct Args {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, hide = true)]
    rest: Vec<OsString>,
}

pub fn run(_: Args) -> Result<Outcome> {
    Err(Error::Usage(
        "this build was made without SPARQL; 'cargo install --path .' installs one that has it".to_owned(),
    ))
}
