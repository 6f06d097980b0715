//! The results of a worker on a table beside the networks: polynomials, and the distances of held-out rows.

use crate::fits::{Estimates, FitError, MultivariateFit};
use crate::kinds::data::board::neighbours::Neighbours;
use crate::kinds::data::board::sample::{Sample, evenly};
use crate::kinds::data::dataset::Dataset;
use crate::kinds::data::remarks::{is_offered, remarks};
use crate::kinds::data::spec::DataSpec;
use crate::spec::Problem;

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
    /// The standard deviation of the rows around the polynomial of each degree; (degrees, outputs). Infinite where the
    /// rows leave no estimate.
    deviations: Vec<f64>,
    /// What is said about the polynomials and their rows.
    pub remarks: String,
    /// The distance of each held-out row of the sample to the training rows. Up to 1, the row lies between them.
    pub distances: Vec<f64>,
    /// The predictions of each degree for the training and held-out rows of the sample; (degrees) of (rows, outputs).
    on_train: Vec<Vec<f64>>,
    on_held: Vec<Vec<f64>>,
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
        let (mut fit, mut fits) = (None, Vec::new());
        if let Some(highest) = degrees.last() {
            let terms = MultivariateFit::monomials(variables, *highest as usize);
            let (x, y) = data.pairs(&evenly(&data.train, MAX_BASIS / terms));
            let made = MultivariateFit::fit_from(spec.constant, &x, &y, variables, outputs, *highest as usize);
            let made = made.map_err(|error| Problem::new("polynomials", highest.to_string(), error.to_string()))?;
            let given = |degree: &u32| (*degree, made.estimates(*degree as usize, &x, &y).unwrap_or_default());
            fits = degrees.iter().map(given).collect();
            fit = Some(made);
        }
        let remarks = remarks(spec, &data, &sample, fit.as_ref(), &fits);
        let deviation =
            |(_, all): &(u32, Vec<_>), i: usize| all.get(i).map_or(f64::INFINITY, |one: &Estimates| one.deviation);
        let deviations = fits.iter().flat_map(|one| (0..outputs).map(move |i| deviation(one, i))).collect();
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
        Ok(Self { fit, degrees, deviations, remarks, distances, on_train, on_held })
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

    /// The standard deviation of the rows of an output around the polynomial of the i-th degree, of `outputs`. Infinite
    /// where the rows leave no estimate.
    pub fn deviation(&self, i: usize, output: usize, outputs: usize) -> f64 {
        self.deviations.get(i * outputs + output).copied().unwrap_or(f64::INFINITY)
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

    /// All of it as a row of numbers: counts, degrees, distances, predictions, deviations, remarks, the fit.
    pub fn to_numbers(&self) -> Vec<f64> {
        let (train, held) = (self.on_train.first().map_or(0, Vec::len), self.on_held.first().map_or(0, Vec::len));
        let (deviations, bytes) = (self.deviations.len(), self.remarks.len());
        let counts = [self.degrees.len(), self.distances.len(), train, held, deviations, bytes];
        let mut row: Vec<f64> = counts.iter().map(|n| *n as f64).collect();
        row.extend(self.degrees.iter().map(|degree| f64::from(*degree)));
        row.extend(&self.distances);
        row.extend(self.on_train.iter().flatten().chain(self.on_held.iter().flatten()));
        row.extend(&self.deviations);
        row.extend(self.remarks.bytes().map(f64::from));
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
        let counts: Vec<usize> = take(6)?.iter().map(|n| *n as usize).collect();
        let degrees: Vec<u32> = take(counts[0])?.iter().map(|degree| *degree as u32).collect();
        let distances = take(counts[1])?;
        let on_train = degrees.iter().map(|_| take(counts[2])).collect::<Result<_, _>>()?;
        let on_held = degrees.iter().map(|_| take(counts[3])).collect::<Result<_, _>>()?;
        let deviations = take(counts[4])?;
        let bytes = take(counts[5])?.iter().map(|byte| *byte as u8).collect();
        let remarks = String::from_utf8(bytes).map_err(|_| FitError::Broken)?;
        let fit = if rest.is_empty() { None } else { Some(MultivariateFit::from_numbers(rest)?) };
        if fit.is_none() && !degrees.is_empty() {
            return Err(FitError::Broken);
        }
        Ok(Self { fit, degrees, deviations, remarks, distances, on_train, on_held })
    }
}
