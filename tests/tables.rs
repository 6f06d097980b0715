//! Tables in the formats of instruments and programs: what `tests/tables/expected.json` says of each file.

use scinet::tables::{Reading, read, read_as};
use serde_json::Value;
use std::path::Path;

fn texts(value: &Value) -> Vec<&str> {
    value.as_array().map(|list| list.iter().filter_map(Value::as_str).collect()).unwrap_or_default()
}

/// Checks the first values of columns.
fn starts(file: &str, reading: &Reading, expected: &Value) {
    for (name, values) in expected.as_object().into_iter().flatten() {
        let i =
            reading.table.names().iter().position(|known| known == name).unwrap_or_else(|| panic!("{file}: {name}"));
        for (row, value) in values.as_array().into_iter().flatten().enumerate() {
            let found = reading.table.columns()[i][row];
            match value.as_f64() {
                Some(value) => assert_eq!(found, value, "{file}: {name}, row {}", row + 1),
                None => assert!(found.is_nan(), "{file}: {name}, row {}: {found}", row + 1),
            }
        }
    }
}

#[test]
fn tables_are_read_as_people_have_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tables");
    let expected: Vec<Value> = serde_json::from_slice(&std::fs::read(folder.join("expected.json")).unwrap()).unwrap();
    assert_eq!(expected.len() + 1, std::fs::read_dir(&folder).unwrap().count(), "every file is expected");
    for case in &expected {
        let file = case["file"].as_str().unwrap();
        let text = std::fs::read(folder.join(file)).unwrap();
        let reading = read(&text).unwrap_or_else(|faults| panic!("{file}: {faults:?}"));
        assert_eq!(reading.table.names(), texts(&case["names"]), "{file}");
        assert_eq!(Some(reading.table.n_rows() as u64), case["rows"].as_u64(), "{file}");
        assert_eq!(reading.left_out, texts(&case["left_out"]), "{file}");
        let units: Vec<&String> = reading.units.iter().filter(|unit| !unit.is_empty()).collect();
        assert_eq!(units, texts(&case["units"]), "{file}");
        starts(file, &reading, &case["starts"]);
        if let Some(said) = case["says"].as_str() {
            assert!(reading.notes.iter().any(|note| note.contains(said)), "{file}: {:?}", reading.notes);
        }
        let doubt = reading.doubts.first();
        assert_eq!(doubt.is_some(), case["doubt"].is_string(), "{file}: {doubt:?}");
        if let (Some(doubt), Some(said)) = (doubt, case["doubt"].as_str()) {
            assert!(doubt.read.contains(said), "{file}: {doubt:?}");
            starts(file, &read_as(&text, doubt.choice).unwrap(), &case["instead"]);
        }
    }
}
