//! SciNet Notebook: small networks that train in the page, and figures of where they hold.
//!
//! A cell is a fenced block of a notebook. Its [`kinds::Spec`] determines every number of its runs, and the same spec
//! stands in a fence, a link and a file. [`spec`] has what every spec is made of; [`kinds`] has a folder for each kind of
//! cell, with its spec, its training data, its lesson and its board. [`train`] advances a run of a lesson: [`nn`] defines
//! the networks and their loss as a dfdx tape, and [`kernel`] computes the same in fast loops. A board turns the networks
//! into figures, which are plain data ([`figure`]), and into measurements ([`measure`]), beside classical fits ([`fits`]).
//! [`plot`] draws the figures. [`saved`] writes networks and runs as files, [`paper`] has the claims of the papers, and
//! [`notebook`] renders the text around the cells. `web` passes all of this to the page; `main.rs` and `command/` are a
//! command line over the same.
//!
//! The crate is compiled to three modules, so that a first visit loads no more than it needs: `page` reads specs and
//! draws, `trainer` trains in workers, and `text` renders what a reader writes. `render.rs` renders the shipped notebooks.
//!
//! ```text
//! link / fence / file ──► spec ──► kinds/<kind>: lesson ──► train ◄── nn, kernel
//!                                       │                     │
//!                                       └──► board ◄──────────┘        (measure, fits)
//!                                              │
//!                   canvas / SVG ◄── plot ◄── figure (plain data)
//! ```
//!
//! Invariants:
//! - Only `web` knows the browser, and it is compiled for WebAssembly alone.
//! - Every transcendental function comes from [`float`], and every random number from an address in [`random`]: the same
//!   spec gives the same bits on every platform.
//! - A kind is named in its own folder and in [`kinds::registry`], and nowhere else.
//! - The page's types come from Rust: structs that it gets derive `Tsify`, which writes them into `www/pkg/*.d.ts`.
//! - Invalid input returns an `Err` with a reason. Nothing that a user, a link or a file sends can panic.

// Each module of the browser leaves out what only the others or the command line need.
#![cfg_attr(target_arch = "wasm32", allow(dead_code, unused_imports))]

#[cfg(feature = "cells")]
pub mod figure;
#[cfg(feature = "cells")]
pub mod fits;
pub mod float;
#[cfg(any(feature = "cells", feature = "text"))]
pub mod formula;
#[cfg(feature = "cells")]
pub mod kernel;
pub mod kinds;
#[cfg(feature = "cells")]
pub mod measure;
#[cfg(feature = "cells")]
pub mod nn;
#[cfg(feature = "text")]
pub mod notebook;
#[cfg(feature = "cells")]
pub mod order;
#[cfg(feature = "cells")]
pub mod paper;
#[cfg(feature = "cells")]
pub mod plot;
#[cfg(feature = "cells")]
pub mod random;
#[cfg(feature = "cells")]
pub mod range;
#[cfg(feature = "cells")]
pub mod saved;
#[cfg(feature = "cells")]
pub mod spec;
pub mod tables;
#[cfg(feature = "cells")]
pub mod train;
#[cfg(target_arch = "wasm32")]
pub mod web;
