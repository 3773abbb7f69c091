//! Writes the JSON Schemas and the OpenAPI document into a folder: `cargo xtask schema` runs it.

use std::{env, fs, path::PathBuf, process::ExitCode};

fn main() -> ExitCode {
    let folder = env::args_os().nth(1).map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    for (name, text) in atrium_contract::schema::files() {
        let file = folder.join(&name);
        let written = file.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&file, text));
        if let Err(error) = written {
            eprintln!("{} could not be written: {error}", file.display());
            return ExitCode::FAILURE;
        }
        println!("{name}");
    }
    ExitCode::SUCCESS
}
