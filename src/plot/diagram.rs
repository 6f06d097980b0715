//! The diagram of a network: columns of neurons, and a line for each weight.

use super::drawing::clip::{Point, Rect};
use super::drawing::pen::{Failure, Lettering, Pen, text_width};
use super::drawing::rgb::mix;
use super::drawing::theme::{Stroke, Theme};
use super::layout::font_size;
use super::legend::{lettering, title};
use super::options::Options;
use crate::figure::diagram::{Diagram, Layer, LayerPart};
use crate::figure::lines::Ink;
use plotters::coord::Shift;
use plotters::prelude::{DrawingArea, DrawingBackend};
use plotters::style::RGBColor;
use plotters::style::text_anchor::{HPos, VPos};

/// Draws `diagram` on `area`.
///
/// # Errors
/// When the backend fails.
pub fn draw<B: DrawingBackend>(
    area: &DrawingArea<B, Shift>,
    font_scale: f64,
    diagram: &Diagram,
    options: &Options,
) -> Result<(), Failure<B>> {
    let theme = Theme::new(options.dark);
    let plan = Plan::new(diagram, options);
    let sheet = Drawing { pen: Pen::new(area, font_scale), theme, plan: &plan };
    sheet.pen.clear(theme.background)?;
    sheet.highlight()?;
    sheet.weights()?;
    plan.columns.iter().flatten().try_for_each(|stack| sheet.neurons(stack))?;
    sheet.labels()?;
    sheet.brackets()?;
    if options.legend {
        title(&sheet.pen, &theme, &diagram.title, font_size(options))?;
    }
    Ok(())
}

/// The drawn neurons of a layer, one above the other.
struct Stack<'a> {
    layer: &'a Layer,
    /// Centre of each drawn neuron with its index in the layer.
    neurons: Vec<(Point, usize)>,
    /// The position of the dots that represent the neurons left out.
    dots: Option<Point>,
}

/// The positions of all parts, in pixels.
struct Plan<'a> {
    /// Layers from left to right. A question is drawn below the layer that it belongs to.
    columns: Vec<Vec<Stack<'a>>>,
    /// The label below each column.
    labels: Vec<Vec<String>>,
    /// Between the brackets and the labels.
    room: Rect,
    radius: f64,
    font: f64,
    /// Height of the labels' text.
    small: f64,
}

/// The number of places that a layer takes in its column, and whether one of them represents neurons left out.
fn places(width: u32) -> (usize, bool) {
    match width {
        0..=8 => (width as usize, false),
        9..=63 => (7, true),
        64..=255 => (9, true),
        _ => (11, true),
    }
}

/// Places between a latent layer and the question below it.
const QUESTION_GAP: f64 = 0.8;

impl<'a> Plan<'a> {
    fn new(diagram: &'a Diagram, options: &Options) -> Self {
        let font = font_size(options);
        let mut layers: Vec<Vec<&Layer>> = Vec::new();
        for layer in &diagram.layers {
            match layers.last_mut() {
                Some(column) if layer.part == LayerPart::Question => column.push(layer),
                _ => layers.push(vec![layer]),
            }
        }
        let beside = |column: Option<&Vec<&Layer>>| {
            let names = column.into_iter().flatten().flat_map(|layer| &layer.names);
            names.map(|name| text_width(name, font)).fold(0.0, f64::max) + 1.6 * font
        };
        let (left, right) = (beside(layers.first()), beside(layers.last()));
        let pitch = (options.width - left - right - 2.0 * font) / layers.len().max(2) as f64;
        let (labels, small) = labels(&layers, pitch, font);
        let lines = labels.iter().map(Vec::len).max().unwrap_or(0);
        let bracketed = diagram.layers.iter().any(|layer| !layer.group.is_empty());
        let top = if options.legend { 3.2 * font } else { 0.8 * font } + if bracketed { 2.6 * font } else { 0.0 };
        let bottom = options.height - 0.8 * font - 1.3 * small * lines as f64 - 0.6 * font;
        // Half the width of a column remains beside the first and the last.
        let room = Rect {
            left: left + font + pitch / 2.0,
            top,
            right: options.width - right - font - pitch / 2.0,
            bottom: bottom.max(top + 20.0),
        };
        let most = layers.iter().map(|column| needed(column)).fold(1.0, f64::max);
        let step = ((room.bottom - room.top) / most).min(3.0 * font);
        // The labels of a small network stay close to it.
        let spare = (room.bottom - room.top - (most + 0.6) * step).max(0.0) / 2.0;
        let room = Rect { top: room.top + spare, bottom: room.bottom - spare, ..room };
        let radius = (0.37 * step).min(0.28 * pitch);
        let columns = stacks(&layers, room, step);
        Self { columns, labels, room, radius, font, small }
    }
}

/// The number of places that a column needs if its first layer is centred vertically.
fn needed(column: &[&Layer]) -> f64 {
    let first = column.first().map_or(0, |layer| places(layer.width).0) as f64;
    // The name of a question is below it.
    let below = column.iter().skip(1).map(|layer| places(layer.width).0 as f64 + QUESTION_GAP + 0.9).sum::<f64>();
    first + 2.0 * below
}

fn stacks<'a>(layers: &[Vec<&'a Layer>], room: Rect, step: f64) -> Vec<Vec<Stack<'a>>> {
    let pitch = (room.right - room.left) / (layers.len().max(2) - 1) as f64;
    let middle = (room.top + room.bottom) / 2.0;
    let column = |(i, column): (usize, &Vec<&'a Layer>)| {
        let x = if layers.len() == 1 { (room.left + room.right) / 2.0 } else { room.left + pitch * i as f64 };
        let mut y = middle - step * column.first().map_or(0, |layer| places(layer.width).0) as f64 / 2.0;
        let stack = |&layer: &&'a Layer| {
            if layer.part == LayerPart::Question && !std::ptr::eq(layer, column[0]) {
                y += step * QUESTION_GAP;
            }
            let (n, left_out) = places(layer.width);
            let place = |i: usize| (x, y + step * (i as f64 + 0.5));
            let gap = if left_out { n / 2 } else { n };
            let index = |i: usize| if i < gap { i } else { layer.width as usize + i - n };
            let neurons = (0..n).filter(|i| *i != gap).map(|i| (place(i), index(i))).collect();
            let stack = Stack { layer, neurons, dots: left_out.then(|| place(gap)) };
            y += step * n as f64;
            stack
        };
        column.iter().map(stack).collect()
    };
    layers.iter().enumerate().map(column).collect()
}

/// The label below each column, broken into lines that fit, and the height of the text.
fn labels(layers: &[Vec<&Layer>], pitch: f64, font: f64) -> (Vec<Vec<String>>, f64) {
    let fits = |text: &str, size: f64| 1.12 * text_width(text, size) < pitch - 4.0;
    let broken = |line: &String, size: f64| -> Vec<String> {
        line.split(' ').fold(Vec::new(), |mut lines: Vec<String>, word| {
            match lines.last_mut().filter(|last| fits(&format!("{last} {word}"), size)) {
                Some(last) => *last = format!("{last} {word}"),
                None => lines.push(word.into()),
            }
            lines
        })
    };
    let at_size = |size: f64| -> Vec<Vec<String>> {
        let lines = |column: &Vec<&Layer>| column.iter().flat_map(|l| &l.lines).flat_map(|l| broken(l, size)).collect();
        layers.iter().map(lines).collect()
    };
    let sizes = [1.0, 0.92, 0.84, 0.77].map(|part| part * font);
    let good = |size: &f64| at_size(*size).iter().flatten().all(|line| fits(line, *size));
    let size = sizes.into_iter().find(good).unwrap_or(sizes[3]);
    (at_size(size), size)
}

/// A diagram while it is drawn.
struct Drawing<'a, B: DrawingBackend> {
    pen: Pen<'a, B>,
    theme: Theme,
    plan: &'a Plan<'a>,
}

impl<B: DrawingBackend> Drawing<'_, B> {
    fn colour(&self, part: LayerPart) -> RGBColor {
        match part {
            LayerPart::Input | LayerPart::Output => self.theme.text,
            LayerPart::Hidden => self.theme.stroke(Ink::Net(0)).colour,
            LayerPart::Latent => self.theme.stroke(Ink::Net(1)).colour,
            LayerPart::Question => self.theme.stroke(Ink::Net(2)).colour,
        }
    }

    /// A band behind the latent layer, which is the bottleneck of the network.
    fn highlight(&self) -> Result<(), Failure<B>> {
        for stack in self.plan.columns.iter().flatten().filter(|stack| stack.layer.part == LayerPart::Latent) {
            let (Some(first), Some(last)) = (stack.neurons.first(), stack.neurons.last()) else { continue };
            let pad = 1.75 * self.plan.radius;
            let (left, right) = (first.0.0 - pad, first.0.0 + pad);
            let (top, bottom) = (first.0.1 - pad, last.0.1 + pad);
            let corners = [(left, top), (right, top), (right, bottom), (left, bottom)];
            self.pen.tint(&corners, self.colour(LayerPart::Latent), 0.13)?;
        }
        Ok(())
    }

    fn weights(&self) -> Result<(), Failure<B>> {
        for pair in self.plan.columns.windows(2) {
            // A question does not depend on the layer before it, so no lines lead to it.
            let Some(targets) = pair[1].first() else { continue };
            for source in &pair[0] {
                let lines = source.neurons.len() * targets.neurons.len();
                let opacity = if lines > 60 { 0.22 } else { 0.4 };
                let colour = if source.layer.part == LayerPart::Question {
                    self.colour(LayerPart::Question)
                } else {
                    self.theme.text
                };
                let stroke = Stroke { colour, opacity, width: 0.7, dash: None };
                for (from, _) in &source.neurons {
                    targets.neurons.iter().try_for_each(|(to, _)| self.pen.line(&[*from, *to], stroke))?;
                }
            }
        }
        Ok(())
    }

    fn neurons(&self, stack: &Stack) -> Result<(), Failure<B>> {
        let (radius, colour) = (self.plan.radius, self.colour(stack.layer.part));
        let inside = mix(self.theme.background, colour, 0.22);
        for (centre, _) in &stack.neurons {
            self.pen.disc(*centre, radius, inside, Stroke { colour, opacity: 1.0, width: 1.4, dash: None })?;
        }
        if let Some((x, y)) = stack.dots {
            let dot = (0.13 * radius).max(1.0);
            for shift in [-0.62, 0.0, 0.62] {
                let at = (x, y + shift * radius);
                // A patch in the colour of the page keeps the lines away from the dots.
                self.pen.disc(at, 2.6 * dot, self.theme.background, self.rim(self.theme.background))?;
            }
            for shift in [-0.62, 0.0, 0.62] {
                self.pen.disc((x, y + shift * radius), dot, colour, self.rim(colour))?;
            }
        }
        self.names(stack)
    }

    fn rim(&self, colour: RGBColor) -> Stroke {
        Stroke { colour, opacity: 1.0, width: 0.8, dash: None }
    }

    /// Names beside the first and the last column, and below questions.
    fn names(&self, stack: &Stack) -> Result<(), Failure<B>> {
        let (radius, font) = (self.plan.radius, self.plan.font);
        let is_in =
            |column: Option<&Vec<Stack>>| column.is_some_and(|c| c.iter().any(|s| std::ptr::eq(s.layer, stack.layer)));
        let first = is_in(self.plan.columns.first());
        let last = is_in(self.plan.columns.last());
        let below = stack.layer.part == LayerPart::Question && !first;
        let ground = self.theme.background;
        for ((x, y), index) in &stack.neurons {
            let Some(name) = stack.layer.names.get(*index) else { continue };
            let (at, across, down) = if below {
                ((*x, y + radius + 0.3 * font), HPos::Center, VPos::Top)
            } else if first {
                ((x - radius - 0.5 * font, *y), HPos::Right, VPos::Center)
            } else if last {
                ((x + radius + 0.5 * font, *y), HPos::Left, VPos::Center)
            } else {
                continue;
            };
            let colour = if below { self.colour(LayerPart::Question) } else { self.theme.text };
            let how = Lettering { colour, ..lettering(&self.theme, font, across, down) };
            self.pen.text_on(name, at, how, ground)?;
        }
        Ok(())
    }

    fn labels(&self) -> Result<(), Failure<B>> {
        for (column, lines) in self.plan.columns.iter().zip(&self.plan.labels) {
            let Some((at, _)) = column.first().and_then(|stack| stack.neurons.first()) else { continue };
            for (i, line) in lines.iter().enumerate() {
                let y = self.plan.room.bottom + 0.6 * self.plan.font + 1.3 * self.plan.small * i as f64;
                self.pen.text(line, (at.0, y), lettering(&self.theme, self.plan.small, HPos::Center, VPos::Top))?;
            }
        }
        Ok(())
    }

    /// A bracket with a name above neighbouring layers of one group.
    fn brackets(&self) -> Result<(), Failure<B>> {
        let (radius, font) = (self.plan.radius, self.plan.font);
        let group = |column: &Vec<Stack>| column.first().map_or("", |stack| stack.layer.group.as_str()).to_string();
        let x = |column: &Vec<Stack>| column.first().and_then(|s| s.neurons.first()).map_or(0.0, |(at, _)| at.0);
        for run in self.plan.columns.chunk_by(|a, b| group(a) == group(b)) {
            let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
            let name = group(first);
            if name.is_empty() {
                continue;
            }
            let (left, right) = (x(first) - radius - 2.0, x(last) + radius + 2.0);
            let y = self.plan.room.top - 1.0 * font;
            let bracket = [(left, y + 5.0), (left, y), (right, y), (right, y + 5.0)];
            self.pen.line(&bracket, Stroke { colour: self.theme.text, opacity: 0.8, width: 1.0, dash: None })?;
            let how = lettering(&self.theme, font, HPos::Center, VPos::Bottom);
            self.pen.text(&name, ((left + right) / 2.0, y - 3.0), how)?;
        }
        Ok(())
    }
}
