//! The `sweep` cell as the page asks for it: figures, and outcomes that are stored, loaded and set.

use crate::figure::lines::Ink;
use crate::figure::number::readable;
use crate::figure::picture::Picture;
use crate::kinds::Spec;
use crate::kinds::board::{Board, NOTHING, earlier, given, json};
use crate::kinds::outcome::Outcome;
use crate::kinds::sweep::board::SweepBoard;
use crate::kinds::sweep::result::SweepResult;
use serde::Serialize;
#[cfg(not(target_arch = "wasm32"))]
use serde_json::Value as Json;

/// What a cell of this kind shows, by name.
#[derive(Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
enum SweepShown {
    /// The outcome of each network; none of those that are not trained yet.
    Outcomes(Vec<Option<Outcome>>),
    /// The numbers of the networks that are not trained yet.
    Missing(Vec<usize>),
    /// The epochs of one network.
    Epochs(u32),
}

impl SweepBoard {
    /// Takes the outcomes of this sweep from the shipped ones. Returns whether this sweep is among them.
    fn take_shipped(&mut self, sweeps: Vec<SweepResult>) -> bool {
        let link = Spec::from(self.spec.clone()).link();
        let found = sweeps.into_iter().find(|sweep| sweep.link == link);
        let found = found.filter(|sweep| sweep.outcomes.len() == self.runs.len());
        if let Some(sweep) = &found {
            self.outcomes = sweep.outcomes.iter().copied().map(Some).collect();
        }
        found.is_some()
    }

    /// Takes stored outcomes. Returns how many of them are known.
    fn take_kept(&mut self, outcomes: Vec<Option<Outcome>>) -> Result<usize, String> {
        if outcomes.len() != self.runs.len() {
            return Err(format!("{} outcomes; the sweep has {}", outcomes.len(), self.runs.len()));
        }
        self.outcomes = outcomes;
        Ok(self.outcomes.iter().flatten().count())
    }

    /// Takes the outcome of one network, as JSON; null for a network that diverged.
    fn take_one(&mut self, (net, outcome): (usize, Option<String>)) -> Result<(), serde_json::Error> {
        let outcome = outcome.map_or(Ok(Outcome::DIVERGED), |text| serde_json::from_str(&text))?;
        if let Some(place) = self.outcomes.get_mut(net) {
            *place = Some(outcome);
        }
        Ok(())
    }
}

impl Board for SweepBoard {
    fn inherit(&mut self, old: &mut dyn Board) {
        let Some(old) = earlier::<Self>(old) else { return };
        for (outcome, (_, spec)) in self.outcomes.iter_mut().zip(&self.runs) {
            let same = old.runs.iter().position(|(_, other)| other == spec);
            *outcome = same.and_then(|i| old.outcomes[i]);
        }
    }

    fn figures(&self, _: &str) -> Vec<String> {
        self.names()
    }

    fn picture(&self, name: &str, hidden: &[String]) -> Option<Picture> {
        self.named(name, hidden)
    }

    // The numbers behind the bars, not their outlines.
    fn csv(&self, name: &str) -> Option<String> {
        SweepBoard::csv(self, name)
    }

    fn legend(&self, _: &str) -> Vec<(String, Ink)> {
        SweepBoard::legend(self)
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn print(&self, _: &dyn Fn() -> Option<Json>) -> String {
        let (columns, rows) = (&self.spec.columns, &self.spec.rows);
        let head = format!("{:>12} {:>12} {:>6} {:>6} {:>12}\n", columns.key, rows.key, "seed", "used", "error");
        let line = |(([column, row, seed], _), outcome): (&([usize; 3], Spec), &Option<Outcome>)| {
            let outcome = outcome.unwrap_or(Outcome::DIVERGED);
            let used = outcome.used.map_or("–".into(), |used| used.to_string());
            let error = outcome.error.map_or("diverged".into(), |error| readable(error, 3));
            let (column, row) = (&columns.values[*column], &rows.values[*row]);
            format!("{column:>12} {row:>12} {:>6} {used:>6} {error:>12}\n", seed + 1)
        };
        head + &self.runs.iter().zip(&self.outcomes).map(line).collect::<String>()
    }

    fn show(&self, what: &str, with: &str) -> Option<String> {
        json(match what {
            "outcomes" => SweepShown::Outcomes(self.outcomes.clone()),
            "missing" => SweepShown::Missing((0..self.runs.len()).filter(|i| self.outcomes[*i].is_none()).collect()),
            "epochs" => {
                let run = given(with).and_then(|net: usize| self.runs.get(net));
                SweepShown::Epochs(run.map_or(0, |(_, spec)| spec.epochs()))
            }
            _ => return None,
        })
    }

    fn take(&mut self, what: &str, with: &str) -> Result<String, String> {
        let text = |error: serde_json::Error| error.to_string();
        Ok(match what {
            "shipped" => self.take_shipped(serde_json::from_str(with).map_err(text)?).to_string(),
            "outcomes" => self.take_kept(serde_json::from_str(with).map_err(text)?)?.to_string(),
            "outcome" => {
                self.take_one(serde_json::from_str(with).map_err(text)?).map_err(text)?;
                NOTHING.into()
            }
            "reset" => {
                self.outcomes.fill(None);
                NOTHING.into()
            }
            _ => return Err(format!("a sweep does not take {what}")),
        })
    }
}
