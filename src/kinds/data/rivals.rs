//! The results of a worker on a table beside the networks: polynomials, and the distances of held-out rows.

use crate::fits::{Estimates, FitError, MultivariateFit};
use crate::kinds::data::board::neighbours::Neighbours;
use crate::kinds::data::board::sample::{Sample, evenly};
use crate::kinds::data::dataset::Dataset;
use crate::kinds::data::spec::DataSpec;
use crate::spec::Problem;

/// Maximum number of monomials of a polynomial.
const MAX_TERMS: usize = 500;
/// Maximum size of the basis of the polynomials, 32 MB. For larger tables only every k-th row is fitted.
const MAX_BASIS: usize = 1 << 22;
/// Maximum number of training rows among which neighbours are searched.
const NEIGHBOURS: usize = 20_000;

/// Polynomials of a table, and the distances of its held-out rows.
#[derive(Debug, Clone, PartialEq)]
pub struct DataRivals {
    fit: Option<MultivariateFit>,
    /// Degrees with at least as many training rows as coefficients, ascending.
    degrees: Vec<u32>,
    /// For each degree, the coefficients of each output in the data's own units; empty where they are not computed.
    estimates: Vec<Vec<Estimates>>,
    /// The distance of each held-out row of the sample to the training rows. Up to 1, the row lies between them.
    pub distances: Vec<f64>,
    /// The predictions of each degree for the training and held-out rows of the sample; (degrees) of (rows, outputs).
    on_train: Vec<Vec<f64>>,
    on_held: Vec<Vec<f64>>,
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
pub fn reason(variables: usize, degree: u32, constant: bool, n_train: usize) -> String {
    match terms(variables, degree, constant) {
        0 => "no coefficients without a constant".into(),
        terms if terms <= MAX_TERMS => {
            format!("{terms} coefficients need at least {terms} training rows; there are {n_train}")
        }
        _ => format!("more than {MAX_TERMS} coefficients"),
    }
}

impl DataRivals {
    /// Fits the polynomials and measures the distances.
    ///
    /// # Errors
    /// When the table is not known here, or does not have the columns.
    pub fn fit(spec: &DataSpec) -> Result<Self, Problem> {
        let data = Dataset::new(spec)?;
        let sample = Sample::of(&data);
        let (variables, outputs) = (data.inputs.len(), data.outputs.len());
        let offered = |degree: &u32| is_offered(variables, *degree, spec.constant, data.train.len());
        let degrees: Vec<u32> = spec.polynomials.0.iter().copied().filter(offered).collect();
        let (mut fit, mut estimates) = (None, Vec::new());
        if let Some(highest) = degrees.last() {
            let terms = MultivariateFit::monomials(variables, *highest as usize);
            let (x, y) = data.pairs(&evenly(&data.train, MAX_BASIS / terms));
            let made = MultivariateFit::fit_from(spec.constant, &x, &y, variables, outputs, *highest as usize);
            let made = made.map_err(|error| Problem::new("polynomials", highest.to_string(), error.to_string()))?;
            let given = |degree: &u32| made.estimates(*degree as usize, &x, &y).unwrap_or_default();
            estimates = degrees.iter().map(given).collect();
            fit = Some(made);
        }
        let all_on = |x: &[f64]| {
            let fill = |(fit, degree): (&MultivariateFit, &u32)| {
                let mut out = vec![0.0; x.len() / variables * outputs];
                fit.fill(*degree as usize, x, &mut out);
                out
            };
            fit.iter().flat_map(|fit| degrees.iter().map(move |degree| (fit, degree))).map(fill).collect()
        };
        let (on_train, on_held) = (all_on(&sample.train.x), all_on(&sample.held.x));
        let standard = |x: &[f64]| -> Vec<f64> {
            x.iter().zip(data.inputs.iter().cycle()).map(|(x, scale)| scale.apply(*x)).collect()
        };
        let near = data.values(&data.chosen.inputs, &evenly(&data.train, NEIGHBOURS));
        let near = Neighbours::new(&standard(&near), variables);
        let distances = standard(&sample.held.x).chunks_exact(variables).map(|x| near.distance(x)).collect();
        Ok(Self { fit, degrees, estimates, distances, on_train, on_held })
    }

    /// The fitted degrees.
    pub fn degrees(&self) -> &[u32] {
        &self.degrees
    }

    /// Number of coefficients of the i-th degree, all outputs together.
    pub fn coefficients(&self, i: usize) -> usize {
        self.fitted(i).map_or(0, |(fit, degree)| fit.coefficients(degree))
    }

    /// The fit, and the i-th degree.
    pub fn fitted(&self, i: usize) -> Option<(&MultivariateFit, usize)> {
        Some((self.fit.as_ref()?, *self.degrees.get(i)? as usize))
    }

    /// The coefficients of the i-th degree for each output; empty where they are not computed.
    pub fn estimates(&self, i: usize) -> &[Estimates] {
        self.estimates.get(i).map_or(&[], Vec::as_slice)
    }

    /// The predictions of the i-th degree for x (n, inputs), if they are known: (n, outputs).
    pub fn predict(&self, i: usize, x: &[f64], out: &mut [f64]) {
        match self.fitted(i) {
            Some((fit, degree)) => fit.fill(degree, x, out),
            None => out.fill(f64::NAN),
        }
    }

    /// The predictions of the i-th degree for the training rows of the sample.
    pub fn on_train(&self, i: usize) -> &[f64] {
        self.on_train.get(i).map_or(&[], Vec::as_slice)
    }

    /// The predictions of the i-th degree for the held-out rows of the sample.
    pub fn on_held(&self, i: usize) -> &[f64] {
        self.on_held.get(i).map_or(&[], Vec::as_slice)
    }

    /// All of it as a row of numbers: counts, degrees, distances, predictions, coefficients, the fit.
    pub fn to_numbers(&self) -> Vec<f64> {
        let (train, held) = (self.on_train.first().map_or(0, Vec::len), self.on_held.first().map_or(0, Vec::len));
        let counts = [self.degrees.len(), self.distances.len(), train, held];
        let mut row: Vec<f64> = counts.iter().map(|n| *n as f64).collect();
        row.extend(self.degrees.iter().map(|degree| f64::from(*degree)));
        row.extend(&self.distances);
        row.extend(self.on_train.iter().flatten().chain(self.on_held.iter().flatten()));
        for outputs in &self.estimates {
            row.extend([outputs.len() as f64, outputs.first().map_or(0, |one| one.values.len()) as f64]);
            for one in outputs {
                row.extend(one.values.iter().chain(&one.errors).chain(&[one.deviation, one.r_squared]));
            }
        }
        row.extend(self.fit.iter().flat_map(MultivariateFit::to_numbers));
        row
    }

    /// Reads [`DataRivals::to_numbers`].
    ///
    /// # Errors
    /// When the row is too short, too long or not a row of such rivals.
    pub fn from_numbers(row: &[f64]) -> Result<Self, FitError> {
        let mut rest = row;
        let mut take = |n: usize| {
            let (head, tail) = rest.split_at_checked(n).ok_or(FitError::Broken)?;
            rest = tail;
            Ok(head.to_vec())
        };
        let counts: Vec<usize> = take(4)?.iter().map(|n| *n as usize).collect();
        let degrees: Vec<u32> = take(counts[0])?.iter().map(|degree| *degree as u32).collect();
        let distances = take(counts[1])?;
        let on_train = degrees.iter().map(|_| take(counts[2])).collect::<Result<_, _>>()?;
        let on_held = degrees.iter().map(|_| take(counts[3])).collect::<Result<_, _>>()?;
        let mut estimates = Vec::new();
        for _ in &degrees {
            let sizes = take(2)?;
            let mut outputs = Vec::new();
            for _ in 0..sizes[0] as usize {
                let (values, errors) = (take(sizes[1] as usize)?, take(sizes[1] as usize)?);
                let last = take(2)?;
                outputs.push(Estimates { values, errors, deviation: last[0], r_squared: last[1] });
            }
            estimates.push(outputs);
        }
        let fit = if rest.is_empty() { None } else { Some(MultivariateFit::from_numbers(rest)?) };
        if fit.is_none() && !degrees.is_empty() {
            return Err(FitError::Broken);
        }
        Ok(Self { fit, degrees, estimates, distances, on_train, on_held })
    }
}
