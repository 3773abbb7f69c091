//! The reference backend of an alliance's member.
//!
//! - [`config`]: what the operator decides. [`clock`] and [`secret`]: time and chance.
//! - [`store`]: SQLite or PostgreSQL, one SQL for both.
//! - [`problem`]: answers that say what went wrong.
//! - [`house`]: what the member shows: documents, the app, publishing.
//! - [`cli`]: what an operator does. [`log`] and [`metrics`]: what they see.

pub mod cli;
pub mod clock;
pub mod config;
pub mod house;
pub mod log;
pub mod metrics;
pub mod problem;
pub mod secret;
pub mod store;
