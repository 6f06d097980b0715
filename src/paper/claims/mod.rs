//! The statements of two papers on their experiments, beside measurements.

mod bolshakov;
mod iten;
mod statement;

use crate::kinds::scinet::report::Report;
use crate::kinds::worlds::WorldReport;
use crate::measure::Spread;
use crate::paper::experiments::WORLDS;
use crate::paper::shipped::Shipped;
use serde::Serialize;
use statement::{Check, RULE, Statement};

pub use statement::Verdict;

/// A statement with all that is known about it, in words.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Claim {
    /// Its experiment.
    pub experiment: &'static str,
    /// The text of the paper.
    pub paper: &'static str,
    /// The definition of the number.
    pub definition: String,
    /// The number with the full recipe, or in the shipped sweep.
    pub full: Found,
    /// The number with the quick recipe. Nothing for a sweep.
    pub quick: Found,
    /// The same error by other definitions, with the full recipe if it is measured.
    pub others: Vec<String>,
}

/// The number of a statement as measured over training seeds.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Found {
    /// Its median and its interval. Empty without seeds.
    pub words: String,
    /// The number of seeds.
    pub n_seeds: usize,
    /// The comparison with the paper. `None` without seeds.
    pub verdict: Option<Verdict>,
}

/// Every statement on one experiment, on all of Iten et al. ("worlds"), or on all of Bolshakov, with the shipped
/// measurements.
pub fn claims(shipped: &Shipped, experiment: Option<&str>) -> Vec<Claim> {
    let oscillators = bolshakov::STATEMENTS.iter().filter(|s| experiment.is_none_or(|name| name == s.experiment));
    let oscillators = oscillators
        .map(|one| claim(one, &shipped.full_reports(one.experiment), &shipped.quick_reports(one.experiment)));
    let wanted = |name: &str| experiment.is_some_and(|one| one == name || one == WORLDS);
    let worlds = iten::WORLDS.iter().filter(|statement| wanted(statement.experiment));
    let worlds = worlds.map(|one| {
        claim(one, &shipped.full_world_reports(one.experiment), &shipped.quick_world_reports(one.experiment))
    });
    let sweeps = iten::SWEEPS.iter().filter(|statement| wanted(statement.experiment)).map(|one| {
        let curves = iten::curves(shipped, one.experiment);
        claim(one, &curves.iter().collect::<Vec<_>>(), &[])
    });
    oscillators.chain(worlds).chain(sweeps).collect()
}

/// The number of a statement in the reports on several seeds, and its comparison with the paper.
fn found<C: Check>(check: C, seeds: &[&C::Report]) -> Found {
    let numbers: Vec<Spread> = seeds.iter().filter_map(|report| check.number(report)).collect();
    let Some(pooled) = Spread::pooled(&numbers) else { return Found::default() };
    let parts = [check.written().spread(&pooled), check.more(seeds)].into_iter().filter(|part| !part.is_empty());
    Found {
        words: parts.collect::<Vec<_>>().join("; "),
        n_seeds: numbers.len(),
        verdict: check.says().verdict(&numbers),
    }
}

/// The same error by other definitions, over several seeds.
fn others<C: Check>(check: C, seeds: &[&C::Report]) -> Vec<String> {
    let all: Vec<_> = seeds.iter().map(|report| check.others(report)).collect();
    let Some(first) = all.first() else { return Vec::new() };
    let line = |(i, (name, written, _)): (usize, &(String, statement::Written, Spread))| {
        let numbers: Vec<Spread> = all.iter().filter_map(|one| one.get(i)).map(|(_, _, spread)| *spread).collect();
        Some(format!("{name}: {}", written.spread(&Spread::pooled(&numbers)?)))
    };
    first.iter().enumerate().filter_map(line).collect()
}

fn claim<C: Check>(statement: &Statement<C>, full: &[&C::Report], quick: &[&C::Report]) -> Claim {
    let Statement { experiment, paper, check, note } = *statement;
    let definition = [check.definition(), note.to_string()].into_iter().filter(|part| !part.is_empty());
    Claim {
        experiment,
        paper,
        definition: definition.collect::<Vec<_>>().join(". "),
        full: found(check, full),
        quick: found(check, quick),
        others: others(check, if full.is_empty() { quick } else { full }),
    }
}

/// The notes on how the statements on an experiment, or on all of a paper, were measured and compared.
pub fn notes(experiment: Option<&str>) -> [&'static str; 3] {
    let oscillator = |name| bolshakov::STATEMENTS.iter().any(|statement| statement.experiment == name);
    [SETS_NOTE, if experiment.is_none_or(oscillator) { bolshakov::NOTE } else { iten::NOTE }, RULE]
}

/// The draws on which the statements are measured.
const SETS_NOTE: &str = "Each seed is measured on 200 test sets of 2048 fresh draws, as many as the paper tests on. A count \
    of latent variables is one over all sets of a seed, and an R² is the median over them.";

/// The worlds with statements about their networks.
pub fn claimed_worlds() -> Vec<&'static str> {
    let mut names: Vec<&str> = iten::WORLDS.iter().map(|statement| statement.experiment).collect();
    names.dedup();
    names
}

/// What the report on a retrained network says about every statement on its experiment.
///
/// # Errors
/// When the text is not a report of such an experiment.
pub fn answers(experiment: &str, report: &str) -> Result<Vec<Found>, serde_json::Error> {
    if iten::WORLDS.iter().any(|statement| statement.experiment == experiment) {
        return Ok(asked(&iten::WORLDS, experiment, &serde_json::from_str::<WorldReport>(report)?));
    }
    Ok(asked(&bolshakov::STATEMENTS, experiment, &serde_json::from_str::<Report>(report)?))
}

fn asked<C: Check>(statements: &[Statement<C>], experiment: &str, report: &C::Report) -> Vec<Found> {
    let mine = statements.iter().filter(|statement| statement.experiment == experiment);
    mine.map(|statement| found(statement.check, &[report])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::Spec;
    use crate::kinds::scinet::experiment_names;

    #[test]
    fn every_choice_lists_statements_and_nothing_is_claimed_without_evidence() {
        let listed = |name: &str| {
            let spec = Spec::parse("claims", &format!("experiment = {name}"))
                .unwrap()
                .get::<crate::kinds::claims::ClaimsSpec>()
                .unwrap()
                .clone();
            claims(&Shipped::default(), spec.experiment.0)
        };
        for name in
            experiment_names().into_iter().chain(["pendulum", "collision", "one_qubit", "two_qubits", "planets"])
        {
            let claims = listed(name);
            assert!(!claims.is_empty() && claims.iter().all(|claim| claim.experiment == name), "{name}");
        }
        let (all, worlds) = (listed("all"), listed(WORLDS));
        assert_eq!((all.len(), worlds.len()), (bolshakov::STATEMENTS.len(), iten::WORLDS.len() + iten::SWEEPS.len()));
        let nothing = Found::default();
        let silent = |claim: &Claim| claim.full == nothing && claim.quick == nothing && claim.others.is_empty();
        assert!(all.iter().chain(&worlds).all(silent));
    }
}
