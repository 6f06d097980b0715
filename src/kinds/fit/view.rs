//! The `fit` cell as the page asks for it: figures, the table of errors, and the weights of each network.

use crate::figure::lines::Ink;
use crate::figure::number::readable;
use crate::figure::picture::Picture;
use crate::fits::PolynomialFit;
use crate::kinds::board::{Board, earlier, given, json};
use crate::kinds::fit::board::FitBoard;
use crate::kinds::fit::figures::{FigureKind, FitRow};
use crate::kinds::fit::neurons::hinge;
use crate::kinds::fit::spec::FitSpec;
use crate::kinds::notes::Notes;
use crate::kinds::shows::Shows;
use crate::kinds::{FITS, NetState, reduced};
use crate::range::Range;
use crate::spec::{Value, print_number};
use serde::Serialize;
#[cfg(not(target_arch = "wasm32"))]
use serde_json::Value as Json;

/// A model of the table, with its errors for people.
#[derive(Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
struct FitRowView {
    #[serde(flatten)]
    row: FitRow,
    rms_inside: String,
    largest_inside: String,
    at_low: String,
    at_high: String,
}

/// The weights and biases of a network.
#[derive(Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
struct Weights {
    neurons: Vec<Neuron>,
    /// b₂.
    bias: f32,
}

/// The numbers of one neuron.
#[derive(Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
struct Neuron {
    w1: f32,
    b1: f32,
    w2: f32,
    hinge: String,
}

/// What a cell of this kind shows, by name.
#[derive(Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
enum FitShown {
    /// The table of errors.
    Table(Vec<FitRowView>),
    /// The name of the inside, and the low and the high end of the view.
    Head([String; 3]),
    /// The weights of one network; none without that network.
    Weights(Option<Weights>),
    /// The value of the key `nets` with one weight set by hand.
    ByHand(Option<String>),
}

/// A weight that a reader sets by hand: the network, the neuron, the part, and its value. The parts 0, 1, 2 are w₁, b₁, w₂;
/// neuron = width with part 0 is b₂.
type ByHand = (usize, usize, usize, f32);

/// The figure of a name.
fn figure(name: &str) -> Option<FigureKind> {
    match (name.split_once(':'), name) {
        (Some(("neurons", i)), _) => i.parse().ok().map(FigureKind::Neurons),
        (_, "fit") => Some(FigureKind::Fit),
        (_, "error") => Some(FigureKind::Error),
        (_, "loss") => Some(FigureKind::Loss),
        _ => None,
    }
}

fn readable_end(x: f64) -> String {
    print_number(x).replace('-', "−")
}

impl FitBoard {
    fn table_rows(&self) -> Vec<FitRowView> {
        let row = |row: FitRow| {
            let m = row.measures;
            let words = |x: f64| readable(x, 3);
            FitRowView {
                rms_inside: words(m.rms_inside),
                largest_inside: words(m.largest_inside),
                at_low: words(m.at_low),
                at_high: words(m.at_high),
                row,
            }
        };
        self.table().into_iter().map(row).collect()
    }

    fn weights(&self, i: usize) -> Option<Weights> {
        let view = self.net(i)?;
        let neuron = |n: usize| {
            let [w1, b1, w2] = view.neuron(n);
            Neuron { w1, b1, w2, hinge: hinge([w1, b1, w2]).map_or("nowhere".into(), |x| readable(x, 3)) }
        };
        Some(Weights { neurons: (0..view.width()).map(neuron).collect(), bias: view.output_bias() })
    }

    /// The value of the key `nets` with one weight set by hand, all others as they are now.
    fn nets_by_hand(&self, (net, neuron, part, value): ByHand) -> Option<String> {
        let mut nets = self.spec.nets.clone();
        *nets.0.get_mut(net)? = self.by_hand(net, (neuron, part, value))?;
        Some(nets.print())
    }
}

#[cfg(feature = "page")]
impl Shows for FitSpec {
    fn board(&self) -> Box<dyn Board> {
        Box::new(FitBoard::new(self.clone()))
    }
}

impl Board for FitBoard {
    fn nets(&self) -> &[NetState] {
        &self.nets
    }

    fn nets_mut(&mut self) -> &mut [NetState] {
        &mut self.nets
    }

    fn inherit(&mut self, old: &mut dyn Board) {
        let Some(old) = earlier::<Self>(old) else { return };
        if reduced(&self.spec, &FITS) == reduced(&old.spec, &FITS) {
            self.polynomials = old.polynomials.take();
        }
    }

    fn set_fits(&mut self, numbers: &[f64]) -> Result<(), String> {
        self.polynomials = Some(PolynomialFit::from_numbers(numbers).map_err(|error| error.to_string())?);
        Ok(())
    }

    fn figures(&self, _: &str) -> Vec<String> {
        let fixed = ["fit", "error", "loss"].map(String::from);
        let nets = (0..self.spec.nets.0.len()).map(|i| format!("neurons:{i}"));
        fixed.into_iter().chain(nets).collect()
    }

    fn picture(&self, name: &str, hidden: &[String]) -> Option<Picture> {
        figure(name).map(|kind| Picture::Lines(self.figure(kind, hidden)))
    }

    // Without the curves: titles are asked for often.
    fn title(&self, name: &str) -> Option<String> {
        figure(name).map(|kind| FitBoard::title(self, kind))
    }

    fn legend(&self, _: &str) -> Vec<(String, Ink)> {
        FitBoard::legend(self)
    }

    fn view(&self, _: Range) -> Option<Range> {
        Some(self.spec.view)
    }

    fn notes(&self, _: Option<String>) -> Result<Notes, String> {
        Ok(FitBoard::notes(self))
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn losses(&self) -> Json {
        FitBoard::losses(self)
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn measures(&self) -> Json {
        FitBoard::measures(self)
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn print(&self, _: Option<&Json>) -> String {
        let line = |row: FitRow| {
            let m = row.measures;
            let numbers = [m.rms_inside, m.largest_inside, m.at_low, m.at_high].map(|x| readable(x, 3));
            let ([rms, largest, low, high], name) = (numbers, row.name);
            format!("{name:24} RMS inside {rms}, largest {largest}, at the ends of the view {low} and {high}\n")
        };
        self.table().into_iter().map(line).collect()
    }

    fn show(&self, what: &str, with: &str) -> Option<String> {
        json(match what {
            "table" => FitShown::Table(self.table_rows()),
            "head" => {
                let Range { low, high } = self.spec.view;
                FitShown::Head([self.curve.inside_name().into(), readable_end(low), readable_end(high)])
            }
            "weights" => FitShown::Weights(given(with).and_then(|net| self.weights(net))),
            "byHand" => FitShown::ByHand(given(with).and_then(|weight| self.nets_by_hand(weight))),
            _ => return None,
        })
    }
}
