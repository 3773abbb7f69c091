//! The bar below the scenes, where the thumb is: back, where we are and the list of scenes, on.

use super::walk::Walk;
use crate::view::{event, prelude::*};
use crate::{t, ui::icon};

/// The bar; `choice` stands at the end of the list.
pub(super) fn bar(walk: Walk, choice: View) -> View {
    let open = RwSignal::new(false);
    let items: Vec<View> = (1..=walk.count())
        .map(|place| {
            let current = move || (walk.place() == place).then_some("step");
            view! {
                <li>
                    <a href=walk.href(place) aria-current=current on:click=move |_| open.set(false)>{walk.title(place)}</a>
                </li>
            }
        })
        .collect();
    let previous = move || walk.place().checked_sub(1).and_then(|place| walk.href(place));
    let next = move || walk.href(walk.place() + 1);
    let escape = move |event: event::KeyboardEvent| {
        if event.key() == "Escape" {
            open.set(false);
        }
    };
    let filled = move || format!("{}%", walk.place() * 100 / walk.count().max(1));
    view! {
        <nav class="walk" aria-label=t!("exhibit.walk") on:keydown=escape>
            <div class="walk__panel" id="walk-panel" hidden=move || !open.get()>
                <ol class="walk__list">{items}</ol>
                {choice}
                <p class="walk__keys quiet">{t!("exhibit.keys")}</p>
            </div>
            <div class="walk__bar">
                {step(previous, t!("exhibit.previous"), icon::BACK, false)}
                <button
                    class="button button--quiet walk__where"
                    type="button"
                    aria-expanded=move || open.get().to_string()
                    aria-controls="walk-panel"
                    on:click=move |_| open.update(|open| *open = !*open)
                >
                    {move || walk.words(walk.place())}
                </button>
                {step(next, t!("exhibit.next"), icon::FORWARD, true)}
            </div>
            <div class="walk__way" aria-hidden="true"><div style:inline-size=filled></div></div>
        </nav>
    }
}

/// A link to the next or the previous scene; at the ends it leads nowhere and says so.
fn step(href: impl Fn() -> Option<String> + Clone + Send + 'static, words: String, icon: icon::Icon, on: bool) -> View {
    let nowhere = {
        let href = href.clone();
        move || href().is_none().then_some("true")
    };
    let (before, after) = if on { (None, Some(icon.show())) } else { (Some(icon.show()), None) };
    view! {
        <a class="button walk__step" class:button--main=on role="link" href=href aria-disabled=nowhere>
            {before}
            <span>{words}</span>
            {after}
        </a>
    }
}
