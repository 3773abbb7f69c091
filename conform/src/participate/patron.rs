//! A device that is signed in.

/// A device that is signed in.
#[derive(Clone, Debug)]
pub struct Patron {
    /// As a `Cookie` header.
    pub cookie: String,
    /// The account's id.
    pub account: String,
    /// The device's id.
    pub device: String,
    /// The recovery key, where one was told.
    pub recovery: Option<String>,
    /// Whether this walk made the account, and may delete it.
    pub ours: bool,
}
