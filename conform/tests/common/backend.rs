//! The reference backend with the demo's library in it.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use super::demo;

/// The origin of a front door it knows.
pub const FRONT_DOOR: &str = "https://app.example";

pub struct Backend {
    pub url: String,
    pub token: String,
    child: Child,
    home: PathBuf,
}

impl Drop for Backend {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.home);
    }
}

fn program() -> PathBuf {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT
        .get_or_init(|| {
            if let Some(given) = std::env::var_os("ATRIUM_SERVER") {
                return PathBuf::from(given);
            }
            let status = Command::new(env!("CARGO"))
                .args(["build", "--quiet", "-p", "atrium-server"])
                .current_dir(demo::root())
                .status()
                .unwrap();
            assert!(status.success(), "cargo build -p atrium-server");
            demo::target().join("debug").join(format!("atrium-server{}", std::env::consts::EXE_SUFFIX))
        })
        .clone()
}

impl Backend {
    pub fn start(name: &str) -> Backend {
        let home = std::env::temp_dir().join(format!("atrium-conform-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&home);
        std::fs::create_dir_all(&home).unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let url = format!("http://127.0.0.1:{port}");
        let configuration = format!(
            "public_url = \"{url}\"\nlisten = \"127.0.0.1:{port}\"\ndatabase = \"sqlite:atrium.sqlite\"\nfront_doors = [\"{FRONT_DOOR}\"]\naccounts_per_hour = 100000\n[member]\nid = \"city-library\"\n[log]\nlevel = \"error\"\n"
        );
        std::fs::write(home.join("atrium.toml"), configuration).unwrap();
        let library = demo::folder().join("city-library");
        run(&home, &["import", library.to_str().unwrap()]);
        let said = run(&home, &["staff", "add", "Conformance check"]);
        let token = said.split_whitespace().max_by_key(|word| word.len()).unwrap().to_owned();
        let child = command(&home, &["serve"]).stdout(Stdio::null()).spawn().unwrap();
        let backend = Backend { url, token, child, home };
        backend.ready();
        backend
    }

    pub fn member(&self) -> String {
        format!("{}/atrium/member.json", self.url)
    }

    /// Publishes a document that is new.
    pub fn publish(&self, collection: &str, document: &serde_json::Value) {
        let id = document["id"].as_str().unwrap();
        let draft = serde_json::json!({ "state": "published", "document": document });
        let answer = ureq::put(format!("{}/atrium/publish/{collection}/{id}", self.url))
            .header("authorization", format!("Bearer {}", self.token))
            .header("if-none-match", "*")
            .header("content-type", "application/json")
            .send(draft.to_string())
            .unwrap();
        assert_eq!(answer.status(), 201, "{id} is published");
    }

    fn ready(&self) {
        let began = Instant::now();
        while ureq::get(self.member()).call().is_err() {
            assert!(began.elapsed() < Duration::from_secs(60), "the backend does not answer");
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

fn command(home: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(program());
    // It reads ATRIUM_… as its configuration, and refuses what it does not know.
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("ATRIUM_")) {
        command.env_remove(name);
    }
    command.args(arguments).arg("--config").arg(home.join("atrium.toml")).current_dir(home).stdin(Stdio::null());
    command
}

fn run(home: &Path, arguments: &[&str]) -> String {
    let output = command(home, arguments).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "atrium-server {arguments:?}: {said}{}", String::from_utf8_lossy(&output.stderr));
    said
}
