//! Three small choices of the device's owner (language, scheme, the calm mode), in localStorage.
//!
//! Only what may be lost and may be read by anyone who holds the device is kept here. The ledger is not: see `data::store`.

use web_sys::Storage;

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

/// A choice that was made on this device, if any.
pub fn get(name: &str) -> Option<String> {
    storage()?.get_item(&format!("atrium.{name}")).ok().flatten()
}

/// Keeps a choice; where the browser keeps nothing, the choice holds until the page is closed.
pub fn set(name: &str, value: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(&format!("atrium.{name}"), value);
    }
}

/// Forgets a choice.
pub fn remove(name: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(&format!("atrium.{name}"));
    }
}
