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
            Ok(answer) => whole(answer, address.clone()).await.map(|document| Arc::new(document) as reading::Whatever),
            Err(error) => Err(error),
        },
    };
    reading::keep(load.erased(), address, result);
}

async fn whole(answer: fetch::Answer, asked: String) -> Result<Document<Member>, LoadError> {
    let slices::Cut { texts, left_out: mut problems } = slices::cut(&answer.text);
    let mut whole: Option<Member> = None;
    for text in texts {
        let read = decode::document::<Member>(&text, Member::TYPE);
        match (&mut whole, read) {
            (None, read) => {
                let read = read?;
                problems.extend(read.problems.iter().map(ToString::to_string));
                whole = Some(read.value);
            }
            (Some(member), Ok(mut more)) => {
                member.campaigns.append(&mut more.value.campaigns);
                member.exhibits.append(&mut more.value.exhibits);
                member.challenges.append(&mut more.value.challenges);
                member.events.append(&mut more.value.events);
            }
            (Some(_), Err(_)) => problems.push("/: a part of a list could not be read".to_owned()),
        }
        // Whoever taps meanwhile is answered in between.
        if answer.text.len() > text.len() {
            task::pause().await;
        }
    }
    let value = whole.ok_or(LoadError::Unknown)?;
    Ok(Document { value, address: answer.address, asked, fetched: answer.fetched, problems })
}
