//! Colours that colour-blind readers can distinguish on white and on black, and dashes for print.

use super::rgb::{mix, rgb};
use crate::figure::lines::Ink;
use plotters::style::RGBColor;

/// The colours of everything except the curves.
#[derive(Debug, Clone, Copy)]
pub struct Theme {
    /// The background.
    pub background: RGBColor,
    /// Axes and their labels.
    pub text: RGBColor,
    /// Grid lines.
    pub grid: RGBColor,
    /// The region of the training data.
    pub inside: RGBColor,
    /// The density of the training data.
    pub density: RGBColor,
    dark: bool,
}

/// How a curve is drawn.
#[derive(Debug, Clone, Copy)]
pub struct Stroke {
    /// The colour.
    pub colour: RGBColor,
    /// The opacity, from 0, invisible, to 1.
    pub opacity: f64,
    /// The width of a line, or the radius of a point, in pixels of the page.
    pub width: f64,
    /// The lengths of dashes and of gaps, in pixels of the page.
    pub dash: Option<(f64, f64)>,
}

const LIGHT: Theme = Theme {
    background: rgb(0xffffff),
    text: rgb(0x3d434b),
    grid: rgb(0xe3e6ea),
    inside: rgb(0xf2f5e4),
    density: rgb(0xd9e0b0),
    dark: false,
};
const DARK: Theme = Theme {
    background: rgb(0x16191d),
    text: rgb(0xc3c9d1),
    grid: rgb(0x2d333a),
    inside: rgb(0x232a1f),
    density: rgb(0x47562f),
    dark: true,
};

// Each pair is one hue for a white and for a black page, with a contrast of at least 4.5 : 1.
const NETS: [(u32, u32); 6] = [
    (0x0064b0, 0x6cb4ff),
    (0xc74a00, 0xff9a57),
    (0x007a5e, 0x46d0a8),
    (0x7a3fb5, 0xc7a0ff),
    (0x7d5f00, 0xe3c14f),
    (0xb01e63, 0xff84b4),
];
const BASELINES: [(u32, u32); 6] = [
    (0xa0308c, 0xf095e0),
    (0x3a7a1e, 0x9ad47a),
    (0x946000, 0xf0bf60),
    (0x00758a, 0x5fd0e6),
    (0xa8323e, 0xff8f98),
    (0x5a5f66, 0xb4bac2),
];

impl Theme {
    /// The theme for a light or a dark page.
    pub fn new(dark: bool) -> Self {
        if dark { DARK } else { LIGHT }
    }

    /// The colour of a surface of this ink. The truth is grey, so that its shading is visible.
    pub fn sheet(&self, ink: Ink) -> RGBColor {
        match ink {
            Ink::Truth => rgb(if self.dark { 0x98a1ac } else { 0xa4acb6 }),
            ink => self.stroke(ink).colour,
        }
    }

    /// The colour of a surface for a brightness from 0, in the shade, to 1, in full light.
    pub fn lit(&self, colour: RGBColor, light: f64) -> RGBColor {
        let (black, white) = (RGBColor(0, 0, 0), RGBColor(255, 255, 255));
        // The colours for a dark page are already bright.
        let (shade, shine) = if self.dark { (0.68, 0.12) } else { (0.45, 0.5) };
        mix(mix(colour, black, shade), mix(colour, white, shine), light)
    }

    /// How a curve of this ink is drawn.
    pub fn stroke(&self, ink: Ink) -> Stroke {
        let pick = |(light, dark): (u32, u32)| rgb(if self.dark { dark } else { light });
        let solid = |colour, width| Stroke { colour, opacity: 1.0, width, dash: None };
        match ink {
            Ink::Truth => solid(pick((0x14171a, 0xf2f4f6)), 3.2),
            Ink::TruthOf(i) => Stroke { opacity: 0.4, ..solid(pick(NETS[i % NETS.len()]), 6.0) },
            Ink::Net(i) => solid(pick(NETS[i % NETS.len()]), 1.8),
            Ink::Baseline(i) => Stroke { dash: Some((6.0, 3.5)), ..solid(pick(BASELINES[i % BASELINES.len()]), 1.8) },
            Ink::Band(i) => Stroke { opacity: 0.4, ..solid(pick(NETS[i % NETS.len()]), 0.7) },
            Ink::BaselineBand(i) => Stroke { opacity: 0.4, ..solid(pick(BASELINES[i % BASELINES.len()]), 0.7) },
            Ink::Body(i) => solid(pick(NETS[i % NETS.len()]), 6.0),
            Ink::Spread => solid(pick((0x14171a, 0xf2f4f6)), 1.2),
            Ink::Rows => Stroke { opacity: 0.7, ..solid(pick((0x6b737d, 0x98a1ac)), 2.2) },
            Ink::HeldRows => solid(pick((0x14171a, 0xf2f4f6)), 2.9),
            Ink::NetPoints(i) => Stroke { opacity: 0.7, ..solid(pick(NETS[i % NETS.len()]), 2.4) },
            Ink::BaselinePoints(i) => Stroke { opacity: 0.7, ..solid(pick(BASELINES[i % BASELINES.len()]), 2.4) },
            Ink::Neuron(i) => Stroke { opacity: 0.75, ..solid(pick(NETS[(i + 2) % NETS.len()]), 1.0) },
        }
    }
}
