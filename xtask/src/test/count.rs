//! How many tests passed and failed, as cargo, wasm-bindgen's runner and Node say it.

/// Tests that passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Count {
    /// Passed.
    pub passed: usize,
    /// Failed.
    pub failed: usize,
}

impl Count {
    /// A check that counts as one.
    pub const ONE: Self = Self { passed: 1, failed: 0 };

    /// Adds another count.
    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// Reads the sums out of what a test runner wrote.
pub fn of(output: &str) -> Count {
    let mut count = Count::default();
    for line in output.lines() {
        if let Some(sums) = line.trim_start().strip_prefix("test result: ") {
            // `ok. 12 passed; 0 failed; …`
            count.passed += before(sums, " passed");
            count.failed += before(sums, " failed");
        } else if let Some(sum) = line.trim_start().strip_prefix("# ") {
            // Node's summary in TAP: `# pass 12`
            count.passed += after(sum, "pass ");
            count.failed += after(sum, "fail ") + after(sum, "cancelled ");
        }
    }
    count
}

fn before(text: &str, word: &str) -> usize {
    text.split_once(word).and_then(|(head, _)| head.rsplit(' ').next()?.parse().ok()).unwrap_or(0)
}

fn after(text: &str, word: &str) -> usize {
    text.strip_prefix(word).and_then(|rest| rest.trim().parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_of_all_runners_are_read() {
        let cargo =
            "test result: ok. 12 passed; 0 failed; 1 ignored\n\ntest result: FAILED. 3 passed; 2 failed; 0 ignored\n";
        assert_eq!(of(cargo), Count { passed: 15, failed: 2 });
        let node = "ok 1 - x\n# tests 5\n# pass 3\n# fail 1\n# cancelled 1\n";
        assert_eq!(of(node), Count { passed: 3, failed: 2 });
        assert_eq!(of("nothing was run"), Count::default());
    }
}
