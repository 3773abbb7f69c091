//! The command line.

use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::prelude::*;
use url::Url;

/// The help.
pub const HELP: &str = "\
Walks a live backend and proves what it claims to offer.

Usage: cargo xtask conform URL [options]

URL is the address of a member document, or of an alliance document: then each of its
members is walked. What is checked stands in contract/API.md (class Read),
contract/PARTICIPATE.md, contract/PUBLISH.md and contract/RULES.md, and each finding
names the place there.

  --class CLASS            read, participate or publish: all classes up to it are checked,
                           and a member that does not offer it fails, as does one that
                           lacks what the checks of entries or of the rules need. Without
                           it, each member is checked for what its `offers` say.
  --origin URL             the origin of a front door that the backend knows
                           (https://app.example), to check CORS as a browser meets it
  --cookie FILE            signed in already: one `name=value` a line, of one account or of
                           two, for backends without pairing. These accounts are not deleted.
  --code CODE              a code that stands for something in a challenge that runs
  --limits                 also tries how guessing is held off. After it this machine
                           cannot sign in there for about ten minutes.
  --staff-token-file FILE  the token of the installation, for class Publish
  --vectors FOLDER         the rules as data (contract/vectors)
  --timeout SECONDS        what a request may take (30)
  --strict                 warnings count as failures
  --json                   the report for machines
  --list                   every check with its place in the documentation
  --help                   this page

What it writes. For Read nothing: it only asks. For Participate it makes two accounts
of its own, with readers and entries whose ids are new, and deletes the accounts at the
end. For Publish it makes drafts and published documents whose ids begin `conform-`; it
deletes the drafts and unpublishes the rest, because what was published once cannot be
deleted. Nothing that was there before is changed.

It sends no more than one request at a time, waits where the backend says so
(Retry-After), reads no more of an answer than it may have, and follows no more than
five redirects.

Ends with 0 if all is fine, 1 if something failed, 2 if it could not be run, which is
so too where the vectors of --vectors cannot be read.";

/// A class of conformance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Documents.
    Read,
    /// What patrons give.
    Participate,
    /// What staff show.
    Publish,
}

impl Class {
    /// All of them, each more than the one before.
    pub const ALL: [Class; 3] = [Class::Read, Class::Participate, Class::Publish];

    /// The word for it in a document.
    pub fn word(self) -> &'static str {
        match self {
            Class::Read => "read",
            Class::Participate => "participate",
            Class::Publish => "publish",
        }
    }
}

/// What was asked for.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where to begin.
    pub url: Url,
    /// The class to be checked; what each member offers where it is not said.
    pub class: Option<Class>,
    /// The origin of a front door that the backend knows.
    pub origin: Option<String>,
    /// `Cookie` headers of accounts that are there already.
    pub cookies: Vec<String>,
    /// A code that stands for something.
    pub code: Option<String>,
    /// Whether the limits on guessing are tried.
    pub limits: bool,
    /// The installation's token.
    pub staff_token: Option<String>,
    /// Where the vectors are, if that was said.
    pub vectors: Option<PathBuf>,
    /// Seconds that a request may take.
    pub timeout: u64,
    /// Warnings count as failures.
    pub strict: bool,
    /// The report for machines.
    pub json: bool,
}

impl Options {
    /// The walk of an address, with nothing else said.
    pub fn new(url: Url) -> Options {
        Options {
            url,
            class: None,
            origin: None,
            cookies: Vec::new(),
            code: None,
            limits: false,
            staff_token: None,
            vectors: None,
            timeout: 30,
            strict: false,
            json: false,
        }
    }
}

impl Options {
    /// The folder of the vectors: the one that was said, or the one beside this crate.
    pub fn vectors(&self) -> PathBuf {
        let own = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../contract/vectors");
        self.vectors.clone().unwrap_or_else(own)
    }
}

/// What to do.
#[derive(Debug)]
pub enum Wanted {
    /// Print the help.
    Help,
    /// Print every check.
    List,
    /// Walk.
    Walk(Box<Options>),
}

/// Reads the command line.
///
/// # Errors
/// A sentence about what was not understood.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Wanted, String> {
    let mut parser = lexopt::Parser::from_args(arguments);
    read(&mut parser).map_err(|error| format!("{error}. `cargo xtask conform --help` says more"))
}

fn read(parser: &mut lexopt::Parser) -> Result<Wanted, lexopt::Error> {
    let mut url = None;
    // Whatever is given before the address is put on it afterwards.
    let mut options = Options::new(Url::parse("http://localhost/").map_err(|error| error.to_string())?);
    while let Some(argument) = parser.next()? {
        match argument {
            Short('h') | Long("help") => return Ok(Wanted::Help),
            Long("list") => return Ok(Wanted::List),
            Long("class") => options.class = Some(class(&parser.value()?.string()?)?),
            Long("origin") => {
                options.origin = Some(address(&parser.value()?.string()?)?.origin().ascii_serialization())
            }
            Long("cookie") => options.cookies = lines(&parser.value()?)?,
            Long("code") => options.code = Some(parser.value()?.string()?),
            Long("limits") => options.limits = true,
            Long("staff-token-file") => options.staff_token = lines(&parser.value()?)?.into_iter().next(),
            Long("vectors") => options.vectors = Some(PathBuf::from(parser.value()?)),
            Long("timeout") => options.timeout = parser.value()?.parse()?,
            Long("strict") => options.strict = true,
            Long("json") => options.json = true,
            Value(value) if url.is_none() => url = Some(address(&value.string()?)?),
            other => return Err(other.unexpected()),
        }
    }
    options.url = url.ok_or("the address of a member or alliance document is missing")?;
    if options.class == Some(Class::Publish) && options.staff_token.is_none() {
        return Err("class publish needs --staff-token-file".into());
    }
    Ok(Wanted::Walk(Box::new(options)))
}

fn class(word: &str) -> Result<Class, String> {
    let found = Class::ALL.into_iter().find(|class| class.word() == word);
    found.ok_or_else(|| format!("`{word}` is no class: read, participate or publish"))
}

fn address(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).map_err(|error| format!("`{text}` is no address: {error}"))?;
    if matches!(url.scheme(), "http" | "https") {
        Ok(url)
    } else {
        Err(format!("`{text}` is no http or https address"))
    }
}

/// The lines of a file that say something.
fn lines(file: &OsString) -> Result<Vec<String>, String> {
    let text = std::fs::read_to_string(file).map_err(|error| format!("{} cannot be read: {error}", file.display()))?;
    let lines: Vec<String> = text.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
    if lines.is_empty() { Err(format!("{} says nothing", file.display())) } else { Ok(lines) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Wanted, String> {
        parse(line.split_whitespace().map(OsString::from))
    }

    #[test]
    fn what_is_asked_for_is_understood() {
        let walk = parsed("https://a.example/member.json --class participate --origin https://app.example/x --json");
        assert!(matches!(walk, Ok(Wanted::Walk(options)) if options.class == Some(Class::Participate)
            && options.origin.as_deref() == Some("https://app.example") && options.json && !options.limits));
        assert!(matches!(parsed("--help"), Ok(Wanted::Help)));
    }

    #[test]
    fn what_is_not_understood_is_one_sentence() {
        for line in [
            "",
            "ftp://x",
            "x",
            "https://a.example --class write",
            "https://a.example --class publish",
            "https://a.example b",
            "https://a.example --cookie no-such-file",
        ] {
            assert!(parsed(line).is_err_and(|said| said.lines().count() == 1 && said.contains("--help")), "{line}");
        }
    }
}
