//! The surface that the page and its workers see: converts between JavaScript and Rust, no more.

#[cfg(feature = "bench")]
pub mod bench;
#[cfg(feature = "cells")]
mod canvas;
#[cfg(feature = "cells")]
pub mod cell;
#[cfg(feature = "cells")]
pub mod dataset;
#[cfg(feature = "cells")]
mod drawing;
#[cfg(feature = "cells")]
pub mod files;
#[cfg(feature = "cells")]
pub mod page;
#[cfg(feature = "text")]
pub mod qr;
#[cfg(feature = "cells")]
pub mod shipped;
#[cfg(feature = "cells")]
mod table;
#[cfg(feature = "text")]
pub mod text;
#[cfg(feature = "cells")]
pub mod worker;

/// A plain JavaScript object of anything that serialises.
#[cfg(feature = "cells")]
fn to_js(value: &impl serde::Serialize) -> Result<wasm_bindgen::JsValue, wasm_bindgen::JsValue> {
    value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).map_err(Into::into)
}
