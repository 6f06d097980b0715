//! Widths of hidden layers as a value of a spec.

use crate::spec::value::{Bounds, Control, Refusal, Value};
use crate::spec::values::list::{item, print_list, split_list};

/// Widths of hidden layers, from the input on. Without any, the map is linear.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Widths(pub Vec<u32>);

impl Widths {
    const MOST: usize = 6;
}

impl Value for Widths {
    fn parse(text: &str, bounds: Bounds) -> Result<Self, Refusal> {
        let width = |text| {
            <u32 as Value>::parse(item(text)?, bounds)
                .map_err(|r| Refusal::new(format!("`{text}`: width {}", r.allowed)))
        };
        let widths = split_list(text).into_iter().map(width).collect::<Result<Vec<u32>, _>>()?;
        if widths.len() > Self::MOST {
            return Err(Refusal::new(format!("allowed: at most {} hidden layers", Self::MOST)));
        }
        Ok(Self(widths))
    }
    fn print(&self) -> String {
        print_list(self.0.iter().map(u32::to_string))
    }
    fn control(_: Bounds) -> Control {
        Control::Text { examples: ["500, 100", "100, 150", "50, 20", "none"].map(String::from).into() }
    }
}
