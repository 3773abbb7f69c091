//! Class Participate: two accounts of our own, and everything a patron may do with them.

mod access;
mod account;
mod agreement;
mod awards;
mod batch;
mod board;
mod chance;
mod changes;
pub mod code;
mod deal;
mod devices;
mod document;
mod enrolments;
mod entries;
mod errors;
mod export;
mod field;
mod last;
mod leaving;
mod limits;
mod links;
mod order;
mod patron;
mod profiles;
mod rules;
mod shown;
mod site;
mod standing;
mod strangers;
mod team;
mod things;
mod tried;

pub use account::make as new_patron;
pub use board::shown as board_shown;
pub use document::open;
pub use enrolments::reader;
pub use field::Field;
pub use links::Links;
pub use patron::Patron;
pub use site::Site;
pub use things::{Maker, carries};

use crate::checks::participate::{ACCOUNT, ENTRY};
use crate::read::House;
use crate::run::Run;

/// Checks a member that offers it.
pub fn walk(run: &mut Run, house: &House) {
    let Some(links) = open(run, house) else { return };
    run.say(&format!(
        "participate: {}: makes two accounts with readers and entries, and deletes them at the end",
        house.id
    ));
    run.report.walked.push(format!("participate: {}", house.id));
    let mut site = Site::new(run, links, house);
    access::closed(&mut site);
    let (Some(one), Some(two)) = (account::first(&mut site), account::another(&mut site)) else {
        let why = "there is no account to go on with; all that needs one was left out";
        site.run.left_out(&ACCOUNT, &house.url, why);
        site.leave();
        return;
    };
    account::read(&mut site, &one);
    access::open(&mut site, &one);
    errors::all(&mut site, &one);
    profiles::all(&mut site, &one);
    let fields = field::running(&mut site, house);
    match fields.first() {
        Some(field) => {
            played(&mut site, &one, &two, field);
            rules::all(&mut site, &one, &fields);
        }
        None => {
            let why = format!(
                "{} shows no challenge that runs today: entries, standing, awards, changes of entries need one",
                house.id
            );
            site.run.left_out(&ENTRY, &house.url, why);
        }
    }
    devices::all(&mut site, &one);
    code::all(&mut site, &one);
    leaving::all(&mut site, one, two, &fields);
    site.leave();
}

/// What needs a challenge.
fn played(site: &mut Site, one: &Patron, two: &Patron, field: &Field) {
    enrolments::all(site, one, field);
    entries::all(site, one, field);
    batch::all(site, one, field);
    standing::all(site, one, field);
    awards::all(site, one, field);
    changes::all(site, one, field);
    strangers::all(site, one, two, field);
    team::all(site, one, two, field);
    board::all(site, one, field);
}
