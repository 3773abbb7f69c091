//! The reference backend of an alliance's member.
//!
//! - [`config`]: what the operator decides. [`state`]: what every request shares. [`clock`] and [`secret`]: time and chance.
//! - [`store`]: SQLite or PostgreSQL, one SQL for both.
//! - [`problem`]: answers that say what went wrong. [`http`]: routes, who may ask, and what every answer carries.
//! - [`patron`]: what patrons give, by `contract/PARTICIPATE.md`.

pub mod cli;
pub mod clock;
pub mod config;
pub mod http;
pub mod patron;
pub mod problem;
pub mod secret;
pub mod state;
pub mod store;
