//! What goes wrong on a newcomer's machine is one clear sentence and a non-zero exit, never a backtrace.
//!
//! The machine is made of small scripts that stand for the tools, in folders of their own.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicUsize, Ordering};

/// A machine with nothing on it but what a test puts there.
struct Machine {
    home: PathBuf,
}

impl Machine {
    fn new() -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let home = std::env::temp_dir().join(format!("atrium-machine-{}-{number}", std::process::id()));
        fs::create_dir_all(home.join("bin")).unwrap();
        let sysroot = home.join("sysroot");
        fs::create_dir_all(sysroot.join("lib/rustlib/wasm32-unknown-unknown")).unwrap();
        Self { home }
    }

    /// A compiler of some version, with the WebAssembly target.
    fn with_rust(self, version: &str) -> Self {
        let sysroot = self.home.join("sysroot");
        let says = format!("[ \"$1\" = --print ] && echo {} || echo rustc {version}", sysroot.display());
        self.with("bin/rustc", &says)
    }

    /// The tools that would be compiled, already in the cache.
    fn with_tools(self) -> Self {
        self.with("cache/tools/trunk-0.21.14/bin/trunk", "echo trunk 0.21.14")
            .with("cache/tools/wasm-bindgen-0.2.129/bin/wasm-bindgen", "echo wasm-bindgen 0.2.129")
            .with("cache/tools/wasm-split-cli-0.2.4/bin/wasm-split-cli", "echo wasm-split-cli 0.2.4")
    }

    fn with(self, path: &str, script: &str) -> Self {
        let file = self.home.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
        self
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args(arguments)
            .env("PATH", self.home.join("bin"))
            .env("ATRIUM_CACHE", self.home.join("cache"))
            .env("RUST_BACKTRACE", "1")
            .output()
            .unwrap()
    }

    /// Runs, and answers with the one sentence on standard error and the exit code.
    fn says(&self, arguments: &[&str]) -> (String, i32) {
        let output = self.run(arguments);
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(!said.contains("panicked") && !said.contains("stack backtrace"), "{said}");
        let last = said.trim_end().lines().last().unwrap_or_default().to_owned();
        (last, output.status.code().unwrap())
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(Path::new(&self.home));
    }
}

#[test]
fn an_unknown_verb() {
    let (said, code) = Machine::new().says(&["fly"]);
    assert_eq!((said.as_str(), code), ("error: There is no verb `fly`. `cargo xtask --help` lists them.", 2));
}

#[test]
fn a_port_in_use() {
    let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = taken.local_addr().unwrap().port();
    let (said, code) = Machine::new().says(&["serve", "--port", &port.to_string()]);
    assert_eq!(code, 1);
    assert!(said.starts_with(&format!("error: Port {port} is in use: ")), "{said}");
}

#[test]
fn no_rust() {
    let (said, code) = Machine::new().says(&["setup"]);
    assert_eq!(
        (said.as_str(), code),
        ("error: Rust is not installed: get rustup from https://rustup.rs and run this again.", 1)
    );
}

#[test]
fn rust_too_old() {
    let (said, code) = Machine::new().with_rust("1.80.1").says(&["setup"]);
    assert_eq!(
        (said.as_str(), code),
        ("error: Rust 1.80 is too old: 1.95 or newer is needed. Run `rustup update stable`.", 1)
    );
}

#[test]
fn no_node() {
    let (said, code) = Machine::new().with_rust("1.95.0").with_tools().says(&["setup"]);
    assert_eq!(code, 1);
    assert!(said.starts_with("error: Node is not installed, or not on the PATH: get Node 20 or newer"), "{said}");
}

#[test]
fn node_too_old() {
    let (said, code) =
        Machine::new().with_rust("1.95.0").with_tools().with("bin/node", "echo v16.20.2").says(&["setup"]);
    assert_eq!(
        (said.as_str(), code),
        ("error: Node 16.20 is too old: 20 or newer is needed. Get it from https://nodejs.org.", 1)
    );
}

#[test]
fn no_network() {
    let cargo = "echo 'error: [6] Could not resolve hostname (Could not resolve host: index.crates.io)' >&2; exit 101";
    let (said, code) = Machine::new().with_rust("1.95.0").with("bin/cargo", cargo).says(&["setup"]);
    assert_eq!(code, 1);
    assert!(said.starts_with("error: Installing trunk 0.21.14 failed. The network does not answer"), "{said}");
}

#[test]
fn a_full_disk() {
    let cargo = "echo 'error: failed to write: No space left on device (os error 28)' >&2; exit 101";
    let (said, code) = Machine::new().with_rust("1.95.0").with("bin/cargo", cargo).says(&["setup"]);
    assert_eq!(
        (said.as_str(), code),
        ("error: Installing trunk 0.21.14 failed. The disk is full: free some space and run this again.", 1)
    );
}

#[test]
fn a_tool_of_another_version_on_the_path_is_not_taken() {
    let cargo = "echo installing >&2; exit 101";
    let machine = Machine::new().with_rust("1.95.0").with("bin/trunk", "echo trunk 0.20.0").with("bin/cargo", cargo);
    let (said, code) = machine.says(&["setup"]);
    assert_eq!(code, 1);
    assert!(said.starts_with("error: Installing trunk 0.21.14 failed"), "{said}");
}

#[test]
fn tools_that_are_there_are_taken_and_nothing_is_installed() {
    let machine = Machine::new()
        .with_rust("1.95.0")
        .with("bin/trunk", "echo trunk 0.21.14")
        .with("bin/wasm-bindgen", "echo wasm-bindgen 0.2.129")
        .with("bin/wasm-split-cli", "echo wasm-split-cli 0.2.4")
        .with("bin/wasm-opt", "echo 'wasm-opt version 132 (version_132)'")
        .with("bin/node", "echo v20.0.0")
        .with("bin/npm", "/bin/mkdir node_modules");
    let output = machine.run(&["setup"]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert_eq!(said.matches("on the PATH").count(), 4, "{said}");
    // Only npm packages are in the cache: no tool was compiled.
    assert!(machine.home.join("cache/npm").exists() && !machine.home.join("cache/tools").exists());
}
