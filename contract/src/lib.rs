//! The documented JSON API of a cultural alliance: its documents as types, and the rules of progress.
//!
//! Pure: no web, no I/O, no clock. The same crate decides in the browser and on a server. `API.md` beside this folder
//! says the same thing in words.
//!
//! - [`json`]: the tree, its parser and writer. [`sort`]: one sort for everything.
//! - [`decode`]: from JSON to types; tolerant of what is unknown, exact about what is wrong.
//! - Parts: [`id`], [`text`], [`day`], [`instant`], [`href`], [`picture`], [`card`], [`event`].
//! - Documents: [`alliance`], [`member`], [`campaign`], [`exhibit`], [`challenge`], [`list`], [`theme`].
//! - With the feature `schema`: JSON Schemas of all of it, from the same declarations.
//! - The ledger: [`entry`], [`progress`], [`csv`], [`uuid`], [`isbn`].

#[cfg(feature = "schema")]
#[macro_use]
pub mod schema;

#[macro_use]
pub mod decode;
pub mod json;
pub mod sort;

pub mod alliance;
pub mod campaign;
pub mod card;
pub mod challenge;
pub mod csv;
pub mod day;
pub mod entry;
pub mod event;
pub mod exhibit;
mod fold;
pub mod href;
pub mod id;
pub mod instant;
pub mod isbn;
pub mod list;
pub mod member;
pub mod picture;
pub mod progress;
pub mod text;
pub mod theme;
pub mod uuid;
