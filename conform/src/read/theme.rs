//! Whether every pair of colours that meets on a page can be told apart.

use atrium_contract::theme::{Contrast, Scheme, Theme, pairs::pairs};

use super::Doc;
use crate::checks::read::THEME;
use crate::run::Run;

/// Measures all pairs in all four looks. Where a colour is the house's, the house answers for it.
pub fn contrast(run: &mut Run, doc: &Doc, theme: &Theme) {
    let looks = [
        (Scheme::Light, Contrast::Normal, "light"),
        (Scheme::Dark, Contrast::Normal, "dark"),
        (Scheme::Light, Contrast::More, "light, more contrast"),
        (Scheme::Dark, Contrast::More, "dark, more contrast"),
    ];
    for (scheme, contrast, name) in looks {
        let look = theme.look(scheme, contrast);
        for pair in pairs() {
            let Some(ratio) = pair.ratio(look) else { continue };
            if ratio >= pair.needs() {
                run.report.pass(&THEME);
            } else {
                let place = format!("{}, {name}: {} on {}", doc.url, pair.front.path(), pair.ground.path());
                run.fail(&THEME, &place, format!("at least {}:1", pair.needs()), format!("{ratio:.2}:1"));
            }
        }
    }
}
