//! The only door to the outside: documents fetched and decoded, members federated, the ledger kept.
//!
//! Everything that comes in here is a stranger's word until `contract` has decoded it.

pub mod config;
pub mod document;
pub mod error;
pub mod federation;
pub mod fetch;
pub mod ledger;
pub mod locale;
