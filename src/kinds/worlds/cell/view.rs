//! The cell of a world as the page asks for it: panels, figures, dials, answers and the report.

use crate::figure::axis::round_step;
use crate::figure::lines::Ink;
use crate::figure::number::{at_step, readable, to_step};
use crate::figure::picture::Picture;
use crate::kinds::about::About;
use crate::kinds::board::{Board, NOTHING, earlier, given, json};
use crate::kinds::kind::Kind;
use crate::kinds::kind::Shows;
use crate::kinds::notes::Notes;
use crate::kinds::worlds::cell::board::WorldBoard;
#[cfg(not(target_arch = "wasm32"))]
use crate::kinds::worlds::cell::report::WorldReport;
use crate::kinds::worlds::cell::shown::{AnswerView, DialView, WorldReportView, WorldShown, WorldWords};
use crate::kinds::worlds::cell::spec::WorldSpec;
use crate::kinds::worlds::cell::spec::own_recipe;
#[cfg(not(target_arch = "wasm32"))]
use crate::kinds::worlds::cell::words::print_report;
use crate::kinds::worlds::domain::Shipped;
use crate::kinds::worlds::world::{Dial, Quantity};
use crate::kinds::{NetState, Spec, TRAINING, reduced};
use crate::spec::print_number;
#[cfg(not(target_arch = "wasm32"))]
use serde::Deserialize;
#[cfg(not(target_arch = "wasm32"))]
use serde_json::Value as Json;

/// The panels: word and heading.
const PANELS: [[&str; 2]; 5] = [
    ["scene", "The scene, and what the encoder passes on"],
    ["answers", "Answers along the question"],
    ["latents", "Latent means over the scene"],
    ["report", "Inside and outside"],
    ["learning", "Learning curve"],
];

/// The smallest step of a slider.
fn step(dial: &Dial) -> f64 {
    if dial.quantity.unit == "steps" { 1.0 } else { round_step(dial.range.span(), 200) }
}

impl WorldBoard {
    fn dial_views(&self) -> Vec<DialView> {
        let view = |(dial, value): (Dial, f64)| {
            let step = step(&dial);
            DialView {
                name: dial.quantity.name,
                unit: dial.quantity.unit,
                low: dial.range.low,
                high: dial.range.high,
                step,
                value,
                inside: (dial.inside.low..=dial.inside.high).contains(&value),
                text: to_step(value, step),
            }
        };
        self.dials().into_iter().map(view).collect()
    }

    fn words(&self) -> WorldWords {
        let drawn = match self.draws_everywhere() {
            true => "Training draws from all of it.",
            false => "The frame is where training draws; outside of it the network was never shown anything.",
        };
        let means = format!("The mean of each latent variable for what is observed without noise. {drawn}");
        WorldWords { asked: self.spec.domain.words(), means }
    }

    /// The value of the key `scene` with one dial moved to a value.
    fn scene_with(&self, (moved, value): (usize, f64)) -> String {
        let numbers = self.dials().into_iter().enumerate().map(|(k, (dial, now))| {
            let to = value.clamp(dial.range.low, dial.range.high);
            if k == moved { at_step(to, step(&dial)) } else { now }
        });
        numbers.map(print_number).collect::<Vec<_>>().join(", ")
    }

    /// The answer to the chosen question: truth and network.
    fn answer_views(&self) -> Vec<AnswerView> {
        let view = |(quantity, truth, network): (Quantity, f64, Option<f64>)| AnswerView {
            name: quantity.name,
            unit: quantity.unit,
            truth: readable(truth, 3),
            network: network.map_or("–".into(), |y| readable(y, 3)),
        };
        self.asked().into_iter().map(view).collect()
    }

    /// The state of the network, if there is no report on it yet.
    fn unreported(&self) -> Option<String> {
        let (state, known) = (self.net.state(), self.report.as_ref().map(|report| report.0));
        (known != Some(state) && !self.net.parameters.is_empty()).then(|| state.to_string())
    }
}

#[cfg(feature = "page")]
impl Shows for WorldSpec {
    fn about(&self) -> About {
        self.domain.about()
    }

    fn family(&self) -> Option<&'static str> {
        Some("world")
    }

    fn board(&self) -> Box<dyn Board> {
        Box::new(WorldBoard::new(self.clone()))
    }

    fn quick(&self) -> Option<Spec> {
        let domain = self.domain.defaults();
        let defaults = Self { recipe: own_recipe(&*domain), domain };
        let seeded = |shipped: &Shipped, quick: bool| {
            let mut spec = defaults.shipped(shipped, quick);
            spec.recipe.seed = self.recipe.seed;
            spec
        };
        let same = |shipped: &&Shipped| reduced(&seeded(shipped, false), &TRAINING) == reduced(self, &TRAINING);
        let shipped = defaults.domain.shipped().iter().find(same)?;
        let mut quick = seeded(shipped, true);
        quick.recipe.scene = self.recipe.scene.clone();
        (quick.samples() < self.samples()).then(|| quick.into())
    }
}

impl Board for WorldBoard {
    fn nets(&self) -> &[NetState] {
        std::slice::from_ref(&self.net)
    }

    fn nets_mut(&mut self) -> &mut [NetState] {
        std::slice::from_mut(&mut self.net)
    }

    fn loss_parts(&self, _: usize) -> usize {
        2
    }

    fn inherit(&mut self, old: &mut dyn Board) {
        let Some(old) = earlier::<Self>(old) else { return };
        if reduced(&self.spec, &TRAINING) == reduced(&old.spec, &TRAINING) {
            self.report = old.report.take();
            self.maps = std::mem::take(&mut old.maps);
        }
    }

    fn panels(&self) -> Vec<[&'static str; 2]> {
        PANELS.into_iter().filter(|[word, _]| *word != "scene" || self.spec.domain.has_plan()).collect()
    }

    fn figures(&self, panel: &str) -> Vec<String> {
        let numbered = |word: &str, n: usize| (0..n).map(|i| format!("{word}:{i}")).collect::<Vec<_>>();
        match panel {
            "scene" if self.spec.domain.has_plan() => vec!["plan".into(), "handed".into()],
            "answers" => numbered("answer", self.world.outputs().len()),
            "latents" => numbered("latent", self.spec.recipe.latent as usize),
            "learning" => vec!["loss".into()],
            _ => Vec::new(),
        }
    }

    fn coarsen(&mut self, coarse: bool) {
        self.coarse = coarse;
    }

    fn picture(&self, name: &str, hidden: &[String]) -> Option<Picture> {
        let (word, number) = name.split_once(':').unwrap_or((name, "0"));
        let i: usize = number.parse().ok()?;
        match word {
            "loss" => Some(Picture::Lines(self.loss(hidden))),
            "plan" => self.plan(hidden).map(Picture::Plan),
            "handed" => self.handed(hidden).map(Picture::Lines),
            "answer" if i < self.world.outputs().len() => Some(Picture::Lines(self.answers(i, hidden))),
            "latent" if i < self.spec.recipe.latent as usize => Some(Picture::Map(self.latent_map(i))),
            _ => None,
        }
    }

    fn legend(&self, panel: &str) -> Vec<(String, Ink)> {
        let figures = match panel {
            "scene" => [self.plan(&[]), self.handed(&[])],
            "answers" => [Some(self.answers(0, &[])), None],
            "learning" => [Some(self.loss(&[])), None],
            _ => return Vec::new(),
        };
        let series = figures.into_iter().flatten().flat_map(|figure| figure.series);
        series.filter(|series| series.listed).map(|series| (series.name, series.ink)).collect()
    }

    fn notes(&self, report: Option<String>) -> Result<Notes, String> {
        let Some(report) = report else { return Ok(Notes::new()) };
        self.net.scinet_notes(report)
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn losses(&self) -> Json {
        self.net.scinet_loss()
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn print(&self, report: &dyn Fn() -> Option<Json>) -> String {
        let report = report().and_then(|report| WorldReport::deserialize(report).ok());
        report.map_or(String::new(), |report| print_report(&self.spec, &report)) + &self.net.last_batch()
    }

    fn show(&self, what: &str, with: &str) -> Option<String> {
        json(match what {
            "words" => WorldShown::Words(self.words()),
            "dials" => WorldShown::Dials(self.dial_views()),
            "sceneWith" => WorldShown::SceneWith(given(with).map(|moved| self.scene_with(moved))),
            "answers" => WorldShown::Answers(self.answer_views()),
            "unreported" => WorldShown::Unreported(self.unreported()),
            "report" => {
                let (sentences, rows) = self.measured();
                WorldShown::Report(WorldReportView { sentences, rows })
            }
            _ => return None,
        })
    }

    fn take(&mut self, what: &str, with: &str) -> Result<String, String> {
        match what {
            "report" => {
                let text = |error: serde_json::Error| error.to_string();
                // The report stays text: parsing and writing its numbers may change their last digits.
                let [state, report]: [String; 2] = serde_json::from_str(with).map_err(text)?;
                let state = state.parse().map_err(|_| format!("{state} is not a state of a network"))?;
                self.report = Some((state, serde_json::from_str(&report).map_err(text)?));
                Ok(NOTHING.into())
            }
            _ => Err(format!("a cell of a world does not take {what}")),
        }
    }
}
