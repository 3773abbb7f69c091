//! An account at a member: so that what is logged for its challenges is on another device too, and is not lost with a phone.
//!
//! Nothing is sent before a patron has made one here, and it says before what will be.

mod another;
mod counter;
mod devices;
mod end;
mod offer;
mod page;
mod renew;
mod scan;
mod sheet;
mod square;
mod words;

pub use page::page;
