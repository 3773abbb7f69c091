//! Progress as a ring, with the number and the words beside it: never by colour or shape alone.

use crate::view::prelude::*;

/// A ring filled to so many thousandths; `inside` stands in its middle. Decoration for a screen reader: the words say it.
pub fn ring(permille: u32, inside: String) -> View {
    // The circle's length is set to 1000 by `pathLength`, so thousandths need no arithmetic.
    let filled = permille.min(1000);
    view! {
        <div class="ring" class:ring--full=filled == 1000 class:ring--empty=filled == 0 aria-hidden="true">
            <svg viewBox="0 0 100 100">
                <circle class="ring__track" cx="50" cy="50" r="44" />
                <circle
                    class="ring__fill"
                    cx="50"
                    cy="50"
                    r="44"
                    pathLength="1000"
                    stroke-dasharray=format!("{filled} 1000")
                />
            </svg>
            <span class="ring__number">{inside}</span>
        </div>
    }
}
