//! The one list of tool versions. `tidy` checks that `Trunk.toml` and `Cargo.lock` say the same.

/// Trunk bundles the WebAssembly, the style sheets and the pages. 0.22 asks for a newer Rust.
pub const TRUNK: &str = "0.21.14";
/// Must be the version of the `wasm-bindgen` crate: the two share an unstable format.
pub const WASM_BINDGEN: &str = "0.2.129";
/// Cuts the app into pieces; must understand what `wasm_split_helpers`, which comes with leptos, marks.
pub const WASM_SPLIT: &str = "0.2.4";
/// Binaryen, for its `wasm-opt`.
pub const BINARYEN: &str = "132";
/// The oldest Rust that compiles the workspace.
pub const RUST: (u32, u32) = (1, 95);
/// The oldest Node that runs wasm-opt, the demo's generator and the tests.
pub const NODE: (u32, u32) = (20, 0);
/// The oldest Python that runs the second backend and the fuzzer of the API.
pub const PYTHON: (u32, u32) = (3, 11);
/// What the browser runs.
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";
