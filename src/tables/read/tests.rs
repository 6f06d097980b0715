//! Tests of the reader: every separator, head and notation; what is left out is said; nothing becomes another number.

use super::*;
use proptest::prelude::*;

fn reading(text: &str) -> Reading {
    read(text.as_bytes()).unwrap_or_else(|faults| panic!("{text}: {faults:?}"))
}

fn rows(table: &Table) -> Vec<Vec<f64>> {
    (0..table.n_rows()).map(|row| table.columns().iter().map(|column| column[row]).collect()).collect()
}

/// Checks the table that a text gives.
#[track_caller]
fn check(text: &str, names: &str, expected: &[&[f64]]) {
    let Reading { table, .. } = reading(text);
    assert_eq!(table.names().join(" "), names, "{text}");
    let bits = |rows: &[Vec<f64>]| format!("{rows:?}");
    assert_eq!(bits(&rows(&table)), bits(&expected.iter().map(|row| row.to_vec()).collect::<Vec<_>>()), "{text}");
}

/// Checks that a note says something.
#[track_caller]
fn says(text: &str, said: &str) {
    let notes = reading(text).notes;
    assert!(notes.iter().any(|note| note.contains(said)), "{text}: {notes:?}");
}

/// Checks the message for a text without a table.
#[track_caller]
fn refused(text: &[u8], expected: &str) {
    let faults = read(text).unwrap_err();
    assert_eq!(faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"), expected);
}

const TWO: &[&[f64]] = &[&[0.5, 1.0], &[-2.0, 3e5]];
const GAP: f64 = f64::NAN;

#[test]
fn cells_are_separated_in_every_usual_way() {
    for text in [
        "t,x\n0.5,1\n-2,3e5\n",
        "t;x\n0,5;1\n-2;3e5",
        "t\tx\r\n0,5\t1\r\n-2\t300000\r\n",
        "t x\n0.5   1\n  -2 3E+5  \n",
        "t x\n0,5   1\n  -2 3E+5  \n",
        "t , x\n 0.5 , 1 \n−2,3e5",
        "\u{feff}t;x\r0.5;1\r-2;3e5\r",
        "\"t\";\"x\"\n\"0,5\";\"1\"\n-2;3e5",
        "\"t\",\"x\"\n\"0,5\",\"1\"\n\"-2\",\"3e5\"",
        "| t | x |\n|---|--:|\n| 0.5 | 1 |\n| -2 | 3e5 |\n",
        "t | x\n--+--\n0.5 | 1\n-2 | 3e5\n",
        "sep=|\nt|x\n0.5|1\n-2|3e5",
        "t,x\n0.5,1,\n-2,3e5,,\n",
        "t\tx\n0.5\t1.0D0\n-2\t3D+05\n",
        "t\tx\n0,5\t1\n-2\t300 000\n",
        "t,x\n0.5,1\n-2,\"300,000\"\n",
    ] {
        check(text, "t x", TWO);
    }
}

#[test]
fn names_and_units_come_from_the_lines_above() {
    check("0.5,1\n-2,3e5", "x y", TWO);
    check("1 2 3\n4 5 6", "c1 c2 c3", &[&[1.0, 2.0, 3.0], &[4.0, 5.0, 6.0]]);
    check("# measured on a cold day\n# t x\n0.5 1\n\n# a break\n-2 3e5\n\n", "t x", TWO);
    check("# of a long story\n0.5 1\n-2 3e5", "x y", TWO);
    check("% t, x\n0.5,1\n-2,3e5", "t x", TWO);
    check("Time (s)  Position (m)\n0.5 1\n-2 3e5", "Time_(s) Position_(m)", TWO);
    check("Data:  y   x\n0.5 1\n-2 3e5", "y x", TWO);
    check("Experiment 7\nby A. Student\n\nt,x\n0.5,1\n-2,3e5", "t x", TWO);
    check("Run 1,Run 1\nt,x\n0.5,1\n-2,3e5", "Run_1_t Run_1_x", TWO);
    check("t,1,2\n0.5,1,3\n1.5,2,4\n2.5,3,5\n", "t 1 2", &[&[0.5, 1.0, 3.0], &[1.5, 2.0, 4.0], &[2.5, 3.0, 5.0]]);
    check(
        "Run 1\tRun 1\tRun 2\tRun 2\nt\tx\tt\tx\n0\t1\t0\t2\n1\t2\t1\t3",
        "Run_1_t Run_1_x Run_2_t Run_2_x",
        &[&[0.0, 1.0, 0.0, 2.0], &[1.0, 2.0, 1.0, 3.0]],
    );
    let Reading { table, units, .. } = reading("t,U,part\n0 s,1.5 V,5%\n1 s,2.5 V,6 %\n2 s,3.5 A,7%\n");
    assert_eq!(
        (format!("{:?}", rows(&table)), units.join(" ")),
        ("[[0.0, 1.5, 5.0], [1.0, 2.5, 6.0], [2.0, NaN, 7.0]]".into(), "s V %".into())
    );
    let Reading { table, units, .. } = reading("Time,Speed\n(s),[m/s]\n0,1\n1,2");
    assert_eq!((table.names().join(" "), units.join(" ")), ("Time Speed".into(), "s m/s".into()));
}

#[test]
fn columns_that_count_rows_or_have_no_numbers_are_left_out_and_named() {
    let pandas = reading(",a,b\n0,1.5,2\n1,2.5,3\n2,3.5,4\n");
    assert_eq!((pandas.table.names().join(" "), pandas.left_out), ("a b".into(), vec!["c1".to_string()]));
    let r = reading("\"a\" \"b\"\n\"1\" 1.5 2\n\"2\" 2.5 3\n\"3\" 3.5 4\n");
    assert_eq!((r.table.names().join(" "), r.left_out), ("a b".into(), vec!["c1".to_string()]));
    let words = reading("who,t,x,,\nAda,0.5,1,,\nBob,-2,3e5,,\n,,,,\n");
    assert_eq!((words.table.names().join(" "), words.left_out), ("t x".into(), vec!["who".to_string()]));
    says(
        "who,t,x\nAda,0.5,1\nBob,-2,3e5",
        "Column who is left out: most of its cells are not numbers, such as \"Ada\"",
    );
    check("U\n1\n2\n4\n", "row U", &[&[1.0, 1.0], &[2.0, 2.0], &[3.0, 4.0]]);
    check("U\n0,5\n1,5\n", "row U", &[&[1.0, 0.5], &[2.0, 1.5]]);
    says("U\n1\n2\n", "one column of numbers");
}

#[test]
fn missing_values_leave_a_gap_in_their_row_and_are_counted() {
    check(
        "t,x\n1,2\n3,\n4,nan\n5,1e99\n6,7",
        "t x",
        &[&[1.0, 2.0], &[3.0, GAP], &[4.0, GAP], &[5.0, GAP], &[6.0, 7.0]],
    );
    says(
        "t,x\n1,2\n3,\n4,OVER\n5,1e99\n6,7",
        "Column x has no number in 3 rows, such as \"OVER\" in line 4, a value beyond ±1e30;",
    );
    check("t,x,y\n1,2,3\n4,5\n6,7,8", "t x y", &[&[1.0, 2.0, 3.0], &[4.0, 5.0, GAP], &[6.0, 7.0, 8.0]]);
    says("t,x,y\n1,2,3\n4,5\n6,7,8", "Line 3 has fewer than 3 cells");
    check("t x y\n1 2 3\n4 5\n6 7 8", "t x y", &[&[1.0, 2.0, 3.0], &[6.0, 7.0, 8.0]]);
    says("t x y\n1 2 3\n4 5\n6 7 8", "Line 3 is skipped: fewer than 3 cells.");
    says("t,x\n1,2\n3,4,5\n6,7", "Line 3 is skipped: more than 2 cells.");
    says("t,x\n1,2\nerror,error\n6,7", "Line 3 is skipped: no numbers.");
}

#[test]
fn a_second_table_is_not_mixed_with_the_first() {
    let text = "t,x\n1,2\n2,3\n3,4\nt,y\n1,20\n2,30\n";
    check(text, "t x", &[&[1.0, 2.0], &[2.0, 3.0], &[3.0, 4.0]]);
    says(text, "Lines 5 to 7 are skipped: after the table, with 2 rows of numbers that do not belong to it");
    check("t,x\n1,2\n2,3\nt,x\n3,4\n", "t x", &[&[1.0, 2.0], &[2.0, 3.0], &[3.0, 4.0]]);
    check("t,x\n1,2\n2,3\n--- reset ---\n3,4\n", "t x", &[&[1.0, 2.0], &[2.0, 3.0], &[3.0, 4.0]]);
}

#[test]
fn the_decimal_mark_is_that_of_the_whole_table() {
    check("a;b\n1.234;0,5\n2.345;0,7", "a b", &[&[1234.0, 0.5], &[2345.0, 0.7]]);
    check("a;b\n1.234;0.5\n2.345;0.7", "a b", &[&[1.234, 0.5], &[2.345, 0.7]]);
    check("a;b\n1,5;0.5\n2,5;0.7", "a b", &[&[1.5, 0.5], &[2.5, 0.7]]);
    // A cell in another notation than its column is not a number.
    check("a\tb\n0.5\t1\n1,5\t2\n2.5\t3", "a b", &[&[0.5, 1.0], &[GAP, 2.0], &[2.5, 3.0]]);
    assert!(reading("a,b\n1.234,1\n2.345,2").doubts.is_empty());
    let doubt = &reading("a;b\n1.234;1\n2.345;2").doubts[0];
    assert_eq!((doubt.instead.as_str(), doubt.choice.decimal), ("Read 1.234 as 1234", Some(Mark::Comma)));
    let other = read_as(b"a;b\n1.234;1\n2.345;2", doubt.choice).unwrap();
    assert_eq!(
        (rows(&other.table)[0].clone(), other.doubts[0].instead.as_str()),
        (vec![1234.0, 1.0], "Read 1.234 as 1.234")
    );
}

#[test]
fn a_decimal_comma_alone_may_be_two_columns() {
    let two = reading("0,5\n1,25\n");
    assert_eq!((rows(&two.table)[1].clone(), two.doubts[0].instead.as_str()), (vec![1.0, 25.0], "Read it as 0.5"));
    let one = read_as(b"0,5\n1,25\n", two.doubts[0].choice).unwrap();
    assert_eq!((rows(&one.table)[1].clone(), one.doubts[0].instead.as_str()), (vec![2.0, 1.25], "Read it as 0 and 5"));
    for text in ["t,x\n0,5\n1,25\n", "0,5\n1,-25\n", "0,5.5\n1,2.5\n"] {
        assert!(reading(text).doubts.is_empty(), "{text}");
    }
}

#[test]
fn decimal_commas_between_blanks_are_not_separators() {
    check("0,5 100\n1,5 300\n2,5 500", "x y", &[&[0.5, 100.0], &[1.5, 300.0], &[2.5, 500.0]]);
    check("t U\n0,5 100,2\n0,6 200,4\n0,7 300,1", "t U", &[&[0.5, 100.2], &[0.6, 200.4], &[0.7, 300.1]]);
    let twice = "the rows have twice as many cells as the line of names: commas separate cells and stand in numbers; \
                 allowed: semicolons or tabs between cells, or numbers with a decimal point";
    refused(b"t, U\n0,5, 1,2\n0,6, 1,4", twice);
    // Whole numbers stand between.
    let one = reading("U\n0,5\n1\n1,5\n2\n2,5");
    assert_eq!((rows(&one.table)[0][1], one.doubts[0].instead.as_str()), (0.5, "Read it as 0 and 5"));
    let two = read_as(b"U\n0,5\n1,5", reading("U\n0,5\n1,5").doubts[0].choice).unwrap();
    assert_eq!(rows(&two.table)[1], [1.0, 5.0]);
    let two = reading("1 234\n1 334\n2 500");
    assert_eq!((rows(&two.table)[0].clone(), two.doubts[0].instead.as_str()), (vec![1.0, 234.0], "Read it as 1234"));
}

#[test]
fn a_long_head_does_not_decide_the_separator() {
    let head: String = (0..900).map(|i| format!("setting {i}: abc\n")).collect();
    let body: String = (0..150).map(|i| format!("{i},{}\n", i % 7)).collect();
    let read = reading(&format!("{head}t,U\n{body}"));
    assert_eq!((read.table.names().join(" "), read.table.n_rows()), ("t U".into(), 150));
    check("t;x\n0,1;2\n0,2;4;ok\n0,3;6\n0,4;8;ok\n0,5;1\n", "t x", &[&[0.1, 2.0], &[0.3, 6.0], &[0.5, 1.0]]);
}

#[test]
fn names_do_not_shift_and_rows_do_not_become_names() {
    let three: &[&[f64]] = &[&[0.1, 2.0, 5.0], &[0.2, 3.0, 6.0], &[0.3, 4.0, 7.0]];
    check("t,x\n0.1,2,5\n0.2,3,6\n0.3,4,7", "t x c3", three);
    let gap: &[&[f64]] = &[&[0.0, GAP, 5.0], &[1.0, 2.0, 6.0], &[2.0, 3.0, 7.0]];
    check("0,OL,5\n1,2,6\n2,3,7", "c1 c2 c3", gap);
    assert_eq!(reading("0,OL,5\n1,2,6\n2,3,7").doubts[0].choice.head, Some(true));
    check("no,x,y\n#1,5,6\n#2,6,7", "x y", &[&[5.0, 6.0], &[6.0, 7.0]]);
}

#[test]
fn what_may_mislead_is_said() {
    says("t,x\n0:30,1\n1:00,2\n1:30,3", "t is a time, read as hours:minutes: seconds since the first row.");
    says("t,x\n23:59:00,1\n00:01:00,2\n", "t passes midnight once.");
    check("t,x\n23:59:00,1\n00:01:00,2\n", "t x", &[&[0.0, 1.0], &[120.0, 2.0]]);
    says("# x y\n0 1\n1 2\n\n\n# x y\n0 5\n1 6\n", "x starts again in row 3: the table may have several parts.");
    says("t,x\n0,1\n1,-999\n2,3\n", "x has -999 in 1 cell: it is read as a number");
    says("t,x\n1,2\n2,3\n\nf,A,p\n10,1,2\n20,2,3\n", "text before the table, with 2 lines of numbers.");
    says("a,b\n1,5%\n2,0.06\n3,7%\n", "have the unit %; 1 of them stand without it.");
    check("a,b\n1,5-\n2,6\n3,7", "a b", &[&[1.0, GAP], &[2.0, 6.0], &[3.0, 7.0]]);
}

#[test]
fn dates_and_times_are_an_axis() {
    check("day,x\n2024-02-28,1\n2024-02-29,2\n2024-03-02,3", "day x", &[&[0.0, 1.0], &[1.0, 2.0], &[3.0, 3.0]]);
    let clock = reading("time;x\n23:59:58,5;1,5\n23:59:59,0;2,5\n");
    assert_eq!((rows(&clock.table), clock.units.join(" ")), (vec![vec![0.0, 1.5], vec![0.5, 2.5]], "s ".into()));
    says("day,x\n2024-02-28,1\n2024-02-29,2", "day is a time: days since the first row.");
    // In January or in August.
    assert_eq!(reading("day,t,x\n08/01/2016,1,2\n09/01/2016,2,3").left_out, ["day"]);
}

#[test]
fn other_encodings_are_read() {
    let utf16: Vec<u8> = "°C;x\n0,5;1\n-2;3e5".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked = [&b"\xff\xfe"[..], &utf16].concat();
    for bytes in [utf16.as_slice(), &marked, b"\xb0C;x\n0,5;1\n-2;3e5"] {
        let table = read(bytes).unwrap().table;
        assert_eq!((table.names()[0].as_str(), rows(&table)), ("°C", vec![vec![0.5, 1.0], vec![-2.0, 3e5]]));
    }
}

#[test]
fn a_first_row_of_years_is_read_as_names_and_can_be_read_as_numbers() {
    let text = "2019,2020\n1,2\n3,4\n5,6\n";
    check(text, "2019 2020", &[&[1.0, 2.0], &[3.0, 4.0], &[5.0, 6.0]]);
    let doubt = &reading(text).doubts[0];
    let other = read_as(text.as_bytes(), doubt.choice).unwrap();
    assert_eq!((other.table.names().join(" "), other.table.n_rows()), ("x y".into(), 4));
    assert_eq!(other.doubts[0].choice.head, Some(true));
    check("1,2\n3,4\n5,6\n", "x y", &[&[1.0, 2.0], &[3.0, 4.0], &[5.0, 6.0]]);
}

#[test]
fn what_holds_no_table_is_refused() {
    let no_number = "no line has a number; allowed: rows of numbers, with one separator between them";
    for text in ["", "\n# nothing\n\n", "t,x\n"] {
        refused(text.as_bytes(), no_number);
    }
    let two = "allowed: at least 2 rows with numbers";
    refused(b"1,2", &format!("the longest table begins in line 1 and has 1 row; {two}"));
    refused(b"PK\0\0", "this is not a text; allowed: a text, such as a spreadsheet saves as CSV");
    let wide = [vec!["1"; 65].join(","), vec!["2"; 65].join(",")].join("\n");
    refused(wide.as_bytes(), "65 columns; allowed: at most 64");
    let text = "1 2\n".repeat(MAX_ROWS + 3);
    refused(text.as_bytes(), "1000003 rows; allowed: at most 1000000 rows of 2 cells");
    assert_eq!(read(&text.as_bytes()[..4 * MAX_ROWS]).unwrap().table.n_rows(), MAX_ROWS);
}

/// A number in a notation, with groups of three digits.
fn written(x: i64, decimals: u32, group: &str, mark: &str) -> String {
    let size = 10_u64.pow(decimals);
    let (whole, fraction) = (x.unsigned_abs() / size, x.unsigned_abs() % size);
    let digits = whole.to_string();
    let head = (digits.len() - 1) % 3 + 1;
    let groups = digits.as_bytes()[head..].chunks(3).map(|group| std::str::from_utf8(group).unwrap());
    let whole = [&digits[..head]].into_iter().chain(groups).collect::<Vec<_>>().join(group);
    let fraction =
        if decimals > 0 { format!("{mark}{fraction:0width$}", width = decimals as usize) } else { String::new() };
    format!("{}{whole}{fraction}", if x < 0 { "-" } else { "" })
}

proptest! {
    /// Every number of a table is the number that was written, or a doubt says that it may be another one.
    #[test]
    fn a_table_in_any_notation_is_its_numbers_or_a_doubt(
        numbers in prop::collection::vec((-9_999_999..9_999_999_i64, -9_999_999..9_999_999_i64), 2..20),
        decimals in 0..5_u32,
        notation in prop::sample::select(vec![("", "."), (",", "."), (".", ","), (" ", ","), ("", ","), ("'", ".")]),
        separator in prop::sample::select(vec![";", "\t", "|"]),
    ) {
        let (group, mark) = notation;
        let cell = |x: i64| written(x, decimals, group, mark);
        let body: Vec<String> = numbers.iter().map(|(a, b)| format!("{}{separator}{}", cell(*a), cell(*b))).collect();
        let text = format!("a{separator}b\n{}\n", body.join("\n"));
        let reading = reading(&text);
        let size = 10_u64.pow(decimals) as f64;
        let expected: Vec<Vec<f64>> = numbers.iter().map(|(a, b)| vec![
            format!("{:.*}", decimals as usize, *a as f64 / size).parse().unwrap(),
            format!("{:.*}", decimals as usize, *b as f64 / size).parse().unwrap(),
        ]).collect();
        if rows(&reading.table) != expected {
            prop_assert!(!reading.doubts.is_empty(), "{text}: {:?}", reading.table);
            let other = read_as(text.as_bytes(), reading.doubts[0].choice).unwrap();
            prop_assert_eq!(rows(&other.table), expected, "{}", text);
        }
    }

    #[test]
    fn no_text_makes_the_reader_panic(
        text in prop::collection::vec(prop::sample::select(b"1.,;\t \"\n\r#x-e:|'\xff\xc3".to_vec()), 0..80)
    ) {
        let _ = read(&text);
    }
}
