//! Where a static member is read from: a folder, or the web.

use std::path::{Path, PathBuf};
use std::time::Duration;
use url::Url;

/// A document has no more, and a picture that has more is left where it is.
const MOST_BYTES: usize = 64_000_000;

/// A static member's files.
pub struct Source {
    /// The folder everything of the member lies in, as an address with a slash at its end.
    pub base: Url,
    /// The address of the member's document.
    pub member: Url,
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
            let client =
                reqwest::Client::builder().timeout(Duration::from_secs(30)).user_agent("atrium-server").build();
            let client = client.map_err(|error| format!("The network cannot be used: {error}."))?;
            return Ok(Source { base, member, client: Some(client) });
        }
        let folder = Path::new(from).canonicalize().map_err(|error| format!("There is no folder {from}: {error}."))?;
        if !folder.join("member.json").is_file() {
            return Err(format!(
                "There is no member.json in {from}. Name the folder of one member, or the address of a member's document."
            ));
        }
        let base = Url::from_directory_path(&folder).map_err(|()| format!("{from} has no whole path."))?;
        let member = base.join("member.json").map_err(|error| error.to_string())?;
        Ok(Source { base, member, client: None })
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

    /// What stands at an address.
    ///
    /// # Errors
    /// A sentence.
    pub async fn read(&self, url: &Url) -> Result<Vec<u8>, String> {
        let Some(client) = &self.client else {
            let path = self.path(url).ok_or("there is no such file in the folder")?;
            return tokio::fs::read(path).await.map_err(|error| format!("cannot be read: {error}"));
        };
        let response = client.get(url.clone()).send().await.map_err(|_| "does not answer".to_owned())?;
        let status = response.status();
        if !status.is_success() {
            return Err(format!("answers with {status}"));
        }
        let body = response.bytes().await.map_err(|_| "broke off".to_owned())?;
        if body.len() > MOST_BYTES { Err("is larger than 64 MB".into()) } else { Ok(body.to_vec()) }
    }
}
