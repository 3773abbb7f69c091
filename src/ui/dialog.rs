//! A modal dialog: the browser's own `<dialog>`, which traps the focus, closes on Escape and gives the focus back.

use super::icon;
use crate::platform::dom;
use crate::view::prelude::*;

/// A dialog with a title and a way out. It is opened by [`dom::open_dialog`] with the same `id`.
pub fn dialog(id: &'static str, title: impl IntoView, content: View) -> View {
    let label = format!("{id}-title");
    view! {
        <dialog class="dialog" id=id aria-labelledby=label.clone()>
            <header class="dialog__head">
                <h2 id=label.clone()>{title.into_view()}</h2>
                <button class="button button--quiet" type="button" aria-label=t!("action.close") on:click=move |_| dom::close_dialog(id)>
                    {icon::CLOSE.show()}
                </button>
            </header>
            {content}
        </dialog>
    }
}
