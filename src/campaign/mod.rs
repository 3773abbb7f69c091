//! A campaign's page: its stages, its sections, and how to pass it on.

mod calendar;
mod events;
mod list;
mod page;
mod sections;
mod snippet;
mod stages;

pub use events::events;
pub use page::page;
pub use snippet::snippet_page;
