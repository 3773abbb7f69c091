//! Runs other programs quietly: their output is collected, and shown only when they fail.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, ErrorKind, Read};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::{Sender, channel};
use std::thread;

use crate::problem::{Done, Problem, known_cause};
use crate::steps::Note;

/// How much of a failed command's output is shown.
const TAIL: usize = 60;

/// A command in the checkout, with nothing on its standard input.
pub fn command(program: impl AsRef<OsStr>, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder).stdin(Stdio::null());
    command
}

/// Runs to the end. Fails with a sentence and the tail of the output; succeeds with all of it.
pub fn run(name: &str, command: &mut Command, note: &Note) -> Done<String> {
    let (success, output) = collect(name, command, note)?;
    if success { Ok(output) } else { Err(failed(name, &output)) }
}

/// Like [`run`], and says how many of about `total` lines with the given word have gone by.
pub fn run_counting(name: &str, command: &mut Command, note: &Note, word: &str, total: usize) -> Done<String> {
    let mut seen = 0_usize;
    let (success, output) = watch(name, command, |line| {
        seen += usize::from(line.trim_start().starts_with(word));
        note.now(&format!("{}% {}", (seen * 100 / total).min(99), line.trim()));
    })?;
    if success { Ok(output) } else { Err(failed(name, &output)) }
}

/// Runs to the end and says whether it succeeded, with all of the output.
pub fn collect(name: &str, command: &mut Command, note: &Note) -> Done<(bool, String)> {
    watch(name, command, |line| note.now(line))
}

fn watch(name: &str, command: &mut Command, mut see: impl FnMut(&str)) -> Done<(bool, String)> {
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let program = command.get_program().to_string_lossy().into_owned();
    let mut child = command.spawn().map_err(|error| could_not_start(name, &program, &error))?;
    let (lines, all) = channel();
    let readers = [
        child.stdout.take().map(|pipe| read(pipe, lines.clone())),
        child.stderr.take().map(|pipe| read(pipe, lines.clone())),
    ];
    drop(lines);
    let mut output = String::new();
    for line in all {
        if !line.trim().is_empty() {
            see(&line);
        }
        output.push_str(&line);
        output.push('\n');
    }
    for reader in readers.into_iter().flatten() {
        let _ = reader.join();
    }
    let status = child.wait().map_err(|error| Problem::new(format!("Lost sight of {name}: {error}.")))?;
    Ok((status.success(), output))
}

/// What a program writes when asked something short, such as its version; `None` if it cannot be run.
pub fn ask(program: impl AsRef<OsStr>, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The problem of a command that failed after having written this.
pub fn failed(name: &str, output: &str) -> Problem {
    let lines: Vec<&str> = output.lines().collect();
    let tail = lines[lines.len().saturating_sub(TAIL)..].join("\n");
    match known_cause(&tail) {
        Some(cause) => Problem::new(format!("{name} failed. {cause}")).with_detail(tail),
        None => Problem::new(format!("{name} failed; its last words are above.")).with_detail(tail),
    }
}

fn could_not_start(name: &str, program: &str, error: &std::io::Error) -> Problem {
    match error.kind() {
        ErrorKind::NotFound => Problem::new(format!("{name}: {program} is not installed, or not on the PATH.")),
        _ => Problem::new(format!("{name} could not be started: {error}.")),
    }
}

fn read(pipe: impl Read + Send + 'static, lines: Sender<String>) -> thread::JoinHandle<()> {
    thread::spawn(move || {
        let mut pipe = BufReader::new(pipe);
        let mut line = Vec::new();
        while pipe.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
            let text = String::from_utf8_lossy(&line);
            // A program that redraws its line writes carriage returns: keep what it showed last.
            let text = text.trim_end_matches(['\n', '\r']);
            let shown = text.rsplit('\r').next().unwrap_or(text).to_owned();
            line.clear();
            if lines.send(shown).is_err() {
                return;
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_program_is_named() {
        let problem = run("lamp", &mut command("no-such-program-here", Path::new(".")), &Note::default());
        assert_eq!(
            problem.map_err(|p| p.to_string()),
            Err("error: lamp: no-such-program-here is not installed, or not on the PATH.".into())
        );
    }

    #[test]
    fn only_the_end_of_long_output_is_shown() {
        let output: String = (0..500).map(|n| format!("line {n}\n")).collect();
        let problem = failed("cargo", &output);
        assert!(problem.detail().starts_with("line 440") && problem.detail().ends_with("line 499"));
    }
}
