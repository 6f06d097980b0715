//! The scene from above at the time of the question, with SciNet's answers, and the latent variables of the scene.

use crate::figure::axis::{Axis, widen};
use crate::figure::lines::{Figure, Ink, Series};
use crate::figure::number::subscript;
use crate::kinds::worlds::cell::board::WorldBoard;
use crate::kinds::worlds::domain::{Shown, line};
use crate::kinds::worlds::scenes::{Purpose, Scenes};
use crate::kinds::worlds::world::labelled;
use crate::measure::Asked;
use crate::nn::SciNetShape;
use crate::range::{Range, extremes};

/// The number of the colour of a latent variable. Colours that neither SciNet's answers nor the bodies have come first.
const fn latent_colour(i: usize) -> usize {
    [3, 5, 0, 1, 2, 4][i % 6]
}

/// Number of scenes whose latent means are shown beside the present one.
const SCENES: usize = 256;

impl WorldBoard {
    /// The scene from above, without the curves named in `hidden`. `None` if the world has no plan.
    pub fn plan(&self, hidden: &[String]) -> Option<Figure> {
        let dials = self.values();
        let answer: Option<Vec<f64>> = self.asked().into_iter().map(|(_, _, network)| network).collect();
        let scene = self.world.pose(&dials);
        let plan = self.spec.domain.plan(&Shown { scene: &scene, dials: &dials, answer: answer.as_deref() })?;
        let (unit, reach, mut series) = (plan.unit, plan.reach, plan.series);
        series.retain(|series| !hidden.contains(&series.name));
        let axis = |name: &str| Axis::linear(format!("{name} ({unit})"), Range { low: -reach, high: reach });
        let title = format!("The scene of {}", self.subject);
        Some(Figure { title, x: axis("x"), y: axis("y"), training: None, hinges: Vec::new(), series })
    }

    /// The output of the encoder: over the steps if answers follow one another in time, otherwise over the first
    /// quantity of the world.
    pub fn handed(&self, hidden: &[String]) -> Option<Figure> {
        if !self.spec.domain.has_plan() {
            return None;
        }
        let (x, mut series) = match self.world.sizes().steps {
            0 => (labelled(*self.world.quantities().first()?), self.means_over_scenes()?),
            _ => ("k (steps)".into(), self.steps()?),
        };
        let points = |pick: fn(&(f64, f64)) -> f64| series.iter().flat_map(|s| s.points.iter().map(pick)).collect();
        let range =
            |numbers: Vec<f64>| extremes(numbers).map_or(Range { low: 0.0, high: 1.0 }, |(low, high)| widen(low, high));
        let (across, up) = (range(points(|p| p.0)), range(points(|p| p.1)));
        series.retain(|series| !hidden.contains(&series.name));
        Some(Figure {
            title: format!("What the encoder passes on, {}", self.subject),
            x: Axis::linear(x, across),
            y: Axis::linear("latent variables", up),
            training: None,
            hinges: Vec::new(),
            series,
        })
    }

    /// The means that the encoder returns for observations (n, inputs); for each latent variable (n).
    fn means(&self, x: &[f32]) -> Option<Vec<Vec<f64>>> {
        let shape = SciNetShape::from(&self.spec);
        let encoded = SciNetShape { steps: 0, ..shape.clone() };
        let known = self.net.parameters.len().checked_sub(shape.step_parameters())?;
        let questions = vec![0.0; x.len() / shape.inputs * shape.questions];
        let answers = Asked::new(encoded, &self.net.parameters[..known])?.answer(x, &questions);
        Some((0..shape.latent).map(|i| answers.mean(i)).collect())
    }

    /// Latent means of fresh scenes and of the present one, over the first quantity of the world.
    fn means_over_scenes(&self) -> Option<Vec<Series>> {
        let mut scenes = Scenes::default();
        scenes.draw(&*self.world, self.spec.recipe.seed, Purpose::Evaluation, 0, SCENES);
        let posed = self.posed();
        let shown = self.world.pose(&self.values());
        let quantity = |scene: &[f64]| self.world.measure(scene).first().copied().unwrap_or(f64::NAN);
        let kept: Vec<f64> = scenes.scene.chunks_exact(self.world.scene_len()).map(quantity).collect();
        let (all, one) = (self.means(&scenes.x)?, self.means(&posed.x)?);
        let series = all.into_iter().zip(one).enumerate().flat_map(|(i, (means, mean))| {
            let name = format!("μ{} of fresh scenes", subscript(i + 1));
            let points = kept.iter().copied().zip(means).collect();
            let here = mean.into_iter().map(|mean| (quantity(&shown), mean)).collect();
            let shown = if i == 0 { "the scene shown" } else { "" };
            [line(&name, Ink::NetPoints(latent_colour(i)), points), line(shown, Ink::Body(5), here)]
        });
        Some(series.collect())
    }

    /// Latent variables at every step, with a mark at the chosen step.
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
