//! How far a reader has come, and who says so: the member where it has counted everything, else this device, about.

use crate::data::outbox::{
    item::Kind,
    post::{self, Post},
};
use atrium_contract::progress::Progress;

use super::desk::Desk;

/// Who says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    /// This device, and nobody else is asked.
    Here,
    /// This device, until the member has counted.
    About,
    /// The member.
    Member,
}

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
    let key = desk.key();
    let here = desk.here(&reader);
    let waits = |entry: &str| {
        let about = |item: &&crate::data::outbox::item::Item| item.kind == Kind::Entry && item.of == entry;
        post.items.iter().filter(about).any(|item| item.refused.is_none())
    };
    let (by, progress) = match (post.account(&key.member), post.counted(&key, &reader)) {
        (None, _) => (By::Here, here.clone()),
        // Something of theirs is still to come there.
        (Some(_), _) if here.verdicts.iter().any(|verdict| waits(&verdict.entry)) => (By::About, here.clone()),
        (Some(_), None) => (By::About, here.clone()),
        (Some(_), Some(counted)) => (By::Member, counted.standing.progress.clone()),
    };
    Reckoned { reader, by, progress, here }
}
