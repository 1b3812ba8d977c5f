//! The `legation` command.

mod cli;

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// What one thread has read, another works on and a third stores: memory changes hands all the time.
#[global_allocator]
static MEMORY: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    cli::run()
}
