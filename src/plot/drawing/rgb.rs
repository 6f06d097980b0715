//! Single colours: conversion, mixing and luminance.

use plotters::style::RGBColor;

/// A colour from its hexadecimal digits.
pub const fn rgb(hex: u32) -> RGBColor {
    RGBColor((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

/// A colour in CSS notation.
pub fn css(RGBColor(r, g, b): RGBColor) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

/// The colour `part` of the way from `a` to `b`.
pub fn mix(a: RGBColor, b: RGBColor, part: f64) -> RGBColor {
    let part = part.clamp(0.0, 1.0);
    let between = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * part).round() as u8;
    RGBColor(between(a.0, b.0), between(a.1, b.1), between(a.2, b.2))
}

/// The relative luminance of a colour, from 0 to 1 (WCAG, with γ = 2).
pub fn luminance(RGBColor(r, g, b): RGBColor) -> f64 {
    let linear = |channel: u8| f64::from(channel) / 255.0 * f64::from(channel) / 255.0;
    0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

/// Black or white, depending on which is easier to read on `ground`.
pub fn on(ground: RGBColor) -> RGBColor {
    if luminance(ground) > 0.19 { RGBColor(0, 0, 0) } else { RGBColor(255, 255, 255) }
}
