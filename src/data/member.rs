//! A member's own document: a stranger's list of up to thousands of cards, read in slices so that nothing else waits for it.

use super::{
    document::{Document, Opened, Top},
    error::LoadError,
    fetch, reading, slices,
};
use crate::platform::task;
use atrium_contract::{decode, member::Member};
use std::sync::Arc;

/// Reads a member's document into its place, and ends when that is done.
pub(super) async fn read(load: Opened<Member>, address: String) {
    let result = match reading::remembered(&address) {
        Some(document) => Ok(document),
        None => match reading::answer(&address).await {
            Ok(answer) => whole(answer, &address).await.map(|document| Arc::new(document) as reading::Whatever),
            Err(error) => Err(error),
        },
    };
    reading::keep(load.erased(), address, result);
}

async fn whole(answer: fetch::Answer, address: &str) -> Result<Document<Member>, LoadError> {
    let slices::Cut { texts, left_out } = slices::cut(&answer.text);
    let mut texts = texts.into_iter();
    let head = texts.next().unwrap_or_default();
    let read = decode::document::<Member>(&head, Member::TYPE)?;
    let (mut member, mut problems) = (read.value, read.problems);
    for text in texts {
        // Whoever taps meanwhile is answered in between.
        task::pause().await;
        if let Ok(more) = decode::document::<Member>(&text, Member::TYPE) {
            member.campaigns.extend(more.value.campaigns);
            member.exhibits.extend(more.value.exhibits);
            member.challenges.extend(more.value.challenges);
            member.events.extend(more.value.events);
            problems.extend(more.problems);
        }
    }
    let problems = problems.iter().map(ToString::to_string).chain(left_out).take(50).collect();
    Ok(Document { value: member, address: address.to_owned(), fetched: answer.fetched, problems })
}
