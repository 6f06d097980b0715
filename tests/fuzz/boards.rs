//! Figures of every kind of cell with arbitrary losses, weights and outcomes, as of a diverged run or a forged file.

use super::pictures::number;
use proptest::prelude::*;
use scinet::figure::picture::Picture;
use scinet::kinds::board::earlier;
use scinet::kinds::outcome::Outcome;
use scinet::kinds::sweep::SweepBoard;
use scinet::kinds::{NetState, Spec};
use std::sync::LazyLock;

/// Small cells of every kind that trains. The first few are drawn much faster than the rest.
static SPECS: LazyLock<Vec<Spec>> = LazyLock::new(|| {
    [
        "#fit?nets=relu:2,tanh:1&polynomials=none&epochs=50",
        "#fit?nets=elu:1&polynomials=none&view=-1e9..1e9&errors=linear&target=1e30*x",
        "#data?rows=t%2Cx%3B0%2C1%3B1%2C2%3B2%2C4%3B3%2C7%3B4%2C11&nets=relu:1&polynomials=none",
        "#data?rows=a%2Cb%2Cc%3B0%2C1e30%2C1%3B1%2C-1e30%2C2%3B1e-30%2C3%2C1&nets=relu:1,elu:1&polynomials=none&holdout=0",
        "#sweep?of=fit%3Fnets%3Drelu:1&columns=batch:1,2,3&rows=noise:0,0.1&seeds=2",
        "#sweep?of=scinet%3Fencoder%3D2%26decoder%3D2&columns=beta:0.1,1&rows=latent:1,2,3&seeds=1",
        "#scinet?encoder=2&latent=1&decoder=2&polynomials=none",
        "#scinet?space=log&encoder=none&latent=2&decoder=none&polynomials=none&reach=8",
        "#pendulum?encoder=2&latent=1&decoder=2&points=2",
        "#collision?encoder=2&latent=1&decoder=2",
        "#qubits?encoder=2&latent=2&decoder=2",
        "#solar?encoder=2&latent=2&decoder=2&steps=3",
    ]
    .iter()
    .map(|link| Spec::parse_link(link).unwrap())
    .collect()
});
/// The number of fast ones.
const FAST: usize = 6;

/// The state of a cell, and the figure to draw.
#[derive(Debug, Clone)]
pub struct Known {
    spec: usize,
    figure: usize,
    parameters: Vec<f32>,
    losses: Vec<f32>,
    record: bool,
}

pub fn known() -> impl Strategy<Value = Known> {
    let few = || prop::collection::vec(number().prop_map(|x| x as f32), 1..7);
    let spec = prop_oneof![60 => 0..FAST, 1 => FAST..SPECS.len()];
    let n = prop_oneof![20 => 0..40_usize, 1 => Just(3000_usize)];
    (spec, any::<u16>(), few(), few(), n, any::<bool>()).prop_map(|(spec, figure, parameters, losses, n, record)| {
        let losses = losses.iter().copied().cycle().take(n).collect();
        Known { spec, figure: figure.into(), parameters, losses, record }
    })
}

/// The number of parameters of a network of a spec.
fn n_parameters(spec: &Spec) -> usize {
    spec.run().map_or(0, |run| run.parameters().len())
}

/// The numbers of parameters of each spec's networks.
static SIZES: LazyLock<Vec<Vec<usize>>> =
    LazyLock::new(|| SPECS.iter().map(|spec| spec.runs().iter().map(n_parameters).collect()).collect());

impl Known {
    /// A network with this number of parameters, and `parts` parts of its losses.
    fn net(&self, n_parameters: usize, parts: usize) -> NetState {
        let parameters = self.parameters.iter().copied().cycle().take(n_parameters).collect();
        let losses = self.losses[..self.losses.len() / parts * parts].to_vec();
        let history = losses.windows(3).take(50).map(|row| [row[0], row[1], row[2]]).collect();
        let epoch = (losses.len() / parts) as u32;
        match self.record && parts == 2 {
            true => NetState { epoch, parameters, losses: Vec::new(), history },
            false => NetState { epoch, parameters, losses, history: Vec::new() },
        }
    }

    /// One of the figures, and all other data that a cell shows. `None` if there is nothing to draw.
    pub fn picture(&self) -> Option<Picture> {
        let mut board = SPECS[self.spec].board();
        for (i, n_parameters) in SIZES[self.spec].iter().enumerate() {
            let net = self.net(*n_parameters, board.loss_parts(i));
            if let Some(state) = board.nets_mut().get_mut(i) {
                *state = net;
            }
        }
        if let Some(sweep) = earlier::<SweepBoard>(&mut *board) {
            for (i, outcome) in sweep.outcomes.iter_mut().enumerate() {
                let error = self.losses.get(i).map(|loss| f64::from(*loss));
                let used = self.parameters.get(i).map(|x| x.abs() as usize);
                *outcome = self.losses.get(i + 1).map(|_| Outcome { used, error });
            }
        }
        for what in ["table", "errors", "remarks", "models", "latents", "answers", "dials", "outcomes"] {
            board.show(what, "null");
        }
        board.print(&|| None);
        let panels: Vec<&str> = board.panels().into_iter().map(|[word, _]| word).chain([""]).collect();
        let names: Vec<String> = panels.iter().flat_map(|panel| board.figures(panel)).collect();
        board.picture(names.get(self.figure % names.len().max(1))?, &[])
    }
}
