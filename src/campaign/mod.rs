//! A campaign's page: its stages, its sections, and how to pass it on.

mod list;
mod page;
mod sections;
mod snippet;
mod stages;

pub use page::page;
pub use snippet::snippet_page;
