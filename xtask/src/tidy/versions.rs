//! One version of each tool: a wasm-bindgen that differs from its crate by a patch cannot read what
//! the compiler wrote, and says so in no plain words.

use super::Finding;
use crate::files;
use crate::pins;
use crate::problem::Done;
use crate::project::Project;

/// Checks the places that name versions.
pub fn check(project: &Project) -> Done<Vec<Finding>> {
    let read = |path: &str| files::read_text(&project.path(path));
    let mut found = compare(&read("Trunk.toml")?, &read("Cargo.lock")?, &read("xtask/npm/package.json")?);
    let manifest = read("Cargo.toml")?;
    let rust = format!("rust-version = \"{}.{}\"", pins::RUST.0, pins::RUST.1);
    if !manifest.contains(&rust) {
        found.push(format!("Cargo.toml: has to say `{rust}`, as xtask/src/pins.rs does."));
    }
    Ok(found)
}

fn compare(trunk: &str, lock: &str, npm: &str) -> Vec<Finding> {
    let package = format!("\"binaryen\": \"{}.", pins::BINARYEN);
    let mut found = Vec::new();
    let mut expect = |right: bool, sentence: String| {
        if !right {
            found.push(sentence);
        }
    };
    expect(
        line(trunk, "wasm_bindgen") == Some(pins::WASM_BINDGEN),
        format!("Trunk.toml: wasm_bindgen has to be \"{}\", as xtask/src/pins.rs says.", pins::WASM_BINDGEN),
    );
    expect(
        locked(lock, "wasm-bindgen") == Some(pins::WASM_BINDGEN),
        format!("Cargo.lock: wasm-bindgen has to be {}, the version of its tool.", pins::WASM_BINDGEN),
    );
    expect(npm.contains(&package), format!("xtask/npm/package.json: binaryen has to be {}.x.y.", pins::BINARYEN));
    found
}

/// The value of `name = "value"`.
fn line<'a>(toml: &'a str, name: &str) -> Option<&'a str> {
    toml.lines().find_map(|line| {
        line.trim().strip_prefix(name)?.trim_start().strip_prefix('=')?.trim().strip_prefix('"')?.strip_suffix('"')
    })
}

/// A package's version in a lock file.
fn locked<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let (_, after) = lock.split_once(&format!("name = \"{package}\"\n"))?;
    line(after, "version")
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "[[package]]\nname = \"wasm-bindgen-shared\"\nversion = \"9\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.129\"\n";
    const TRUNK: &str = "[tools]\nwasm_bindgen = \"0.2.129\"\n";
    const NPM: &str = "{\"dependencies\": {\"binaryen\": \"132.0.0\"}}";

    #[test]
    fn versions_that_differ_are_found() {
        assert_eq!(compare(TRUNK, LOCK, NPM), Vec::<String>::new());
        assert_eq!(compare(&TRUNK.replace("129", "130"), LOCK, NPM).len(), 1);
        assert_eq!(compare(TRUNK, &LOCK.replace("129", "130"), NPM).len(), 1);
        assert_eq!(compare(TRUNK, LOCK, &NPM.replace("132", "116")).len(), 1);
        assert_eq!(compare("", "", "").len(), 3);
    }
}
