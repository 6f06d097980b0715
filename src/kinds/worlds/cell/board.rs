//! The state of a cell of one of the four worlds at one moment, and its figures by name.

use crate::figure::axis::{Axis, round_step, widen};
use crate::figure::field::{Grid, Map, Outline, TrainingArea};
use crate::figure::lines::{Figure, Ink, NETWORK, Series, TRUTH, Training};
use crate::figure::loss::loss_figure;
use crate::figure::number::{at_step, subscript};
use crate::kinds::NetState;
use crate::kinds::learning::loss_curves;
use crate::kinds::worlds::cell::report::ShownReport;
use crate::kinds::worlds::cell::spec::WorldSpec;
use crate::kinds::worlds::world::{Dial, Posed, Quantity, World, labelled, posed};
use crate::measure::{Answers, Asked};
use crate::nn::SciNetShape;
use crate::random::{Draws, Stream};
use crate::range::Range;
use crate::spec::Fields;
use std::cell::RefCell;
use std::rc::Rc;

/// Number of points of a map along each dial, and the same for pictures that move.
const SIDE: usize = 33;
const COARSE_SIDE: usize = 17;

/// All data that the figures and tables of such a cell are made from.
#[derive(Debug)]
pub struct WorldBoard {
    /// The cell's spec.
    pub spec: WorldSpec,
    /// The ground truth.
    pub world: Box<dyn World>,
    /// The network. Its losses are (epoch, 2): reconstruction and divergence.
    pub net: NetState,
    /// The subject of the figures, for titles.
    pub subject: String,
    /// The last report, and the state of the network that it is about.
    pub report: Option<(u64, ShownReport)>,
    /// Whether figures are made from fewer points, because they move.
    pub coarse: bool,
    /// The answers of the present network for the scenes of its latent maps.
    pub(super) maps: RefCell<Option<(Key, Rc<Answers>)>>,
}

/// What these answers depend on: the network, the number of scenes, and the dials other than the axes of the map.
pub(super) type Key = (u64, usize, Vec<u64>);

impl WorldBoard {
    /// A board without training.
    pub fn new(spec: WorldSpec) -> Self {
        Self {
            world: spec.domain.world(spec.recipe.seed),
            net: NetState::default(),
            report: None,
            coarse: false,
            subject: format!("SciNet, {}", spec.kind()),
            maps: RefCell::default(),
            spec,
        }
    }

    /// The dials with their present values.
    pub fn dials(&self) -> Vec<(Dial, f64)> {
        let dials = self.world.dials();
        let middle = |dial: &Dial| {
            let (low, high) = (dial.inside.low, dial.inside.high);
            // Rounded, so that the value is short.
            let step = round_step(high - low, 10);
            at_step(0.5 * (low + high), step)
        };
        let auto = || dials.iter().map(middle).collect();
        let values: Vec<f64> = self.spec.recipe.scene.0.clone().unwrap_or_else(auto);
        let within = |(dial, value): (Dial, f64)| (dial, value.clamp(dial.range.low, dial.range.high));
        dials.iter().copied().zip(values).map(within).collect()
    }

    pub(super) fn values(&self) -> Vec<f64> {
        self.dials().into_iter().map(|(_, value)| value).collect()
    }

    /// The scene of the present values of the dials.
    pub(super) fn posed(&self) -> Posed {
        posed(&*self.world, &self.values())
    }

    /// The answers of the network along the question; (n, outputs). `None` before a network is known.
    fn answer(&self, posed: &Posed) -> Vec<f32> {
        let mut shape = SciNetShape::from(&self.spec);
        let n = posed.axis.len();
        let time = shape.steps > 0;
        if time {
            shape.steps = n;
        }
        let Some(mut asked) = Asked::new(shape, &self.net.parameters) else { return Vec::new() };
        let x = if time { posed.x.clone() } else { posed.x.repeat(n) };
        asked.answer(&x, &posed.questions).all().to_vec()
    }

    /// A number of the truth and of the answer of the network, at the chosen question.
    pub fn asked(&self) -> Vec<(Quantity, f64, Option<f64>)> {
        let (posed, values) = (self.posed(), self.values());
        let Some(value) = values.last() else { return Vec::new() };
        let answers = self.answer(&posed);
        let away = |i: &usize| (posed.axis[*i] - value).abs();
        let Some(at) = (0..posed.axis.len()).min_by(|a, b| away(a).total_cmp(&away(b))) else { return Vec::new() };
        let outputs = self.world.outputs();
        let one = |(i, quantity): (usize, &Quantity)| {
            let number = |row: &[f32]| row.get(at * outputs.len() + i).map(|y| f64::from(*y));
            (*quantity, number(&posed.truth).unwrap_or(f64::NAN), number(&answers))
        };
        outputs.iter().enumerate().map(one).collect()
    }

    /// Truth and network along the dial of the question.
    pub(super) fn answers(&self, output: usize, hidden: &[String]) -> Figure {
        let values = self.values();
        let posed = self.posed();
        let n_outputs = self.world.outputs().len();
        let column = |rows: &[f32]| -> Vec<(f64, f64)> {
            let y = rows.iter().skip(output).step_by(n_outputs).map(|y| f64::from(*y));
            posed.axis.iter().copied().zip(y).collect()
        };
        let (truth, network) = (column(&posed.truth), column(&self.answer(&posed)));
        let asked = values.last().copied().unwrap_or(f64::NAN);
        let near = |points: &[(f64, f64)]| {
            let away = |point: &&(f64, f64)| (point.0 - asked).abs();
            points.iter().min_by(|a, b| away(a).total_cmp(&away(b))).copied().into_iter().collect::<Vec<_>>()
        };
        let point = |ink, points| Series { name: String::new(), ink, points, listed: false, filled: false };
        let chosen = [point(Ink::HeldRows, near(&truth)), point(Ink::NetPoints(0), near(&network))];
        let curve = |name: &str, ink, points| Series { name: name.into(), ink, points, listed: true, filled: false };
        let mut series = vec![curve(TRUTH, Ink::Truth, truth), curve(NETWORK, Ink::Net(0), network)];
        let all = || series.iter().flat_map(|series| series.points.iter().map(|point| point.1));
        let (low, high) =
            all().filter(|y| y.is_finite()).fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), y| (l.min(y), h.max(y)));
        let range = if low <= high { widen(low, high) } else { Range { low: -1.0, high: 1.0 } };
        series.extend(chosen);
        series.retain(|series| !hidden.contains(&series.name));
        let dial = self.world.dials().last().copied();
        let (label, shown, inside) = match dial {
            Some(dial) => (labelled(dial.quantity), dial.range, dial.inside),
            None => (String::new(), range, range),
        };
        let quantity = self.world.outputs()[output];
        Figure {
            title: format!("{} of {}", quantity.name, self.subject),
            x: Axis::linear(label, shown),
            y: Axis::linear(labelled(quantity), range),
            training: (inside != shown).then(|| Training {
                inside,
                label: "asked in training".into(),
                density: vec![(inside.low, 1.0), (inside.high, 1.0)],
            }),
            hinges: Vec::new(),
            series,
        }
    }

    /// The answers of the network for the scenes on a grid over the first two dials. `None` before a network is known.
    fn mapped(&self, grid: &Grid, values: &[f64]) -> Option<Rc<Answers>> {
        let others = values[2..].iter().map(|value| value.to_bits()).collect();
        let key = (self.net.state(), grid.len(), others);
        let mut maps = self.maps.borrow_mut();
        if let Some((_, answers)) = maps.as_ref().filter(|(known, _)| *known == key) {
            return Some(Rc::clone(answers));
        }
        let inputs = self.world.sizes().inputs;
        let mut x = vec![0.0; grid.len() * inputs];
        let mut quiet = Draws::new(0, Stream::Noise, 0, 0);
        for (point, x) in grid.points().zip(x.chunks_exact_mut(inputs)) {
            let mut values = values.to_vec();
            values[..2].copy_from_slice(&point);
            self.world.observe_exactly(&self.world.pose(&values), &mut quiet, x);
        }
        let shape = SciNetShape { steps: 0, ..SciNetShape::from(&self.spec) };
        let step = SciNetShape::from(&self.spec).step_parameters();
        let known = self.net.parameters.len().saturating_sub(step);
        let questions = vec![0.0; grid.len() * shape.questions];
        let answers = Rc::new(Asked::new(shape, &self.net.parameters[..known])?.answer(&x, &questions));
        *maps = Some((key, Rc::clone(&answers)));
        Some(answers)
    }

    /// Whether training draws scenes from all of the map of the latent means.
    pub(super) fn draws_everywhere(&self) -> bool {
        self.world.dials().iter().take(2).all(|dial| dial.inside == dial.range)
    }

    /// The i-th latent mean over the first two dials.
    pub(super) fn latent_map(&self, i: usize) -> Map {
        let (dials, values) = (self.world.dials(), self.values());
        let side = if self.coarse { COARSE_SIDE } else { SIDE };
        let axis = |dial: &Dial| -> Vec<f64> {
            (0..side).map(|k| dial.range.low + dial.range.span() * k as f64 / (side - 1) as f64).collect()
        };
        let grid = Grid { x: axis(&dials[0]), y: axis(&dials[1]) };
        let means = self.mapped(&grid, &values).map_or(vec![f64::NAN; grid.len()], |answers| answers.mean(i));
        let finite = means.iter().map(|mean| mean.abs()).filter(|size| size.is_finite());
        let end = widen(0.0, finite.fold(0.5 * self.spec.recipe.prior, f64::max)).high;
        let name = format!("μ{}", subscript(i + 1));
        let Range { low: left, high: right } = dials[0].inside;
        let Range { low: bottom, high: top } = dials[1].inside;
        let frame = vec![(left, bottom), (right, bottom), (right, top), (left, top), (left, bottom)];
        Map {
            title: format!("{name} of {}", self.subject),
            x: Axis::linear(labelled(dials[0].quantity), dials[0].range),
            y: Axis::linear(labelled(dials[1].quantity), dials[1].range),
            x_names: Vec::new(),
            y_names: Vec::new(),
            colour: Axis::linear(name, Range { low: -end, high: end }),
            values: means,
            texts: Vec::new(),
            training: (!self.draws_everywhere()).then(|| TrainingArea {
                density: vec![0.0; grid.len()],
                outlines: vec![Outline { label: "training".into(), points: frame }],
            }),
            grid,
        }
    }

    /// Both parts of the batch loss over epochs.
    pub fn loss(&self, hidden: &[String]) -> Figure {
        let title = format!("Loss of {}", self.subject);
        loss_figure(title, "mean over the batch", self.spec.recipe.epochs, loss_curves(&self.net), hidden)
    }
}
