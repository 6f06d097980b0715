//! The scene and the question that a reader has chosen, as a value of a spec.

use crate::spec::list::{print_list, split_list};
use crate::spec::{Bounds, Control, Refusal, Value, parse_number, print_number};

/// The numbers that a reader has chosen, one for each dial of the world. `None` for the middle of the training
/// intervals.
#[derive(Debug, Clone, PartialEq)]
pub struct Scene(pub Option<Vec<f64>>);

/// Maximum number of dials of a world.
const DIALS: usize = 8;

impl Value for Scene {
    fn parse(text: &str, bounds: Bounds) -> Result<Self, Refusal> {
        if text == "auto" {
            return Ok(Self(None));
        }
        let Bounds { min, max } = bounds;
        let number = |item: &str| {
            let told = || {
                Refusal::new(format!("allowed: auto, or numbers from {} to {}", print_number(min), print_number(max)))
            };
            parse_number(item).filter(|x| (min..=max).contains(x)).ok_or_else(told)
        };
        let numbers = split_list(text).into_iter().map(number).collect::<Result<Vec<f64>, _>>()?;
        match numbers.len() {
            1..=DIALS => Ok(Self(Some(numbers))),
            _ => Err(Refusal::new(format!("allowed: auto, or up to {DIALS} numbers"))),
        }
    }
    fn print(&self) -> String {
        self.0.as_ref().map_or("auto".into(), |numbers| print_list(numbers.iter().map(|x| print_number(*x))))
    }
    fn control(_: Bounds) -> Control {
        Control::None
    }
}
