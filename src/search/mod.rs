//! Everything there is, searched and filtered: what this device has at hand, and the rest if somebody wants it.

pub mod asked;
mod entry;
mod filters;
mod hunt;
mod page;
mod results;
mod scope;
mod shelf;
pub mod words;

pub use page::page;
