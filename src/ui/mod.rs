//! The design system: what every page is made of. It knows documents' parts (a text, a picture), and no feature.

#[cfg(feature = "app")]
pub mod amount;
#[cfg(feature = "app")]
pub mod appearance;
#[cfg(feature = "app")]
mod calendar;
#[cfg(feature = "app")]
pub mod card;
#[cfg(feature = "app")]
pub mod deal;
#[cfg(feature = "app")]
pub mod dialog;
#[cfg(feature = "app")]
pub mod events;
#[cfg(feature = "app")]
pub mod hosts;
#[cfg(feature = "app")]
pub mod icon;
#[cfg(feature = "app")]
pub mod look;
#[cfg(feature = "app")]
pub mod opening;
#[cfg(feature = "app")]
pub mod picture;
#[cfg(feature = "app")]
pub mod problem;
#[cfg(feature = "app")]
pub mod rich;
#[cfg(feature = "app")]
pub mod ring;
#[cfg(feature = "app")]
pub mod state;
pub mod text;
pub mod time;
