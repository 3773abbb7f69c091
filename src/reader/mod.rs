//! What this device keeps: see it, take it elsewhere, bring it back, delete it.

mod file;
mod forget;
mod joined;
mod page;
mod person;
mod take;
mod totals;

pub use page::page;
