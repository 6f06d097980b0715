//! A row of parameters as the tensors of a file, and back.

use crate::nn::Parameter;
use crate::saved::file::TensorFile;
use crate::train::{Unreadable, all_finite};

/// Splits a row of parameters (n_parameters) into the tensors of a layout.
pub(super) fn pack(
    file: &mut TensorFile,
    prefix: &str,
    layout: &[Parameter],
    numbers: &[f32],
) -> Result<(), Unreadable> {
    let mut rest = numbers;
    for Parameter { name, shape } in layout {
        let len = shape.iter().product();
        let Some((mine, tail)) = rest.split_at_checked(len) else {
            return Err(Unreadable(format!("{} parameters are too few for the spec", numbers.len())));
        };
        file.tensors.push((Parameter { name: format!("{prefix}{name}"), shape: shape.clone() }, mine.to_vec()));
        rest = tail;
    }
    match rest {
        [] => Ok(()),
        _ => Err(Unreadable(format!("{} parameters are too many for the spec", numbers.len()))),
    }
}

/// Joins the tensors of a layout into a row of parameters (n_parameters).
pub(super) fn unpack(file: &mut TensorFile, prefix: &str, layout: &[Parameter]) -> Result<Vec<f32>, Unreadable> {
    let mut row = Vec::new();
    for Parameter { name, shape } in layout {
        let name = format!("{prefix}{name}");
        let numbers = file.take(&Parameter { name: name.clone(), shape: shape.clone() })?;
        all_finite(&format!("a number of {name}"), &numbers)?;
        row.extend(numbers);
    }
    Ok(row)
}
