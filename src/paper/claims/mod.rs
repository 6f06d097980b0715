//! The statements of two papers on their experiments, beside measurements.

mod bolshakov;
mod iten;
mod statement;

use crate::kinds::scinet::report::Report;
use crate::kinds::worlds::WorldReport;
use crate::paper::experiments::WORLDS;
use crate::paper::shipped::Shipped;
use serde::Serialize;
use statement::{Answer, Check, Statement};

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
    /// The result of the shipped network, or of the shipped sweep.
    pub here: String,
    /// The results of the quick variants over their seeds, or of each seed of a sweep alone.
    pub spread: String,
    /// The number of these seeds.
    pub n_seeds: usize,
    /// Whether the paper and the shipped result agree. `None` without a shipped result.
    pub agrees: Option<bool>,
    /// The number of seeds that agree.
    pub n_agree: usize,
    /// The same error by the other definitions.
    pub others: Vec<String>,
}

/// Every statement on one experiment, on all of Iten et al. ("worlds"), or on all of Bolshakov, with the shipped
/// measurements.
pub fn claims(shipped: &Shipped, experiment: Option<&str>) -> Vec<Claim> {
    let oscillators = bolshakov::STATEMENTS.iter().filter(|s| experiment.is_none_or(|name| name == s.experiment));
    let oscillators = oscillators.map(|statement| {
        let full = shipped.full(statement.experiment).map(|run| &run.report);
        let seeds: Vec<&Report> = shipped.seeds(statement.experiment).iter().map(|run| &run.report).collect();
        claim(statement, full, &seeds)
    });
    let wanted = |name: &str| experiment.is_some_and(|one| one == name || one == WORLDS);
    let worlds = iten::WORLDS.iter().filter(|statement| wanted(statement.experiment)).map(|statement| {
        let named = |run: &&crate::paper::shipped::ShippedRun<WorldReport>| run.name == statement.experiment;
        let full = shipped.worlds.iter().find(named).map(|run| &run.report);
        let seeds: Vec<&WorldReport> = shipped.quick_worlds.iter().filter(named).map(|run| &run.report).collect();
        claim(statement, full, &seeds)
    });
    let sweeps = iten::SWEEPS.iter().filter(|statement| wanted(statement.experiment)).map(|statement| {
        let curves = iten::curves(shipped, statement.experiment);
        let (full, seeds) =
            curves.as_ref().map_or((None, Vec::new()), |(all, each)| (Some(all), each.iter().collect()));
        claim(statement, full, &seeds)
    });
    oscillators.chain(worlds).chain(sweeps).collect()
}

fn claim<C: Check>(statement: &Statement<C>, full: Option<&C::Report>, seeds: &[&C::Report]) -> Claim {
    let Statement { experiment, paper, check, note } = *statement;
    let answer = full.and_then(|report| check.ask(report));
    let mut seeds: Vec<Answer> = seeds.iter().filter_map(|report| check.ask(report)).collect();
    seeds.sort_by(|a, b| a.number.total_cmp(&b.number));
    let spread = match seeds.as_slice() {
        [] => String::new(),
        [first, .., last] if first.words != last.words => format!("{} to {}", first.words, last.words),
        [first, ..] => first.words.clone(),
    };
    let definition = [check.definition(), note.to_string()].into_iter().filter(|part| !part.is_empty());
    Claim {
        experiment,
        paper,
        definition: definition.collect::<Vec<_>>().join(". "),
        here: answer.as_ref().map_or(String::new(), |answer| answer.words.clone()),
        spread,
        n_seeds: seeds.len(),
        agrees: answer.map(|answer| answer.agrees),
        n_agree: seeds.iter().filter(|answer| answer.agrees).count(),
        others: full.map_or(Vec::new(), |report| check.others(report)),
    }
}

/// The note on how the statements on an experiment, or on all of a paper, were measured.
pub fn note(experiment: Option<&str>) -> &'static str {
    let oscillator = |name| bolshakov::STATEMENTS.iter().any(|statement| statement.experiment == name);
    if experiment.is_none_or(oscillator) { bolshakov::NOTE } else { iten::NOTE }
}

/// The worlds with statements about their networks.
pub fn claimed_worlds() -> Vec<&'static str> {
    let mut names: Vec<&str> = iten::WORLDS.iter().map(|statement| statement.experiment).collect();
    names.dedup();
    names
}

/// The answers of the report on a retrained network to every statement on its experiment, in words, and whether they
/// agree.
///
/// # Errors
/// When the text is not a report of such an experiment.
pub fn answers(experiment: &str, report: &str) -> Result<Vec<(String, bool)>, serde_json::Error> {
    if iten::WORLDS.iter().any(|statement| statement.experiment == experiment) {
        return Ok(asked(&iten::WORLDS, experiment, &serde_json::from_str(report)?));
    }
    Ok(asked(&bolshakov::STATEMENTS, experiment, &serde_json::from_str(report)?))
}

fn asked<C: Check>(statements: &[Statement<C>], experiment: &str, report: &C::Report) -> Vec<(String, bool)> {
    let mine = statements.iter().filter(|statement| statement.experiment == experiment);
    mine.map(|s| s.check.ask(report).map_or((String::new(), false), |answer| (answer.words, answer.agrees))).collect()
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
        let silent = |claim: &Claim| claim.agrees.is_none() && claim.here.is_empty() && claim.n_seeds == 0;
        assert!(all.iter().chain(&worlds).all(silent));
    }
}
