//! Names that nobody else makes: version 7 UUIDs from the browser's random source.

use super::clock;
use js_sys::Uint8Array;

/// A new UUID v7. Entries are named on the device, which is what makes sending them twice harmless.
pub fn uuid() -> String {
    let mut bytes = [0u8; 10];
    let array = Uint8Array::new_with_length(10);
    let filled = web_sys::window()
        .and_then(|window| window.crypto().ok())
        .and_then(|crypto| crypto.get_random_values_with_array_buffer_view(&array).ok())
        .is_some();
    if filled {
        array.copy_to(&mut bytes);
    } else {
        // Without a random source (no known browser) the name is still unique enough for one device.
        for byte in &mut bytes {
            *byte = (js_sys::Math::random() * 256.0) as u8;
        }
    }
    atrium_contract::uuid::v7(clock::now_ms() as u64, bytes)
}

/// A number from 0 to 1, for what should not happen everywhere at once.
pub fn chance() -> f64 {
    js_sys::Math::random()
}
