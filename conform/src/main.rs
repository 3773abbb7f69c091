//! The program: reads the command line, walks, prints the report.

use std::io::{IsTerminal, stdout};
use std::process::ExitCode;

use atrium_conform::{checks, options, walk};

fn main() -> ExitCode {
    match options::parse(std::env::args_os().skip(1)) {
        Ok(options::Wanted::Help) => println!("{}", options::HELP),
        Ok(options::Wanted::List) => {
            for check in checks::all() {
                println!("{}\n    {}\n    {}", check.id, check.says, check.place);
            }
        }
        Ok(options::Wanted::Walk(options)) => return walked(&options),
        Err(sentence) => return refused(&sentence),
    }
    ExitCode::SUCCESS
}

fn walked(options: &options::Options) -> ExitCode {
    // On the way to standard error, so that what is kept of standard output is the report alone.
    match walk(options, &mut |words| eprintln!("{words}")) {
        Ok(report) => {
            if options.json {
                println!("{:#}", report.json());
            } else {
                print!("{}", report.words(stdout().is_terminal()));
            }
            if report.fine() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(sentence) => refused(&sentence),
    }
}

fn refused(sentence: &str) -> ExitCode {
    eprintln!("error: {}.", sentence.trim_end_matches('.'));
    ExitCode::from(2)
}
