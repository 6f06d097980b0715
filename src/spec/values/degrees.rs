//! Degrees of polynomials as a value of a spec.

use crate::spec::value::{Bounds, Control, Refusal, Value};
use crate::spec::values::list::{item, print_list, split_list};

/// Degrees of polynomial fits, in ascending order.
#[derive(Debug, Clone, PartialEq)]
pub struct Degrees(pub Vec<u32>);

impl Degrees {
    const MOST: usize = 6;

    /// The highest degree.
    pub fn largest(&self) -> Option<u32> {
        self.0.iter().copied().max()
    }
}

impl Value for Degrees {
    fn parse(text: &str, bounds: Bounds) -> Result<Self, Refusal> {
        let degrees = split_list(text)
            .into_iter()
            .map(|text| {
                <u32 as Value>::parse(item(text)?, bounds)
                    .map_err(|refusal| Refusal::new(format!("`{text}`: degree {}", refusal.allowed)))
            })
            .collect::<Result<Vec<u32>, _>>()?;
        // There are few of them.
        let ascending = bounds.min as u32..=bounds.max as u32;
        let degrees: Vec<u32> = ascending.filter(|degree| degrees.contains(degree)).collect();
        if degrees.len() > Self::MOST {
            return Err(Refusal::new(format!("allowed: at most {} degrees in one cell", Self::MOST)));
        }
        Ok(Self(degrees))
    }
    fn print(&self) -> String {
        print_list(self.0.iter().map(u32::to_string))
    }
    fn control(_: Bounds) -> Control {
        Control::Text { examples: ["1", "3, 5, 13", "25", "none"].map(String::from).into() }
    }
}
