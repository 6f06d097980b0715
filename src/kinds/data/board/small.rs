//! Small tables: a few rows, their polynomials, and what is said about both.

use super::*;
use crate::kinds::Spec;
use crate::kinds::board::Board;

/// Six readings of a spring: force in N over extension in cm.
const SPRING: &str = "rows = x,F; 1,0.52; 2,1.03; 3,1.49; 4,2.02; 5,2.51; 6,2.98";

fn fitted(text: &str) -> DataBoard {
    let spec = Spec::parse("data", text).unwrap().get::<DataSpec>().unwrap().clone();
    let rivals = DataRivals::fit(&spec).unwrap();
    assert_eq!(DataRivals::from_numbers(&rivals.to_numbers()).as_ref(), Ok(&rivals));
    DataBoard { rivals: Some(rivals), ..DataBoard::new(spec) }
}

/// The coefficients with their errors, as they are shown.
fn shown(board: &DataBoard) -> Vec<String> {
    board.coefficients().iter().map(|cells| format!("{} {}", cells[2], cells[5])).collect()
}

#[test]
fn six_rows_of_hookes_law_get_a_straight_line_with_standard_errors() {
    let board = fitted(&format!("{SPRING}\nholdout = 0\npolynomials = 1"));
    // Σ(x − 3.5)² = 17.5: the slope is 8.635 / 17.5.
    assert_eq!(
        shown(&board),
        ["1 0.031 ± 0.016", "x 0.4934 ± 0.0040", "standard deviation of the rows around it 0.0167900", "R² 0.999735"]
    );
    let notes = board.table().unwrap().notes.join(" ");
    assert!(notes.contains("Polynomial, degree 1: few rows, 6 for 2 coefficients;"), "{notes}");
    assert!(notes.contains("ELU 32–32 has 1153 parameters for 6 numbers: it can pass through all of them"), "{notes}");
    assert!(notes.contains("No rows are held out"), "{notes}");
}

#[test]
fn a_line_without_a_constant_passes_through_the_origin() {
    let board = fitted(&format!("{SPRING}\nholdout = 0\npolynomials = 0, 1\nconstant = no"));
    assert_eq!(
        shown(&board),
        ["x 0.5007 ± 0.0022", "standard deviation of the rows around it 0.0212624", "R², from 0 0.999901"]
    );
    assert_eq!(board.predict(Model::Polynomial(0), &[0.0]), [0.0]);
    let table = board.table().unwrap();
    assert_eq!((table.rows[0].name.as_str(), table.rows[0].parameters), ("polynomial, degree 1, no constant", 1));
    assert!(table.notes.contains(&"Polynomial, degree 0: no coefficients without a constant.".into()), "{table:?}");
}

#[test]
fn as_many_coefficients_as_rows_pass_through_every_row_and_more_are_refused() {
    let board = fitted(&format!("{SPRING}\nholdout = 0\nnets = none\npolynomials = 5, 6"));
    let table = board.table().unwrap();
    assert_eq!(table.rows.len(), 1);
    assert!(table.rows[0].train.unwrap() < 1e-13);
    let notes = table.notes.join(" ");
    assert!(notes.contains("degree 5: 6 rows for 6 coefficients; it passes through every row, so its errors have no"));
    assert!(notes.contains("degree 6: 7 coefficients need at least 7 training rows; there are 6."), "{notes}");
    // There is no error to show, no deviation, and no band.
    assert!(board.coefficients().iter().all(|cells| cells[4].is_empty()));
    assert_eq!(board.coefficients().len(), 6);
    assert!(!notes.contains("Bands") && board.named("curve:0", &[]).unwrap().series.len() == 2);
}

#[test]
fn a_column_of_two_values_has_no_parabola_and_that_is_said() {
    let rows: Vec<String> = (0..40).map(|i| format!("{},{}", i % 2, i)).collect();
    let board = fitted(&format!("rows = x,y; {}\nnets = none\npolynomials = 3", rows.join("; ")));
    let notes = board.table().unwrap().notes.join(" ");
    assert!(
        notes.contains("degree 3: the rows do not determine 2 of its 4 coefficients, which are left out."),
        "{notes}"
    );
    assert_eq!(board.coefficients().len(), 4);
}

#[test]
fn six_points_have_a_line_and_a_cubic_in_bands_that_are_hidden_with_them() {
    let text = "rows = x,y; 0,0; 1,0.8; 2,0.9; 3,0.1; 4,-0.8; 5,-1\nholdout = 0\nnets = none";
    let board = fitted(text);
    let figure = board.named("curve:0", &[]).unwrap();
    let names: Vec<&str> = figure.series.iter().map(|series| series.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "polynomial, degree 1, + 1 standard error",
            "polynomial, degree 1, − 1 standard error",
            "polynomial, degree 1",
            "polynomial, degree 3, + 1 standard error",
            "polynomial, degree 3, − 1 standard error",
            "polynomial, degree 3",
            "training rows",
        ]
    );
    // At the mean of x, the error of a straight line is s / √n.
    let at = |name: usize| figure.series[name].points.iter().find(|point| (point.0 - 2.5).abs() < 1e-9).unwrap().1;
    let deviation = board.rivals.as_ref().unwrap().deviation(0, 0, 1);
    for edge in [at(0) - at(2), at(2) - at(1)] {
        assert!((edge - deviation / 6.0_f64.sqrt()).abs() < 1e-12, "{edge} {deviation}");
    }
    assert_eq!(board.named("curve:0", &["polynomial, degree 3".into()]).unwrap().series.len(), 4);
    assert_eq!(board.legend().len(), 3);
    assert!(board.csv("curve:0").unwrap().contains("+ 1 standard error"));
}

#[test]
fn coefficients_are_copied_with_all_digits() {
    let board = fitted("rows = a,b,y; 0,0,1; 1,0,3; 0,1,0.5; 1,1,2.5; 2,2,4; 3,1,6.5\nholdout = 0\npolynomials = 1");
    let shown: serde_json::Value = serde_json::from_str(&board.show("remarks", "null").unwrap()).unwrap();
    let text = shown["remarks"].as_str().unwrap();
    let lines: Vec<Vec<&str>> =
        text.lines().filter(|line| line.contains('\t')).map(|line| line.split('\t').collect()).collect();
    assert_eq!(lines[..3].iter().map(|line| line[2]).collect::<Vec<_>>(), ["1", "a", "b"]);
    let numbers: Vec<f64> = lines[..3].iter().map(|line| line[3].parse().unwrap()).collect();
    for (found, value) in numbers.iter().zip([1.0, 2.0, -0.5]) {
        assert!((found - value).abs() < 1e-14, "{text}");
    }
    assert_eq!(board.measures()["coefficients"][1]["term"], "a");
    assert!(board.print(&|| None).contains("polynomial, degree 1     y            b"), "{}", board.print(&|| None));
}

#[test]
fn sets_of_nist_run_on_their_own_rows() {
    let powers = |x: u64| (0..5).fold(1, |sum, _| sum * x + 1);
    let rows: Vec<String> = (0..21).map(|x| format!("{x},{}", powers(x))).collect();
    let board = fitted(&format!("rows = x,y; {}\nholdout = 0\npolynomials = 5", rows.join("; ")));
    let values: Vec<f64> = board.coefficients().iter().take(6).map(|cells| cells[3].parse().unwrap()).collect();
    assert!(values.iter().all(|value| (value - 1.0).abs() < 1e-14), "{values:?}");
    let rows: Vec<String> = (60..71).map(|x| format!("{x},{}", x + 70)).collect();
    let board = fitted(&format!("rows = x,y; {}\nholdout = 0\npolynomials = 1\nconstant = no", rows.join("; ")));
    assert_eq!(board.coefficients()[0][5], "2.074 ± 0.017");
}

#[test]
fn a_small_table_holds_out_no_rows_and_a_larger_one_its_share_again() {
    let taken = |spec: &Spec, n: usize| {
        let rows: Vec<String> = (0..n).map(|i| format!("{i},{}", 2 * i)).collect();
        let table = format!("[\"a,b; {}\", \"0123456789ab\", \"f.csv\", []]", rows.join("; "));
        spec.change("table", &table).unwrap()
    };
    let share = |spec: &Spec| spec.get::<DataSpec>().unwrap().holdout;
    let empty = Spec::parse("data", "").unwrap();
    let ten = taken(&empty, 10);
    assert!(share(&ten) == 0.0 && ten.link().contains("&holdout=0"), "{}", ten.link());
    assert_eq!(share(&taken(&ten, 19)), 0.0);
    assert_eq!(share(&taken(&ten, 20)), 0.2);
    // What the reader chose stays.
    for text in ["holdout = 0.5", "held = high"] {
        let chosen = Spec::parse("data", text).unwrap();
        assert_eq!(share(&taken(&chosen, 10)), share(&chosen), "{text}");
    }
    // Links of small tables mean what they meant.
    let link = Spec::parse("data", "rows = a,b; 0,1; 1,2; 2,3; 3,4; 4,5").unwrap();
    assert_eq!(share(&link), 0.2);
    assert!(link.runs().iter().all(|run| !run.link().contains("holdout")));
}
