//! An exhibit: scenes to walk through, each a picture and a text, with their sources.

mod bar;
mod next;
mod page;
mod part;
mod scene;
mod sources;
mod tiles;
mod walk;
mod whole;

pub use page::page;
