//! Where a static member is read from: a folder, or the web.

use atrium_contract::decode;
use futures_util::StreamExt;
use reqwest::header;
use reqwest::redirect::Policy;
use std::path::{Path, PathBuf};
use std::time::Duration;
use url::Url;

/// So often one address may lead to another.
const MOST_REDIRECTS: usize = 5;

/// How much is brought. Whoever wrote the member's document decides what is asked for, and not how much.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of a document.
    pub document: usize,
    /// Bytes of a picture.
    pub picture: usize,
    /// Pictures.
    pub pictures: usize,
    /// Bytes of all pictures.
    pub all_pictures: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { document: decode::MOST_BYTES, picture: 64_000_000, pictures: 10_000, all_pictures: 4_000_000_000 }
    }
}

/// A static member's files.
pub struct Source {
    /// The folder everything of the member lies in, as an address with a slash at its end.
    pub base: Url,
    /// The address of the member's document.
    pub member: Url,
    /// How much of it is brought.
    pub limits: Limits,
    client: Option<reqwest::Client>,
}

impl Source {
    /// A folder with a `member.json`, or the address of a member's document.
    ///
    /// # Errors
    /// A sentence.
    pub fn open(from: &str) -> Result<Source, String> {
        if from.starts_with("http://") || from.starts_with("https://") {
            let member = Url::parse(from).map_err(|error| format!("`{from}` is no address: {error}."))?;
            let base = member.join(".").map_err(|error| format!("`{from}` is no address of a document: {error}."))?;
            let client = reqwest::Client::builder()
                .timeout(Duration::from_secs(30))
                .redirect(below(&base))
                .user_agent("atrium-server")
                .build();
            let client = client.map_err(|error| format!("The network cannot be used: {error}."))?;
            return Ok(Source { base, member, limits: Limits::default(), client: Some(client) });
        }
        let folder = Path::new(from).canonicalize().map_err(|error| format!("There is no folder {from}: {error}."))?;
        if !folder.join("member.json").is_file() {
            return Err(format!(
                "There is no member.json in {from}. Name the folder of one member, or the address of a member's document."
            ));
        }
        let base = Url::from_directory_path(&folder).map_err(|()| format!("{from} has no whole path."))?;
        let member = base.join("member.json").map_err(|error| error.to_string())?;
        Ok(Source { base, member, limits: Limits::default(), client: None })
    }

    /// Whether it is a folder of this machine.
    pub fn is_folder(&self) -> bool {
        self.client.is_none()
    }

    /// The part of an address below the member's folder; `None` for what lies elsewhere.
    pub fn inside(&self, url: &Url) -> Option<String> {
        let mut plain = url.clone();
        plain.set_query(None);
        plain.set_fragment(None);
        let rest = plain.as_str().strip_prefix(self.base.as_str())?;
        crate::house::site::path::plain(&format!("/{rest}")).filter(|name| !name.is_empty() && !name.ends_with('/'))
    }

    /// The file at an address of a folder, and really inside of it.
    pub fn path(&self, url: &Url) -> Option<PathBuf> {
        let root = self.base.to_file_path().ok()?;
        let path = url.to_file_path().ok()?.canonicalize().ok()?;
        path.starts_with(&root).then_some(path)
    }

    /// What stands at an address, if it has no more than so many bytes.
    ///
    /// # Errors
    /// A sentence.
    pub async fn read(&self, url: &Url, most: usize) -> Result<Vec<u8>, String> {
        let Some(client) = &self.client else {
            let path = self.path(url).ok_or("there is no such file in the folder")?;
            fits(&path, most)?;
            return tokio::fs::read(path).await.map_err(|error| format!("cannot be read: {error}"));
        };
        let response = client.get(url.clone()).send().await.map_err(|_| "does not answer".to_owned())?;
        let status = response.status();
        if status.is_redirection() {
            let to = response.headers().get(header::LOCATION).and_then(|to| to.to_str().ok()).unwrap_or_default();
            return Err(format!("leads to `{to}`, which is not below {}, and is not followed", self.base));
        }
        if !status.is_success() {
            return Err(format!("answers with {status}"));
        }
        // What it says of its length may be nothing or wrong, so what comes is counted.
        let mut body = Vec::new();
        let mut chunks = response.bytes_stream();
        while let Some(chunk) = chunks.next().await {
            let chunk = chunk.map_err(|_| "broke off".to_owned())?;
            if body.len() + chunk.len() > most {
                return Err(larger(most));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body)
    }
}

/// Whether a file has no more than so many bytes; how many it has.
///
/// # Errors
/// A sentence.
pub fn fits(path: &Path, most: usize) -> Result<usize, String> {
    let meta = path.metadata().map_err(|error| format!("cannot be read: {error}"))?;
    usize::try_from(meta.len()).ok().filter(|length| *length <= most).ok_or_else(|| larger(most))
}

/// More than so many bytes, in words.
pub fn larger(most: usize) -> String {
    format!("is larger than {}", amount(most))
}

/// So many bytes, in words.
pub fn amount(bytes: usize) -> String {
    match bytes / 1_000_000 {
        0 => format!("{bytes} bytes"),
        millions => format!("{millions} MB"),
    }
}

/// Only what lies below the member's folder is asked for, whatever an answer says: another address may be one
/// that this machine reaches and whoever wrote the answer does not.
fn below(base: &Url) -> Policy {
    let base = base.to_string();
    Policy::custom(move |attempt| {
        if attempt.previous().len() > MOST_REDIRECTS {
            attempt.error("it leads from one address to the next")
        } else if attempt.url().as_str().starts_with(&base) {
            attempt.follow()
        } else {
            attempt.stop()
        }
    })
}
