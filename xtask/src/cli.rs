//! The command line: verbs, their options, and the help that names them.

use std::ffi::OsString;

use lexopt::prelude::*;

use crate::clock;
use crate::problem::{Done, Problem};

const HELP: &str = "\
Everything a person does in this repository.

Usage: cargo xtask <verb> [options]

  serve            set up, build, make the demo alliance, serve it on this machine:
                   two members by the backend, two as static files
    --port N         the port (8080); the second backend takes the one after it
    --open           open the browser
    --static         all of it as static files, without the backend
    --base /PATH/    with --static: serve under a sub-path
  test [PART] [NAME]   the checks of every day, or one part, or all; `cargo xtask test --help` lists them
  build            make dist/, which any static web host can serve
    --base /PATH/    for a site under a sub-path
    --alliance URL   the alliance document to start from; the demo alliance is left out
  size             brotli bytes of what a first visit loads, against budgets.json
    --record         also write them down in sizes.json
  tidy             check the rules of ARCHITECTURE.md against the source
  shots [NAME]     pictures of every page into target/shots, and a sheet of each page's
    --manifest       instead, take the screenshots of the manifest anew
  conform URL      prove what a live backend offers; `cargo xtask conform --help` says how
    --class CLASS    read, participate or publish
  bench load       how long the page takes on a slow phone
  bench federation how long with fifty members, some of them dead, slow and hostile
  bench server     the backend beside nginx, and how many entries it takes
  demo             make the demo alliance into target/demo
    --today DATE     as if today were 2026-11-23
    --into-staging   put it where Trunk collects its files (used by Trunk.toml)
  schema           write contract/schema/ and contract/openapi.json anew from the types
  setup            only install what the other verbs need
  help             this page

Needed on the machine: rustup and Node 20 or newer. The tools this installs go to
your cache folder (or ATRIUM_CACHE) and serve every clone. Tests look for a browser
at CHROME and a driver at CHROMEDRIVER before they look elsewhere.";

const TEST_HELP: &str = "\
Usage: cargo xtask test [PART] [NAME]

Without a part, these, in this order:
  fmt        formatting
  tidy       the rules of ARCHITECTURE.md
  catalogue  interface texts: the same keys and placeholders in every language
  clippy     lints, with warnings denied
  native     unit tests of the contract, the conformance check and this tool; the backend's suites on both databases
  api        schemas, OpenAPI and every example against the types, by a validator and a linter
  unit       tests of plain JavaScript under Node (demo/, tests/*/ without e2e, bench and server)
  web        components in a real browser
  demo       the demo alliance
  build      all three bundles in release
  size       transferred bytes against budgets.json
  e2e        journeys in a real browser over the built site
  second     those of looking around, an account and its outbox over the backend written from the
             documentation alone

Only by name, or with all others as `all`, because they take long:
  conform    the conformance check against right backends, and against each of its seeded faults
  server     the reference backend as a process: killed under load, fuzzed, on both databases; the conformance
             check over the backend written from the documentation, and over what the guides build
  model      two devices with one account on a bad line, against a reference; ATRIUM_SEED has a run again,
             ATRIUM_ENTRIES says how many entries (10000)

NAME narrows `native`, `api`, `web`, `unit`, `conform`, `server` and `e2e`: part of a file's or a test's name.";

/// What was asked for.
#[derive(Debug, PartialEq)]
pub enum Verb {
    /// Print a page of help.
    Help(&'static str),
    /// Install tools.
    Setup,
    /// Make `dist`.
    Build(Build),
    /// Make and serve `dist`.
    Serve(Serve),
    /// Make the demo alliance.
    Demo(Demo),
    /// Run checks.
    Test(Test),
    /// Write the schemas.
    Schema,
    /// Check the repository's own rules.
    Tidy,
    /// Count bytes.
    Size {
        /// Write them down.
        record: bool,
    },
    /// Take pictures.
    Shots {
        /// Part of a page's name.
        name: Option<String>,
        /// The manifest's screenshots instead.
        manifest: bool,
    },
    /// Walk a live backend.
    Conform {
        /// What the walker is told.
        arguments: Vec<OsString>,
    },
    /// Measure.
    Bench {
        /// What to measure.
        name: String,
    },
}

/// Options of `build`.
#[derive(Clone, Debug, PartialEq)]
pub struct Build {
    /// The path of the site, with a slash at both ends.
    pub base: String,
    /// The alliance document to start from, instead of the demo alliance.
    pub alliance: Option<String>,
}

impl Default for Build {
    fn default() -> Self {
        Self { base: "/".into(), alliance: None }
    }
}

/// Options of `serve`.
#[derive(Debug, PartialEq)]
pub struct Serve {
    /// The port.
    pub port: u16,
    /// Open the browser.
    pub open: bool,
    /// Static files alone, without the backend.
    pub static_files: bool,
    /// What to build.
    pub build: Build,
}

/// Options of `demo`.
#[derive(Debug, Default, PartialEq)]
pub struct Demo {
    /// The day the demo's dates are laid around.
    pub today: Option<String>,
    /// Run by Trunk: put the result among its files.
    pub into_staging: bool,
}

/// Options of `test`.
#[derive(Debug, Default, PartialEq)]
pub struct Test {
    /// One part only.
    pub part: Option<String>,
    /// Narrow that part.
    pub name: Option<String>,
}

/// Reads the command line.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Done<Verb> {
    let mut parser = lexopt::Parser::from_args(arguments);
    read(&mut parser).map_err(|error| match error {
        Wrong::Line(error) => {
            Problem::usage(format!("{}. `cargo xtask --help` lists the verbs.", sentence(&error.to_string())))
        }
        Wrong::Said(problem) => problem,
    })
}

enum Wrong {
    Line(lexopt::Error),
    Said(Problem),
}

impl From<lexopt::Error> for Wrong {
    fn from(error: lexopt::Error) -> Self {
        Self::Line(error)
    }
}

fn read(parser: &mut lexopt::Parser) -> Result<Verb, Wrong> {
    let verb = match parser.next()? {
        None | Some(Short('h') | Long("help")) => return Ok(Verb::Help(HELP)),
        Some(Value(verb)) => verb.string()?,
        Some(other) => return Err(other.unexpected().into()),
    };
    if verb == "conform" {
        return Ok(Verb::Conform { arguments: parser.raw_args()?.collect() });
    }
    let mut build = Build::default();
    let (mut port, mut open, mut static_files, mut record, mut manifest) = (8080, false, false, false, false);
    let mut demo = Demo::default();
    let mut names = Vec::new();
    while let Some(argument) = parser.next()? {
        match (verb.as_str(), argument) {
            ("test", Short('h') | Long("help")) => return Ok(Verb::Help(TEST_HELP)),
            (_, Short('h') | Long("help")) => return Ok(Verb::Help(HELP)),
            ("serve", Long("port")) => port = parser.value()?.parse()?,
            ("serve", Long("open")) => open = true,
            ("serve", Long("static")) => static_files = true,
            ("serve" | "build", Long("base")) => build.base = base(&parser.value()?.string()?)?,
            ("build", Long("alliance")) => build.alliance = Some(alliance(parser.value()?.string()?)?),
            ("demo", Long("today")) => demo.today = Some(day(parser.value()?.string()?)?),
            ("demo", Long("into-staging")) => demo.into_staging = true,
            ("size", Long("record")) => record = true,
            ("shots", Long("manifest")) => manifest = true,
            ("test", Value(name)) if names.len() < 2 => names.push(name.string()?),
            ("shots" | "bench", Value(name)) if names.is_empty() => names.push(name.string()?),
            (_, other) => return Err(other.unexpected().into()),
        }
    }
    let mut names = names.into_iter();
    Ok(match verb.as_str() {
        "help" => Verb::Help(HELP),
        "setup" => Verb::Setup,
        "build" => Verb::Build(build),
        "serve" => Verb::Serve(Serve { port, open, static_files, build }),
        "demo" => Verb::Demo(demo),
        "test" => Verb::Test(Test { part: names.next(), name: names.next() }),
        "tidy" => Verb::Tidy,
        "schema" => Verb::Schema,
        "size" => Verb::Size { record },
        "shots" => Verb::Shots { name: names.next(), manifest },
        "bench" => Verb::Bench { name: names.next().unwrap_or_else(|| "load".into()) },
        _ => {
            return Err(said(format!("There is no verb `{verb}`. `cargo xtask --help` lists them.")));
        }
    })
}

fn said(sentence: String) -> Wrong {
    Wrong::Said(Problem::usage(sentence))
}

/// An address the built pages may ask: their policy lets them reach their own host and hosts by https.
fn alliance(address: String) -> Result<String, Wrong> {
    let elsewhere = address.contains("://");
    if address.trim().is_empty() || (elsewhere && !address.starts_with("https://")) {
        return Err(said(format!(
            "`{address}` is no address for --alliance: it starts with https://, or is a path below the site."
        )));
    }
    Ok(address)
}

/// A path with a slash at both ends, and nothing in it that a page would have to escape.
fn base(path: &str) -> Result<String, Wrong> {
    let inner = path.trim_matches('/');
    let plain = inner
        .split('/')
        .all(|part| part != ".." && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.~".contains(&b)));
    match (plain, inner) {
        (false, _) => Err(said(format!("`{path}` is no base path: write it like /campaigns/."))),
        (true, "") => Ok("/".into()),
        (true, inner) => Ok(format!("/{inner}/")),
    }
}

fn day(text: String) -> Result<String, Wrong> {
    if clock::is_date(&text) { Ok(text) } else { Err(said(format!("`{text}` is no date: write it like 2026-11-23."))) }
}

fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Verb, String> {
        parse(line.split_whitespace().map(OsString::from)).map_err(|problem| format!("{} {problem}", problem.code()))
    }

    #[test]
    fn an_alliance_the_policy_would_refuse_is_refused_here() {
        for bad in ["http://a.example/x.json", "ftp://x", " "] {
            assert!(alliance(bad.into()).is_err(), "{bad}");
        }
        for good in ["https://a.example/x.json", "data/alliance.json"] {
            assert!(alliance(good.into()).is_ok(), "{good}");
        }
    }

    #[test]
    fn the_readmes_commands_are_understood() {
        let served = |static_files| Serve { port: 8080, open: false, static_files, build: Build::default() };
        assert_eq!(parsed("serve"), Ok(Verb::Serve(served(false))));
        assert_eq!(parsed("serve --static"), Ok(Verb::Serve(served(true))));
        assert_eq!(parsed("test"), Ok(Verb::Test(Test::default())));
        assert_eq!(
            parsed("test e2e journey"),
            Ok(Verb::Test(Test { part: Some("e2e".into()), name: Some("journey".into()) }))
        );
        assert_eq!(parsed("size --record"), Ok(Verb::Size { record: true }));
        assert_eq!(parsed("shots home"), Ok(Verb::Shots { name: Some("home".into()), manifest: false }));
        assert_eq!(parsed("shots --manifest"), Ok(Verb::Shots { name: None, manifest: true }));
    }

    #[test]
    fn a_base_path_gets_its_slashes() {
        let under = |base: &str| Ok(Verb::Build(Build { base: base.into(), alliance: None }));
        assert_eq!(parsed("build --base sub/path"), under("/sub/path/"));
        assert_eq!(parsed("build --base /"), under("/"));
        assert!(parsed("build --base /a\"b/").is_err_and(|said| said.starts_with("2 error: ")));
    }

    #[test]
    fn what_is_not_understood_is_one_sentence_and_code_two() {
        assert_eq!(parsed("fly"), Err("2 error: There is no verb `fly`. `cargo xtask --help` lists them.".into()));
        for line in
            ["serve --port many", "serve --wings", "build extra", "demo --today soon", "test a b c", "serve --port"]
        {
            let said = parsed(line);
            assert!(
                said.as_ref().is_err_and(|said| said.starts_with("2 error: ") && said.lines().count() == 1),
                "{line}: {said:?}"
            );
        }
    }

    #[test]
    fn help_names_every_verb() {
        for verb in ["serve", "test", "build", "size", "tidy", "shots", "bench", "conform", "demo", "schema", "setup"] {
            assert!(HELP.contains(&format!("\n  {verb}")), "{verb}");
        }
    }
}
