//! Figures as SVG, compared with the files in `figures/`. `UPDATE_FIGURES=1 cargo test` writes the files.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test says what failed by panicking")]

use scinet::figure::axis::Axis;
use scinet::figure::diagram::{Diagram, Layer, LayerPart};
use scinet::figure::field::{Grid, Map, Outline, Sheet, Surface, TrainingArea};
use scinet::figure::lines::{Figure, Ink, Series};
use scinet::figure::picture::Picture;
use scinet::float::{atan2, cos, exp, sin};
use scinet::kinds::NetState;
use scinet::kinds::Spec;
use scinet::kinds::activation::ActivationSpec;
use scinet::kinds::activation::activation_figure;
use scinet::kinds::data::DataBoard;
use scinet::kinds::data::DataRivals;
use scinet::kinds::fit::FigureKind;
use scinet::kinds::fit::FitBoard;
use scinet::kinds::fit::FitSpec;
use scinet::plot::{Options, View, svg, svg_picture};
use scinet::spec::Range;
use std::fs;

/// Compares a drawing with its file. Text sizes do not depend on fonts, so neither do the files.
fn check(name: &str, drawn: &str) {
    let path = format!("{}/tests/figures/{name}.svg", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("UPDATE_FIGURES").is_some() {
        fs::write(&path, drawn).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    let differs = drawn.lines().zip(expected.lines()).position(|(a, b)| a != b);
    assert!(
        drawn == expected,
        "{path} differs from line {:?} on; look at it, then run UPDATE_FIGURES=1 cargo test --test figures",
        differs.map_or(0, |line| line + 1)
    );
}

/// Compares a picture seen from the default side.
fn check_picture(name: &str, picture: &Picture, options: &Options) {
    check(name, &svg_picture(picture, View::default(), options).unwrap());
}

const PHONE: Options = Options { width: 340.0, height: 300.0, dark: true, legend: true };
const LIGHT: Options = Options { width: 640.0, height: 400.0, dark: false, legend: true };

fn board(text: &str, nets: &[(&[f32], &[f32])]) -> FitBoard {
    let spec = Spec::parse("fit", text).unwrap().get::<scinet::kinds::fit::FitSpec>().unwrap().clone();
    let mut board = FitBoard::new(spec);
    for (state, (parameters, losses)) in board.nets.iter_mut().zip(nets) {
        *state = NetState {
            epoch: losses.len() as u32,
            parameters: parameters.to_vec(),
            losses: losses.to_vec(),
            history: Vec::new(),
        };
    }
    board
}

/// 10 + ReLU(x) − ReLU(−x), and ReLU(x + 10).
const IDENTITIES: [(&[f32], &[f32]); 2] = [
    (&[1.0, -1.0, 0.0, 0.0, 1.0, -1.0, 10.0], &[100.0, 10.0, 0.5, 0.01]),
    (&[1.0, 10.0, 1.0, 0.0], &[90.0, 50.0, 30.0, 20.0]),
];
const TWO_NETS: &str = "nets = relu:2, relu:1\npolynomials = none\n";

#[test]
fn the_fit_shows_both_identities_and_the_training_data() {
    let figure = board(TWO_NETS, &IDENTITIES).figure(FigureKind::Fit, &[]);
    check("fit", &svg(&figure, &LIGHT).unwrap());
    check("fit-dark-phone", &svg(&figure, &Options { width: 340.0, height: 300.0, dark: true, legend: true }).unwrap());
}

#[test]
fn errors_are_drawn_by_size_or_with_their_sign() {
    let figure = board(TWO_NETS, &IDENTITIES).figure(FigureKind::Error, &[]);
    check("error-log", &svg(&figure, &LIGHT).unwrap());
    let figure = board(&format!("{TWO_NETS}errors = linear"), &IDENTITIES).figure(FigureKind::Error, &[]);
    check("error-linear", &svg(&figure, &LIGHT).unwrap());
}

#[test]
fn polynomials_are_drawn_beside_the_step_and_leave_the_figure_outside() {
    let mut board = board("target = 10*step(x)\nnets = none\npolynomials = 3, 25\nview = -6..6\npairs = 2000", &[]);
    let (x, y) = board.curve.draw_pairs(2000);
    board.polynomials = Some(scinet::fits::PolynomialFit::fit(&x, &y, 25).unwrap());
    check("polynomials", &svg(&board.figure(FigureKind::Fit, &[]), &LIGHT).unwrap());
}

#[test]
fn the_loss_curve_is_logarithmic() {
    let figure = board(&format!("{TWO_NETS}epochs = 100"), &IDENTITIES).figure(FigureKind::Loss, &[]);
    check("loss", &svg(&figure, &LIGHT).unwrap());
}

#[test]
fn neurons_are_drawn_with_their_sum_and_hinges() {
    let figure = board(TWO_NETS, &IDENTITIES).figure(FigureKind::Neurons(0), &[]);
    check("neurons", &svg(&figure, &LIGHT).unwrap());
}

#[test]
fn activations_are_drawn_with_their_slopes() {
    let spec = Spec::parse("activation", "derivatives = yes\nview = -4..4")
        .unwrap()
        .get::<scinet::kinds::activation::ActivationSpec>()
        .unwrap()
        .clone();
    check("activation", &svg(&activation_figure(&spec, &[]), &LIGHT).unwrap());
    assert_eq!(activation_figure(&ActivationSpec::default(), &["ReLU".into()]).series.len(), 2);
}

#[test]
fn a_hidden_curve_is_not_drawn() {
    let board = board(TWO_NETS, &IDENTITIES);
    let hidden = vec![board.spec.nets.0[0].name()];
    assert_eq!(board.figure(FigureKind::Fit, &hidden).series.len(), 2);
    assert_eq!(board.figure(FigureKind::Loss, &hidden).series.len(), 3, "a curve and its band");
}

#[test]
fn the_table_has_the_errors_of_the_identities() {
    let rows = board(TWO_NETS, &IDENTITIES).table();
    assert_eq!((rows[0].measures.rms_inside, rows[0].measures.at_low), (0.0, 0.0));
    // ReLU(x + 10) is 0 at −20, where the truth is −10.
    assert_eq!((rows[1].measures.rms_inside, rows[1].measures.at_low), (0.0, 10.0));
    assert!(FitBoard::new(FitSpec::default()).table().is_empty());
}

fn grid(n_x: usize, n_y: usize) -> Grid {
    let along =
        |n: usize, low: f64, high: f64| (0..n).map(|i| low + (high - low) * i as f64 / (n - 1) as f64).collect();
    Grid { x: along(n_x, 0.5, 1.5), y: along(n_y, 0.001, 1.0) }
}

fn axes() -> (Axis, Axis) {
    let axis = |label: &str, low, high| Axis::linear(label, Range { low, high });
    (axis("frequency ω", 0.5, 1.5), axis("damping γ", 0.0, 1.0))
}

/// The driven oscillator's amplitude and phase.
fn amplitude([omega, gamma]: [f64; 2]) -> f64 {
    1.0 / (4.0 * gamma * gamma * omega * omega + (1.0 - omega * omega) * (1.0 - omega * omega)).sqrt()
}

fn phase([omega, gamma]: [f64; 2]) -> f64 {
    atan2(2.0 * gamma * omega, 1.0 - omega * omega)
}

/// Training inputs around (1, 0.5), σ = (0.1, 0.15).
fn training(grid: &Grid) -> TrainingArea {
    let distance = |x: f64, y: f64| ((x - 1.0) / 0.1) * ((x - 1.0) / 0.1) + ((y - 0.5) / 0.15) * ((y - 0.5) / 0.15);
    let ellipse = |k: f64| {
        let turn = |i: i32| f64::from(i) / 24.0 * std::f64::consts::TAU;
        let points = (0..=24).map(turn).map(|a| (1.0 + k * 0.1 * cos(a), 0.5 + k * 0.15 * sin(a))).collect();
        Outline { label: format!("{k} σ"), points }
    };
    TrainingArea {
        density: grid.points().map(|[x, y]| exp(-0.5 * distance(x, y))).collect(),
        outlines: vec![ellipse(2.0), ellipse(3.0)],
    }
}

/// A surface of a function of two inputs.
type Function = fn([f64; 2]) -> f64;

fn surface(n: usize, z: Axis, functions: &[(&str, Ink, Function)]) -> Surface {
    let ((x, y), grid) = (axes(), grid(n, n));
    let sheet = |&(name, ink, f): &(&str, Ink, Function)| Sheet {
        name: name.into(),
        ink,
        values: grid.points().map(f).collect(),
    };
    let sheets = functions.iter().map(sheet).collect();
    let training = Some(training(&grid));
    Surface { title: "Driven oscillator".into(), x, y, z, sheets, training, grid, cut: Some("cut at A = 10".into()) }
}

fn amplitude_surface(n: usize) -> Surface {
    surface(n, Axis::linear("A", Range { low: 0.0, high: 10.0 }), &[("truth", Ink::Truth, amplitude)])
}

fn phase_surface(n: usize) -> Surface {
    let net: Function = |[omega, gamma]| 1.55 + 1.7 * (omega - 1.0) + 0.3 * sin(9.0 * gamma);
    let z = Axis::linear("φ", Range { low: 0.0, high: 3.5 });
    surface(n, z, &[("truth", Ink::Truth, phase), ("SciNet", Ink::Net(0), net)])
}

#[test]
fn a_surface_is_cut_at_its_axis_and_shows_the_training_data() {
    check_picture("surface", &Picture::Surface(amplitude_surface(9)), &LIGHT);
}

#[test]
fn two_surfaces_cross_and_hide_each_other() {
    check_picture("surface-two", &Picture::Surface(phase_surface(6)), &PHONE);
}

fn map(n_x: usize, n_y: usize) -> Map {
    let ((x, y), grid) = (axes(), grid(n_x, n_y));
    let error = |[omega, gamma]: [f64; 2]| {
        let far = ((omega - 1.0) * (omega - 1.0) + (gamma - 0.5) * (gamma - 0.5)).sqrt();
        if omega + gamma < 0.8 { f64::NAN } else { 1e-3 * exp(8.0 * far) }
    };
    Map {
        title: "Error of the amplitude".into(),
        x,
        y,
        x_names: Vec::new(),
        y_names: Vec::new(),
        colour: Axis::log("|error|", Range { low: 1e-3, high: 1.0 }),
        values: grid.points().map(error).collect(),
        texts: Vec::new(),
        training: Some(training(&grid)),
        grid,
    }
}

fn matrix(two_sided: bool) -> Map {
    let names = |names: &[&str]| names.iter().map(|name| name.to_string()).collect::<Vec<_>>();
    let rows = names(&["φ", "A", "ω", "γ", "A cos φ", "A sin φ", "ω²", "1/A"]);
    let columns = names(&["z₁", "z₂", "z₃", "z₄", "z₅"]);
    let value = |i: usize| {
        let wave = sin(1.7 * i as f64);
        if two_sided { wave } else { wave * wave }
    };
    let values: Vec<f64> = (0..40).map(|i| if i == 17 { f64::NAN } else { value(i) }).collect();
    let text = |value: &f64| if value.is_nan() { "–".into() } else { format!("{value:.2}").replace('-', "−") };
    let plain = |label: &str| Axis::linear(label, Range { low: 0.0, high: 1.0 });
    Map {
        title: "What each latent variable knows".into(),
        x: plain("latent variable"),
        y: plain(""),
        colour: Axis::linear("R²", Range { low: if two_sided { -1.0 } else { 0.0 }, high: 1.0 }),
        grid: Grid { x: (0..5).map(f64::from).collect(), y: (0..8).map(f64::from).collect() },
        x_names: columns,
        y_names: rows,
        texts: values.iter().map(text).collect(),
        values,
        training: None,
    }
}

#[test]
fn a_map_has_outlines_and_hatches_unknown_values() {
    check_picture("map", &Picture::Map(map(22, 15)), &LIGHT);
}

#[test]
fn a_matrix_has_names_and_numbers() {
    check_picture("matrix", &Picture::Map(matrix(false)), &LIGHT);
    check_picture("matrix-dark-phone", &Picture::Map(matrix(true)), &PHONE);
}

fn layer(part: LayerPart, width: u32, lines: &[&str], names: &[&str], group: &str) -> Layer {
    let owned = |texts: &[&str]| texts.iter().map(|text| text.to_string()).collect();
    Layer { part, width, lines: owned(lines), names: owned(names), group: group.into() }
}

fn scinet() -> Diagram {
    let layers = vec![
        layer(LayerPart::Input, 2, &["2 inputs"], &["ω", "γ"], ""),
        layer(LayerPart::Hidden, 500, &["500 ELU"], &[], "encoder"),
        layer(LayerPart::Hidden, 100, &["100 ELU"], &[], "encoder"),
        layer(LayerPart::Latent, 5, &["5 × (μ,\u{a0}σ)"], &[], ""),
        layer(LayerPart::Question, 1, &["question"], &["t′"], ""),
        layer(LayerPart::Hidden, 100, &["100 ELU"], &[], "decoder"),
        layer(LayerPart::Hidden, 150, &["150 ELU"], &[], "decoder"),
        layer(LayerPart::Output, 2, &["2 outputs"], &["A", "φ"], ""),
    ];
    Diagram { title: "SciNet".into(), layers }
}

fn plain_net() -> Diagram {
    let layers = vec![
        layer(LayerPart::Input, 1, &["input"], &["x"], ""),
        layer(LayerPart::Hidden, 8, &["8 ReLU"], &[], ""),
        layer(LayerPart::Output, 1, &["output"], &["f(x)"], ""),
    ];
    Diagram { title: "relu:8".into(), layers }
}

#[test]
fn networks_are_drawn_as_in_a_textbook() {
    let wide = Options { width: 680.0, height: 380.0, ..LIGHT };
    check_picture("diagram-scinet", &Picture::Diagram(scinet()), &wide);
    check_picture("diagram-dark-phone", &Picture::Diagram(scinet()), &PHONE);
    check_picture("diagram-plain", &Picture::Diagram(plain_net()), &LIGHT);
}

fn histogram() -> Figure {
    let edges: Vec<f64> = (0..=24).map(|i| -3.0 + 0.25 * f64::from(i)).collect();
    let heights = |mean: f64| -> Vec<f64> {
        let middles = edges.windows(2).map(|edge| (edge[0] + edge[1]) / 2.0);
        middles.map(|x| 100.0 * exp(-0.5 * (x - mean) * (x - mean))).collect()
    };
    Figure {
        title: "Latent variables".into(),
        x: Axis::linear("z", Range { low: -3.0, high: 3.0 }),
        y: Axis::linear("samples", Range { low: 0.0, high: 110.0 }),
        training: None,
        hinges: Vec::new(),
        series: vec![
            Series::steps("z₁", Ink::Net(0), &edges, &heights(-0.7)),
            Series::steps("z₂", Ink::Net(1), &edges, &heights(0.6)),
        ],
    }
}

#[test]
fn a_histogram_is_filled() {
    check_picture("histogram", &Picture::Lines(histogram()), &LIGHT);
}

/// Writes every picture from many viewpoints to the folder in `GALLERY`, to check figures before they are accepted.
#[test]
fn gallery() {
    let Some(folder) = std::env::var_os("GALLERY") else { return };
    let write = |name: String, picture: &Picture, view: View, options: &Options| {
        let start = std::time::Instant::now();
        let drawn = svg_picture(picture, view, options).unwrap();
        println!("{name}: {:.2} ms, {} kB", start.elapsed().as_secs_f64() * 1e3, drawn.len() / 1000);
        fs::write(std::path::Path::new(&folder).join(format!("{name}.svg")), drawn).unwrap();
    };
    let sizes = [("wide", Options { width: 680.0, height: 420.0, ..LIGHT }), ("phone", PHONE)];
    for (size, options) in sizes {
        let other = Options { dark: !options.dark, ..options };
        for azimuth in [30.0, 120.0, 240.0, 270.0, 310.0] {
            for elevation in [10.0, 30.0, 80.0] {
                let view = View { azimuth, elevation };
                let name = |kind: &str| format!("{kind}-{size}-{azimuth}-{elevation}");
                write(name("amplitude"), &Picture::Surface(amplitude_surface(41)), view, &options);
                write(name("phase"), &Picture::Surface(phase_surface(41)), view, &other);
            }
        }
        for (theme, options) in [("a", options), ("b", other)] {
            let view = View::default();
            write(format!("map-{size}-{theme}"), &Picture::Map(map(41, 41)), view, &options);
            write(format!("matrix-{size}-{theme}"), &Picture::Map(matrix(false)), view, &options);
            write(format!("signed-{size}-{theme}"), &Picture::Map(matrix(true)), view, &options);
            let sweep = (0..5).map(|i| format!("β = {i} × 10⁻⁴")).collect();
            let turned = Map { x_names: sweep, y_names: Vec::new(), ..matrix(false) };
            let turned = Map { y: Axis::linear("y", Range { low: 0.0, high: 7.0 }), ..turned };
            write(format!("turned-{size}-{theme}"), &Picture::Map(turned), view, &options);
            let log = Axis::log("A", Range { low: 0.1, high: 100.0 });
            let log = Surface { z: log, ..amplitude_surface(41) };
            let above = View { azimuth: 225.0, elevation: 90.0 };
            write(format!("log-{size}-{theme}"), &Picture::Surface(log.clone()), view, &options);
            write(format!("above-{size}-{theme}"), &Picture::Surface(log), above, &options);
            write(format!("scinet-{size}-{theme}"), &Picture::Diagram(scinet()), view, &options);
            write(format!("plain-{size}-{theme}"), &Picture::Diagram(plain_net()), view, &options);
            write(format!("histogram-{size}-{theme}"), &Picture::Lines(histogram()), view, &options);
        }
    }
}

/// A wave sampled at 60 points. Its upper fifth is held out. There are a network and two polynomials.
fn wave(text: &str) -> DataBoard {
    let row = |i: i32| {
        let x = f64::from(i) / 10.0;
        format!("{x},{},{:.3}", (7 * i) % 11, sin(x) + 0.02 * f64::from((i * 37) % 7 - 3))
    };
    let rows: Vec<String> = (0..60).map(row).collect();
    let text = format!("rows = t,z,x; {}\nnets = relu:2\npolynomials = 1, 5\n{text}", rows.join("; "));
    let spec = Spec::parse("data", &text).unwrap().get::<scinet::kinds::data::DataSpec>().unwrap().clone();
    let mut board = DataBoard::new(spec);
    board.rivals = Some(DataRivals::fit(&board.spec).unwrap());
    board
}

#[test]
fn rows_of_a_table_are_drawn_beside_curves_that_extend_beyond_them() {
    let mut board = wave("inputs = t\nheld = high");
    board.nets[0].parameters = vec![1.0, -1.0, 0.5, 0.5, -1.0, -0.5, 1.0];
    check("data-curve", &svg(&board.named("curve:0", &[]).unwrap(), &LIGHT).unwrap());
    check("data-residuals-dark-phone", &svg(&board.named("residuals:0", &[]).unwrap(), &PHONE).unwrap());
}

#[test]
fn with_several_inputs_predictions_are_drawn_over_measurements_and_errors_over_distances() {
    let board = wave("");
    check("data-measured", &svg(&board.named("measured:0", &[]).unwrap(), &LIGHT).unwrap());
    check("data-distance", &svg(&board.named("distance:0", &[]).unwrap(), &LIGHT).unwrap());
}
