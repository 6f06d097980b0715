//! What a reader should know about models of few rows.

use crate::fits::MultivariateFit;
use crate::kinds::data::board::coefficients::SHOWN;
use crate::kinds::data::board::{DataBoard, Model, Rows};
use crate::kinds::data::changes::SMALL;
use crate::kinds::data::dataset::Dataset;
use crate::kinds::data::spec::DataSpec;

/// Number of training rows for each coefficient of a polynomial below which they are few.
const FEW: usize = 4;
/// Number of parameters for each training value above which a network can pass through all of them.
const MANY: usize = 2;

impl DataBoard {
    /// Sentences on few rows, and on polynomials that they do not determine.
    pub(super) fn cautions(&self) -> Vec<String> {
        let Some(Rows { data, .. }) = self.rows() else { return Vec::new() };
        let mut notes = Vec::new();
        if data.held.is_empty() {
            notes.push("No rows are held out: every error is one on rows that the models were fitted to.".into());
            if data.train.len() < SMALL {
                notes.push(format!(
                    "A table of fewer than {SMALL} rows starts like this; the setting Held out changes it."
                ));
            }
        }
        notes.extend(self.memory(data));
        let polynomials = self.models().into_iter().filter_map(|model| self.of_polynomial(model, data.train.len()));
        notes.extend(polynomials.flatten());
        if self.has_bands() {
            notes.push("Bands: the standard error of a polynomial's curve, on both sides.".into());
        }
        notes
    }

    /// Networks that can learn all training rows by heart.
    fn memory(&self, data: &Dataset) -> Option<String> {
        let (inputs, outputs) = (data.inputs.len(), data.outputs.len());
        let values = data.train.len() * outputs;
        let dense = self.spec.nets.0.iter().map(|net| DataSpec::dense(net, inputs, outputs).n_parameters());
        let coded = self.spec.scinet.0.map(|_| self.spec.coded(inputs, outputs).n_parameters());
        let sizes = self.spec.net_names().into_iter().zip(dense.chain(coded));
        let large = sizes.filter(|(_, n)| *n > MANY * values).map(|(name, n)| format!("{name} has {n}"));
        let large: Vec<String> = large.collect();
        (!large.is_empty()).then(|| {
            format!(
                "{} parameters for {values} numbers: it can pass through all of them, whatever they are; only rows that it has not seen say whether it learned anything.",
                large.join(", ")
            )
        })
    }

    fn of_polynomial(&self, model: Model, n_train: usize) -> Option<Vec<String>> {
        let (Model::Polynomial(i), Some(rivals)) = (model, &self.rivals) else { return None };
        let (fit, degree) = rivals.fitted(i)?;
        let (rows, terms) = (fit.rows(), fit.terms(degree));
        let inputs = self.chosen.as_ref().ok()?.inputs.len();
        let all = MultivariateFit::monomials(inputs, degree) - usize::from(!self.spec.constant);
        let mut notes = Vec::new();
        let mut say = |text: String| notes.push(format!("Polynomial, degree {degree}: {text}."));
        if terms < all {
            say(format!("the rows do not determine {} of its {all} coefficients, which are left out", all - terms));
        }
        if rows < n_train {
            say(format!("it is fitted to {rows} training rows, evenly spaced"));
        }
        if rows <= terms {
            say(format!(
                "{rows} rows for {terms} coefficients; it passes through every row, and its errors have no estimate"
            ));
        } else if rows < FEW * terms {
            say(format!("few rows, {rows} for {terms} coefficients; between and beyond them it may be far off"));
        }
        match rivals.estimates(i).is_empty() {
            true if terms > MultivariateFit::MAX_TERMS => say(format!("its {terms} coefficients are not listed")),
            true => say("its coefficients are not listed, as the rows do not determine them".into()),
            false if terms > SHOWN => say(format!("its {terms} coefficients are in the text to copy")),
            false => (),
        }
        Some(notes)
    }
}
