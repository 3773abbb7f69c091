//! The browser, and nothing else: the only folder that knows `web_sys` and `js_sys`.
//!
//! Everything here is a thin, total function over a browser feature: what a browser lacks or refuses comes back
//! as `None`, `false` or an error value, never as a panic. Nothing here knows a campaign or a reader.

pub mod cache;
#[cfg(feature = "app")]
pub mod camera;
pub mod clock;
pub mod dom;
pub mod early;
pub mod events;
pub mod files;
mod focus;
mod formatter;
pub mod frame;
pub mod history;
pub mod html;
#[cfg(feature = "app")]
pub mod idb;
pub mod intl;
pub mod letters;
#[cfg(feature = "app")]
pub mod locks;
pub mod media;
pub mod net;
pub mod nodes;
pub mod panic;
pub mod preferences;
#[cfg(feature = "app")]
pub mod print;
pub mod random;
#[cfg(feature = "app")]
pub mod secret;
pub mod share;
pub mod sight;
pub mod table;
pub mod tabs;
pub mod task;
#[cfg(feature = "app")]
pub mod tree;
pub mod url;
pub mod worker;
