//! Why a document could not be had, in the kinds a person can do something about.

use atrium_contract::decode::Refused;

/// Why a document could not be had.
#[derive(Clone, Debug, PartialEq)]
pub enum LoadError {
    /// The device has no network and keeps no copy.
    Offline,
    /// Nobody answered, or the connection broke.
    NoAnswer,
    /// It was not all here in the time a document may take.
    TooSlow,
    /// The host answered with this status.
    Status(u16),
    /// More than a document may have.
    TooLarge,
    /// The document is not what it should be; the sentences say where, for whoever runs the backend.
    Wrong(Vec<String>),
    /// Nobody in the alliance has this.
    Unknown,
}

impl From<Refused> for LoadError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::TooLarge => LoadError::TooLarge,
            other => LoadError::Wrong(other.sentences()),
        }
    }
}
