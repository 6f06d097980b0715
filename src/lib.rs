//! SciNet Notebook: small networks that train in the page, and figures of where they hold.
//!
//! A [`spec`] says everything that determines a run's numbers. A [`system`] is the ground truth
//! that it names, or a reader's own table ([`tables`]), with training pairs drawn from [`random`] streams. [`nn`] defines the networks and
//! their loss as a dfdx tape; [`kernel`] is the same in fast loops. [`train`] moves a run on,
//! [`baseline`] fits polynomials and a response function beside it, [`evaluate`] turns all of them
//! into figures as plain data and into measures, [`plot`] draws those figures, and [`notebook`]
//! renders the text around them.
//! `web` hands all that to the page; `main.rs` and `command/` are a command line over the same.
//!
//! Three modules are made of the crate, so that a first visit loads no more than it needs: `page` reads specs and
//! draws, `trainer` trains in workers, and `text` is there for whoever writes. `render.rs` renders what is shipped.
//!
//! ```text
//! link / fence / file ──► spec ──► system + random ──► nn / kernel ──► train
//!                                                                        │
//!        canvas / SVG ◄── plot ◄── figure (plain data) ◄── evaluate ◄────┘
//! ```
//!
//! What holds everywhere:
//! - Only `web` knows the browser, and it is compiled for WebAssembly alone.
//! - Every transcendental function comes from [`float`], every random number from an address in
//!   [`random`]: the same spec gives the same bits on every platform.
//! - What a user, a link or a file sends is an `Err` with a reason, never a panic.

#[cfg(feature = "cells")]
pub mod figure;
#[cfg(feature = "cells")]
pub mod fits;
pub mod float;
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
pub mod paper;
#[cfg(feature = "cells")]
pub mod plot;
#[cfg(feature = "cells")]
pub mod random;
pub mod range;
#[cfg(feature = "cells")]
pub mod saved;
pub mod spec;
pub mod tables;
#[cfg(feature = "cells")]
pub mod train;
#[cfg(target_arch = "wasm32")]
pub mod web;
