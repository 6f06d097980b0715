//! The figures of a cell: drawn on a canvas, saved as SVG and CSV, read by the mouse.

use super::canvas::FineCanvas;
use super::cell::{Cell, failed};
use super::to_js;
use crate::figure::lines::{Figure, Ink, SeriesValue};
use crate::figure::number::{at_step, readable};
use crate::figure::picture::Picture;
use crate::float::{exp10, log10};
use crate::plot::theme::{Theme, css};
use crate::plot::{Layout, Options, Paper, draw_picture, svg_picture};
use crate::spec::{Range, print_number};
use plotters::prelude::IntoDrawingArea;
use serde::Serialize;
use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

/// A series of a figure as its legend shows it.
#[derive(Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
struct LegendEntry {
    name: String,
    light: String,
    dark: String,
    dashed: bool,
    thick: bool,
    /// `dot` or `ring` for points. `None` for a line.
    mark: &'static str,
}

/// One line of the box beside the mouse.
#[derive(Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
struct Hover {
    name: String,
    x: f64,
    y: f64,
    text: String,
    light: String,
    dark: String,
    column: f64,
    row: f64,
}

/// The values under a pixel column of a figure.
#[derive(Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
struct Probe {
    x: String,
    top: f64,
    bottom: f64,
    inside: Option<bool>,
    series: Vec<Hover>,
}

fn colours(ink: Ink) -> (String, String) {
    let colour = |dark| css(Theme::new(dark).stroke(ink).colour);
    (colour(false), colour(true))
}

#[wasm_bindgen]
impl Cell {
    /// The names of the figures of the cell. For a kind with panels, those of one panel.
    pub fn figures(&self, panel: &str) -> Vec<String> {
        self.board.figures(panel)
    }

    /// The last drawing of a figure.
    fn last(&self, name: &str) -> Option<(&Figure, &Layout)> {
        self.drawn.iter().find(|(known, ..)| known == name).map(|(_, figure, layout)| (figure, layout))
    }

    fn picture(&self, name: &str, hidden: &[String]) -> Result<Picture, JsValue> {
        self.board.picture(name, hidden).ok_or_else(|| failed(format!("there is no figure {name}")))
    }

    /// Draws a figure on a canvas of `width` × `height` page pixels, without the series in `hidden`. A figure that moves,
    /// because it is turned or its network is trained, is drawn `coarse`.
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
        coarse: bool,
    ) -> Result<(), JsValue> {
        self.board.coarsen(coarse);
        let picture = self.picture(name, &hidden);
        self.board.coarsen(false);
        let picture = picture?;
        let layout = self.paint(canvas, &picture, Options { width, height, dark, legend: false }, ratio)?;
        if let (Picture::Lines(figure), Some(layout)) = (picture, layout) {
            self.drawn.retain(|(known, ..)| known != name);
            self.drawn.push((name.into(), figure, layout));
        }
        Ok(())
    }

    /// Draws a figure as it is saved, with title and legend.
    #[allow(clippy::too_many_arguments)]
    #[wasm_bindgen(js_name = drawWhole)]
    pub fn draw_whole(
        &self,
        canvas: HtmlCanvasElement,
        name: &str,
        width: f64,
        height: f64,
        ratio: f64,
        dark: bool,
        hidden: Vec<String>,
    ) -> Result<(), JsValue> {
        let picture = self.picture(name, &hidden)?;
        self.paint(canvas, &picture, Options { width, height, dark, legend: true }, ratio).map(drop)
    }

    fn paint(
        &self,
        canvas: HtmlCanvasElement,
        picture: &Picture,
        options: Options,
        ratio: f64,
    ) -> Result<Option<Layout>, JsValue> {
        let canvas = FineCanvas::new(canvas, options.width, options.height, ratio)?;
        draw_picture(&Paper::new(canvas).into_drawing_area(), 1.0, picture, self.view, &options).map_err(failed)
    }

    /// A figure as SVG, with title and legend.
    pub fn svg(&self, name: &str, width: f64, height: f64, dark: bool, hidden: Vec<String>) -> Result<String, JsValue> {
        let options = Options { width, height, dark, legend: true };
        svg_picture(&self.picture(name, &hidden)?, self.view, &options).map_err(failed)
    }

    /// The numbers of a figure as CSV.
    pub fn csv(&self, name: &str) -> Result<String, JsValue> {
        self.board.csv(name).ok_or_else(|| failed(format!("there is no figure {name}")))
    }

    /// The title of a figure.
    pub fn title(&self, name: &str) -> Result<String, JsValue> {
        self.board.title(name).ok_or_else(|| failed(format!("there is no figure {name}")))
    }

    /// Whether a figure is a surface, which can be turned.
    pub fn turns(&self, name: &str) -> bool {
        self.board.turns(name)
    }

    /// The legend that the cell's figures share, of a kind with panels those of one.
    #[wasm_bindgen(unchecked_return_type = "LegendEntry[]")]
    pub fn legend(&self, panel: &str) -> Result<JsValue, JsValue> {
        let entry = |(name, ink): (String, Ink)| {
            let (light, dark) = colours(ink);
            let stroke = Theme::new(false).stroke(ink);
            let mark = match ink {
                Ink::HeldRows => "ring",
                _ if ink.is_points() => "dot",
                _ => "",
            };
            LegendEntry { name, light, dark, dashed: stroke.dash.is_some(), thick: stroke.width > 2.5, mark }
        };
        let curves = self.board.legend(panel);
        to_js(&curves.into_iter().map(entry).collect::<Vec<_>>())
    }

    /// What stands under a pixel column of the figure as it was drawn last; undefined outside the plot.
    #[wasm_bindgen(unchecked_return_type = "Probe | undefined")]
    pub fn probe(&self, name: &str, column: f64) -> Result<JsValue, JsValue> {
        let Some((figure, layout)) = self.last(name) else {
            return Ok(JsValue::UNDEFINED);
        };
        if !(layout.plot.left..=layout.plot.right).contains(&column) {
            return Ok(JsValue::UNDEFINED);
        }
        let x = layout.x_at(column);
        let hover = |value: SeriesValue| {
            let (light, dark) = colours(value.ink);
            let row = layout.row(value.y).clamp(layout.plot.top, layout.plot.bottom);
            let SeriesValue { name, x, y, .. } = value;
            Hover { name, x, y, text: readable(y, 4), light, dark, column: layout.column(x), row }
        };
        let values = figure.read(x);
        let x = values.first().map_or(x, |value| value.x);
        let inside = figure.training.as_ref().map(|training| (training.inside.low..=training.inside.high).contains(&x));
        to_js(&Probe {
            x: format!("{} = {}", figure.x.label, readable(x, 4)),
            top: layout.plot.top,
            bottom: layout.plot.bottom,
            inside,
            series: values.into_iter().map(hover).collect(),
        })
    }

    /// The left and the right edge of the plot in its last drawing, in page pixels.
    pub fn edges(&self, name: &str) -> Option<Vec<f64>> {
        self.last(name).map(|(_, layout)| vec![layout.plot.left, layout.plot.right])
    }

    /// The view between two pixel columns, as the value of the key `view`.
    ///
    /// It starts from the present view of the spec, which may be newer than the last drawing: a mouse moves several
    /// times per frame.
    #[wasm_bindgen(js_name = viewBetween)]
    pub fn view_between(&self, name: &str, left: f64, right: f64) -> Option<String> {
        let (figure, layout) = self.last(name)?;
        let view = self.board.view(figure.x.range)?;
        let at =
            |column: f64| view.low + view.span() * (column - layout.plot.left) / (layout.plot.right - layout.plot.left);
        let (low, high) = (at(left), at(right));
        // The view is written with as many digits as its span needs.
        let step = exp10(log10(high - low).floor() - 4.0);
        let round = |x: f64| at_step(x, step);
        let range = Range { low: round(low), high: round(high) };
        (range.low < range.high).then(|| format!("{}..{}", print_number(range.low), print_number(range.high)))
    }

    /// The function that a stroke of the pointer over a figure draws, as the value of the key `target`. `columns` and
    /// `rows` are the page pixels of the stroke.
    pub fn through(&self, name: &str, columns: &[f64], rows: &[f64]) -> Option<String> {
        self.last(name).and_then(|(_, layout)| layout.through(columns, rows))
    }
}
