//! The only door to the outside: documents fetched and decoded, members federated, the ledger kept.
//!
//! Everything that comes in here is a stranger's word until `contract` has decoded it.

#[cfg(feature = "app")]
pub mod account;
pub mod config;
#[cfg(feature = "app")]
pub mod document;
pub mod error;
#[cfg(feature = "app")]
pub mod federation;
#[cfg(feature = "app")]
pub mod fetch;
#[cfg(feature = "app")]
mod found;
#[cfg(feature = "app")]
pub mod ledger;
#[cfg(feature = "app")]
pub mod locale;
#[cfg(feature = "app")]
mod member;
#[cfg(feature = "app")]
mod news;
#[cfg(feature = "app")]
pub mod outbox;
#[cfg(feature = "app")]
mod reading;
#[cfg(feature = "app")]
pub mod slices;
#[cfg(feature = "app")]
pub mod stock;
