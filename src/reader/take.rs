//! Taking the ledger elsewhere, and bringing one back.

use crate::view::prelude::*;
use crate::{
    data::ledger::Store,
    platform::{clock, files},
    t, t_count,
    ui::icon,
};
use atrium_contract::{csv, decode::MOST_LEDGER_BYTES};

use super::file::{self, Wrong};

pub(super) fn take(store: Store) -> View {
    let said = RwSignal::new(String::new());
    let save = move |extension: &'static str| {
        let ledger = store.export();
        let (kind, text) =
            if extension == "csv" { ("text/csv", csv::table(&ledger)) } else { ("application/json", ledger.to_json()) };
        let name = file::name(clock::today(), extension);
        let saved = files::save(&name, kind, &text);
        said.set(if saved { t!("take.saved", name = name) } else { t!("take.not-saved") });
    };
    view! {
        <section>
            <h2>{t!("take.title")}</h2>
            <p class="measure">{t!("take.text")}</p>
            <div class="reader__choices">
                <button class="button" type="button" on:click=move |_| save("json")>{icon::SAVE.show()} {t!("take.json")}</button>
                <button class="button" type="button" on:click=move |_| save("csv")>{icon::SAVE.show()} {t!("take.csv")}</button>
            </div>
            <p role="status">{move || said.get()}</p>
        </section>
    }
}

/// `above` is where success is told: a first import makes this part of the page anew.
pub(super) fn bring(store: Store, above: RwSignal<String>) -> View {
    let wrong = RwSignal::new(String::new());
    let pending = RwSignal::new(false);
    let choose = move |event| {
        if pending.get_untracked() {
            return;
        }
        pending.set(true);
        wrong.set(String::new());
        above.set(String::new());
        crate::platform::task::spawn(async move {
            // A ledger grows with the years; the limit is the contract's.
            #[allow(clippy::cast_precision_loss)]
            let chosen = files::chosen(&event, MOST_LEDGER_BYTES as f64).await;
            match import(store, chosen).await {
                Ok(words) => {
                    let _ = above.try_set(words);
                }
                Err(words) => {
                    let _ = wrong.try_set(words);
                }
            }
            let _ = pending.try_set(false);
        });
    };
    view! {
        <section>
            <h2>{t!("bring.title")}</h2>
            <p class="measure">{t!("bring.text")}</p>
            <div class="field reader__file">
                <label for="reader-file">{t!("bring.file")}</label>
                <input
                    id="reader-file"
                    type="file"
                    accept=".json,application/json"
                    prop:disabled=move || pending.get()
                    on:change=choose
                />
            </div>
            <p class="slip" role="alert">{move || wrong.get()}</p>
        </section>
    }
}

/// Reads the file and adds what is new. Nothing changes unless all of it is kept.
async fn import(store: Store, chosen: Option<Result<String, f64>>) -> Result<String, String> {
    let text = match chosen {
        Some(Ok(text)) => text,
        Some(Err(_)) => return Err(t!("bring.too-large")),
        None => return Err(t!("bring.unread")),
    };
    let (ledger, lost) = file::read(&text).map_err(|wrong| match wrong {
        Wrong::TooLarge => t!("bring.too-large"),
        Wrong::NotJson => t!("bring.not-json"),
        Wrong::NoLedger => t!("bring.no-ledger"),
        Wrong::Unreadable => t!("bring.unreadable"),
    })?;
    let new = store.import(&ledger).await.map_err(|_| t!("reader.refused"))?;
    let mut words = t_count!("bring.done", new as u64);
    if lost > 0 {
        words.push(' ');
        words.push_str(&t_count!("bring.lost", lost as u64));
    }
    Ok(words)
}
