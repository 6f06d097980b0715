//! Classical fits beside a SciNet on the same draws: polynomials in three coordinates, and a theorist's formula.

mod coordinates;
#[cfg(test)]
mod tests;

use crate::fits::{BivariateFit, FitError, Response};
use crate::float::exp;
use crate::kinds::scinet::SciNetSpec;
use crate::kinds::scinet::places::Places;
use crate::kinds::worlds::Space;
use crate::measure::errors::Errors;
use crate::random::Stream;
pub use coordinates::Coordinates;
use coordinates::convert;

/// A model beside the SciNet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rival {
    /// A polynomial in two variables for each output.
    Polynomial {
        /// The coordinates: its inputs and outputs.
        coordinates: Coordinates,
        /// The total degree.
        degree: u32,
    },
    /// The response function of m ẍ + c γ ẋ + k x = cos ωt.
    Response,
}

/// All rivals of a spec, fitted.
#[derive(Debug, Clone, PartialEq)]
pub struct Rivals {
    space: Space,
    degrees: Vec<u32>,
    /// In the order of [`Coordinates::ALL`], each of the highest requested degree that its inputs determine.
    polynomials: [BivariateFit<2>; 3],
    response: Option<Response>,
}

impl Rivals {
    /// Fits all of them to `n_pairs` draws of the training distribution of `spec`.
    ///
    /// [`Rivals::models`] omits a degree that the draws do not determine in some coordinates, and the response function
    /// if its coefficients are not determined.
    ///
    /// # Errors
    /// When a degree is not available, or there are no pairs.
    pub fn fit(spec: &SciNetSpec, degrees: &[u32], n_pairs: usize) -> Result<Self, FitError> {
        let (x, y) = pairs(spec, n_pairs);
        let highest = degrees.iter().max().map_or(0, |degree| *degree as usize);
        let polynomial = |coordinates: Coordinates| {
            let (x, y) = coordinates.pairs(&x, &y);
            match BivariateFit::fit(&x, &y, highest) {
                Err(FitError::TooFewSamples { possible }) => BivariateFit::fit(&x, &y, possible),
                other => other,
            }
        };
        let [real, log, resonance] = Coordinates::ALL.map(polynomial);
        let response = Response::fit(&x, &y).ok();
        Ok(Self {
            space: spec.oscillator.space,
            degrees: degrees.to_vec(),
            polynomials: [real?, log?, resonance?],
            response,
        })
    }

    /// Every rival with its name: polynomials by coordinates and degree, then the response function.
    pub fn models(&self) -> Vec<(String, Rival)> {
        let mut models = Vec::new();
        for (coordinates, fit) in Coordinates::ALL.into_iter().zip(&self.polynomials) {
            for &degree in self.degrees.iter().filter(|degree| **degree as usize <= fit.degree()) {
                let name = format!("polynomial of degree {degree} in {}", coordinates.name());
                models.push((name, Rival::Polynomial { coordinates, degree }));
            }
        }
        if self.response.is_some() {
            models.push(("response function m ẍ + cγẋ + k x = cos ωt".into(), Rival::Response));
        }
        models
    }

    /// Appends the answers of a rival to inputs (n, 2) to `out`; both are in the coordinates of the space of the spec.
    /// NaN if the rival has no answer, such as ln A of a negative A.
    pub fn predict(&self, rival: Rival, inputs: &[[f64; 2]], out: &mut Vec<[f64; 2]>) {
        let space = self.space;
        let inputs = inputs.iter().map(|input| plain(space, *input));
        match (rival, self.response) {
            (Rival::Polynomial { coordinates, degree }, _) => {
                let fit = &self.polynomials[coordinates as usize];
                out.extend(inputs.map(|x| coordinates.answer(fit, degree as usize, space, x)));
            }
            (Rival::Response, Some(response)) => out.extend(inputs.map(|x| {
                let [phase, amplitude] = response.at(x);
                [phase, convert(amplitude, false, space == Space::Log)]
            })),
            (Rival::Response, None) => out.extend(inputs.map(|_| [f64::NAN; 2])),
        }
    }

    /// The number of free coefficients of a rival.
    pub fn coefficients(rival: Rival) -> usize {
        match rival {
            Rival::Polynomial { degree, .. } => BivariateFit::<2>::coefficients(degree as usize),
            Rival::Response => 3,
        }
    }

    /// The fitted response function. Its text is an equation of motion.
    pub fn response(&self) -> Option<Response> {
        self.response
    }

    /// The rivals as a row of numbers: degrees, response function and polynomials, each preceded by its length.
    pub fn to_numbers(&self) -> Vec<f64> {
        let degrees = self.degrees.iter().map(|degree| f64::from(*degree)).collect();
        let response = self.response.map_or(vec![], |response| vec![response.m, response.c, response.k]);
        let parts = [degrees, response].into_iter().chain(self.polynomials.iter().map(BivariateFit::to_numbers));
        parts.flat_map(|part| [vec![part.len() as f64], part].concat()).collect()
    }

    /// Reads [`Rivals::to_numbers`] of the rivals of `spec`.
    ///
    /// # Errors
    /// When the row is incomplete.
    pub fn from_numbers(spec: &SciNetSpec, row: &[f64]) -> Result<Self, FitError> {
        let mut rest = row;
        let mut part = || {
            let (length, others) = rest.split_first().ok_or(FitError::Broken)?;
            // A cast of a huge or undefined number saturates, and is then refused.
            let (part, others) = others.split_at_checked(*length as usize).ok_or(FitError::Broken)?;
            rest = others;
            Ok(part)
        };
        let degree = |x: &f64| {
            let known = x.fract() == 0.0 && (0.0..=BivariateFit::<2>::MAX_DEGREE as f64).contains(x);
            if known { Ok(*x as u32) } else { Err(FitError::Broken) }
        };
        let degrees = part()?.iter().map(degree).collect::<Result<_, _>>()?;
        let response = match *part()? {
            [] => None,
            [m, c, k] if [m, c, k].iter().all(|x| x.is_finite()) => Some(Response { m, c, k }),
            _ => return Err(FitError::Broken),
        };
        let mut polynomial = || BivariateFit::from_numbers(part()?);
        let polynomials = [polynomial()?, polynomial()?, polynomial()?];
        if !rest.is_empty() {
            return Err(FitError::Broken);
        }
        Ok(Self { space: spec.oscillator.space, degrees, polynomials, response })
    }
}

/// Errors of a rival at the places where a SciNet is measured: on the same draws from `seed`, then outside.
pub fn rival_errors(spec: &SciNetSpec, rivals: &Rivals, rival: Rival, n_samples: usize, seed: u32) -> Vec<Errors> {
    Places::new(spec, n_samples, seed).errors(|inputs, answers| rivals.predict(rival, inputs, answers))
}

/// (ω, γ), of an input in the coordinates of a space.
fn plain(space: Space, input: [f64; 2]) -> [f64; 2] {
    if space == Space::Log { input.map(exp) } else { input }
}

/// Draws (|ω|, γ) of the training distribution and their exact (φ, ln A); both (n_pairs, 2).
fn pairs(spec: &SciNetSpec, n_pairs: usize) -> (Vec<[f64; 2]>, Vec<[f64; 2]>) {
    let oscillator = spec.truth();
    let (mut x, mut y) = (vec![0.0; 2 * n_pairs], vec![0.0; 2 * n_pairs]);
    oscillator.draw(Stream::BaselineInputs, 0, 0, &mut x, &mut y);
    let pair = |input: &[f32; 2]| {
        let input = input.map(f64::from);
        // Networks train on outputs rounded to f32. An exact fit should receive unrounded outputs.
        let [phase, amplitude] = oscillator.answer(input);
        (plain(spec.oscillator.space, input), [phase, convert(amplitude, spec.oscillator.space == Space::Log, true)])
    };
    x.as_chunks().0.iter().map(pair).unzip()
}
