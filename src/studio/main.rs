//! The studio: where a campaign's look is made.

fn main() {
    atrium::platform::panic::install();
    atrium::studio::start();
}
