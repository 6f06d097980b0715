//! The size and the style of a picture.

/// The number of plotters pixels in one pixel of the page, along each axis.
pub const FINE: f64 = 10.0;

/// How a figure is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// Width in pixels of the page.
    pub width: f64,
    /// Height in pixels of the page.
    pub height: f64,
    /// Whether the page is dark.
    pub dark: bool,
    /// Whether title and legend are part of the picture. On the page they are outside of it.
    pub legend: bool,
}
