//! What went wrong, as one sentence a person can act on.
//!
//! No error leaves this tool as a backtrace or as a library's own words alone: whoever reports one
//! says what was being done, and the most frequent causes (a full disk, no network) are named.

use std::fmt;
use std::io;
use std::path::Path;

/// The result of everything here.
pub type Done<T = ()> = Result<T, Problem>;

/// A sentence, perhaps with the output that explains it.
#[derive(Debug)]
pub struct Problem {
    sentence: String,
    detail: String,
    code: u8,
}

impl Problem {
    /// Something failed: exit code 1.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self { sentence: sentence.into(), detail: String::new(), code: 1 }
    }

    /// The command line was not understood: exit code 2, as is the custom.
    pub fn usage(sentence: impl Into<String>) -> Self {
        Self { code: 2, ..Self::new(sentence) }
    }

    /// A failed operation on a file or folder.
    pub fn file(doing: &str, path: &Path, error: &io::Error) -> Self {
        let path = path.display();
        if disk_is_full(error) {
            return Self::new(format!(
                "The disk is full: could not {doing} {path}. Free some space and run this again."
            ));
        }
        match error.kind() {
            io::ErrorKind::NotFound => Self::new(format!("Could not {doing} {path}: it does not exist.")),
            io::ErrorKind::PermissionDenied => Self::new(format!("Could not {doing} {path}: permission denied.")),
            _ => Self::new(format!("Could not {doing} {path}: {error}.")),
        }
    }

    /// Adds output that explains the sentence.
    pub fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }

    /// The exit code for this problem.
    pub fn code(&self) -> u8 {
        self.code
    }

    /// The explaining output, which may be empty.
    pub fn detail(&self) -> &str {
        &self.detail
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.detail.is_empty() {
            writeln!(f, "{}\n", self.detail.trim_end())?;
        }
        write!(f, "error: {}", self.sentence)
    }
}

fn disk_is_full(error: &io::Error) -> bool {
    // 28 is ENOSPC on Linux and macOS, 112 ERROR_DISK_FULL on Windows.
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
        || matches!(error.raw_os_error(), Some(28)) && cfg!(unix)
        || matches!(error.raw_os_error(), Some(112)) && cfg!(windows)
}

/// Finds the cause of a failed command in what it wrote, where the cause is not the command's own.
pub fn known_cause(output: &str) -> Option<&'static str> {
    const FULL: &[&str] =
        &["No space left on device", "ENOSPC", "os error 112", "There is not enough space on the disk"];
    const OFFLINE: &[&str] = &[
        "Could not resolve host",
        "Couldn't resolve host",
        "failed to lookup address",
        "Temporary failure in name resolution",
        "Temporary failure resolving",
        "ENOTFOUND",
        "EAI_AGAIN",
        "ECONNREFUSED",
        "ENETUNREACH",
        "Network is unreachable",
        "Connection refused",
        "network failure seems to have happened",
        "attempting to make an HTTP request, but --offline was specified",
        "Could not connect to server",
    ];
    if FULL.iter().any(|words| output.contains(words)) {
        Some("The disk is full: free some space and run this again.")
    } else if OFFLINE.iter().any(|words| output.contains(words)) {
        Some(
            "The network does not answer, and something had to be fetched: go online (or set the proxy) and run this again; what is already there is kept.",
        )
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_said_plainly() {
        let error = io::Error::from(io::ErrorKind::StorageFull);
        let problem = Problem::file("write", Path::new("dist/x"), &error);
        assert_eq!(
            problem.to_string(),
            "error: The disk is full: could not write dist/x. Free some space and run this again."
        );
        assert!(
            known_cause("npm ERR! ENOSPC: no space left on device").is_some_and(|cause| cause.contains("disk is full"))
        );
    }

    #[test]
    fn no_network_is_recognised_in_what_the_tools_write() {
        for output in [
            "error: failed to get `x`\n[6] Could not resolve hostname (Could not resolve host: index.crates.io)",
            "npm error code EAI_AGAIN\nnpm error request to https://registry failed",
        ] {
            assert!(known_cause(output).is_some_and(|cause| cause.contains("network")), "{output}");
        }
        assert_eq!(known_cause("error[E0425]: cannot find value"), None);
    }

    #[test]
    fn usage_has_its_own_exit_code() {
        assert_eq!((Problem::usage("x").code(), Problem::new("x").code()), (2, 1));
    }
}
