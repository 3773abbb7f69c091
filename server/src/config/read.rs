//! Reads the keys one by one, and collects what is wrong with them.

mod who;

use super::keys::{KEYS, Kind, nearest, variable};
use super::{Alliance, Log, Member, Mount, Wrong};
use atrium_contract::id::Id;
use std::collections::HashMap;
use std::net::{SocketAddr, ToSocketAddrs};
use std::path::{Path, PathBuf};
use toml::{Table, Value};
use url::Url;

const MEMBER_KINDS: &[&str] =
    &["library", "museum", "exhibition-hall", "archive", "theatre", "planetarium", "university-library", "other"];

/// The configuration while it is read.
pub struct Reader<'e> {
    table: Table,
    file: String,
    folder: PathBuf,
    environment: &'e HashMap<String, String>,
    wrong: Vec<String>,
}

/// A value and where it stands, for a sentence about it.
struct Said {
    value: String,
    place: String,
}

impl<'e> Reader<'e> {
    /// Reads the file's text.
    pub fn new(text: &str, path: &Path, environment: &'e HashMap<String, String>) -> Result<Self, Wrong> {
        let file = path.display().to_string();
        let table: Table = text.parse().map_err(|error: toml::de::Error| {
            let at = error.span().map_or(1, |span| text.get(..span.start).unwrap_or(text).matches('\n').count() + 1);
            Wrong(vec![format!("{file}, line {at}: this is not TOML: {}.", error.message())])
        })?;
        let folder = path.parent().map(Path::to_path_buf).unwrap_or_default();
        let mut reader = Reader { table, file, folder, environment, wrong: Vec::new() };
        reader.unknown();
        Ok(reader)
    }

    /// What was found wrong.
    pub fn done(self) -> Vec<String> {
        self.wrong
    }

    fn complain(&mut self, sentence: String) {
        self.wrong.push(sentence);
    }

    /// Keys nobody knows are most often keys somebody meant otherwise.
    fn unknown(&mut self) {
        let known: Vec<&str> = KEYS.iter().map(|key| key.path).collect();
        let mut found = Vec::new();
        for (name, value) in &self.table {
            match value {
                Value::Table(inner) => found.extend(inner.keys().map(|key| format!("{name}.{key}"))),
                _ if name == "mount" => {}
                _ => found.push(name.clone()),
            }
        }
        for path in found.iter().filter(|path| !known.contains(&path.as_str())) {
            let hint = nearest(path, &known).map_or_else(
                || "Remove it; `atrium-server check --help` says where all keys are listed.".to_owned(),
                |near| format!("Did you mean `{near}`?"),
            );
            self.wrong.push(format!("{}, `{path}`: there is no such key. {hint}", self.file));
        }
        let variables: Vec<String> = KEYS.iter().map(|key| variable(key.path)).collect();
        let ours = |name: &&String| name.starts_with("ATRIUM_") && !variables.contains(name) && !tolerated(name);
        let mut strange: Vec<&String> = self.environment.keys().filter(ours).collect();
        strange.sort();
        for name in strange {
            self.wrong.push(format!("The environment, `{name}`: there is no such key. Unset it, or mend its name."));
        }
    }

    /// A text from the environment or the file; an empty one counts as not there.
    fn said(&mut self, path: &'static str) -> Option<Said> {
        let name = variable(path);
        if let Some(value) = self.environment.get(&name).filter(|value| !value.is_empty()) {
            return Some(Said { value: value.clone(), place: format!("The environment, `{name}`") });
        }
        let place = format!("{}, `{path}`", self.file);
        match self.find(path)? {
            Value::String(value) if value.is_empty() => None,
            Value::String(value) => Some(Said { value: value.clone(), place }),
            _ => {
                self.complain(format!("{place}: a text in quotation marks is expected."));
                None
            }
        }
    }

    fn find(&self, path: &str) -> Option<&Value> {
        match path.split_once('.') {
            Some((table, key)) => self.table.get(table)?.as_table()?.get(key),
            None => self.table.get(path),
        }
    }

    fn text(&mut self, path: &'static str) -> Option<String> {
        self.said(path).map(|said| said.value)
    }

    fn texts(&mut self, path: &'static str) -> Vec<String> {
        debug_assert!(KEYS.iter().any(|key| key.path == path && key.kind == Kind::Texts));
        let parts = |text: &str| {
            text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect::<Vec<_>>()
        };
        if let Some(value) = self.environment.get(&variable(path)) {
            return parts(value);
        }
        let place = format!("{}, `{path}`", self.file);
        let all = match self.find(path) {
            None => return Vec::new(),
            Some(Value::Array(items)) => items.iter().map(|item| item.as_str().map(str::to_owned)).collect(),
            Some(Value::String(one)) => Some(vec![one.clone()]),
            Some(_) => None,
        };
        all.unwrap_or_else(|| {
            self.complain(format!("{place}: a list of texts is expected, such as [\"one\", \"another\"]."));
            Vec::new()
        })
    }

    /// `true` or `false`; false where it is not said.
    pub fn truth(&mut self, path: &'static str) -> bool {
        let name = variable(path);
        if let Some(value) = self.environment.get(&name) {
            match value.as_str() {
                "true" | "1" => return true,
                "false" | "0" | "" => return false,
                _ => self.complain(format!("The environment, `{name}`: true or false is expected.")),
            }
        }
        match self.find(path) {
            None => false,
            Some(Value::Boolean(truth)) => *truth,
            Some(_) => {
                let place = format!("{}, `{path}`", self.file);
                self.complain(format!("{place}: true or false is expected, without quotation marks."));
                false
            }
        }
    }

    fn required(&mut self, path: &'static str) -> Option<Said> {
        let said = self.said(path);
        // Something that is there and of the wrong kind was told already.
        if said.is_none() && self.find(path).is_none_or(|value| value.as_str().is_some()) {
            let about = KEYS.iter().find(|key| key.path == path).map_or("", |key| key.about);
            let file = &self.file;
            self.wrong.push(format!("{file}, `{path}`: is missing. Say {about}; or set {}.", variable(path)));
        }
        said
    }

    /// Where the world finds the server.
    pub fn public_url(&mut self) -> Option<Url> {
        let said = self.required("public_url")?;
        let url = web(&said.value).filter(|url| url.path() == "/" && url.query().is_none() && url.fragment().is_none());
        if url.is_none() {
            self.complain(format!(
                "{}: `{}` is not scheme, host and port alone. Write it like https://library.example; to live below a path, let a proxy take the path away.",
                said.place, said.value
            ));
        }
        url
    }

    /// Where to listen.
    pub fn listen(&mut self) -> Option<SocketAddr> {
        let said = self.said("listen").unwrap_or(Said { value: "127.0.0.1:8080".into(), place: String::new() });
        self.address(&said)
    }

    /// Where numbers are given, if apart.
    pub fn metrics_listen(&mut self) -> Option<SocketAddr> {
        let said = self.said("metrics_listen")?;
        self.address(&said)
    }

    fn address(&mut self, said: &Said) -> Option<SocketAddr> {
        let address = said.value.to_socket_addrs().ok().and_then(|mut found| found.next());
        if address.is_none() {
            self.complain(format!(
                "{}: `{}` is no address and port. Write it like 127.0.0.1:8080, or 0.0.0.0:8080 for every network.",
                said.place, said.value
            ));
        }
        address
    }

    /// The database, with a whole path where it is a file.
    pub fn database(&mut self) -> Option<String> {
        let said = match self.environment.get("DATABASE_URL").filter(|value| !value.is_empty()) {
            Some(value) => Said { value: value.clone(), place: "The environment, `DATABASE_URL`".into() },
            None => self.said("database").unwrap_or(Said { value: "sqlite:atrium.db".into(), place: String::new() }),
        };
        if said.value.starts_with("postgres://") || said.value.starts_with("postgresql://") {
            return Some(said.value);
        }
        let file = said.value.strip_prefix("sqlite:").map(|file| file.strip_prefix("//").unwrap_or(file));
        match file.filter(|file| !file.is_empty()) {
            Some(file) => Some(format!("sqlite:{}", self.folder.join(file).display())),
            None => {
                self.complain(format!(
                    "{}: this names no database. Write sqlite:atrium.db for a file, or postgres://user:password@host/name.",
                    said.place
                ));
                None
            }
        }
    }

    /// Origins: scheme, host and port.
    pub fn origins(&mut self, path: &'static str) -> Vec<String> {
        let mut origins = Vec::new();
        for text in self.texts(path) {
            match web(&text).filter(|url| url.path() == "/") {
                Some(url) => origins.push(url.origin().ascii_serialization()),
                None => {
                    let file = &self.file;
                    self.wrong.push(format!(
                        "{file}, `{path}`: `{text}` is no origin. Write it like https://atrium.example."
                    ));
                }
            }
        }
        origins
    }

    /// A whole number, in quotation marks or not.
    pub fn number(&mut self, path: &'static str, otherwise: u32) -> u32 {
        let bare = if self.environment.contains_key(&variable(path)) {
            None
        } else {
            self.find(path).and_then(Value::as_integer)
        };
        if let Some(number) = bare.and_then(|number| u32::try_from(number).ok()) {
            return number;
        }
        let Some(said) = self.said(path) else { return otherwise };
        said.value.parse().unwrap_or_else(|_| {
            self.complain(format!("{}: `{}` is no whole number.", said.place, said.value));
            otherwise
        })
    }

    /// The member.
    pub fn member(&mut self) -> Option<Member> {
        let id = self.required("member.id");
        let kind = self.said("member.kind").unwrap_or(Said { value: "other".into(), place: String::new() });
        if !MEMBER_KINDS.contains(&kind.value.as_str()) {
            self.complain(format!("{}: `{}` is none of {}.", kind.place, kind.value, MEMBER_KINDS.join(", ")));
        }
        let files = self.text("member.files").unwrap_or_else(|| "files".into());
        let files = self.folder.join(files);
        let id = id?;
        if Id::new(&id.value).is_none() {
            self.complain(format!(
                "{}: `{}` is no id. Use 1 to 100 letters, digits, '.', '_' and '-'.",
                id.place, id.value
            ));
            return None;
        }
        let name = self.text("member.name").unwrap_or_else(|| id.value.clone());
        Some(Member { id: id.value, kind: kind.value, name, files })
    }

    /// A folder that has to be there, if it is named.
    pub fn folder(&mut self, path: &'static str) -> Option<PathBuf> {
        let said = self.said(path)?;
        let folder = self.folder.join(&said.value);
        if !folder.is_dir() {
            self.complain(format!(
                "{}: there is no folder {}. Make it (the app is made by `cargo xtask build`), or leave the key out.",
                said.place,
                folder.display()
            ));
        }
        Some(folder)
    }

    /// Folders served as they are.
    pub fn mounts(&mut self) -> Vec<Mount> {
        let Some(list) = self.table.get("mount").cloned() else { return Vec::new() };
        let file = self.file.clone();
        let Value::Array(list) = list else {
            self.complain(format!("{file}, `mount`: write each as a table of its own, begun with [[mount]]."));
            return Vec::new();
        };
        let mut mounts = Vec::new();
        for (number, item) in list.iter().enumerate() {
            let place = format!("{file}, [[mount]] number {}", number + 1);
            let text = |name: &str| item.get(name).and_then(Value::as_str);
            let strange = item
                .as_table()
                .into_iter()
                .flat_map(Table::keys)
                .find(|key| !["path", "folder"].contains(&key.as_str()));
            if let Some(strange) = strange {
                self.complain(format!("{place}: there is no key `{strange}`; the keys are path and folder."));
            }
            let (Some(path), Some(folder)) = (text("path"), text("folder")) else {
                self.complain(format!("{place}: needs `path`, such as \"/demo/\", and `folder`."));
                continue;
            };
            let folder = self.folder.join(folder);
            if !(path.starts_with('/') && path.ends_with('/') && path.len() > 1) || path.starts_with("/atrium/") {
                self.complain(format!(
                    "{place}: `{path}` is no path for it. Write it like /demo/; / and /atrium/ are taken."
                ));
            } else if !folder.is_dir() {
                self.complain(format!("{place}: there is no folder {}.", folder.display()));
            } else {
                mounts.push(Mount { path: path.to_owned(), folder });
            }
        }
        mounts
    }

    /// Where the alliance document is.
    pub fn alliance(&mut self) -> Alliance {
        match (self.said("alliance.file"), self.said("alliance.href")) {
            (Some(_), Some(href)) => {
                self.complain(format!(
                    "{}: there is `alliance.file` too. Keep one: the document is here or elsewhere.",
                    href.place
                ));
                Alliance::Alone
            }
            (Some(file), None) => {
                let path = self.folder.join(&file.value);
                if !path.is_file() {
                    self.complain(format!("{}: there is no file {}.", file.place, path.display()));
                }
                Alliance::File(path)
            }
            (None, Some(href)) => match web(&href.value) {
                Some(url) => Alliance::Href(url),
                None => {
                    self.complain(format!("{}: `{}` is no http or https address.", href.place, href.value));
                    Alliance::Alone
                }
            },
            (None, None) => Alliance::Alone,
        }
    }

    /// How to log.
    pub fn log(&mut self) -> Log {
        let format = self.said("log.format");
        if let Some(said) = format.as_ref().filter(|said| !["plain", "json"].contains(&said.value.as_str())) {
            self.complain(format!("{}: `{}` is neither plain nor json.", said.place, said.value));
        }
        let level = self.said("log.level");
        let parsed = level.as_ref().map_or(Ok(tracing::Level::INFO), |said| said.value.parse());
        if let (Err(_), Some(said)) = (&parsed, &level) {
            self.complain(format!("{}: `{}` is none of error, warn, info, debug, trace.", said.place, said.value));
        }
        Log { json: format.is_some_and(|said| said.value == "json"), level: parsed.unwrap_or(tracing::Level::INFO) }
    }
}

/// Variables of the tools beside this server.
pub(super) fn tolerated(name: &str) -> bool {
    [
        "ATRIUM_CACHE",
        "ATRIUM_CONFIG",
        "ATRIUM_CONFORM",
        "ATRIUM_DEMO",
        "ATRIUM_POSTGRES_BIN",
        "ATRIUM_SERVER",
        "ATRIUM_URL",
        "ATRIUM_DIST",
        "ATRIUM_NODE_MODULES",
        "ATRIUM_NO_DEMO",
    ]
    .contains(&name)
        || name.starts_with("ATRIUM_TEST_")
}

fn web(text: &str) -> Option<Url> {
    Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}
