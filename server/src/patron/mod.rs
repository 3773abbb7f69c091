//! What patrons give, by `contract/PARTICIPATE.md`: each thing in a file of its own.
//!
//! - Coming in: [`accounts`], [`session`], [`pairings`], [`recovery`], [`oidc`], [`guesses`].
//! - What is given: [`profiles`], [`enrolments`], [`entries`], [`redemptions`], [`teams`].
//! - What is answered: [`standing`], [`awards`], [`boards`], [`changes`], [`export`]. What an operator takes away: [`moderate`].
//! - Beneath: [`ledger`], the one way to write; [`challenges`], what the member has published; [`fold`], where the contract judges, [`hands`], what it has read already, and
//!   [`board_cache`], what it has worked out already.

pub mod accounts;
pub mod awards;
pub mod board_cache;
pub mod boards;
pub mod challenges;
pub mod changes;
pub mod enrolments;
pub mod entries;
pub mod export;
pub mod fold;
pub mod guesses;
pub mod hands;
pub mod ledger;
pub mod moderate;
pub mod oidc;
pub mod pairings;
pub mod participation;
pub mod profiles;
pub mod recovery;
pub mod redemptions;
pub mod session;
pub mod standing;
pub mod teams;

use crate::http::{Access, Table};
use axum::http::Method;

/// Where a patron's addresses begin.
pub const PREFIX: &str = "/atrium/patron/";

/// Everything a patron may ask.
pub fn routes(table: &mut Table) {
    const HERE: Access = Access::Patron;
    table.add(Access::Public, Method::GET, "/atrium/participate.json", participation::get);
    table.add(Access::Open, Method::POST, "/atrium/patron/accounts", accounts::post);
    table.add(Access::Open, Method::POST, "/atrium/patron/session", session::post);
    table.add(HERE, Method::DELETE, "/atrium/patron/session", session::delete);
    table.add(HERE, Method::GET, "/atrium/patron/account", accounts::get);
    table.add(HERE, Method::DELETE, "/atrium/patron/account", accounts::delete);
    table.add(HERE, Method::GET, "/atrium/patron/export", export::get);
    table.add(HERE, Method::POST, "/atrium/patron/pairings", pairings::post);
    table.add(HERE, Method::POST, "/atrium/patron/recovery", recovery::post);
    table.add(HERE, Method::DELETE, "/atrium/patron/devices/{id}", session::revoke);
    table.add(HERE, Method::PUT, "/atrium/patron/profiles/{id}", profiles::put);
    table.add(HERE, Method::DELETE, "/atrium/patron/profiles/{id}", profiles::delete);
    table.add(HERE, Method::PUT, "/atrium/patron/enrolments/{challenge}/{profile}", enrolments::put);
    table.add(HERE, Method::PUT, "/atrium/patron/entries/{id}", entries::put);
    table.add(HERE, Method::GET, "/atrium/patron/entries/{id}", entries::get);
    table.add(HERE, Method::PUT, "/atrium/patron/entries", entries::put_many);
    table.add(HERE, Method::PUT, "/atrium/patron/redemptions/{id}", redemptions::put);
    table.add(HERE, Method::GET, "/atrium/patron/standings/{challenge}/{profile}", standing::get);
    table.add(HERE, Method::GET, "/atrium/patron/awards", awards::get);
    table.add(HERE, Method::GET, "/atrium/patron/changes", changes::get);
    table.add(HERE, Method::PUT, "/atrium/patron/teams/{id}", teams::put);
    table.add(HERE, Method::GET, "/atrium/patron/teams/{id}", teams::get);
    table.add(Access::Public, Method::GET, "/atrium/patron/boards/{challenge}", boards::get);
    table.add(Access::Open, Method::GET, "/atrium/patron/oidc/start", oidc::start);
    table.add(Access::Open, Method::GET, "/atrium/patron/oidc/back", oidc::back);
}
