//! The tools that every figure is drawn with: a backend, a pen that clips, and colours.

pub mod clip;
pub mod colours;
pub mod marks;
pub mod paper;
pub mod pen;
pub mod rgb;
pub mod theme;
