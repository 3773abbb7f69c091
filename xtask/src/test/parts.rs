//! The checks, in the order they run: the quick ones first.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::count::{self, Count};
use super::session::Session;
use crate::backend;
use crate::build;
use crate::cli;
use crate::clock;
use crate::demo;
use crate::files;
use crate::pins;
use crate::problem::{Done, Problem};
use crate::run;
use crate::schema;
use crate::setup::{browser, ensure_components, node, postgres, python};
use crate::size;
use crate::steps::Note;
use crate::tidy;

/// One check.
pub struct Part {
    /// What it is called on the command line.
    pub name: &'static str,
    /// What its line says.
    pub label: &'static str,
    /// Whether it runs only when it is asked for by name.
    pub asked: bool,
    /// Runs it.
    pub run: fn(&mut Session<'_>, &Note) -> Done<Count>,
}

/// All of them.
pub const PARTS: &[Part] = &[
    Part { name: "fmt", label: "Formatting", asked: false, run: fmt },
    Part { name: "tidy", label: "Rules of the repository", asked: false, run: tidy_rules },
    Part { name: "catalogue", label: "Interface texts", asked: false, run: catalogue },
    Part { name: "clippy", label: "Lints", asked: false, run: clippy },
    Part { name: "native", label: "Unit tests", asked: false, run: native },
    Part { name: "api", label: "Schemas and OpenAPI", asked: false, run: api },
    Part { name: "unit", label: "JavaScript unit tests", asked: false, run: unit },
    Part { name: "web", label: "Components in a browser", asked: false, run: web },
    Part { name: "demo", label: "Demo alliance", asked: false, run: demo_alliance },
    Part { name: "conform", label: "Conformance check", asked: true, run: conform },
    Part { name: "server", label: "Backend under fire", asked: true, run: server },
    Part { name: "build", label: "Build of all bundles", asked: false, run: build_all },
    Part { name: "size", label: "Size budgets", asked: false, run: sizes },
    Part { name: "e2e", label: "Journeys in a browser", asked: false, run: e2e },
    Part { name: "second", label: "The app on the second backend", asked: false, run: second },
    Part { name: "model", label: "Two devices on a bad line", asked: true, run: model },
];

/// How many entries the two devices of `model` have at the end, where `ATRIUM_ENTRIES` says nothing else.
const MODEL_ENTRIES: &str = "10000";

fn fmt(session: &mut Session<'_>, note: &Note) -> Done<Count> {
    ensure_components(session.project, note)?;
    run::run("cargo fmt --check", &mut cargo(session, &["fmt", "--all", "--check", "--", "--color", "never"]), note)?;
    Ok(Count::ONE)
}

fn tidy_rules(session: &mut Session<'_>, _: &Note) -> Done<Count> {
    tidy::rules(session.project)?;
    Ok(Count::ONE)
}

fn catalogue(session: &mut Session<'_>, _: &Note) -> Done<Count> {
    tidy::catalogues(session.project)?;
    Ok(Count::ONE)
}

fn clippy(session: &mut Session<'_>, note: &Note) -> Done<Count> {
    ensure_components(session.project, note)?;
    session.tools(note)?;
    let native = [
        "clippy",
        "-p",
        "atrium-conform",
        "-p",
        "atrium-contract",
        "-p",
        "xtask",
        "-p",
        "atrium-server",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ];
    run::run("clippy, for the contract, the backend and xtask,", &mut cargo(session, &native), note)?;
    let app = ["clippy", "-p", "atrium", "--target", pins::WASM_TARGET, "--all-targets", "--", "-D", "warnings"];
    run::run("clippy, for the app,", &mut cargo(session, &app), note)?;
    Ok(Count::ONE)
}

fn native(session: &mut Session<'_>, note: &Note) -> Done<Count> {
    let crates = ["-p", "atrium-contract", "-p", "atrium-server", "-p", "xtask"];
    let postgres = postgres::programs(session.project, note)?;
    let mut command = cargo(session, &["test", "--no-fail-fast"]);
    command.args(crates).env("ATRIUM_POSTGRES_BIN", postgres);
    command.args(session.name);
    let mut sum = tests("cargo test", &mut command, note)?;
    // Its walks are a part of their own.
    let mut command = cargo(session, &["test", "--no-fail-fast", "-p", "atrium-conform", "--lib"]);
    command.args(session.name);
    sum.add(tests("cargo test, of the conformance check,", &mut command, note)?);
    Ok(sum)
}

/// The conformance check against backends that are right and against each fault. It takes minutes: every fault is a walk of its own.
fn conform(session: &mut Session<'_>, note: &Note) -> Done<Count> {
    let programs = backend::programs(session.project, backend::DEV, note)?;
    let mut command = cargo(session, &["test", "--no-fail-fast", "-p", "atrium-conform"]);
    programs.tell(&mut command);
    command.args(session.name);
    tests("cargo test, of the conformance check,", &mut command, note)
}

fn api(session: &mut Session<'_>, note: &Note) -> Done<Count> {
    let arguments = ["test", "--no-fail-fast", "-p", "atrium-contract", "--features", "schema", "--test", "schema"];
    let mut command = cargo(session, &arguments);
    command.args(session.name);
    let mut sum = tests("cargo test, of the schemas,", &mut command, note)?;
    schema::lint(session.project, note)?;
    sum.add(Count::ONE);
    Ok(sum)
}

/// Every folder of `tests/` with plain Node tests (`e2e` and `bench` need a browser and a site), and the demo's own.
fn unit(session: &mut Session<'_>, note: &Note) -> Done<Count> {
    let folder = session.project.path("tests");
    let mut of_tests = Vec::new();
    for entry in std::fs::read_dir(&folder).map_err(|error| Problem::file("read", &folder, &error))?.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() && !matches!(name.as_str(), "e2e" | "server" | "bench" | "node_modules") {
            of_tests.extend(test_files(session, &format!("tests/{name}"))?);
        }
    }
    let of_demo = test_files(session, "demo")?;
    // Each runs with its own packages. A name that fits files narrows to them, in either folder.
    let by_file = |files: &[PathBuf]| session.name.is_some_and(|name| files.iter().any(|file| fits(file, name)));
    let narrowed = by_file(&of_tests) || by_file(&of_demo);
    let mut sum = Count::default();
    for (folder, files) in [("tests", of_tests), ("demo", of_demo)] {
        // A test's own name is looked for among ours only: in the other folder it would find nothing, which fails.
        if !narrowed && session.name.is_some() && folder == "demo" {
            continue;
        }
        if narrowed && !session.name.is_some_and(|name| files.iter().any(|file| fits(file, name))) {
            continue;
        }
        let modules = node::packages(session.project, folder, note)?;
        sum.add(node_tests(session, files, &modules, note, |_| {})?);
    }
    Ok(sum)
}

fn web(session: &mut Session<'_>, note: &Note) -> Done<Count> {
    let target = session.project.path("tests/web.rs");
    if !target.is_file() {
        return Err(Problem::new("tests/web.rs is missing: components are tested there, in a real browser."));
    }
    let path = session.tools(note)?.path.clone();
    let chrome = session.chrome(note)?;
    let driver = browser::driver(session.project, note)?.ok_or_else(|| {
        Problem::new("There is no chromedriver: install the one of your Chrome's version and set CHROMEDRIVER to it.")
    })?;
    // The runner reads the browser's options from a file; a shared checkout is not the place for it.
    let options = session.project.work("webdriver.json");
    let arguments = ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"];
    let document = serde_json::json!({ "goog:chromeOptions": { "binary": chrome, "args": arguments } });
    files::write(&options, document.to_string())?;
    let mut command = cargo(session, &["test", "-p", "atrium", "--target", pins::WASM_TARGET, "--test", "web", "--"]);
    command
        .args(session.name)
        .env("PATH", &path)
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner")
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", &options)
        .env("WASM_BINDGEN_TEST_TIMEOUT", "120")
        .env("CHROMEDRIVER", driver);
    tests("The tests in a browser", &mut command, note)
}

fn demo_alliance(session: &mut Session<'_>, note: &Note) -> Done<Count> {
    demo::make(session.project, &clock::today(), note)?;
    Ok(Count::ONE)
}

/// The reference backend as a process: killed, fuzzed, beside a second one in another language.
fn server(session: &mut Session<'_>, note: &Note) -> Done<Count> {
    let found = test_files(session, "tests/server")?;
    let modules = session.modules(note)?;
    let programs = backend::programs(session.project, backend::DEV, note)?;
    let postgres = postgres::programs(session.project, note)?;
    let python = python::packages(session.project, "tests/server/requirements.txt", note)?;
    node_tests(session, found, &modules, note, |command| {
        programs.tell(command);
        command.env("ATRIUM_POSTGRES_BIN", postgres).env("ATRIUM_PYTHON_BIN", python);
    })
}

fn build_all(session: &mut Session<'_>, note: &Note) -> Done<Count> {
    session.built = Some(false);
    let project = session.project;
    let tools = session.tools(note)?;
    build::quietly(project, tools, &cli::Build::default(), note)?;
    session.built = Some(true);
    Ok(Count::ONE)
}

fn sizes(session: &mut Session<'_>, note: &Note) -> Done<Count> {
    needs_build(session)?;
    let sum = size::check(session.project)?;
    note.outcome(sum);
    Ok(Count::ONE)
}

fn e2e(session: &mut Session<'_>, note: &Note) -> Done<Count> {
    let found = test_files(session, "tests/e2e")?;
    let mut command = journeys(session, found, note)?;
    tests("node --test", &mut command, note)
}

/// The journey of two devices and a reference, which `e2e` leaves out. What it did is said in its line.
fn model(session: &mut Session<'_>, note: &Note) -> Done<Count> {
    let found = vec![session.project.path("tests/e2e/model.test.mjs")];
    let mut command = journeys(session, found, note)?;
    if std::env::var_os("ATRIUM_ENTRIES").is_none() {
        command.env("ATRIUM_ENTRIES", MODEL_ENTRIES);
    }
    let (count, output) = told("node --test", &mut command, note)?;
    let figures = output.lines().filter_map(|line| line.trim_start_matches(['#', '\\', ' ']).strip_prefix("Model: "));
    note.outcome(figures.collect::<Vec<_>>().join(", "));
    Ok(count)
}

/// What a patron does, looking around and with an account, over the backend that was written from the documentation alone.
fn second(session: &mut Session<'_>, note: &Note) -> Done<Count> {
    let found = ["around", "account", "outbox"].map(|name| session.project.path(&format!("tests/e2e/{name}.test.mjs")));
    let mut command = journeys(session, found.to_vec(), note)?;
    command.env("ATRIUM_HOUSE", "second");
    tests("node --test", &mut command, note)
}

/// Journeys over the built app and the built backend.
fn journeys(session: &mut Session<'_>, found: Vec<PathBuf>, note: &Note) -> Done<Command> {
    needs_build(session)?;
    let modules = session.modules(note)?;
    let chrome = session.chrome(note)?;
    let address = session.address()?;
    let dist = session.project.dist.clone();
    let programs = backend::programs(session.project, backend::DEV, note)?;
    let mut command = node_command(session, found, &modules)?;
    programs.tell(&mut command);
    command.env("CHROME", chrome).env("ATRIUM_URL", address).env("ATRIUM_DIST", dist);
    Ok(command)
}

fn needs_build(session: &Session<'_>) -> Done {
    match session.built {
        Some(false) => Err(Problem::new("Not run: it needs the build, which failed.")),
        _ => Ok(()),
    }
}

fn cargo(session: &Session<'_>, arguments: &[&str]) -> Command {
    let mut command = run::command("cargo", &session.project.root);
    command.args(arguments);
    command
}

/// The test files of a folder.
fn test_files(session: &Session<'_>, folder: &str) -> Done<Vec<PathBuf>> {
    let folder = session.project.path(folder);
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let all = files::list(&folder)?;
    Ok(all.into_iter().filter(|file| file.to_string_lossy().ends_with(".test.mjs")).collect())
}

/// Runs Node tests, narrowed by file name where that fits a file, else by the tests' own names.
fn node_tests(
    session: &mut Session<'_>,
    all: Vec<PathBuf>,
    modules: &Path,
    note: &Note,
    prepare: impl FnOnce(&mut Command),
) -> Done<Count> {
    let mut command = node_command(session, all, modules)?;
    prepare(&mut command);
    tests("node --test", &mut command, note)
}

fn node_command(session: &mut Session<'_>, all: Vec<PathBuf>, modules: &Path) -> Done<Command> {
    let by_file: Vec<PathBuf> =
        session.name.map_or_else(Vec::new, |name| all.iter().filter(|file| fits(file, name)).cloned().collect());
    let (chosen, pattern) = if by_file.is_empty() { (all, session.name) } else { (by_file, None) };
    if chosen.is_empty() {
        return Err(Problem::new("There is no test file: a check that checks nothing does not pass."));
    }
    session.node_test(&chosen, pattern, modules)
}

fn fits(file: &Path, name: &str) -> bool {
    file.file_name().is_some_and(|file| file.to_string_lossy().contains(name))
}

/// Runs a test runner; a run of no test at all is a failure.
fn tests(name: &str, command: &mut Command, note: &Note) -> Done<Count> {
    told(name, command, note).map(|(count, _)| count)
}

/// As [`tests`], with what the runner wrote.
fn told(name: &str, command: &mut Command, note: &Note) -> Done<(Count, String)> {
    let (success, output) = run::collect(name, command, note)?;
    let count = count::of(&output);
    if !success {
        return Err(Problem::new(format!(
            "{name} failed, {} of {} tests.",
            count.failed.max(1),
            count.passed + count.failed.max(1)
        ))
        .with_detail(output));
    }
    if count.passed == 0 {
        return Err(Problem::new(format!("{name} ran no test.")).with_detail(output));
    }
    Ok((count, output))
}
