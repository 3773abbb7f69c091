//! Keeps what the splitting of the program needs: where every address in it points to.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var_os("CARGO_FEATURE_SPLIT").is_some() {
        println!("cargo::rustc-link-arg-bin=atrium=--emit-relocs");
    }
}
