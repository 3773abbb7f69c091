//! The command line: what an operator does with this server.

mod backup;
mod board;
mod check;
mod give;
mod open;
mod serve;
mod staff;
mod take;

use crate::config::Config;
use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// The backend of one member of a cultural alliance: what it publishes, what patrons give it, and the app.
#[derive(Parser)]
#[command(
    name = "atrium-server",
    version,
    about,
    after_help = "The configuration is a TOML file, with the environment over it: `public_url` is ATRIUM_PUBLIC_URL,\n\
                  `log.format` is ATRIUM_LOG_FORMAT, and DATABASE_URL names the database. `atrium.example.toml`\n\
                  has every key with its meaning. Begin with `atrium-server check`: it says all that is wrong.",
    arg_required_else_help = true,
    subcommand_required = true
)]
pub struct Cli {
    /// The configuration file [default: atrium.toml in this folder, where there is one]
    #[arg(long, short, global = true, value_name = "FILE", env = "ATRIUM_CONFIG")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Answer requests until told to stop
    Serve(Serve),
    /// Look at configuration, database and documents, and say everything that is wrong
    Check,
    /// Make a static member a live one: bring its documents and pictures in
    Import(Import),
    /// Make a static member of this one: a folder any web host can serve
    Export(Export),
    /// Who may publish with a token
    #[command(subcommand)]
    Staff(Staff),
    /// List the names on a challenge's board, or take one off it
    Board(Board),
    /// Write a copy of the database while it is in use (SQLite)
    Backup(Backup),
    /// Say that a copy of the database was put back by another tool (pg_restore), before `serve`: devices then ask for everything once more
    Restored,
    /// Bring the tables of the database up to this version, and do nothing else
    Migrate,
}

#[derive(Args)]
struct Serve {
    /// Stop when the standard input ends, so as not to outlive the program that started this one
    #[arg(long)]
    with_parent: bool,
}

/// What to import, and how.
#[derive(Args)]
pub struct Import {
    /// The folder of a static member (with its member.json), or the address of a member's document
    #[arg(value_name = "FOLDER|URL")]
    pub from: String,
    /// Where that folder is served, so that links out of it can be kept whole
    #[arg(long, value_name = "URL")]
    pub at: Option<String>,
    /// Bring the pictures into the folder of files, or link to where they are
    #[arg(long, value_enum, default_value = "bring")]
    pub pictures: Pictures,
    /// Codes of challenges: { "challenge": [{ "code": "OWL SEVEN", "item": "owl" }] }
    #[arg(long, value_name = "FILE")]
    pub codes: Option<PathBuf>,
    /// Only say what would be done
    #[arg(long)]
    pub dry_run: bool,
}

/// What becomes of pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Pictures {
    /// Into the folder of files
    Bring,
    /// They stay where they are
    Link,
}

#[derive(Args)]
struct Export {
    /// A folder that is empty or not there yet
    #[arg(value_name = "FOLDER")]
    to: PathBuf,
}

#[derive(Subcommand)]
enum Staff {
    /// Let somebody publish, and print their token, which is said this once
    Add {
        /// Who it is for, as it is listed
        name: String,
        /// Replace the token of somebody who has one
        #[arg(long)]
        again: bool,
        /// Print the token and nothing else
        #[arg(long)]
        token_only: bool,
    },
    /// List who has a token
    List,
    /// Take a token away
    Remove {
        /// Whose
        name: String,
    },
}

#[derive(Args)]
struct Board {
    /// The id of the challenge
    #[arg(value_name = "CHALLENGE")]
    challenge: String,
    /// Take every reader and every team of this name off the board
    #[arg(long, value_name = "NAME")]
    hide: Option<String>,
}

#[derive(Args)]
struct Backup {
    /// The file to write, which must not be there yet
    #[arg(value_name = "FILE")]
    to: PathBuf,
}

/// What a verb says when it fails: sentences for whoever sits at the terminal.
pub type Done = Result<(), String>;

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let config = match Config::load(cli.config.as_deref()) {
        Ok(config) => config,
        Err(wrong) => {
            eprintln!("The configuration is not right:");
            for sentence in &wrong.0 {
                eprintln!("- {sentence}");
            }
            return ExitCode::from(2);
        }
    };
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("error: This process gets no threads: {error}.");
            return ExitCode::FAILURE;
        }
    };
    let done = runtime.block_on(async {
        match cli.verb {
            Verb::Serve(options) => serve::run(config, options.with_parent).await,
            Verb::Check => check::run(&config).await,
            Verb::Import(options) => take::run(&config, &options).await,
            Verb::Export(options) => give::run(&config, &options.to).await,
            Verb::Staff(Staff::Add { name, again, token_only }) => staff::add(&config, &name, again, token_only).await,
            Verb::Staff(Staff::List) => staff::list(&config).await,
            Verb::Staff(Staff::Remove { name }) => staff::remove(&config, &name).await,
            Verb::Board(options) => board::run(&config, &options.challenge, options.hide.as_deref()).await,
            Verb::Backup(options) => backup::run(&config, &options.to).await,
            Verb::Restored => backup::restored(&config).await,
            Verb::Migrate => check::migrate(&config).await,
        }
    });
    // Whoever waits for the standard input would wait for it to end.
    runtime.shutdown_timeout(std::time::Duration::from_secs(1));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("error: {sentence}");
            ExitCode::FAILURE
        }
    }
}
