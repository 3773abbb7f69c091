//! The configuration: a TOML file, and the environment over it. Everything that is wrong is said at once, each with its place
//! and what to do.

mod environment;
mod keys;
mod read;

pub use keys::{KEYS, Key, Kind, variable};

use read::Reader;
use std::collections::HashMap;
use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use url::Url;

/// Where the configuration is looked for when nobody says.
pub const FILE: &str = "atrium.toml";

/// What the operator decides.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where the world finds this server.
    pub public_url: Url,
    /// Where to listen.
    pub listen: SocketAddr,
    /// The database: `sqlite:FILE` with a whole path, or `postgres://…`.
    pub database: String,
    /// Origins whose patrons may sign in, this server's own among them.
    pub front_doors: Vec<String>,
    /// Whether `X-Forwarded-For` says who asks.
    pub behind_proxy: bool,
    /// How many accounts one address may make in an hour.
    pub accounts_per_hour: u32,
    /// How many requests that write one account may send in a minute; 0 is no limit.
    pub writes_per_minute: u32,
    /// Where numbers for whoever watches are given, apart from the public door.
    pub metrics_listen: Option<SocketAddr>,
    /// The member.
    pub member: Member,
    /// The folder of the built app.
    pub app: Option<PathBuf>,
    /// Folders served as they are.
    pub mounts: Vec<Mount>,
    /// The alliance document.
    pub alliance: Alliance,
    /// Who is staff.
    pub staff: Staff,
    /// The identity provider.
    pub oidc: Option<Oidc>,
    /// How to log.
    pub log: Log,
}

/// The member whose server this is.
#[derive(Clone, Debug)]
pub struct Member {
    /// Its id in the alliance.
    pub id: String,
    /// What kind of house it is.
    pub kind: String,
    /// Its name, until its document says it.
    pub name: String,
    /// The folder of its files.
    pub files: PathBuf,
}

/// A folder served as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mount {
    /// The path it is served under, with a slash at both ends.
    pub path: String,
    /// The folder.
    pub folder: PathBuf,
}

/// Where the alliance document is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Alliance {
    /// Here, as written in a file.
    File(PathBuf),
    /// On another host.
    Href(Url),
    /// Here, with this member alone.
    Alone,
}

/// Who of those that sign in by OIDC are staff.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Staff {
    /// By subject.
    pub subjects: Vec<String>,
    /// By a claim that has one of these values.
    pub claim: Option<(String, Vec<String>)>,
}

/// An identity provider.
#[derive(Clone)]
pub struct Oidc {
    /// The issuer, without a slash at its end.
    pub issuer: Url,
    /// This server's name there.
    pub client_id: String,
    /// Its secret there.
    pub client_secret: String,
    /// What the button says.
    pub title: String,
}

impl fmt::Debug for Oidc {
    /// Without the secret: a configuration may end up in a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Oidc").field("issuer", &self.issuer.as_str()).field("client_id", &self.client_id).finish()
    }
}

/// How to log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Log {
    /// As JSON instead of for people.
    pub json: bool,
    /// How much.
    pub level: tracing::Level,
}

/// Everything that is wrong with a configuration.
#[derive(Debug, PartialEq, Eq)]
pub struct Wrong(pub Vec<String>);

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("\n"))
    }
}

impl std::error::Error for Wrong {}

impl Config {
    /// Reads the file, if there is one, and the environment of this process.
    ///
    /// # Errors
    /// [`Wrong`] with a sentence for each thing that is wrong.
    pub fn load(file: Option<&Path>) -> Result<Config, Wrong> {
        let (environment, unreadable) = environment::read(std::env::vars_os());
        let path = file.map_or_else(|| PathBuf::from(FILE), Path::to_path_buf);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && file.is_none() => String::new(),
            Err(error) => {
                return Err(Wrong(vec![format!(
                    "{}: cannot be read: {error}. Name another with --config.",
                    path.display()
                )]));
            }
        };
        let path = std::path::absolute(&path).unwrap_or(path);
        match Config::read(&text, &path, &environment) {
            Ok(config) if unreadable.is_empty() => Ok(config),
            Ok(_) => Err(Wrong(unreadable)),
            Err(Wrong(more)) => Err(Wrong(unreadable.into_iter().chain(more).collect())),
        }
    }

    /// Reads a configuration.
    ///
    /// # Errors
    /// [`Wrong`] with a sentence for each thing that is wrong.
    pub fn read(text: &str, path: &Path, environment: &HashMap<String, String>) -> Result<Config, Wrong> {
        let mut reader = Reader::new(text, path, environment)?;
        let public_url = reader.public_url();
        let listen = reader.listen();
        let database = reader.database();
        let member = reader.member();
        let own = public_url.as_ref().map(|url| url.origin().ascii_serialization());
        let mut front_doors: Vec<String> = own.into_iter().collect();
        front_doors.extend(reader.origins("front_doors"));
        front_doors.dedup();
        let behind_proxy = reader.truth("behind_proxy");
        let accounts_per_hour = reader.number("accounts_per_hour", 30);
        let writes_per_minute = reader.number("writes_per_minute", 3000);
        let metrics_listen = reader.metrics_listen();
        let app = reader.folder("app.folder");
        let mounts = reader.mounts();
        let alliance = reader.alliance();
        let staff = reader.staff();
        let oidc = reader.oidc();
        let log = reader.log();
        let wrong = reader.done();
        match (public_url, listen, database, member, wrong.is_empty()) {
            (Some(public_url), Some(listen), Some(database), Some(member), true) => Ok(Config {
                public_url,
                listen,
                database,
                front_doors,
                behind_proxy,
                accounts_per_hour,
                writes_per_minute,
                metrics_listen,
                member,
                app,
                mounts,
                alliance,
                staff,
                oidc,
                log,
            }),
            _ => Err(Wrong(wrong)),
        }
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
