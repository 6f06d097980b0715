//! The interface for the page and its workers. It only converts between JavaScript and Rust.
//!
//! Each of the three modules contains a part of it: the page, the trainer of the workers, and the text of a writer.

#[cfg(feature = "bench")]
pub mod bench;
#[cfg(feature = "page")]
mod canvas;
#[cfg(feature = "page")]
pub mod cell;
#[cfg(feature = "trainer")]
pub mod claims;
#[cfg(feature = "page")]
mod drawing;
#[cfg(feature = "page")]
pub mod files;
#[cfg(feature = "page")]
pub mod page;
#[cfg(feature = "text")]
pub mod qr;
#[cfg(feature = "trainer")]
pub mod reader;
#[cfg(feature = "cells")]
pub mod tables;
#[cfg(feature = "text")]
pub mod text;
#[cfg(feature = "trainer")]
pub mod worker;

#[cfg(feature = "cells")]
use wasm_bindgen::{JsError, JsValue};

/// Converts anything serialisable to a plain JavaScript object.
#[cfg(feature = "cells")]
fn to_js(value: &impl serde::Serialize) -> Result<JsValue, JsValue> {
    value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).map_err(Into::into)
}

#[cfg(feature = "cells")]
fn failed(error: impl std::fmt::Display) -> JsError {
    JsError::new(&error.to_string())
}

/// The spec of a link.
#[cfg(feature = "cells")]
fn parse(link: &str) -> Result<crate::kinds::Spec, JsError> {
    crate::kinds::Spec::parse_link(link).map_err(|problems| failed(crate::spec::told(&problems)))
}
