//! The reference backend of an alliance's member.
//!
//! - [`config`]: what the operator decides. [`state`]: what every request shares. [`clock`] and [`secret`]: time and chance.
//! - [`store`]: SQLite or PostgreSQL, one SQL for both.
//! - [`problem`]: answers that say what went wrong. [`http`]: routes, who may ask, and what every answer carries.
//! - [`patron`]: what patrons give, by `contract/PARTICIPATE.md`.
//! - [`house`]: what the member shows, by `contract/API.md` and `contract/PUBLISH.md`, and the app.
//! - [`serve`]: both halves behind one door; [`connections`]: who stands at it. [`cli`]: what an operator does; [`log`] and [`metrics`]: what they see.

pub mod cli;
pub mod clock;
pub mod config;
pub mod connections;
pub mod house;
pub mod http;
pub mod log;
pub mod metrics;
pub mod patron;
pub mod problem;
pub mod secret;
pub mod serve;
pub mod state;
pub mod store;
