//! Colour scales with evenly rising lightness, which are readable in grey and by colour-blind readers.

use super::rgb::{mix, rgb};
use crate::figure::axis::{Axis, Scale};
use plotters::style::RGBColor;

/// Number of colours in a scale. Neighbours of the same colour are drawn as one rectangle.
pub const LEVELS: usize = 96;

/// Nine colours at equal steps, interpolated linearly.
type Anchors = [u32; 9];

/// Viridis (Smith and van der Walt, 2015).
const SEQUENTIAL: Anchors = [0x440154, 0x472d7b, 0x3b528b, 0x2c728e, 0x21918c, 0x28ae80, 0x5ec962, 0xaddc30, 0xfde725];
/// RdBu of ColorBrewer: blue below 0, and in the middle white like the page.
const DIVERGING_LIGHT: Anchors =
    [0x053061, 0x2166ac, 0x4393c3, 0x92c5de, 0xf7f7f7, 0xf4a582, 0xd6604d, 0xb2182b, 0x67001f];
/// Its counterpart for a dark page (after Crameri's berlin).
const DIVERGING_DARK: Anchors =
    [0x9eb0ff, 0x5ba3db, 0x2f7599, 0x1a4257, 0x15181b, 0x561e0c, 0x93402a, 0xc9796b, 0xffadad];

/// A scale of colours over 0 … 1.
#[derive(Debug, Clone, Copy)]
pub struct Colours(Anchors);

impl Colours {
    /// The scale for an axis; it is diverging if 0 is in the middle of the axis.
    pub fn of(axis: &Axis, dark: bool) -> Self {
        let sum = axis.range.low + axis.range.high;
        let two_sided = axis.scale == Scale::Linear && sum.abs() <= 1e-9 * axis.range.high.abs();
        Self(match (two_sided, dark) {
            (false, _) => SEQUENTIAL,
            (true, false) => DIVERGING_LIGHT,
            (true, true) => DIVERGING_DARK,
        })
    }

    /// The level of a place on the axis. Beyond an end it is the level of that end. `None` for NaN.
    pub fn level(place: f64) -> Option<usize> {
        (!place.is_nan()).then(|| ((place.clamp(0.0, 1.0) * LEVELS as f64) as usize).min(LEVELS - 1))
    }

    /// The colour of a level below [`LEVELS`].
    pub fn colour(&self, level: usize) -> RGBColor {
        let at = level as f64 / (LEVELS - 1) as f64 * (self.0.len() - 1) as f64;
        let first = (at as usize).min(self.0.len() - 2);
        mix(rgb(self.0[first]), rgb(self.0[first + 1]), at - first as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::drawing::rgb::{luminance, on};
    use crate::spec::Range;

    fn brightness(low: f64, dark: bool) -> Vec<f64> {
        let colours = Colours::of(&Axis::linear("z", Range { low, high: 1.0 }), dark);
        (0..LEVELS).map(|level| luminance(colours.colour(level))).collect()
    }

    #[test]
    fn brightness_rises_with_the_value_or_with_its_distance_from_zero() {
        assert!(brightness(0.0, false).windows(2).all(|pair| pair[0] < pair[1]));
        for (dark, sign) in [(false, 1.0), (true, -1.0)] {
            let bright = brightness(-1.0, dark);
            let (below, above) = bright.split_at(LEVELS / 2);
            assert!(below.windows(2).all(|pair| sign * pair[0] < sign * pair[1]), "{dark}");
            assert!(above.windows(2).all(|pair| sign * pair[0] > sign * pair[1]), "{dark}");
        }
    }

    #[test]
    fn every_place_has_a_level_and_nan_has_none() {
        assert_eq!([-3.0, 0.0, 1.0, f64::INFINITY].map(Colours::level), [0, 0, LEVELS - 1, LEVELS - 1].map(Some));
        assert_eq!(Colours::level(f64::NAN), None);
    }

    #[test]
    fn text_has_contrast_on_every_colour() {
        let colours = Colours(SEQUENTIAL);
        for level in 0..LEVELS {
            let ground = luminance(colours.colour(level));
            let text = luminance(on(colours.colour(level)));
            assert!((ground.max(text) + 0.05) / (ground.min(text) + 0.05) > 4.4);
        }
    }
}
