//! What most of the other tests ask of the backend, asked again over PostgreSQL, in a database that orders words as a language does
//! and not by their bytes, as most are.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

#[path = "common/postgres.rs"]
#[allow(dead_code)]
mod postgres;

use std::path::{Path, PathBuf};
use std::process::Command;

/// What runs over the database that the environment names. (`several` and `house_several` have a PostgreSQL of their own.)
const SUITES: [&str; 11] = [
    "accounts",
    "entries",
    "house_codes",
    "house_import",
    "house_publish",
    "house_read",
    "house_rights",
    "house_site",
    "limits",
    "refused",
    "things",
];

/// The program of a suite, made together with this one.
fn program(folder: &Path, suite: &str) -> Option<PathBuf> {
    let made = std::fs::read_dir(folder).ok()?.filter_map(|file| {
        let file = file.ok()?;
        let name = file.file_name().into_string().ok()?;
        let hash = name.strip_prefix(suite)?.strip_prefix('-')?.trim_end_matches(std::env::consts::EXE_SUFFIX);
        let is_program = hash.chars().all(|letter| letter.is_ascii_hexdigit());
        is_program.then_some((file.metadata().ok()?.modified().ok()?, file.path()))
    });
    made.max().map(|(_, path)| path)
}

#[tokio::test(flavor = "multi_thread")]
async fn postgresql_holds_what_sqlite_holds() {
    let cluster = postgres::cluster().await.expect("PostgreSQL is installed where this is tested");
    let here = std::env::current_exe().unwrap();
    for suite in SUITES {
        let program = program(here.parent().unwrap(), suite).expect("`cargo test -p atrium-server` makes all of them");
        let mut command = Command::new(program);
        let ran = command.args(["--test-threads", "4"]).env("ATRIUM_TEST_POSTGRES", &cluster.url).output().unwrap();
        assert!(
            ran.status.success(),
            "{suite}:\n{}{}",
            String::from_utf8_lossy(&ran.stdout),
            String::from_utf8_lossy(&ran.stderr)
        );
    }
}
