//! QR codes: a link for the lecture hall.

use qrcodegen::{QrCode, QrCodeEcc};
use wasm_bindgen::prelude::*;

/// Maximum number of bytes of the largest QR code.
const MOST: usize = 2953;

/// The modules of the smallest QR code of a text, row by row, 1 for black: a square without its quiet zone.
/// More than 7 % of it may be hidden if its size allows more error correction.
///
/// # Errors
/// When the text is too long.
#[wasm_bindgen]
pub fn qr(text: &str) -> Result<Vec<u8>, JsError> {
    let code = QrCode::encode_text(text, QrCodeEcc::Low).map_err(|_| {
        JsError::new(&format!("{} characters are too many for a QR code; allowed: at most {MOST}", text.len()))
    })?;
    let places = (0..code.size()).flat_map(|y| (0..code.size()).map(move |x| (x, y)));
    Ok(places.map(|(x, y)| u8::from(code.get_module(x, y))).collect())
}
