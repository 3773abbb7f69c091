//! The design system: what every page is made of. It knows documents' parts (a text, a picture), and no feature.

pub mod appearance;
mod calendar;
pub mod card;
pub mod dialog;
pub mod events;
pub mod icon;
pub mod look;
pub mod picture;
pub mod rich;
pub mod ring;
pub mod state;
pub mod text;
pub mod time;
