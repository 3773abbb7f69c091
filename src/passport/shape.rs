//! What a stamp looks like: one of three shapes, always the same one for the same stamp, with a tick or a star in it.
//! Decoration: the words beside it say everything.

use super::stamp::{For, Stamp};
use crate::view::prelude::*;

const SEAL: &str = "M90 50A8.9 8.9 0 0 1 86 67.4A8.9 8.9 0 0 1 74.9 81.3A8.9 8.9 0 0 1 58.9 89A8.9 8.9 0 0 1 41.1 89A8.9 8.9 0 0 1 25.1 81.3A8.9 8.9 0 0 1 14 67.4A8.9 8.9 0 0 1 10 50A8.9 8.9 0 0 1 14 32.6A8.9 8.9 0 0 1 25.1 18.7A8.9 8.9 0 0 1 41.1 11A8.9 8.9 0 0 1 58.9 11A8.9 8.9 0 0 1 74.9 18.7A8.9 8.9 0 0 1 86 32.6A8.9 8.9 0 0 1 90 50Z";
const FLOWER: &str = "M81.4 63A13 13 0 0 1 63 81.4A13 13 0 0 1 37 81.4A13 13 0 0 1 18.6 63A13 13 0 0 1 18.6 37A13 13 0 0 1 37 18.6A13 13 0 0 1 63 18.6A13 13 0 0 1 81.4 37A13 13 0 0 1 81.4 63Z";
const ROUND: &str = "M50 6A44 44 0 1 0 50 94A44 44 0 1 0 50 6Z";
/// The goal's own.
const BURST: &str = "M50 4L59.8 13.3L73 10.2L76.9 23.1L89.8 27L86.7 40.2L96 50L86.7 59.8L89.8 73L76.9 76.9L73 89.8L59.8 86.7L50 96L40.2 86.7L27 89.8L23.1 76.9L10.2 73L13.3 59.8L4 50L13.3 40.2L10.2 27L23.1 23.1L27 10.2L40.2 13.3Z";
const TICK: &str = "M33 51l11 12L67 38";
const STAR: &str = "M50 26L56.2 41.5L72.8 42.6L60 53.2L64.1 69.4L50 60.5L35.9 69.4L40 53.2L27.2 42.6L43.8 41.5Z";

pub(super) fn shape(stamp: &Stamp) -> View {
    let edge = match &stamp.what {
        For::Goal(_) | For::Earlier(None) => BURST,
        For::Milestone(id, _) | For::Earlier(Some(id)) => {
            let sum: u32 = id.as_str().bytes().map(u32::from).sum();
            match sum % 3 {
                0 => SEAL,
                1 => FLOWER,
                _ => ROUND,
            }
        }
    };
    let star = edge == BURST;
    // What is still to come has no tick; the star shows where the way leads.
    let mark = (stamp.is_there() || star).then(|| {
        view! { <path class="stamp__mark" class:stamp__mark--star=star d=if star { STAR } else { TICK } /> }
    });
    view! {
        <svg class="stamp__shape" viewBox="0 0 100 100" aria-hidden="true">
            <path class="stamp__edge" d=edge />
            {mark}
        </svg>
    }
}
