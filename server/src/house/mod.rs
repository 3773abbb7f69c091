//! The house: what the member shows. Documents and the app for everyone, publishing for staff.

pub mod addresses;
pub mod answer;
pub mod cards;
pub mod collection;
pub mod draft;
mod fresh;
pub mod import;
pub mod library;
pub mod links;
pub mod member;
pub mod neighbours;
pub mod publish;
mod reach;
pub mod refuse;
pub mod shelf;
pub mod site;
pub mod staff;

use crate::config;
use crate::patron::participation;
use crate::state::Shared;
use addresses::Addresses;
use arc_swap::ArcSwap;
use atrium_contract::json::{Value, parse};
use library::Library;
use neighbours::Neighbours;
use shelf::Shelf;
use site::Site;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::sync::Mutex;

/// Everything one member shows, and what it is made from.
pub struct House {
    /// What it shares with the patrons' half.
    pub app: Shared,
    /// Where everything is found.
    pub addresses: Addresses,
    /// What is published.
    pub library: Library,
    /// The other members.
    pub neighbours: Arc<Neighbours>,
    /// The folder of the member's files.
    pub files: PathBuf,
    /// The app and what else is served from disk.
    pub site: Site,
    /// The alliance document, where it is this server's own.
    alliance: Option<Value>,
    alone: bool,
    shelf: ArcSwap<Shelf>,
    laying: Mutex<()>,
}

impl House {
    /// Opens the house over a database that is up to date, and lays out what is public.
    ///
    /// # Errors
    /// A sentence.
    pub async fn open(app: Shared) -> Result<Arc<House>, String> {
        let config = &app.config;
        let addresses = Addresses::new(&config.public_url);
        let alliance = match &config.alliance {
            config::Alliance::File(path) => Some(alliance_file(path)?),
            config::Alliance::Href(_) | config::Alliance::Alone => None,
        };
        let alone = config.alliance == config::Alliance::Alone;
        let place = match &config.alliance {
            config::Alliance::Href(url) => url.clone(),
            _ => addresses.alliance(),
        };
        let house = Arc::new(House {
            neighbours: Arc::new(Neighbours::new(place, alliance.clone(), &config.member.id)),
            site: Site::new(config),
            files: config.member.files.clone(),
            addresses,
            library: Library::new(app.store.clone(), app.clock.clone()),
            alliance,
            alone,
            shelf: ArcSwap::from_pointee(Shelf::empty()),
            laying: Mutex::new(()),
            app: app.clone(),
        });
        house.lay_out().await.map_err(|error| format!("The database cannot be read: {error}."))?;
        if alone && let Some(alliance) = house.alliance(&house.shelf().member) {
            house.neighbours.set_own(alliance);
        }
        Ok(house)
    }

    /// The member's id.
    pub fn member_id(&self) -> &str {
        &self.app.config.member.id
    }

    /// The moment, in milliseconds since 1970.
    pub fn now(&self) -> i64 {
        self.app.clock.now()
    }

    /// What is public now.
    pub fn shelf(&self) -> Arc<Shelf> {
        self.shelf.load_full()
    }

    /// The Participation document.
    fn participation(&self) -> Value {
        parse(&participation::document(&self.app)).unwrap_or_default()
    }

    /// The alliance document, where this server holds it.
    fn alliance(&self, member: &Value) -> Option<Value> {
        if self.alone { Some(member::alone(self, member)) } else { self.alliance.clone() }
    }

    /// The member's document as its owner wrote it, and how often it was.
    pub async fn own(&self) -> Result<(i64, Value), sqlx::Error> {
        let written = self.library.member().await?;
        let member = &self.app.config.member;
        Ok(written.unwrap_or_else(|| (0, member::first(&member.id, &member.kind, &member.name))))
    }

    /// The member's document with the cards of what is public now.
    fn shelf_member(&self, own: &Value) -> Value {
        let shelf = self.shelf();
        let at = self.addresses.member();
        let made = |collection| {
            shelf
                .in_order(collection)
                .filter_map(|(id, document)| cards::card(document, &self.addresses.document(collection, id), &at))
                .collect()
        };
        member::shown(self, own, &made)
    }

    /// Lays out what is public, after a change; what goes wrong is tried again a moment later.
    pub async fn refresh(self: &Arc<Self>) {
        if let Err(error) = self.lay_out().await {
            tracing::warn!(%error, "what was published could not be read again");
        }
    }

    /// Reads what is public, and makes all answers anew that changed.
    async fn lay_out(self: &Arc<Self>) -> Result<(), sqlx::Error> {
        // One at a time; whoever waited finds it done and does it quickly once more.
        let _one = self.laying.lock().await;
        let before = self.shelf();
        let public = self.library.public(self.now(), &|collection, id| before.version(collection, id)).await?;
        let (_, own) = self.own().await?;
        let house = Arc::clone(self);
        let made = tokio::task::spawn_blocking(move || Shelf::lay_out(&house, public, &own, &before)).await;
        match made {
            Ok(shelf) => self.shelf.store(Arc::new(shelf)),
            Err(error) => tracing::error!(%error, "what is public could not be laid out"),
        }
        Ok(())
    }

    /// Keeps looking at what other processes publish and at what comes due, and at the other members.
    pub fn keep_fresh(self: &Arc<Self>) {
        tokio::spawn(fresh::watch(Arc::clone(self)));
        tokio::spawn(Arc::clone(&self.neighbours).keep_asking());
    }
}

fn alliance_file(path: &std::path::Path) -> Result<Value, String> {
    let name = path.display();
    let text = std::fs::read_to_string(path).map_err(|error| format!("{name} cannot be read: {error}."))?;
    let value =
        parse(&text).map_err(|place| format!("{name} is not JSON: line {}, column {}.", place.line, place.column))?;
    let wrong = collection::faults::<atrium_contract::alliance::Alliance>(&text, "Alliance");
    if wrong.is_empty() {
        return Ok(value);
    }
    let wrong: Vec<String> = wrong.iter().map(|fault| format!("{} {}", fault.pointer, fault.detail)).collect();
    Err(format!("{name} is no alliance document: {}.", wrong.join("; ")))
}
