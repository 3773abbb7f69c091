//! The reference backend.

pub mod cli;
pub mod config;
pub mod house;
pub mod log;
pub mod metrics;
pub mod clock;
pub mod problem;
pub mod secret;
pub mod store;
