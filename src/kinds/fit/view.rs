//! The `fit` cell as the page asks for it: figures, the table of errors, and the weights of each network.

use crate::figure::lines::Ink;
use crate::figure::number::readable;
use crate::figure::picture::Picture;
use crate::fits::PolynomialFit;
use crate::kinds::about::About;
use crate::kinds::board::{Board, earlier, given, json};
use crate::kinds::fit::board::FitBoard;
use crate::kinds::fit::figures::{FigureKind, FitRow};
use crate::kinds::fit::neurons::hinge;
use crate::kinds::fit::shown::{FitRowView, FitShown, Neuron, Weights};
use crate::kinds::fit::spec::FitSpec;
use crate::kinds::kind::Shows;
use crate::kinds::notes::Notes;
use crate::kinds::{FITS, NetState, reduced};
use crate::range::Range;
use crate::spec::{Value, print_number};
#[cfg(not(target_arch = "wasm32"))]
use serde_json::Value as Json;

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
                name: row.name,
                net: row.net,
                measures: m,
                parameters: row.parameters,
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

    /// The value of the key `nets` with one weight set by hand. All others keep their present values.
    fn nets_by_hand(&self, (net, neuron, part, value): ByHand) -> Option<String> {
        let mut nets = self.spec.nets.clone();
        *nets.0.get_mut(net)? = self.by_hand(net, (neuron, part, value))?;
        Some(nets.print())
    }
}

#[cfg(feature = "page")]
impl Shows for FitSpec {
    fn about(&self) -> About {
        About {
            title: "Fit of a function",
            help: "Small networks and polynomials learn a function of x.",
            sample: "target = sin(x)\nview   = -10..10",
        }
    }

    fn heading(&self) -> String {
        let target = self.target.print();
        if target.starts_with("through(") { "Fit: a drawn function".into() } else { format!("Fit: y = {target}") }
    }

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

    // The curves are not computed: titles are read often.
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
    fn print(&self, _: &dyn Fn() -> Option<Json>) -> String {
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
