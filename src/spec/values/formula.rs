//! A formula as a value of a spec.

use crate::formula::Formula;
use crate::spec::value::{Bounds, Control, Refusal, Value};

impl Value for Formula {
    fn parse(text: &str, _: Bounds) -> Result<Self, Refusal> {
        Formula::parse(text).map_err(|error| Refusal { allowed: error.message, at: Some(error.at) })
    }
    fn print(&self) -> String {
        self.source().into()
    }
    fn control(_: Bounds) -> Control {
        let examples = ["x + 10", "10*step(x)", "asin(x)", "sin(3*x)", "x^2", "exp(-x^2)", "abs(x)"];
        Control::Formula { examples: examples.map(String::from).into() }
    }
}
