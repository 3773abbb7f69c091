//! What this device keeps: see it, take it elsewhere, bring it back, delete it.

mod file;
mod forget;
mod houses;
mod joined;
mod page;
mod person;
mod take;
mod totals;
mod way;

pub use page::page;
