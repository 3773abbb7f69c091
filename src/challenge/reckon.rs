//! How far the readers who take part have come, and who says so.

use crate::data::outbox::post::{self, Post};
pub(super) use crate::data::outbox::reckoned::{By, is_gone};
use atrium_contract::progress::Progress;

use super::desk::Desk;

/// How far a reader has come.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Reckoned {
    pub reader: String,
    pub by: By,
    pub progress: Progress,
    /// What the rules on this device make of what is here.
    pub here: Progress,
}

/// How far the readers who take part have come, tracked.
pub(super) fn reckon(desk: Desk) -> Vec<Reckoned> {
    let post = post::follow(desk.store);
    desk.readers().into_iter().map(|reader| one(desk, &post, reader.id)).collect()
}

fn one(desk: Desk, post: &Post, reader: String) -> Reckoned {
    let here = desk.here(&reader);
    let (by, progress) = post.reckon(&desk.key(), &reader, &here);
    Reckoned { reader, by, progress, here }
}
