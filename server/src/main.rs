//! `atrium-server`: the backend of one member.

use std::process::ExitCode;

fn main() -> ExitCode {
    atrium_server::cli::main()
}
