//! A square code (QR), drawn as one path: dark on light whatever the theme, since cameras need it so.

use crate::view::prelude::*;
use qrcodegen::{QrCode, QrCodeEcc};
use std::fmt::Write;

/// The light margin a camera needs, in modules.
const MARGIN: i32 = 4;

/// The code for a text; nothing where the text is too long for one.
pub(super) fn square(text: &str, label: String) -> View {
    let Ok(code) = QrCode::encode_text(text, QrCodeEcc::Medium) else { return View::nothing() };
    let size = code.size();
    let whole = size + 2 * MARGIN;
    view! {
        <svg class="square" viewBox=format!("0 0 {whole} {whole}") role="img" aria-label=label>
            <path class="square__light" d=format!("M0 0h{whole}v{whole}H0z") />
            <path class="square__dark" d=path(size, &|x, y| code.get_module(x, y)) />
        </svg>
    }
}

/// Dark modules, joined along each row.
fn path(size: i32, dark: &dyn Fn(i32, i32) -> bool) -> String {
    let mut path = String::new();
    for y in 0..size {
        let mut x = 0;
        while x < size {
            let from = x;
            while x < size && dark(x, y) {
                x += 1;
            }
            if x > from {
                let _ = write!(path, "M{} {}h{}v1h-{}z", from + MARGIN, y + MARGIN, x - from, x - from);
            }
            x += 1;
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_joined_and_nothing_light_is_drawn() {
        // X X .
        // . X X
        let dark = |x: i32, y: i32| (y == 0 && x < 2) || (y == 1 && x > 0);
        assert_eq!(path(3, &dark), "M4 4h2v1h-2zM5 5h2v1h-2z");
    }

    #[test]
    fn a_phrase_and_a_recovery_key_fit_a_code() {
        for text in
            ["https://front.example/account/city-library#join=482913057642", "ABCD-EFGH-JKMN-PQRS-TVWX-YZ01-2345-6789"]
        {
            assert!(QrCode::encode_text(text, QrCodeEcc::Medium).is_ok_and(|code| code.size() <= 41), "{text}");
        }
    }
}
