//! The app: configuration, providers, mount.

use atrium::{platform, shell};

fn main() {
    platform::panic::install();
    shell::start();
}
