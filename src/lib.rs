//! Atrium: the front door of a cultural alliance.
//!
//! The folders are the architecture; see `ARCHITECTURE.md`. No arrow points back:
//! `contract` (its own crate) ← [`platform`] ← [`data`] ← the features ← [`shell`].
//! [`ui`] and [`i18n`] know no feature; features know each other only through contract types and [`routes`].

#![allow(clippy::must_use_candidate)]

pub mod data;
pub mod i18n;
pub mod platform;
pub mod routes;
pub mod ui;

pub mod alliance;
pub mod campaign;
pub mod challenge;
pub mod embed;
pub mod exhibit;
pub mod reader;
pub mod shell;
pub mod studio;
