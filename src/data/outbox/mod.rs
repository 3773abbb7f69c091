//! What is on its way to the members, and what comes back.
//!
//! Nothing here runs, and nothing leaves the device, until a patron has made an account at a member. From then on what is written
//! down for that member's challenges is kept together with an item in the outbox, in one transaction, and sent when it can be.
//!
//! [`item`], [`account`]: what is kept. [`act`]: what a person does with an item. [`post`]: what this page sees of it. [`ask`]: one request. [`send`], [`pull`],
//! [`stand`]: sending, receiving, and what the member counts. [`engine`]: when. [`patience`]: how long to wait. [`budget`], [`aside`]: what
//! holds nobody up. [`reckoned`]: whose count it is that is shown.

pub mod account;
pub mod act;
mod aside;
pub mod ask;
mod budget;
pub mod engine;
pub mod item;
mod patience;
pub mod post;
mod pull;
pub mod reckoned;
mod send;
pub mod stand;

/// The accounts of this device, by member.
pub const ACCOUNTS: &str = "accounts";
/// What is on its way.
pub const OUTBOX: &str = "outbox";
/// What members counted and awarded.
pub const STANDINGS: &str = "standings";
