//! The computations for workers and the command line.

use crate::kinds::computes::Computes;
use crate::kinds::data::rivals::DataRivals;
use crate::kinds::data::spec::DataSpec;

impl Computes for DataSpec {
    fn fits(&self) -> Result<Vec<f64>, String> {
        Ok(DataRivals::fit(self).map_err(|problem| problem.to_string())?.to_numbers())
    }
}
