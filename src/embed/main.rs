//! The embed: one card in somebody else's page.

fn main() {
    atrium::platform::panic::install();
    atrium::embed::start();
}
