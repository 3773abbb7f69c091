//! PostgreSQL for tests: one that `ATRIUM_TEST_POSTGRES` names, or one of Debian's in a folder of its own.

use sqlx::{Connection, Executor};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

static MADE: AtomicU32 = AtomicU32::new(0);

/// A fresh database in the PostgreSQL the environment names, such as `postgres://atrium@127.0.0.1:5432/postgres`.
pub async fn fresh() -> Option<String> {
    let server = std::env::var("ATRIUM_TEST_POSTGRES").ok().filter(|it| !it.is_empty())?;
    Some(database(&server).await)
}

/// A fresh database in a PostgreSQL.
pub async fn database(server: &str) -> String {
    sqlx::any::install_default_drivers();
    let name = format!("atrium_{}_{}", std::process::id(), MADE.fetch_add(1, Ordering::Relaxed));
    let mut connection = sqlx::AnyConnection::connect(server).await.expect("a PostgreSQL");
    connection.execute(atrium_server::store::sql(format!("CREATE DATABASE {name}"))).await.unwrap();
    let (before, _) = server.rsplit_once('/').unwrap();
    format!("{before}/{name}")
}

/// A PostgreSQL of its own, which ends with the test.
pub struct Cluster {
    child: std::process::Child,
    home: tempfile::TempDir,
    pub url: String,
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // Ours, by its id: SIGQUIT ends it at once.
        let _ = Command::new("kill").args(["-QUIT", &self.child.id().to_string()]).status();
        let _ = self.child.wait();
        let _ = &self.home;
    }
}

/// Starts one; `None` where it is not installed.
pub async fn cluster() -> Option<Cluster> {
    let bin = match std::env::var_os("ATRIUM_POSTGRES_BIN") {
        Some(named) => PathBuf::from(named),
        None => {
            let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?.filter_map(|it| Some(it.ok()?.path()));
            versions.max()?.join("bin")
        }
    };
    let home = tempfile::Builder::new().prefix("atrium-pg").tempdir().unwrap();
    let root = Command::new("id").arg("-u").output().unwrap().stdout.starts_with(b"0\n");
    let run = |program: &str| {
        let program = bin.join(program);
        // PostgreSQL does not run as root.
        let mut command = if root { Command::new("setpriv") } else { Command::new(&program) };
        if root {
            command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups", "--"]).arg(&program);
        }
        command.stdout(Stdio::null()).stderr(Stdio::null()).current_dir("/");
        command
    };
    if root {
        assert!(Command::new("chown").args(["postgres:postgres"]).arg(home.path()).status().unwrap().success());
    }
    let data = home.path().join("data");
    assert!(
        run("initdb")
            .arg("-D")
            .arg(&data)
            .args(["-U", "atrium", "-A", "trust", "-E", "UTF8", "--no-locale"])
            // In the order of a language: dashes are passed over, as on many machines.
            .args(["--locale-provider=icu", "--icu-locale=en-US-u-ka-shifted"])
            .status()
            .unwrap()
            .success()
    );
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let child = run("postgres")
        .arg("-D")
        .arg(&data)
        .args(["-p", &port.to_string(), "-c", "listen_addresses=127.0.0.1", "-c", "max_connections=100", "-c"])
        .arg(format!("unix_socket_directories={}", home.path().display()))
        .spawn()
        .unwrap();
    let url = format!("postgres://atrium@127.0.0.1:{port}/postgres");
    sqlx::any::install_default_drivers();
    while sqlx::AnyConnection::connect(&url).await.is_err() {
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    Some(Cluster { child, home, url })
}
