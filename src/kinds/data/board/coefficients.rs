//! The coefficients of the polynomials in the data's own units, as they are read and as they are copied.

use crate::figure::number::{measured, readable, superscript};
use crate::kinds::data::board::{DataBoard, Model};
use crate::spec::print_number;
use serde::Serialize;

/// Maximum number of coefficients of a polynomial that are shown. The copied text has all of them.
pub const SHOWN: usize = 12;

/// A coefficient of a polynomial, or a number about its fit.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Coefficient {
    /// The name of the polynomial.
    pub name: String,
    /// The name of the output.
    pub output: String,
    /// Its monomial, such as `x²`, or the name of the number.
    pub term: String,
    /// The coefficient, in units of the output by those of the monomial.
    pub value: f64,
    /// The standard error; infinite if the rows leave no estimate. `None` for a number about the fit.
    pub error: Option<f64>,
    /// Whether it is shown, and not only copied.
    pub shown: bool,
}

impl Coefficient {
    /// The value with its standard error, for people.
    pub fn text(&self) -> String {
        self.error.map_or_else(|| readable(self.value, 6), |error| measured(self.value, error))
    }
}

impl DataBoard {
    /// The coefficients of all polynomials, those of each output together.
    pub fn coefficients(&self) -> Vec<Coefficient> {
        let mut all = Vec::new();
        let (Some(rivals), Ok(chosen)) = (&self.rivals, &self.chosen) else { return all };
        let (inputs, outputs) = (chosen.input_names(), chosen.output_names());
        for model in self.models() {
            let Model::Polynomial(i) = model else { continue };
            let Some((fit, degree)) = rivals.fitted(i) else { continue };
            let terms: Vec<String> = fit.powers(degree).iter().map(|powers| monomial(powers, &inputs)).collect();
            for (one, output) in rivals.estimates(i).iter().zip(&outputs) {
                let shown = terms.len() <= SHOWN;
                let mut add = |term: &str, value: f64, error: Option<f64>| {
                    let (term, output) = (term.to_string(), output.to_string());
                    all.push(Coefficient { name: self.name(model), output, term, value, error, shown });
                };
                let numbers = one.values.iter().zip(&one.errors);
                terms.iter().zip(numbers).for_each(|(term, (value, error))| add(term, *value, Some(*error)));
                if one.deviation.is_finite() {
                    add("standard deviation of the rows around it", one.deviation, None);
                    add(if self.spec.constant { "R²" } else { "R², from 0" }, one.r_squared, None);
                }
            }
        }
        all
    }
}

/// All digits of coefficients, as rows with tabs for a spreadsheet.
pub fn copied(all: &[Coefficient]) -> String {
    let mut text = String::from("model\toutput\tterm\tvalue\tstandard error\n");
    for one in all {
        let error = one.error.filter(|error| error.is_finite()).map_or(String::new(), print_number);
        text += &[&one.name, &one.output, &one.term, &print_number(one.value), &error].map(String::as_str).join("\t");
        text.push('\n');
    }
    text
}

/// A product of powers, such as `a b²`.
fn monomial(powers: &[usize], names: &[&str]) -> String {
    let factor = |(power, name): (&usize, &&str)| match power {
        0 => None,
        1 => Some(name.to_string()),
        power => Some(format!("{name}{}", superscript(*power as i32))),
    };
    let factors: Vec<String> = powers.iter().zip(names).filter_map(factor).collect();
    if factors.is_empty() { "1".into() } else { factors.join(" ") }
}
