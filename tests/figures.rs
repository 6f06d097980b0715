//! Figures as SVG against the files in `figures/`; `UPDATE_FIGURES=1 cargo test` writes them anew.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test says what failed by panicking")]

use scinet::evaluate::{Board, FigureKind, NetState, activation_figure};
use scinet::plot::{Options, svg};
use scinet::spec::{ActivationSpec, FitSpec, Spec};
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

const LIGHT: Options = Options { width: 640.0, height: 400.0, dark: false, legend: true };

fn board(text: &str, nets: &[(&[f32], &[f32])]) -> Board {
    let Ok(Spec::Fit(spec)) = Spec::parse("fit", text) else { panic!("{text}") };
    let mut board = Board::new(spec);
    for (state, (parameters, losses)) in board.nets.iter_mut().zip(nets) {
        *state = NetState { epoch: losses.len() as u32, parameters: parameters.to_vec(), losses: losses.to_vec() };
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
fn polynomials_stand_beside_the_step_and_leave_the_figure_outside() {
    let mut board = board("target = 10*step(x)\nnets = none\npolynomials = 3, 25\nview = -6..6\npairs = 2000", &[]);
    let (x, y) = board.curve.draw_pairs(2000);
    board.polynomials = Some(scinet::baseline::PolynomialFit::fit(&x, &y, 25).unwrap());
    check("polynomials", &svg(&board.figure(FigureKind::Fit, &[]), &LIGHT).unwrap());
}

#[test]
fn the_loss_curve_is_logarithmic() {
    let figure = board(&format!("{TWO_NETS}epochs = 100"), &IDENTITIES).figure(FigureKind::Loss, &[]);
    check("loss", &svg(&figure, &LIGHT).unwrap());
}

#[test]
fn neurons_add_up_and_their_hinges_are_marked() {
    let figure = board(TWO_NETS, &IDENTITIES).figure(FigureKind::Neurons(0), &[]);
    check("neurons", &svg(&figure, &LIGHT).unwrap());
}

#[test]
fn activations_are_drawn_with_their_slopes() {
    let Ok(Spec::Activation(spec)) = Spec::parse("activation", "derivatives = yes\nview = -4..4") else { panic!() };
    check("activation", &svg(&activation_figure(&spec, &[]), &LIGHT).unwrap());
    assert_eq!(activation_figure(&ActivationSpec::default(), &["ReLU".into()]).series.len(), 2);
}

#[test]
fn a_hidden_curve_is_not_drawn() {
    let board = board(TWO_NETS, &IDENTITIES);
    let hidden = vec![board.spec.nets.0[0].name()];
    assert_eq!(board.figure(FigureKind::Fit, &hidden).series.len(), 2);
    assert_eq!(board.figure(FigureKind::Loss, &hidden).series.len(), 1);
}

#[test]
fn the_table_measures_what_the_identities_say() {
    let rows = board(TWO_NETS, &IDENTITIES).table();
    assert_eq!((rows[0].measures.rms_inside, rows[0].measures.at_low), (0.0, 0.0));
    // ReLU(x + 10) is 0 at −20, where the truth is −10.
    assert_eq!((rows[1].measures.rms_inside, rows[1].measures.at_low), (0.0, 10.0));
    assert!(Board::new(FitSpec::default()).table().is_empty());
}
