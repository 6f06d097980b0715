//! What a worker says about the polynomials of a table: their coefficients in the data's own units, and the rows that they
//! have.
//!
//! It is one text. A line with tabs is a coefficient: polynomial, output, term, value, standard error, all with all
//! digits, then value and error for people, or nothing where there are too many to show. Every other line is a note.

use crate::figure::number::{measured, readable, superscript};
use crate::fits::{Estimates, MultivariateFit};
use crate::kinds::data::board::sample::{MEASURED, Sample};
use crate::kinds::data::changes::SMALL;
use crate::kinds::data::dataset::Dataset;
use crate::kinds::data::spec::DataSpec;
use crate::spec::print_number;

/// Maximum number of coefficients of a polynomial that are shown. The copied text has all of them.
const SHOWN: usize = 12;
/// Maximum number of monomials of a polynomial.
const MAX_TERMS: usize = 500;
/// Number of training rows for each coefficient below which they are few.
const FEW: usize = 4;

/// The name of a polynomial in legends and tables.
pub fn name(degree: u32, constant: bool) -> String {
    format!("polynomial, degree {degree}{}", if constant { "" } else { ", no constant" })
}

/// Number of coefficients of the polynomial of a degree, of one output.
fn terms(variables: usize, degree: u32, constant: bool) -> usize {
    MultivariateFit::monomials(variables, degree as usize).saturating_sub(usize::from(!constant))
}

/// Whether this number of training rows is enough for the polynomial of a degree: as many as it has coefficients.
pub fn is_offered(variables: usize, degree: u32, constant: bool, n_train: usize) -> bool {
    (1..=n_train.min(MAX_TERMS)).contains(&terms(variables, degree, constant))
}

/// The reason why a degree is not fitted.
fn reason(variables: usize, degree: u32, constant: bool, n_train: usize) -> String {
    match terms(variables, degree, constant) {
        0 => "no coefficients without a constant".into(),
        terms if terms <= MAX_TERMS => {
            format!("{terms} coefficients need at least {terms} training rows; there are {n_train}")
        }
        _ => format!("more than {MAX_TERMS} coefficients"),
    }
}

/// All remarks; `fits` has each fitted degree with its coefficients for each output, which may be unknown.
pub fn remarks(
    spec: &DataSpec,
    data: &Dataset,
    sample: &Sample,
    fit: Option<&MultivariateFit>,
    fits: &[(u32, Vec<Estimates>)],
) -> String {
    let (n_train, inputs) = (data.train.len(), data.inputs.len());
    let mut lines = Vec::new();
    if n_train > MEASURED || data.held.len() > sample.held.n {
        let held = sample.held.n;
        lines.push(format!("Errors are measured on {MEASURED} training rows and {held} held-out rows, evenly spaced."));
    }
    let missing = spec.polynomials.0.iter().filter(|degree| !is_offered(inputs, **degree, spec.constant, n_train));
    let why =
        |degree: &u32| format!("Polynomial, degree {degree}: {}.", reason(inputs, *degree, spec.constant, n_train));
    lines.extend(missing.map(why));
    lines.extend(constant_columns(data));
    if data.held.is_empty() {
        lines.push("No rows are held out: every error is one on rows that the models were fitted to.".into());
        if n_train < SMALL {
            lines
                .push(format!("A table of fewer than {SMALL} rows starts like this; the setting Held out changes it."));
        }
    }
    for (fit, (degree, estimates)) in fit.iter().flat_map(|fit| fits.iter().map(move |one| (fit, one))) {
        lines.extend(notes(fit, *degree, estimates, n_train));
        lines.extend(coefficients(data, fit, *degree, estimates));
    }
    let mut known = fits.iter().flat_map(|(_, estimates)| estimates).filter(|one| one.deviation.is_finite());
    if inputs == 1 && known.next().is_some() {
        lines.push("Bands: the standard error of a polynomial's curve, on both sides.".into());
    }
    lines.join("\n")
}

/// Columns that have one value.
fn constant_columns(data: &Dataset) -> Vec<String> {
    let constant = |(name, i): (&str, &usize)| {
        let column = &data.chosen.table.columns()[*i];
        let first = data.train.first().map(|row| column[*row as usize]);
        let same = data.train.iter().all(|row| Some(column[*row as usize]) == first);
        same.then(|| format!("{name} is {} in every training row.", readable(first.unwrap_or(0.0), 4)))
    };
    let chosen = &data.chosen;
    let names = chosen.input_names().into_iter().chain(chosen.output_names());
    names.zip(chosen.inputs.iter().chain(&chosen.outputs)).filter_map(constant).collect()
}

/// What the rows leave open about a polynomial.
fn notes(fit: &MultivariateFit, degree: u32, estimates: &[Estimates], n_train: usize) -> Vec<String> {
    let (rows, count) = (fit.rows(), fit.terms(degree as usize));
    let all = terms(fit.variables(), degree, fit.has_constant());
    let mut notes = Vec::new();
    let mut say = |text: String| notes.push(format!("Polynomial, degree {degree}: {text}."));
    if count < all {
        say(format!("the rows do not determine {} of its {all} coefficients, which are left out", all - count));
    }
    if rows < n_train {
        say(format!("it is fitted to {rows} training rows, evenly spaced"));
    }
    if rows <= count {
        say(format!(
            "{rows} rows for {count} coefficients; it passes through every row, so its errors have no estimate"
        ));
    } else if rows < FEW * count {
        say(format!("few rows, {rows} for {count} coefficients; between and beyond them it may be far off"));
    }
    match estimates.is_empty() {
        true if count > MultivariateFit::MAX_TERMS => say(format!("its {count} coefficients are not listed")),
        true => say("its coefficients are not listed, as the rows do not determine them".into()),
        false if count > SHOWN => say(format!("its {count} coefficients are in the text to copy")),
        false => (),
    }
    notes
}

/// The coefficients of a polynomial, those of each output together.
fn coefficients(data: &Dataset, fit: &MultivariateFit, degree: u32, estimates: &[Estimates]) -> Vec<String> {
    let (inputs, outputs) = (data.chosen.input_names(), data.chosen.output_names());
    let terms: Vec<String> = fit.powers(degree as usize).iter().map(|powers| monomial(powers, &inputs)).collect();
    let name = name(degree, fit.has_constant());
    let mut lines = Vec::new();
    for (one, output) in estimates.iter().zip(outputs) {
        let mut add = |term: &str, value: f64, error: String, shown: String| {
            let shown = if terms.len() > SHOWN { String::new() } else { shown };
            lines.push([&name, output, term, &print_number(value), &error, &shown].join("\t"));
        };
        for ((term, value), error) in terms.iter().zip(&one.values).zip(&one.errors) {
            let written = if error.is_finite() { print_number(*error) } else { String::new() };
            add(term, *value, written, measured(*value, *error));
        }
        if one.deviation.is_finite() {
            let r_squared = if fit.has_constant() { "R²" } else { "R², from 0" };
            for (term, value) in
                [("standard deviation of the rows around it", one.deviation), (r_squared, one.r_squared)]
            {
                add(term, value, String::new(), readable(value, 6));
            }
        }
    }
    lines
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
