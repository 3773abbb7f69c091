//! Whether two entries are about the same work.

use crate::{entry::ReadWork, fold::folded};

/// A work with its names in small letters.
pub(crate) struct Spelt {
    isbn: Option<String>,
    title: String,
    author: Option<String>,
}

impl Spelt {
    pub fn new(work: &ReadWork) -> Spelt {
        Spelt {
            isbn: work.isbn.clone(),
            title: folded(work.title.as_deref().unwrap_or_default()),
            author: work.author.as_deref().map(folded),
        }
    }

    /// Whether two are the same work: the same ISBN, else the same title and author, however they are spelt.
    pub fn same(&self, other: &Spelt) -> bool {
        if let (Some(one), Some(other)) = (&self.isbn, &other.isbn) {
            return one == other;
        }
        let author = self.author.is_none() || other.author.is_none() || self.author == other.author;
        !self.title.is_empty() && self.title == other.title && author
    }
}
