//! A cell of the page: its spec, what is known of its runs, and its figures.

use super::canvas::FineCanvas;
use super::to_js;
use crate::baseline::PolynomialFit;
use crate::evaluate::figure::{Figure, Ink, Reading};
use crate::evaluate::number::readable;
use crate::evaluate::{Board, FigureKind, NetState, Row, activation_figure, hinge};
use crate::plot::theme::{Theme, css};
use crate::plot::{Layout, Options, draw, svg};
use crate::spec::{Net, Range, Spec, print_number};
use crate::train::Run;
use plotters::prelude::IntoDrawingArea;
use serde::Serialize;
use std::collections::BTreeMap;
use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

/// What a cell shows, by kind.
enum Content {
    Fit(Box<Board>),
    Activation(crate::spec::ActivationSpec),
}

/// One cell.
#[wasm_bindgen]
pub struct Cell {
    content: Content,
    /// What was drawn last on each canvas, for the questions that a mouse asks.
    drawn: BTreeMap<String, (Figure, Layout)>,
}

/// A model of the table, with the words that describe its errors.
#[derive(Serialize)]
struct TableRow {
    #[serde(flatten)]
    row: Row,
    rms_inside: String,
    largest_inside: String,
    at_low: String,
    at_high: String,
}

/// A series of a figure as its legend shows it.
#[derive(Serialize)]
struct LegendEntry {
    name: String,
    light: String,
    dark: String,
    dashed: bool,
    thick: bool,
}

/// One neuron's numbers.
#[derive(Serialize)]
struct Neuron {
    w1: f32,
    b1: f32,
    w2: f32,
    hinge: String,
}

/// One line of the box beside the mouse.
#[derive(Serialize)]
struct Hover {
    #[serde(flatten)]
    reading: Reading,
    text: String,
    light: String,
    dark: String,
    column: f64,
    row: f64,
}

/// What stands under a pixel column of a figure.
#[derive(Serialize)]
struct Probe {
    x: String,
    top: f64,
    bottom: f64,
    inside: Option<bool>,
    series: Vec<Hover>,
}

fn failed(error: impl std::fmt::Display) -> JsValue {
    JsError::new(&error.to_string()).into()
}

fn parse(link: &str) -> Result<Spec, JsValue> {
    Spec::parse_link(link)
        .map_err(|problems| failed(problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")))
}

fn colours(ink: Ink) -> (String, String) {
    let colour = |dark| css(Theme::new(dark).stroke(ink).colour);
    (colour(false), colour(true))
}

#[wasm_bindgen]
impl Cell {
    /// A cell with nothing trained yet.
    #[wasm_bindgen(constructor)]
    pub fn new(link: &str) -> Result<Cell, JsValue> {
        let content = match parse(link)? {
            Spec::Fit(spec) => Content::Fit(Box::new(Board::new(spec))),
            Spec::Activation(spec) => Content::Activation(spec),
        };
        let mut cell = Self { content, drawn: BTreeMap::new() };
        cell.reset_nets();
        Ok(cell)
    }

    /// Puts every network back to its initial weights.
    #[wasm_bindgen(js_name = resetNets)]
    pub fn reset_nets(&mut self) {
        let Content::Fit(board) = &mut self.content else {
            return;
        };
        for (state, spec) in board.nets.iter_mut().zip(board.spec.runs()) {
            // A run that cannot start has nothing to show; the worker says why when it is started.
            let parameters = Run::new(&spec).map(|run| run.parameters().to_vec()).unwrap_or_default();
            *state = NetState { parameters, ..NetState::default() };
        }
    }

    /// Takes another spec of the same kind; runs and fits that it leaves as they are keep their results.
    pub fn update(&mut self, link: &str) -> Result<(), JsValue> {
        let mut next = Cell::new(link)?;
        if let (Content::Fit(old), Content::Fit(new)) = (&mut self.content, &mut next.content) {
            let (before, after) = (old.spec.runs(), new.spec.runs());
            for (state, run) in new.nets.iter_mut().zip(&after) {
                let Some(i) = before.iter().position(|other| other == run) else { continue };
                // A run past the epochs that the spec now has would show what its link does not.
                if old.nets[i].epoch <= new.spec.epochs {
                    *state = std::mem::take(&mut old.nets[i]);
                }
            }
            if old.spec.baseline() == new.spec.baseline() {
                new.polynomials = old.polynomials.take();
            }
        }
        *self = next;
        Ok(())
    }

    /// The links of this cell's runs, one for each network.
    pub fn runs(&self) -> Vec<String> {
        match &self.content {
            Content::Fit(board) => board.spec.runs().into_iter().map(|run| Spec::Fit(run).link()).collect(),
            Content::Activation(_) => Vec::new(),
        }
    }

    /// The names of the networks, in the order of [`Cell::runs`].
    #[wasm_bindgen(js_name = netNames)]
    pub fn net_names(&self) -> Vec<String> {
        match &self.content {
            Content::Fit(board) => board.spec.nets.0.iter().map(Net::name).collect(),
            Content::Activation(_) => Vec::new(),
        }
    }

    /// The link of the polynomial fits, if the cell has any.
    pub fn baseline(&self) -> Option<String> {
        match &self.content {
            Content::Fit(board) => board.spec.baseline().map(|spec| Spec::Fit(spec).link()),
            Content::Activation(_) => None,
        }
    }

    /// Epochs that each run of the spec has.
    pub fn epochs(&self) -> u32 {
        match &self.content {
            Content::Fit(board) => board.spec.epochs,
            Content::Activation(_) => 0,
        }
    }

    /// News of the i-th network: its epoch, its weights, and the losses of the epochs since `from`.
    #[wasm_bindgen(js_name = setNet)]
    pub fn set_net(&mut self, i: usize, epoch: u32, parameters: &[f32], from: usize, losses: &[f32]) {
        let Content::Fit(board) = &mut self.content else {
            return;
        };
        let Some(state) = board.nets.get_mut(i) else {
            return;
        };
        if from > state.losses.len() {
            return;
        }
        let mut curve = std::mem::take(&mut state.losses);
        curve.truncate(from);
        curve.extend_from_slice(losses);
        *state = NetState { epoch, parameters: parameters.into(), losses: curve };
    }

    /// How many losses of the i-th network are known.
    #[wasm_bindgen(js_name = knownLosses)]
    pub fn known_losses(&self, i: usize) -> usize {
        match &self.content {
            Content::Fit(board) => board.nets.get(i).map_or(0, |state| state.losses.len()),
            Content::Activation(_) => 0,
        }
    }

    /// The last loss of the i-th network, as people read it.
    #[wasm_bindgen(js_name = lastLoss)]
    pub fn last_loss(&self, i: usize) -> Option<String> {
        let Content::Fit(board) = &self.content else {
            return None;
        };
        board.nets.get(i)?.losses.last().map(|loss| readable(f64::from(*loss), 3))
    }

    /// The polynomial fits, from a worker.
    #[wasm_bindgen(js_name = setPolynomials)]
    pub fn set_polynomials(&mut self, numbers: &[f64]) -> Result<(), JsValue> {
        if let Content::Fit(board) = &mut self.content {
            board.polynomials = Some(PolynomialFit::from_numbers(numbers).map_err(failed)?);
        }
        Ok(())
    }

    /// The names of the cell's figures.
    pub fn figures(&self) -> Vec<String> {
        match &self.content {
            Content::Fit(board) => {
                let fixed = ["fit", "error", "loss"].map(String::from);
                let nets = (0..board.spec.nets.0.len()).map(|i| format!("neurons:{i}"));
                fixed.into_iter().chain(nets).collect()
            }
            Content::Activation(_) => vec!["activation".into()],
        }
    }

    fn kind(&self, name: &str) -> Result<FigureKind, JsValue> {
        match (name.split_once(':'), name) {
            (Some(("neurons", i)), _) => i.parse().map(FigureKind::Neurons).map_err(failed),
            (_, "fit") => Ok(FigureKind::Fit),
            (_, "error") => Ok(FigureKind::Error),
            (_, "loss") => Ok(FigureKind::Loss),
            _ => Err(failed(format!("there is no figure {name}"))),
        }
    }

    fn figure(&self, name: &str, hidden: &[String]) -> Result<Figure, JsValue> {
        match &self.content {
            Content::Fit(board) => Ok(board.figure(self.kind(name)?, hidden)),
            Content::Activation(spec) => Ok(activation_figure(spec, hidden)),
        }
    }

    /// Draws a figure on a canvas of `width` × `height` page pixels, without the series in `hidden`.
    #[allow(clippy::too_many_arguments)]
    pub fn draw(
        &mut self,
        canvas: HtmlCanvasElement,
        name: &str,
        width: f64,
        height: f64,
        ratio: f64,
        dark: bool,
        hidden: Vec<String>,
    ) -> Result<(), JsValue> {
        let figure = self.figure(name, &hidden)?;
        let options = Options { width, height, dark, legend: false };
        let area = FineCanvas::new(canvas, width, height, ratio)?.into_drawing_area();
        let layout = draw(&area, 1.0, &figure, &options).map_err(failed)?;
        self.drawn.insert(name.into(), (figure, layout));
        Ok(())
    }

    /// A figure as SVG, with title and legend.
    pub fn svg(&self, name: &str, width: f64, height: f64, dark: bool, hidden: Vec<String>) -> Result<String, JsValue> {
        svg(&self.figure(name, &hidden)?, &Options { width, height, dark, legend: true }).map_err(failed)
    }

    /// A figure's numbers as CSV.
    pub fn csv(&self, name: &str) -> Result<String, JsValue> {
        Ok(self.figure(name, &[])?.csv())
    }

    /// A figure's title.
    pub fn title(&self, name: &str) -> Result<String, JsValue> {
        match &self.content {
            Content::Fit(board) => Ok(board.title(self.kind(name)?)),
            Content::Activation(spec) => Ok(activation_figure(spec, &[]).title),
        }
    }

    /// The legend that the cell's figures share.
    pub fn legend(&self) -> Result<JsValue, JsValue> {
        let entry = |(name, ink): (String, Ink)| {
            let (light, dark) = colours(ink);
            let stroke = Theme::new(false).stroke(ink);
            LegendEntry { name, light, dark, dashed: stroke.dash.is_some(), thick: stroke.width > 2.5 }
        };
        let curves = match &self.content {
            Content::Fit(board) => board.legend(),
            Content::Activation(spec) => {
                activation_figure(spec, &[]).series.into_iter().map(|series| (series.name, series.ink)).collect()
            }
        };
        to_js(&curves.into_iter().map(entry).collect::<Vec<_>>())
    }

    /// What stands under a pixel column of the figure as it was drawn last; undefined outside the plot.
    pub fn probe(&self, name: &str, column: f64) -> Result<JsValue, JsValue> {
        let Some((figure, layout)) = self.drawn.get(name) else {
            return Ok(JsValue::UNDEFINED);
        };
        if !(layout.plot.left..=layout.plot.right).contains(&column) {
            return Ok(JsValue::UNDEFINED);
        }
        let x = layout.x_at(column);
        let hover = |reading: Reading| {
            let (light, dark) = colours(reading.ink);
            let row = layout.row(reading.y).clamp(layout.plot.top, layout.plot.bottom);
            Hover { text: readable(reading.y, 4), light, dark, column: layout.column(reading.x), row, reading }
        };
        let readings = figure.read(x);
        let x = readings.first().map_or(x, |reading| reading.x);
        let inside = figure.training.as_ref().map(|training| (training.inside.low..=training.inside.high).contains(&x));
        to_js(&Probe {
            x: format!("{} = {}", figure.x.label, readable(x, 4)),
            top: layout.plot.top,
            bottom: layout.plot.bottom,
            inside,
            series: readings.into_iter().map(hover).collect(),
        })
    }

    /// The left and right edge of the plot as it was drawn last, in page pixels.
    pub fn edges(&self, name: &str) -> Option<Vec<f64>> {
        self.drawn.get(name).map(|(_, layout)| vec![layout.plot.left, layout.plot.right])
    }

    /// The view that reaches from one pixel column to another, as the value of the key `view`.
    ///
    /// It starts from the view that the spec has now, which may be newer than the last drawing: a
    /// mouse moves several times a frame.
    #[wasm_bindgen(js_name = viewBetween)]
    pub fn view_between(&self, name: &str, left: f64, right: f64) -> Option<String> {
        let (_, layout) = self.drawn.get(name)?;
        let view = match &self.content {
            Content::Fit(board) => board.spec.view,
            Content::Activation(spec) => spec.view,
        };
        let at =
            |column: f64| view.low + view.span() * (column - layout.plot.left) / (layout.plot.right - layout.plot.left);
        let (low, high) = (at(left), at(right));
        // A view is written with as many digits as its span shows.
        let step = crate::float::exp10(crate::float::log10(high - low).floor() - 4.0);
        let round = |x: f64| readable_step(x, step);
        let range = Range { low: round(low), high: round(high) };
        (range.low < range.high).then(|| format!("{}..{}", print_number(range.low), print_number(range.high)))
    }

    /// The table: every model with its errors.
    pub fn table(&self) -> Result<JsValue, JsValue> {
        let Content::Fit(board) = &self.content else {
            return Ok(JsValue::UNDEFINED);
        };
        let row = |row: Row| {
            let m = row.measures;
            let words = |x: f64| readable(x, 3);
            TableRow {
                rms_inside: words(m.rms_inside),
                largest_inside: words(m.largest_inside),
                at_low: words(m.at_low),
                at_high: words(m.at_high),
                row,
            }
        };
        to_js(&board.table().into_iter().map(row).collect::<Vec<_>>())
    }

    /// The ends of the view and the name of the inside, for the table's head.
    #[wasm_bindgen(js_name = tableHead)]
    pub fn table_head(&self) -> Vec<String> {
        match &self.content {
            Content::Fit(board) => {
                let Range { low, high } = board.spec.view;
                vec![board.curve.inside_name().into(), readable_end(low), readable_end(high)]
            }
            Content::Activation(_) => Vec::new(),
        }
    }

    /// The neurons of the i-th network.
    pub fn neurons(&self, i: usize) -> Result<JsValue, JsValue> {
        let view = match &self.content {
            Content::Fit(board) => board.net(i),
            Content::Activation(_) => None,
        };
        let Some(view) = view else {
            return Ok(JsValue::UNDEFINED);
        };
        let neuron = |n: usize| {
            let [w1, b1, w2] = view.neuron(n);
            let hinge = hinge([w1, b1, w2]).map_or("nowhere".into(), |x| readable(x, 3));
            Neuron { w1, b1, w2, hinge }
        };
        to_js(&(0..view.width()).map(neuron).collect::<Vec<_>>())
    }

    /// b₂ of the i-th network.
    #[wasm_bindgen(js_name = outputBias)]
    pub fn output_bias(&self, i: usize) -> Option<f32> {
        match &self.content {
            Content::Fit(board) => board.net(i).map(|view| view.output_bias()),
            Content::Activation(_) => None,
        }
    }

    /// The value of the key `nets` with one weight of the i-th network set by hand, all its others
    /// as they are now. `part` is 0, 1, 2 for w₁, b₁, w₂; neuron = width with part 0 is b₂.
    #[wasm_bindgen(js_name = netsByHand)]
    pub fn nets_by_hand(&self, i: usize, neuron: usize, part: usize, value: f32) -> Option<String> {
        let Content::Fit(board) = &self.content else {
            return None;
        };
        let mut nets = board.spec.nets.clone();
        *nets.0.get_mut(i)? = board.by_hand(i, (neuron, part, value))?;
        Some(crate::spec::Value::print(&nets))
    }
}

/// `x` at the nearest multiple of `step`, a power of ten.
fn readable_step(x: f64, step: f64) -> f64 {
    // Dividing by the whole number 1/step gives 0.3, where multiplying by 0.1 gives 0.30000000000000004.
    if step < 1.0 { (x / step).round() / (1.0 / step).round() } else { (x / step).round() * step }
}

fn readable_end(x: f64) -> String {
    print_number(x).replace('-', "−")
}
