//! The scene from above at the time that is asked for, with what SciNet answers, and what it was told to remember.

use crate::figure::axis::{Axis, widen};
use crate::figure::lines::{Figure, Ink, Series};
use crate::figure::lines::{NETWORK, TRUTH};
use crate::figure::number::subscript;
use crate::float::{cos, sin};
use crate::kinds::worlds::WorldBoard;
use crate::kinds::worlds::board::labelled;
use crate::measure::Asked;
use crate::nn::SciNetShape;
use crate::range::extremes;
use crate::spec::{Domain, Range};
use crate::system::world::{Collision, Purpose, Scenes, Solar, longitudes};

/// The number of a latent variable's colour: first those that neither SciNet's answers nor the bodies have.
const fn latent_colour(i: usize) -> usize {
    [3, 5, 0, 1, 2, 4][i % 6]
}

/// Scenes whose latent means are shown beside the present one.
const SCENES: usize = 256;

fn line(name: &str, ink: Ink, points: Vec<(f64, f64)>) -> Series {
    Series { name: name.into(), ink, points, listed: !name.is_empty(), filled: false }
}

fn at([x, y]: [f64; 2]) -> (f64, f64) {
    (x, y)
}

impl WorldBoard {
    /// Whether the scene has a picture.
    pub fn has_plan(&self) -> bool {
        matches!(self.spec.domain, Domain::Collision(_) | Domain::Solar(_))
    }

    /// The scene from above, without the curves named in `hidden`.
    pub fn plan(&self, hidden: &[String]) -> Option<Figure> {
        let (values, answer) = (self.values(), self.asked());
        let answer: Option<Vec<f64>> = answer.into_iter().map(|(_, _, network)| network).collect();
        let (unit, reach, mut series) = match &self.spec.domain {
            Domain::Collision(spec) => {
                ("m", 2.2, collision(&Collision::from(spec), &self.world.pose(&values), &values, answer))
            }
            Domain::Solar(spec) => ("AU", 1.1 * spec.radius, sky(&Solar::from(spec), &values, answer)),
            _ => return None,
        };
        series.retain(|series| !hidden.contains(&series.name));
        let axis = |name: &str| Axis::linear(format!("{name} ({unit})"), Range { low: -reach, high: reach });
        let title = format!("The scene of {}", self.subject());
        Some(Figure { title, x: axis("x"), y: axis("y"), training: None, hinges: Vec::new(), series })
    }

    /// What the encoder hands over: of a collision over what it keeps, of Sun and Mars over the steps.
    pub fn handed(&self, hidden: &[String]) -> Option<Figure> {
        let (x, mut series) = match &self.spec.domain {
            Domain::Collision(_) => (labelled(self.world.quantities()[0]), self.means_over_kept()?),
            Domain::Solar(_) => ("k (steps)".into(), self.steps()?),
            _ => return None,
        };
        let points = |pick: fn(&(f64, f64)) -> f64| series.iter().flat_map(|s| s.points.iter().map(pick)).collect();
        let range =
            |numbers: Vec<f64>| extremes(numbers).map_or(Range { low: 0.0, high: 1.0 }, |(low, high)| widen(low, high));
        let (across, up) = (range(points(|p| p.0)), range(points(|p| p.1)));
        series.retain(|series| !hidden.contains(&series.name));
        Some(Figure {
            title: format!("What is handed over, {}", self.subject()),
            x: Axis::linear(x, across),
            y: Axis::linear("latent variables", up),
            training: None,
            hinges: Vec::new(),
            series,
        })
    }

    /// The encoder's means of observations (n, inputs); for each latent variable (n).
    fn means(&self, x: &[f32]) -> Option<Vec<Vec<f64>>> {
        let shape = SciNetShape::from(&self.spec);
        let encoded = SciNetShape { steps: 0, ..shape.clone() };
        let known = self.net.parameters.len().checked_sub(shape.step_parameters())?;
        let questions = vec![0.0; x.len() / shape.inputs * shape.questions];
        let answers = Asked::new(encoded, &self.net.parameters[..known])?.answer(x, &questions);
        Some((0..shape.latent).map(|i| answers.mean(i)).collect())
    }

    /// Latent means of fresh scenes, and of the one that is shown, over what a collision keeps.
    fn means_over_kept(&self) -> Option<Vec<Series>> {
        let mut scenes = Scenes::default();
        scenes.draw(&*self.world, self.spec.recipe.seed, Purpose::Evaluation, 0, SCENES);
        let posed = self.posed();
        let shown = self.world.pose(&self.values());
        let kept: Vec<f64> = scenes.scene.chunks_exact(self.world.scene_len()).map(Collision::kept).collect();
        let (all, one) = (self.means(&scenes.x)?, self.means(&posed.x)?);
        let series = all.into_iter().zip(one).enumerate().flat_map(|(i, (means, mean))| {
            let name = format!("μ{} of fresh scenes", subscript(i + 1));
            let points = kept.iter().copied().zip(means).collect();
            let here = mean.into_iter().map(|mean| (Collision::kept(&shown), mean)).collect();
            let shown = if i == 0 { "the scene shown" } else { "" };
            [line(&name, Ink::NetPoints(latent_colour(i)), points), line(shown, Ink::Body(5), here)]
        });
        Some(series.collect())
    }

    /// Latent variables at every step, and where the chosen one is.
    fn steps(&self) -> Option<Vec<Series>> {
        let (posed, values) = (self.posed(), self.values());
        let now = *values.last()?;
        let known = self.net.parameters.len().checked_sub(SciNetShape::from(&self.spec).step_parameters())?;
        let step = &self.net.parameters[known..];
        let means = self.means(&posed.x)?;
        let series = means.iter().zip(step).enumerate().flat_map(|(i, (mean, step))| {
            let z = |k: f64| (k, mean[0] + k * f64::from(*step));
            let points = std::iter::once(0.0).chain(posed.axis.iter().copied()).map(z).collect();
            let colour = latent_colour(i);
            let moved = line(&format!("z{}", subscript(i + 1)), Ink::Net(colour), points);
            [moved, line("", Ink::NetPoints(colour), vec![z(now)])]
        });
        Some(series.collect())
    }
}

/// Sun, Earth and Mars, and where Earth is told to look.
fn sky(solar: &Solar, values: &[f64], answer: Option<Vec<f64>>) -> Vec<Series> {
    let (longitudes, days) = (longitudes(values), solar.days(values[2].round()));
    let [earth, mars] = solar.positions(longitudes, days);
    let away = |a: [f64; 2], b: [f64; 2]| {
        let [x, y] = [a[0] - b[0], a[1] - b[1]];
        (x * x + y * y).sqrt()
    };
    let sight = |angle: f64, distance: f64| (earth[0] + distance * cos(angle), earth[1] + distance * sin(angle));
    let lines = |[sun, mars_at]: [f64; 2]| {
        vec![sight(sun, away(earth, [0.0; 2])), at(earth), sight(mars_at, away(earth, mars))]
    };
    let [first, second] = solar.orbits();
    let orbit = |points: Vec<[f64; 2]>| line("", Ink::Spread, points.into_iter().map(at).collect());
    let mut series =
        vec![orbit(first), orbit(second), line(TRUTH, Ink::Truth, lines(solar.directions(longitudes, days)))];
    if let Some([sun, mars_at]) = answer.as_deref() {
        series.push(line(NETWORK, Ink::Net(0), lines([*sun, *mars_at])));
    }
    series.extend([
        line("Sun", Ink::Body(4), vec![(0.0, 0.0)]),
        line("Earth", Ink::Body(2), vec![at(earth)]),
        line("Mars", Ink::Body(1), vec![at(mars)]),
    ]);
    series
}

/// The circle, both bodies after they met, and how the free one came.
fn collision(world: &Collision, scene: &[f64], values: &[f64], answer: Option<Vec<f64>>) -> Vec<Series> {
    let t = values.last().copied().unwrap_or(0.0);
    let circle = (0..=96).map(|i| f64::from(i) * std::f64::consts::TAU / 96.0).map(|a| (cos(a), sin(a))).collect();
    let [on_circle, free] = world.after(scene, t);
    let mut series = vec![
        line("", Ink::Spread, circle),
        line("", Ink::Spread, vec![at(world.start(scene)), (0.0, 1.0), at(free)]),
        line("the free body", Ink::Body(1), vec![at(free)]),
        line("the body on the circle", Ink::Body(2), vec![at(on_circle)]),
    ];
    if let Some([x, y]) = answer.as_deref() {
        series.push(line("where SciNet says it is", Ink::NetPoints(0), vec![(*x, *y)]));
    }
    series
}
