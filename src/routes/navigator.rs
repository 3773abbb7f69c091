//! Going from page to page: the address, the scroll, the title, the focus and the word to a screen reader.

use super::Route;
use crate::platform::{dom, events, history, url};
use leptos::prelude::*;
use std::cell::{Cell, RefCell};

thread_local! {
    /// A navigation has happened whose page has not said its title yet.
    static ARRIVING: Cell<bool> = const { Cell::new(false) };
    static ANNOUNCE: RefCell<Option<RwSignal<String>>> = const { RefCell::new(None) };
}

/// What the address in the browser means.
pub fn here() -> Route {
    Route::parse(history::path().strip_prefix(url::base_path().as_str()).unwrap_or_default())
}

/// Where we are. Copy it freely.
#[derive(Clone, Copy)]
pub struct Navigator {
    route: RwSignal<Route>,
    announced: RwSignal<String>,
}

impl Navigator {
    /// Reads the address, and takes over links, back and forward.
    pub fn start() -> Navigator {
        let base = url::base_path();
        let navigator = Navigator { route: RwSignal::new(here()), announced: RwSignal::new(String::new()) };
        ANNOUNCE.set(Some(navigator.announced));
        history::take_over_scroll();
        keep_scroll_in_place();
        // A reload lands where the reader was.
        history::scroll_back_to(history::kept_scroll());
        history::on_pop(move || {
            let route = here();
            let same_page = navigator.route.with_untracked(Route::page) == route.page();
            ARRIVING.set(!same_page);
            let kept = history::kept_scroll();
            history::transition(move || {
                navigator.route.set(route);
                if !same_page {
                    // After the frame in which the page comes to stand: the one it replaces is tall enough for anything.
                    events::next_frame(move || history::scroll_back_to(kept));
                }
            });
        });
        history::on_link(base.clone(), move |path| {
            match Route::parse(path.strip_prefix(base.as_str()).unwrap_or_default()) {
                // Not ours: the studio, an embed, a file. The browser goes there.
                Route::NotFound => false,
                route => {
                    navigator.go(route);
                    true
                }
            }
        });
        navigator
    }

    /// Where we are, tracked.
    pub fn route(self) -> Route {
        self.route.get()
    }

    /// The page we are on, tracked; it does not change from scene to scene.
    pub fn page(self) -> Memo<Route> {
        let route = self.route;
        Memo::new(move |_| route.with(Route::page))
    }

    /// What a screen reader is told, tracked.
    pub fn announced(self) -> String {
        self.announced.get()
    }

    /// Goes to a page.
    pub fn go(self, route: Route) {
        let same_page = self.route.with_untracked(Route::page) == route.page();
        history::keep_scroll();
        history::push(&route.href());
        if same_page {
            self.route.set(route);
            return;
        }
        let navigator = self;
        // After the frame that answers the tap: to take a long page away holds a slow phone for longer than a tap may wait.
        events::next_frame(move || {
            events::after(0, move || {
                // Whoever went back meanwhile is there already.
                if here() != route {
                    return;
                }
                ARRIVING.set(true);
                history::transition(move || {
                    navigator.route.set(route);
                    history::scroll_to_top();
                });
            });
        });
    }

    /// Changes the address without going anywhere: a scene that was scrolled to.
    pub fn settle(self, route: Route) {
        history::replace(&route.href());
        self.route.set(route);
    }

    /// Says something to a screen reader, politely.
    pub fn announce(self, words: String) {
        self.announced.set(words);
    }
}

/// A page says that it is here: its title is set, and after a navigation its heading gets the focus and is announced.
///
/// Called by each page once its content is known, and by nobody else.
pub fn arrive(title: &str) {
    let house = crate::t!("app.title", title = title);
    dom::set_title(&house);
    if ARRIVING.replace(false) {
        // After the frame in which the heading comes to stand.
        events::next_frame(|| {
            let _ = dom::focus("main h1");
        });
        if let Some(announced) = ANNOUNCE.with_borrow(|signal| *signal) {
            let _ = announced.try_set(title.to_owned());
        }
    }
}

/// Saves the scroll position a moment after scrolling has come to rest: `popstate` comes too late for that.
fn keep_scroll_in_place() {
    thread_local! {
        static WAITING: Cell<bool> = const { Cell::new(false) };
    }
    events::on_window("scroll", |_| {
        if !WAITING.replace(true) {
            events::after(300, || {
                WAITING.set(false);
                history::rest();
            });
        }
    });
    events::on_window("pagehide", |_| history::keep_scroll());
}

/// Where we are, for a page that needs to know more than it was given.
pub fn use_navigator() -> Navigator {
    use_context::<Navigator>().unwrap_or_else(Navigator::start)
}
