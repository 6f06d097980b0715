//! Specs of tables: columns, names and rows.

use super::itself;
use crate::kinds::data::{Columns, DataSpec};
use crate::kinds::{Kind, Spec};
use crate::spec::{Rows, told};

/// A spec of kind `data`.
fn data(text: &str) -> DataSpec {
    Spec::parse("data", text).unwrap().get::<DataSpec>().unwrap().clone()
}

#[test]
fn a_small_table_is_written_in_the_link() {
    let spec = Spec::parse("data", "rows = t x; 0 1.5; 1 2.25\nnets = relu:16-8, elu:4").unwrap();
    let link = "#data?rows=t,x%3B0,1.5%3B1,2.25&nets=relu:16-8,elu:4";
    assert_eq!(spec.link(), link);
    assert_eq!(Spec::parse_link(link).as_ref(), Ok(&spec));
    assert_eq!(Spec::parse("data", &spec.fence()).as_ref(), Ok(&spec));
    let named = Spec::parse("data", "rows = \"time (s)\", x; 1, 2; 3, 4").unwrap();
    assert_eq!(Spec::parse_link(&named.link()), Ok(named));
    // Without a head two columns are x and y.
    assert_eq!(data("rows = 0 1; 1 2"), data("rows = x,y; 0,1; 1,2;"));
}

#[test]
fn columns_are_chosen_by_name_or_by_a_rule() {
    let chosen = |text: &str| {
        let spec = data(&format!("rows = a b c d; 1 2 3 4; 5 6 7 8\n{text}"));
        let chosen = spec.chosen().unwrap();
        let axis = chosen.input_names()[chosen.axis].to_string();
        format!("{} | {} | {axis}", chosen.input_names().join(" "), chosen.output_names().join(" "))
    };
    assert_eq!(chosen(""), "a b c | d | a");
    assert_eq!(chosen("inputs = d, a"), "d a | c | d");
    assert_eq!(chosen("outputs = b, a\nx = d"), "c d | b a | d");
    assert_eq!(chosen("inputs = b\noutputs = c"), "b | c | b");
}

#[test]
fn another_table_resets_columns_that_it_does_not_have() {
    let spec = Spec::parse("data", "rows = a b c; 1 2 3; 4 5 6\ninputs = b\noutputs = a")
        .unwrap()
        .get::<DataSpec>()
        .unwrap()
        .clone();
    let same = Spec::from(spec.clone()).with("rows", "b a; 1 2; 3 4").unwrap().get::<DataSpec>().unwrap().clone();
    assert_eq!(same.inputs, spec.inputs);
    let other = Spec::from(spec.clone()).with("rows", "u v; 1 2; 3 4").unwrap().get::<DataSpec>().unwrap().clone();
    assert_eq!((other.inputs, other.outputs), (Columns(None), Columns(None)));
    let file = Spec::from(spec).with("table", "0123456789ab").unwrap().get::<DataSpec>().unwrap().clone();
    assert_eq!(file.rows, Rows(None));
}

#[test]
fn runs_on_a_table_keep_only_the_fields_that_change_their_numbers() {
    let spec = data(
        "rows = x y; 1 2; 3 4\nnets = elu:3, relu:4\nscinet = 2\nbeta = 0.5\nview = 0..1\npolynomials = 2\nname = f",
    );
    let links: Vec<String> = spec.runs().into_iter().map(|run| run.link()).collect();
    let rest = "epochs=1000000&polynomials=none";
    assert_eq!(
        links,
        [
            format!("#data?rows=x,y%3B1,2%3B3,4&nets=elu:3&{rest}"),
            format!("#data?rows=x,y%3B1,2%3B3,4&nets=relu:4&{rest}"),
            format!("#data?rows=x,y%3B1,2%3B3,4&nets=none&scinet=2&beta=0.5&{rest}"),
        ]
    );
    assert_eq!(Spec::from(spec).baseline().unwrap().link(), "#data?rows=x,y%3B1,2%3B3,4&nets=none&polynomials=2");
}

#[test]
fn names_of_columns_and_files_are_one_line_of_visible_characters() {
    // Found by fuzzing: a line break in a name ended the fence's line.
    let spec = itself("#data?table=0123456789ab&inputs=a%0Ab,c%0D%0A%20d&outputs=%E2%80%AEe&x=a%E2%80%A8b");
    assert_eq!(spec.fence(), "table   = 0123456789ab\ninputs  = a_b, c___d\noutputs = e\nx       = a_b\n");
    // A name as a reader writes it is the name of the column.
    let data = itself("#data?rows=t%20(s),x;1,2;3,4;5,6&inputs=t%20(s)").get::<DataSpec>().unwrap().clone();
    assert_eq!(data.chosen().unwrap().input_names(), ["t_(s)"]);
    assert_eq!(
        itself("#data?table=0123456789ab&name=%E2%80%AEfdp.%0Acsv").link(),
        "#data?table=0123456789ab&name=fdp._csv"
    );
}

#[test]
fn names_that_are_numbers_stay_names() {
    // Found by fuzzing: without its mark of direction the head was one more row of numbers.
    for link in [
        "#data?rows=%E2%80%AE1,2;3,4;5,6",
        "#data?rows=%22%231%22,-2e3;3,4;5,6",
        "#data?rows=%C2%AD%E2%88%921,.5;3,4;5,6",
    ] {
        let data = itself(link).get::<DataSpec>().unwrap().clone();
        assert_eq!(data.find().unwrap().n_rows(), 2, "{link}");
    }
}

#[test]
fn a_files_name_belongs_to_a_table() {
    // Found by fuzzing: it was lost with the next change of another key.
    let spec = itself("#data?rows=t,x;1,2;3,4&name=a.csv&fingerprint=0123456789ab");
    let other = spec.with("rows", "t,x; 1,2; 3,5").unwrap();
    assert!(!other.link().contains("name") && !other.link().contains("fingerprint"), "{}", other.link());
}

#[test]
fn tables_that_do_not_fit_into_a_link_are_refused() {
    let rows = format!("#data?rows=a,b{}", ";1e6,1e6".repeat(1900));
    let problems = told(&Spec::parse_link(&rows).unwrap_err());
    assert!(problems.contains("allowed: at most 16000 characters, numbers such as 1e6 written out"), "{problems}");
    let names: Vec<String> = (0..64).map(|i| format!("{i}{}", "🧪".repeat(45))).collect();
    let fence = format!(
        "table = 0123456789ab\ninputs = {}\noutputs = {}",
        names.join(","),
        names.join(",").replace('🧪', "🧫")
    );
    let problems = told(&Spec::parse("data", &fence).unwrap_err());
    assert!(problems.contains("make a link of more than"), "{problems}");
}
