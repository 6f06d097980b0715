//! Tests of valid tables, and one test for every kind of fault.

use super::*;
use proptest::prelude::*;

/// Names and rows of a text.
fn reads(text: &str) -> (Vec<String>, Vec<Vec<f64>>) {
    let Csv { table, .. } = read(text.as_bytes()).unwrap_or_else(|faults| panic!("{text}: {faults:?}"));
    let rows = (0..table.n_rows()).map(|row| table.columns().iter().map(|column| column[row]).collect()).collect();
    (table.names().to_vec(), rows)
}

/// Checks the table that a text gives.
fn check(text: &str, names: &str, rows: &[&[f64]]) {
    let (found, numbers) = reads(text);
    assert_eq!(found.join(" "), names, "{text}");
    assert_eq!(numbers, rows, "{text}");
}

/// Checks the message for an invalid text.
fn told(text: &str, expected: &str) {
    let faults = read(text.as_bytes()).expect_err(text);
    assert_eq!(faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"), expected, "{text}");
}

const TWO: &[&[f64]] = &[&[0.5, 1.0], &[-2.0, 3e5]];

#[test]
fn cells_are_parted_by_what_the_first_row_has() {
    for text in [
        "t,x\n0.5,1\n-2,3e5\n",
        "t;x\n0,5;1\n-2;3e5",
        "t\tx\r\n0,5\t1\r\n-2\t300000\r\n",
        "t x\n0.5   1\n  -2 3E+5  \n",
        "t , x\n 0.5 , 1 \n−2,3e5",
        "\u{feff}t;x\r0.5;1\r-2;3e5\r",
        "\"t\";\"x\"\n\"0,5\";\"1\"\n-2;3e5",
    ] {
        check(text, "t x", TWO);
    }
}

#[test]
fn columns_have_names_without_a_head_too() {
    check("0.5,1\n-2,3e5", "x y", TWO);
    check("1 2 3\n4 5 6", "c1 c2 c3", &[&[1.0, 2.0, 3.0], &[4.0, 5.0, 6.0]]);
    check("# measured on a cold day\n# t x\n0.5 1\n\n# a break\n-2 3e5\n\n", "t x", TWO);
    check("# of a long story\n0.5 1\n-2 3e5", "x y", TWO);
}

#[test]
fn quotes_hold_separators_breaks_and_quotes() {
    let (names, _) = reads("\"a,b\",\"say \"\"x\"\"\",\"two\nlines\"\n1,2,3\n4,5,6");
    assert_eq!(names, ["a_b", "say_'x'", "two_lines"]);
    told("\"a\nb\",c\n1,x\n2,3", "line 3, column 2 (\"x\"): allowed: a number");
}

#[test]
fn a_column_of_words_is_left_out_and_named() {
    let read = read(b"date,t,x,,\n2024-01-01,0.5,1,,\n2024-01-02,-2,3e5,,\n,,,,\n").unwrap();
    assert_eq!(read.table.names(), ["t", "x"]);
    assert_eq!(read.left_out, ["date", "c4", "c5"]);
}

#[test]
fn faults_name_line_column_and_what_is_allowed() {
    told("t,x\n1,2\n3,abc\n4,5", "line 3, column 2 (\"abc\"): allowed: a number");
    told(
        "t,x\n1,2\n3,\n4,nan\n5,1e99",
        "line 3, column 2 (\"\"): allowed: a number\nline 4, column 2 (\"nan\"): allowed: a number\nline 5, column 2 (\"1e99\"): allowed: a number",
    );
    told("t,x\n,2\n3,4", "line 2, column 1 (\"\"): allowed: a number");
    told("t,x\n1,2\n\n# so\n3,4,5\n6,7", "line 5: 3 cells; allowed: 2, as in line 1");
    told("t;x\n1;1.234,5\n2;3", "line 2, column 2 (\"1.234,5\"): allowed: a number");
    told("t;x\n1;2\n2;1.234,5", "line 3, column 2 (\"1.234,5\"): allowed: a number");
    told("t,x\n1,\"2\n3,4", "line 2, column 2 (\"\"2\n3,4\"): allowed: text with a closing quote");
    told(
        "t,x\n1,\"2\"x\n3,4",
        "line 2, column 2 (\"…\"…\"): allowed: nothing between a closing quote and what parts cells",
    );
    told(
        &format!("t,x\n1,2\n{}", "3,x\n".repeat(9)),
        &(3..8).map(|line| format!("line {line}, column 2 (\"x\"): allowed: a number")).collect::<Vec<_>>().join("\n"),
    );
}

#[test]
fn what_holds_no_table_is_refused() {
    told("", "there are no rows; allowed: rows of at least two numbers");
    told("\n# nothing\n\n", "there are no rows; allowed: rows of at least two numbers");
    told("t,x\n", "line 1: 0 rows of 0 numbers; allowed: at least 2 rows of 2 numbers");
    told("1\n2\n3", "line 3: 3 rows of 1 numbers; allowed: at least 2 rows of 2 numbers");
    told("1,2", "line 1: 1 rows of 2 numbers; allowed: at least 2 rows of 2 numbers");
    told("PK\0\0", "this is no plain text; allowed: CSV text in UTF-8, such as a spreadsheet saves as CSV UTF-8");
    let wide = vec!["1"; 65].join(",");
    told(&wide, "line 1: 65 columns; allowed: at most 64");
}

#[test]
fn no_more_than_five_faults_are_told() {
    // Found by fuzzing: the second of two invalid rows at the beginning added a sixth fault.
    let faults = read(b"1 1e31 1e31 1e31 1e31 1e31\n4\n").unwrap_err();
    assert_eq!(faults.len(), 5, "{faults:?}");
}

#[test]
fn rows_past_the_limit_are_refused_where_they_start() {
    let text = "1 2\n".repeat(MAX_ROWS + 3);
    let faults = read(text.as_bytes()).unwrap_err();
    assert_eq!(faults[0].to_string(), "line 1000001: row 1000001; allowed: at most 1000000 rows");
    assert_eq!(read(&text.as_bytes()[..4 * MAX_ROWS]).unwrap().table.n_rows(), MAX_ROWS);
}

proptest! {
    #[test]
    fn no_text_makes_the_reader_panic(text in prop::collection::vec(prop::sample::select(b"1.,;\t \"\n\r#x-e\xff\xc3".to_vec()), 0..60)) {
        let _ = read(&text);
    }
}
