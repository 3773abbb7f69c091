//! Light or dark, normal or more contrast: what the person chose here, else what their device says.

use crate::platform::{dom, media, preferences};
use atrium_contract::theme::{Contrast, Scheme};
use leptos::prelude::*;

/// How the page looks now.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Appearance {
    /// Light or dark.
    pub scheme: Scheme,
    /// Normal or more.
    pub contrast: Contrast,
}

impl Appearance {
    fn now() -> Appearance {
        let dark = match preferences::get("scheme").as_deref() {
            Some("dark") => true,
            Some("light") => false,
            _ => media::dark(),
        };
        Appearance {
            scheme: if dark { Scheme::Dark } else { Scheme::Light },
            contrast: if media::more_contrast() { Contrast::More } else { Contrast::Normal },
        }
    }

    /// A signal that follows the device and the choice.
    pub fn start() -> RwSignal<Appearance> {
        let appearance = RwSignal::new(Self::now());
        for query in ["(prefers-color-scheme: dark)", "(prefers-contrast: more)"] {
            media::on_change(query, move || appearance.set(Self::now()));
        }
        appearance
    }

    /// Changes from light to dark or back, and keeps the choice on this device.
    pub fn flip(appearance: RwSignal<Appearance>) {
        let word = match appearance.get_untracked().scheme {
            Scheme::Light => "dark",
            Scheme::Dark => "light",
        };
        preferences::set("scheme", word);
        dom::set_root_attribute("data-scheme", Some(word));
        appearance.set(Self::now());
    }
}

/// How the page looks, followed.
pub fn use_appearance() -> RwSignal<Appearance> {
    use_context::<RwSignal<Appearance>>().unwrap_or_else(Appearance::start)
}
