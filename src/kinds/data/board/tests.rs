//! A board with known numbers, and its measures.

use super::*;
use crate::kinds::Spec;
use crate::kinds::board::Board;

/// y = 2 x + 1 at x = 0, 0.1, …, 9.9, with z beside it.
fn board(text: &str) -> DataBoard {
    let rows: Vec<String> =
        (0..100).map(|i| format!("{},{},{}", i as f64 / 10.0, i % 7, 1.0 + i as f64 / 5.0)).collect();
    let spec = Spec::parse("data", &format!("rows = x,z,y; {}\n{text}", rows.join("; ")))
        .unwrap()
        .get::<DataSpec>()
        .unwrap()
        .clone();
    DataBoard::new(spec)
}

fn fitted(text: &str) -> DataBoard {
    let mut board = board(text);
    let rivals = DataRivals::fit(&board.spec).unwrap();
    assert_eq!(DataRivals::from_numbers(&rivals.to_numbers()).as_ref(), Ok(&rivals));
    board.rivals = Some(rivals);
    board
}

#[test]
fn a_straight_line_is_found_between_the_data_and_beyond() {
    let table = fitted("inputs = x\nheld = high\npolynomials = 1").table().unwrap();
    assert_eq!((table.n_train, table.n_held), (80, 20));
    // The highest twenty are beyond, except the few that are as close as training rows are to each other.
    assert!(table.n_beyond.unwrap() >= 17, "{table:?}");
    let [row] = table.rows.as_slice() else { panic!("{table:?}") };
    assert_eq!((row.name.as_str(), row.output.as_str(), row.parameters), ("polynomial, degree 1", "y", 2));
    for error in [row.train, row.held, row.beyond] {
        assert!(error.unwrap() < 1e-12);
    }
    assert!((row.r2.unwrap() - 1.0).abs() < 1e-12);
}

#[test]
fn a_network_of_zeros_predicts_the_mean_of_the_training_rows() {
    let mut board = fitted("inputs = x\nnets = relu:2\npolynomials = none\nholdout = 0.5\nheld = high");
    board.nets[0].parameters = vec![0.0; 7];
    let [row] = &board.table().unwrap().rows[..] else { panic!() };
    // The mean of 1 to 10.8 is 5.9. The held-out values are 11 to 20.8.
    assert!((row.train.unwrap() - 0.2 * (2499.0_f64 / 12.0).sqrt()).abs() < 1e-5, "{row:?}");
    assert!((row.held.unwrap() - (100.0 + 0.04 * 2499.0_f64 / 12.0).sqrt()).abs() < 1e-5, "{row:?}");
    assert!(row.r2.unwrap() < -10.0);
}

#[test]
fn degrees_that_the_rows_do_not_determine_are_named() {
    let table = fitted("nets = relu:2\npolynomials = 1, 2, 20, 40").table().unwrap();
    assert_eq!(table.rows.len(), 2);
    assert_eq!(
        table.notes,
        [
            "Polynomial, degree 20: 231 coefficients need at least 231 training rows; there are 80.",
            "Polynomial, degree 40: more than 500 coefficients.",
        ]
    );
}

#[test]
fn every_figure_has_a_title_and_draws_the_visible_series() {
    for (text, n) in
        [("inputs = x", 2), ("", 4), ("outputs = z, y", 4), ("holdout = 0", 3), ("nets = none\nscinet = 2", 4)]
    {
        let board = fitted(text);
        assert_eq!(board.figures().len(), n, "{text}");
        for name in board.figures() {
            let figure = board.named(&name, &[]).unwrap();
            assert_eq!(board.title(&name).as_ref(), Some(&figure.title));
            let hidden: Vec<String> = board.legend().into_iter().map(|(name, _)| name).collect();
            assert!(figure.series.len() > board.named(&name, &hidden).unwrap().series.len(), "{text} {name}");
        }
        assert!(board.named("loss", &[]).is_some() && board.named("curve:9", &[]).is_none());
    }
}

#[test]
fn a_cell_without_its_table_reports_the_missing_table() {
    let spec = Spec::parse("data", "table = 0123456789ab\nname = my data.csv")
        .unwrap()
        .get::<crate::kinds::data::DataSpec>()
        .unwrap()
        .clone();
    let board = DataBoard::new(spec);
    assert_eq!(
        board.chosen.as_ref().unwrap_err().to_string(),
        "table = 0123456789ab\n  is not here; choose the file my_data.csv that it names"
    );
    assert!(board.figures().is_empty() && board.table().is_none() && board.legend().is_empty());
}

#[test]
fn another_view_keeps_the_rows_and_another_seed_does_not() {
    let mut old = fitted("");
    let _ = old.table();
    let mut same = board("view = 0..1\nx = z\nnets = relu:3");
    same.inherit(&mut old);
    assert!(same.rivals.is_some() && same.rows.get().is_some());
    let mut other = board("seed = 2");
    other.inherit(&mut same);
    assert!(other.rivals.is_none() && other.rows.get().is_none());
}
