//! The levels at which slices are cut, as a value of a spec.

use crate::spec::value::{Bounds, Control, Refusal, Value};
use crate::spec::values::list::{item, print_list, split_list};
use crate::spec::values::number::{number_within, print_number, range_text};

/// The levels at which slices are cut. `None` chooses them from the data.
#[derive(Debug, Clone, PartialEq)]
pub struct Levels(pub Option<Vec<f64>>);

impl Levels {
    const MOST: usize = 5;
}

impl Value for Levels {
    fn parse(text: &str, bounds: Bounds) -> Result<Self, Refusal> {
        if text == "auto" {
            return Ok(Self(None));
        }
        let allowed = || format!("auto, or up to {} different numbers from {}", Self::MOST, range_text(bounds));
        let number = |text| number_within(item(text)?, bounds, &allowed);
        let levels = split_list(text).into_iter().map(number).collect::<Result<Vec<f64>, _>>()?;
        let twice = levels.iter().enumerate().any(|(i, level)| levels[..i].contains(level));
        if levels.is_empty() || levels.len() > Self::MOST || twice {
            return Err(Refusal::new(format!("allowed: {}", allowed())));
        }
        Ok(Self(Some(levels)))
    }
    fn print(&self) -> String {
        self.0.as_ref().map_or("auto".into(), |levels| print_list(levels.iter().map(|x| print_number(*x))))
    }
    fn control(_: Bounds) -> Control {
        Control::Text { examples: ["auto", "0.1, 0.5", "0.01"].map(String::from).into() }
    }
}
