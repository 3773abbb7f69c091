//! Class Publish: the life of a draft, and the rules by their vectors.

mod access;
mod challenge;
mod collection;
mod desk;
mod document;
mod drafts;
mod public;
mod vectors;

pub use desk::{Desk, Pre};
pub use vectors::read as read_vectors;

use crate::checks::publish::{CREATE, STAFF_ONLY};
use crate::participate::{Site, new_patron, open};
use crate::read::House;
use crate::run::Run;

/// Checks a member that offers it.
pub fn walk(run: &mut Run, house: &House) {
    let Some(token) = run.options.staff_token.clone() else {
        run.report.skip(&STAFF_ONLY, "give --staff-token-file to check class Publish");
        return;
    };
    // The links of class Participate were told about when it was checked.
    let (Some(links), Some(pubs)) = (open(run, house), document::open(run, house)) else { return };
    run.say(&format!(
        "publish: {}: makes documents whose ids begin `conform-`, deletes the drafts and unpublishes the rest",
        house.id
    ));
    run.report.walked.push(format!("publish: {}", house.id));
    let mut site = Site::new(run, links, house);
    let patron = new_patron(&mut site);
    let mut desk = Desk::new(&mut site, pubs, token, house);
    access::all(&mut desk, patron.as_ref());
    drafts::all(&mut desk);
    public::all(&mut desk);
    collection::all(&mut desk);
    match &patron {
        Some(patron) => {
            challenge::all(&mut desk, patron);
            vectors::all(&mut desk, patron);
        }
        None => {
            let why = "there is no account to play with: goals, codes, awards and the rules were left out";
            desk.site.run.left_out(&CREATE, &house.url, why);
        }
    }
    desk.tidy();
    site.leave();
}
