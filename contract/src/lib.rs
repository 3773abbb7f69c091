//! The documented JSON API of a cultural alliance: its documents as types, and the rules of progress.
//!
//! Pure: no web, no I/O, no clock. The same crate decides in the browser and on a server. `API.md` beside this folder
//! says the same thing in words.
//!
//! - [`json`]: the tree, its parser and writer. [`sort`]: one sort for everything.
//! - [`decode`]: from JSON to types; tolerant of what is unknown, exact about what is wrong.
//! - Parts: [`id`], [`text`], [`day`], [`instant`], [`href`], [`picture`], [`card`], [`event`].
//! - Documents: [`alliance`], [`member`], [`campaign`], [`exhibit`], [`challenge`], [`list`], [`theme`].
//! - What a patron gives: [`entry`], [`redemption`], [`team`], [`batch`], [`account`]; what a backend answers: [`standing`], [`award`],
//!   [`changes`], [`board`], [`problem_detail`]; where: [`participation`], and for staff [`publication`] and [`draft`].
//! - The rules (`RULES.md`): [`progress`], [`corrections`], [`awarding`], [`ranking`], [`merge`]. Beside them: [`csv`], [`uuid`], [`isbn`].
//! - With the feature `schema`: JSON Schemas of all of it, from the same declarations.

#[cfg(feature = "schema")]
#[macro_use]
pub mod schema;

#[macro_use]
pub mod decode;
pub mod json;
pub mod sort;

pub mod account;
pub mod alliance;
pub mod award;
pub mod awarding;
pub mod batch;
pub mod board;
mod bounds;
pub mod campaign;
pub mod card;
pub mod challenge;
pub mod changes;
pub mod corrections;
pub mod credit;
pub mod csv;
pub mod day;
pub mod draft;
pub mod entry;
pub mod event;
pub mod exhibit;
mod fold;
mod form;
pub mod goal;
pub mod href;
pub mod id;
pub mod instant;
pub mod isbn;
mod judge;
pub mod list;
mod measure;
pub mod member;
pub mod merge;
mod milestones;
pub mod participation;
pub mod picture;
pub mod problem_detail;
pub mod progress;
pub mod publication;
pub mod ranking;
pub mod redemption;
pub mod route;
mod run;
mod same_work;
pub mod standing;
pub mod team;
pub mod text;
pub mod theme;
pub mod uuid;
