//! Figures with arbitrary numbers: the number and the position of all drawn elements are bounded.

use plotters::prelude::{DrawingBackend, IntoDrawingArea};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingErrorKind};
use proptest::prelude::*;
use scinet::figure::axis::{Axis, decades, widen};
use scinet::figure::field::{Grid, Map, Outline, Sheet, Surface, TrainingArea};
use scinet::figure::lines::{Figure, Ink, Series, Training};
use scinet::figure::picture::Picture;
use scinet::plot::{FINE, Options, Paper, View, draw_picture};
use scinet::spec::Range;
use std::cell::Cell;
use std::convert::Infallible;

/// Numbers that no figure expects.
const HOSTILE: [f64; 24] = [
    f64::NAN,
    f64::INFINITY,
    f64::NEG_INFINITY,
    f64::MAX,
    f64::MIN,
    f64::MIN_POSITIVE,
    5e-324,
    1e308,
    -1e300,
    3.402_823_5e38,
    -3.402_823_5e38,
    1e38,
    1e-45,
    -1e-45,
    1e-38,
    1e16,
    1.000_000_000_000_000_2,
    1.0,
    -1.0,
    0.0,
    -0.0,
    0.5,
    1e7,
    1e-7,
];

/// Any number; most of them are hostile or plain.
pub fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        4 => prop::sample::select(&HOSTILE[..]),
        4 => -3.0..3.0_f64,
        1 => any::<u64>().prop_map(f64::from_bits),
        1 => any::<u32>().prop_map(|bits| f64::from(f32::from_bits(bits))),
    ]
}

/// `n` numbers that repeat a few.
fn cycle(few: &[f64], n: usize) -> Vec<f64> {
    few.iter().copied().cycle().take(n).collect()
}

fn few() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(number(), 1..7)
}

fn axis() -> impl Strategy<Value = Axis> {
    let made = (number(), number(), 0..4_u8).prop_map(|(low, high, how)| match how {
        0 => Axis::linear("x", Range { low, high }),
        1 => Axis::log("loss", Range { low, high }),
        2 => Axis::linear("x", widen(low, high)),
        _ => Axis::log("loss", decades(low, high)),
    });
    (made, any::<bool>()).prop_map(|(axis, floor)| if floor { axis.with_floor() } else { axis })
}

fn ink() -> impl Strategy<Value = Ink> {
    let inks = vec![
        Ink::Truth,
        Ink::TruthOf(1),
        Ink::Net(0),
        Ink::Baseline(0),
        Ink::Neuron(3),
        Ink::Body(0),
        Ink::Spread,
        Ink::HeldRows,
        Ink::NetPoints(7),
    ];
    prop::sample::select(inks)
}

fn series() -> impl Strategy<Value = Series> {
    let n = prop_oneof![20 => 0..40_usize, 1 => Just(1201_usize)];
    (few(), few(), n, ink(), any::<bool>(), any::<bool>()).prop_map(|(x, y, n, ink, filled, grid)| {
        let x = if grid { (0..n).map(|i| i as f64 / n as f64).collect() } else { cycle(&x, n) };
        let points = x.into_iter().zip(cycle(&y, n)).collect();
        Series { name: "a curve".into(), ink, points, listed: true, filled }
    })
}

fn figure() -> impl Strategy<Value = Figure> {
    let training = prop::option::of((number(), number(), few()));
    (axis(), axis(), prop::collection::vec(series(), 0..4), training, few()).prop_map(
        |(x, y, series, training, hinges)| {
            let training = training.map(|(low, high, density)| Training {
                inside: Range { low, high },
                label: "training data".into(),
                density: density.iter().copied().zip(density.iter().rev().copied()).collect(),
            });
            Figure { title: "t".into(), x, y, training, hinges, series }
        },
    )
}

/// A grid, values for several surfaces, and a training area.
fn field() -> impl Strategy<Value = (Grid, Vec<Vec<f64>>, Option<TrainingArea>)> {
    let side = prop_oneof![20 => 0..7_usize, 1 => Just(41_usize)];
    // Truth and network: no cell has more surfaces.
    let values = prop::collection::vec(few(), 0..3);
    (side.clone(), side, values, few(), few(), any::<bool>(), any::<bool>()).prop_map(
        |(n_x, n_y, values, x, y, even, trained)| {
            let along =
                |few: &[f64], n: usize| if even { (0..n).map(|i| i as f64 / 7.0).collect() } else { cycle(few, n) };
            let grid = Grid { x: along(&x, n_x), y: along(&y, n_y) };
            let values: Vec<Vec<f64>> = values.iter().map(|few| cycle(few, n_x * n_y)).collect();
            let points = x.iter().copied().cycle().zip(y.iter().copied()).take(60).collect();
            let outlines = vec![Outline { label: "2 σ".into(), points }];
            let training = trained.then(|| TrainingArea { density: cycle(&y, n_x * n_y), outlines });
            (grid, values, training)
        },
    )
}

fn surface() -> impl Strategy<Value = Surface> {
    (axis(), axis(), axis(), field()).prop_map(|(x, y, z, (grid, values, training))| {
        let sheet = |(i, values): (usize, Vec<f64>)| Sheet { name: "sheet".into(), ink: Ink::Net(i), values };
        let sheets = values.into_iter().enumerate().map(sheet).collect();
        Surface { title: "t".into(), x, y, z, grid, sheets, training, cut: Some("cut at 10".into()) }
    })
}

fn map() -> impl Strategy<Value = Map> {
    (axis(), axis(), axis(), field(), any::<[bool; 3]>()).prop_map(
        |(x, y, colour, (grid, values, training), [columns, rows, texts])| {
            let names = |on: bool, n: usize| if on { vec!["a name".to_string(); n] } else { Vec::new() };
            let (x_names, y_names) = (names(columns, grid.x.len()), names(rows, grid.y.len()));
            let texts = names(texts, grid.len());
            let values = values.into_iter().next().unwrap_or_default();
            Map { title: "t".into(), x, y, x_names, y_names, colour, grid, values, texts, training }
        },
    )
}

/// A picture of any kind that holds numbers.
pub fn picture() -> impl Strategy<Value = Picture> {
    prop_oneof![
        4 => figure().prop_map(Picture::Lines),
        1 => figure().prop_map(Picture::Plan),
        2 => map().prop_map(Picture::Map),
        1 => surface().prop_map(Picture::Surface),
    ]
}

/// The drawing options.
pub fn how() -> impl Strategy<Value = (View, Options)> {
    let size = prop::sample::select(vec![(640.0, 400.0), (340.0, 300.0), (2000.0, 260.0), (60.0, 40.0)]);
    let degrees = || prop_oneof![3 => 0.0..360.0_f64, 1 => number()];
    (degrees(), degrees(), size, any::<bool>(), any::<bool>()).prop_map(
        |(azimuth, elevation, (width, height), dark, legend)| {
            (View { azimuth, elevation }, Options { width, height, dark, legend })
        },
    )
}

/// The cost of a drawing.
#[derive(Debug, Default)]
struct Cost {
    /// Number of lines, areas and texts.
    commands: Cell<usize>,
    /// Number of their corners.
    points: Cell<usize>,
    /// Length of all lines, in pixels of the page.
    length: Cell<f64>,
    /// Largest distance of any element from the upper left corner of the picture, in pictures.
    far: Cell<f64>,
}

struct Counter<'a> {
    size: (u32, u32),
    cost: &'a Cost,
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl Counter<'_> {
    fn count(&self, points: impl IntoIterator<Item = BackendCoord>, is_line: bool) -> Drawn {
        let mut before: Option<BackendCoord> = None;
        let cost = self.cost;
        cost.commands.set(cost.commands.get() + 1);
        for (x, y) in points {
            cost.points.set(cost.points.get() + 1);
            let (x_part, y_part) = (f64::from(x) / f64::from(self.size.0), f64::from(y) / f64::from(self.size.1));
            cost.far.set(cost.far.get().max((x_part - 0.5).abs()).max((y_part - 0.5).abs()));
            if let Some((a, b)) = before.filter(|_| is_line) {
                let (dx, dy) = (f64::from(x - a), f64::from(y - b));
                cost.length.set(cost.length.get() + (dx * dx + dy * dy).sqrt() / FINE);
            }
            before = Some((x, y));
        }
        Ok(())
    }
}

impl DrawingBackend for Counter<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }
    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }
    fn present(&mut self) -> Drawn {
        Ok(())
    }
    fn draw_pixel(&mut self, at: BackendCoord, _: BackendColor) -> Drawn {
        self.count([at], false)
    }
    fn draw_line<S: BackendStyle>(&mut self, a: BackendCoord, b: BackendCoord, _: &S) -> Drawn {
        self.count([a, b], true)
    }
    fn draw_rect<S: BackendStyle>(&mut self, a: BackendCoord, b: BackendCoord, _: &S, _: bool) -> Drawn {
        self.count([a, b], false)
    }
    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, _: &S) -> Drawn {
        self.count(path, true)
    }
    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, _: &S) -> Drawn {
        self.count(path, false)
    }
    fn draw_circle<S: BackendStyle>(&mut self, centre: BackendCoord, _: u32, _: &S, _: bool) -> Drawn {
        self.count([centre], false)
    }
    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, _: &S, at: BackendCoord) -> Drawn {
        self.cost.points.set(self.cost.points.get() + text.len());
        self.count([at], false)
    }
}

/// Maximum number of lines, areas and texts of a picture, and of their corners. A browser draws them in less than 100
/// ms.
const COMMANDS: usize = 30_000;
const POINTS: usize = 150_000;
/// Maximum distance of any element from the middle, in pictures: half a picture inside, one more around it.
const FAR: f64 = 1.51;

/// Draws a picture on a backend that counts, and returns the exceeded limits.
pub fn is_bounded(picture: &Picture, view: View, options: &Options) -> Result<(), String> {
    let cost = Cost::default();
    let fine = |length: f64| (length * FINE) as u32;
    {
        let counter = Counter { size: (fine(options.width), fine(options.height)), cost: &cost };
        draw_picture(&Paper::new(counter).into_drawing_area(), 1.0, picture, view, options)
            .map_err(|error| error.to_string())?;
    }
    let (commands, points, far) = (cost.commands.get(), cost.points.get(), cost.far.get());
    if commands > COMMANDS || points > POINTS || far > FAR {
        return Err(format!(
            "{commands} commands, {points} points, {:.0} px of lines, {far:.2} pictures from the middle",
            cost.length.get()
        ));
    }
    if std::env::var_os("COSTS").is_some() && commands > 2000 {
        println!("{commands} commands, {points} points, {:.0} px", cost.length.get());
    }
    Ok(())
}
