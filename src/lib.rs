//! Atrium: the front door of a cultural alliance.
//!
//! The folders are the architecture; see `ARCHITECTURE.md`. No arrow points back:
//! `contract` (its own crate) ← [`platform`] ← [`data`] ← the features ← [`shell`].
//! [`ui`] and [`i18n`] know no feature; features know each other only through contract types and [`routes`].
//!
//! Without the feature `app` there is the embed alone, and what it stands on.

#![allow(clippy::must_use_candidate)]

// `view!` names the crate, so that it is written alike here and in the tests.
#[cfg(feature = "app")]
extern crate self as atrium;

pub mod data;
#[cfg(feature = "app")]
pub mod effect;
pub mod i18n;
pub mod platform;
#[cfg(feature = "app")]
pub mod routes;
pub mod ui;
#[cfg(feature = "app")]
pub mod view;

#[cfg(feature = "app")]
pub mod account;
#[cfg(feature = "app")]
pub mod alliance;
#[cfg(feature = "app")]
pub mod campaign;
#[cfg(feature = "app")]
pub mod challenge;
pub mod embed;
#[cfg(feature = "app")]
pub mod exhibit;
#[cfg(feature = "app")]
pub mod passport;
#[cfg(feature = "app")]
pub mod reader;
#[cfg(feature = "app")]
pub mod search;
#[cfg(feature = "app")]
pub mod shell;
#[cfg(feature = "app")]
pub mod studio;
