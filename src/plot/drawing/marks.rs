//! The marks of single points: dots, and rings for held-out rows.

use super::clip::Point;
use super::pen::{Failure, Pen};
use super::theme::{Stroke, Theme};
use crate::figure::lines::Ink;
use crate::float::{cos, sin};
use plotters::prelude::DrawingBackend;
use std::f64::consts::TAU;

/// Number of corners of a mark, which is a few pixels wide.
const CORNERS: u32 = 10;

/// Draws one point of a series.
pub fn point<B: DrawingBackend>(pen: &Pen<'_, B>, theme: &Theme, at: Point, ink: Ink) -> Result<(), Failure<B>> {
    let stroke = theme.stroke(ink);
    let around = |i: u32| {
        let angle = TAU * f64::from(i) / f64::from(CORNERS);
        (at.0 + stroke.width * cos(angle), at.1 + stroke.width * sin(angle))
    };
    let corners: Vec<Point> = (0..=CORNERS).map(around).collect();
    match ink {
        Ink::HeldRows => pen.line(&corners, Stroke { width: 1.1, ..stroke }),
        _ => pen.tint(&corners, stroke.colour, stroke.opacity),
    }
}
