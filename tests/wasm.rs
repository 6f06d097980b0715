//! The module in a real browser: the functions that the page and its workers call, and the same bits as natively.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test says what failed by panicking")]

mod pinned;

use scinet::kinds::Spec;
use scinet::kinds::data::evenly;
use scinet::kinds::registry::words;
use scinet::saved::{Model, fingerprint};
use scinet::spec::Value;
use scinet::web::cell::Cell;
use scinet::web::files::read_file;
use scinet::web::page::{change_field, kinds, new_seed, read_link};
use scinet::web::qr::qr;
use scinet::web::text::render;
use scinet::web::worker::{Training, fit_baseline, outcome, report};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

wasm_bindgen_test_configure!(run_in_browser);

/// A property of a plain object.
fn get(object: &JsValue, key: &str) -> JsValue {
    js_sys::Reflect::get(object, &key.into()).unwrap()
}

/// What a cell shows by a name, as JSON.
fn shown_with(cell: &Cell, what: &str, with: &str) -> Option<serde_json::Value> {
    let mut shown: serde_json::Value = serde_json::from_str(&cell.show(what, with)?).unwrap();
    Some(shown[what].take())
}

/// The same, of a thing that needs nothing.
fn shown(cell: &Cell, what: &str) -> serde_json::Value {
    shown_with(cell, what, "null").unwrap()
}

/// The key `nets` with a weight set by hand.
fn by_hand(cell: &Cell, weight: &str) -> Option<String> {
    shown_with(cell, "byHand", weight)?.as_str().map(String::from)
}

fn canvas() -> HtmlCanvasElement {
    let document = web_sys::window().unwrap().document().unwrap();
    document.create_element("canvas").unwrap().unchecked_into()
}

#[wasm_bindgen_test]
fn training_gives_the_pinned_bits() {
    pinned::check_all();
}

#[wasm_bindgen_test]
fn a_run_advances_and_its_cell_shows_it() {
    let mut cell = Cell::new("#fit?epochs=40&nets=relu:4").unwrap();
    let mut training = Training::new(&cell.runs()[0]).ok().unwrap();
    training.work(1e9, 15);
    assert_eq!((training.epoch(), training.diverged()), (15, false));
    cell.set_net(0, 15, &training.parameters().to_vec(), 0, &training.losses_from(0).to_vec());
    training.work(1e9, 40);
    assert_eq!((training.epoch(), training.diverged()), (40, false));
    assert_eq!(training.losses_from(cell.known_losses(0)).length(), 25);
    assert_eq!(shown(&cell, "table")[0]["name"], "ReLU 4");
    // Another view or more epochs keep the run; fewer than it has, or another seed, do not.
    for (link, kept) in [
        ("#fit?epochs=40&nets=relu:4&view=-3..3", 15),
        ("#fit?epochs=50&nets=elu:3,relu:4", 0),
        ("#fit?epochs=50&nets=relu:4", 15),
        ("#fit?epochs=14&nets=relu:4", 0),
    ] {
        cell.update(link).unwrap();
        assert_eq!(cell.known_losses(0), kept, "{link}");
    }
    cell.set_net(0, 15, &training.parameters().to_vec(), 0, &[1.0; 15]);
    cell.update("#fit?epochs=14&nets=relu:4&seed=2").unwrap();
    assert_eq!(cell.known_losses(0), 0);
}

#[wasm_bindgen_test]
fn classical_fits_are_passed_from_worker_to_cell() {
    let mut cell = Cell::new("#fit?nets=none&polynomials=1,3&pairs=1000").unwrap();
    let numbers = fit_baseline(&cell.baseline().unwrap()).ok().unwrap();
    cell.set_baseline(&numbers.to_vec()).unwrap();
    assert_eq!(shown(&cell, "table").as_array().unwrap().len(), 2);
    assert!(cell.set_baseline(&[1.0]).is_err());

    let mut cell = Cell::new("#scinet?encoder=4&decoder=4&polynomials=1,2&pairs=500").unwrap();
    let numbers = fit_baseline(&cell.baseline().unwrap()).ok().unwrap();
    cell.set_baseline(&numbers.to_vec()).unwrap();
    let models = shown(&cell, "models");
    // SciNet, two degrees in three sets of coordinates, the response function.
    assert_eq!(models["rows"].as_array().unwrap().len(), 8);
    assert_eq!(models["equation"], "1.000000 ẍ + 2.000000 γẋ + 1.000000 x = cos ωt");
    assert!(cell.set_baseline(&[1.0]).is_err());
}

#[wasm_bindgen_test]
fn a_saved_network_is_loaded_only_by_the_cell_of_its_spec() {
    let spec = Spec::parse_link("#scinet?encoder=4&latent=2&decoder=4&epochs=3&batch=16").unwrap();
    let mut run = spec.run().unwrap();
    run.advance(3);
    let found = fingerprint(&spec, 3, &[run.parameters()]).print();
    let notes = [("fingerprint".to_string(), found.clone())].into();
    let model = Model { spec: spec.clone(), epoch: 3, nets: vec![run.parameters().to_vec()], notes };
    let file = model.to_bytes().unwrap();
    let mut cell = Cell::new(&spec.link()).unwrap();
    assert_eq!(cell.load(&file).ok(), Some(3));
    assert_eq!(cell.fingerprint(), Some(found));
    assert!(Cell::new("#scinet").unwrap().load(&file).is_err());
    assert!(cell.load(&file[..file.len() - 4]).is_err());
    let mut spoilt = file.clone();
    let last = spoilt.len() - 1;
    spoilt[last] ^= 1;
    assert!(cell.load(&spoilt).is_err());
    assert!(report(&spec.link(), run.parameters(), 50).ok().unwrap().contains("mean_relative"));
    assert!(report("#fit", run.parameters(), 50).is_err());
}

#[wasm_bindgen_test]
fn a_cell_shows_and_saves_its_runs_and_refuses_other_runs() {
    let link = "#fit?nets=relu:4,elu:3&polynomials=none&batch=16&epochs=40";
    let mut cell = Cell::new(link).unwrap();
    let checkpoint = |run: &String| {
        let mut training = Training::new(run).ok().unwrap();
        training.work(1e9, 15);
        training.checkpoint().ok().unwrap()
    };
    let runs: Vec<Vec<u8>> = cell.runs().iter().map(checkpoint).collect();
    assert_eq!(cell.load_checkpoint(0, &runs[0]).ok(), Some(15));
    assert_eq!((cell.known_losses(0), cell.known_losses(1)), (15, 0));
    for (i, file) in [(1, &runs[0]), (0, &runs[1]), (2, &runs[0])] {
        assert!(cell.load_checkpoint(i, file).is_err(), "{i}");
    }
    assert!(cell.load_checkpoint(0, &runs[0][..100]).is_err());
    assert!(
        Cell::new("#fit?nets=relu:4&polynomials=none&batch=16&epochs=9").unwrap().load_checkpoint(0, &runs[0]).is_err()
    );
    assert_eq!(cell.known_losses(0), 15);

    let file = cell.save_runs(runs.iter().map(|run| js_sys::Uint8Array::from(run.as_slice())).collect()).unwrap();
    let again: Vec<Vec<u8>> = cell.open_runs(&file).unwrap().iter().map(js_sys::Uint8Array::to_vec).collect();
    assert_eq!(again, runs);
    assert!(Cell::new("#fit").unwrap().open_runs(&file).is_err());
    assert_eq!(get(&read_file(&file).unwrap(), "run").as_bool(), Some(true));
    let network = cell.save_network(None).unwrap();
    assert_eq!(get(&read_file(&network).unwrap(), "link").as_string().as_deref(), Some(link));
    assert!(read_file(&network[..network.len() - 1]).is_err());
}

#[wasm_bindgen_test]
fn a_qr_code_is_a_square_with_three_finder_patterns() {
    let modules = qr("https://example.org/#fit").ok().unwrap();
    let size = modules.len().isqrt();
    assert_eq!(size * size, modules.len());
    for corner in [0, size - 7, size * (size - 7)] {
        assert_eq!(modules[corner..corner + 7], [1; 7]);
    }
    assert!(qr(&"x".repeat(3000)).is_err());
}

#[wasm_bindgen_test]
fn a_sweep_gathers_outcomes_and_surfaces_turn() {
    let of = "scinet%3Fencoder=3%26decoder=3%26epochs=1%26batch=8";
    let mut cell = Cell::new(&format!("#sweep?of={of}&columns=beta:0.1,1&rows=latent:1,2&seeds=1")).unwrap();
    assert_eq!((cell.runs().len(), shown(&cell, "missing")), (4, serde_json::json!([0, 1, 2, 3])));
    assert_eq!(shown_with(&cell, "epochs", "0"), Some(serde_json::json!(1)));
    let training = Training::new(&cell.runs()[0]).ok().unwrap();
    let measured = outcome(&cell.runs()[0], &training.parameters().to_vec()).ok().unwrap();
    let outcome = |net: usize, outcome: Option<&str>| serde_json::json!([net, outcome]).to_string();
    cell.take("outcome", &outcome(0, Some(&measured))).unwrap();
    cell.take("outcome", &outcome(3, None)).unwrap();
    assert!(cell.take("outcome", &outcome(1, Some("{"))).is_err());
    assert_eq!(shown(&cell, "missing"), serde_json::json!([1, 2]));
    assert_eq!(cell.take("shipped", "[]").unwrap(), "false");
    assert!(cell.take("shipped", "{").is_err() && cell.take("nonsense", "null").is_err());

    let mut surface = Cell::new("#surface").unwrap();
    let before = surface.svg("surface:1", 300.0, 200.0, false, Vec::new()).unwrap();
    surface.turn(30.0, 10.0);
    assert_ne!(surface.svg("surface:1", 300.0, 200.0, false, Vec::new()).unwrap(), before);
    surface.turn_back();
    assert_eq!(surface.svg("surface:1", 300.0, 200.0, false, Vec::new()).unwrap(), before);
}

#[wasm_bindgen_test]
fn every_figure_is_drawn_at_the_resolution_of_the_screen() {
    let small = "#scinet?encoder=4&decoder=4&latent=2&polynomials=1&pairs=500";
    for link in ["#fit?nets=relu:2[1,0,1;-1,0,-1;10]", "#activation", "#surface", "#diagram", "#sweep", small] {
        let mut cell = Cell::new(link).unwrap();
        let panels = cell.panels();
        let words: Vec<&str> = panels.iter().step_by(2).map(String::as_str).collect();
        let panels = if words.is_empty() { vec![""] } else { words };
        for name in panels.into_iter().flat_map(|panel| cell.figures(panel)).collect::<Vec<_>>() {
            let canvas = canvas();
            cell.draw(canvas.clone(), &name, 300.0, 200.0, 2.0, false, Vec::new(), false).unwrap();
            assert_eq!((canvas.width(), canvas.height()), (600, 400));
            let context: CanvasRenderingContext2d = canvas.get_context("2d").unwrap().unwrap().unchecked_into();
            let pixels = context.get_image_data(0.0, 0.0, 600.0, 400.0).unwrap().data();
            let dark = pixels.chunks(4).filter(|p| p[0] < 128).count();
            assert!(dark > 300, "{link} {name}: {dark} dark pixels");
            assert!(cell.svg(&name, 300.0, 200.0, false, Vec::new()).unwrap().starts_with("<svg"));
            assert!(cell.csv(&name).unwrap().starts_with('"'));
        }
    }
    assert!(Cell::new("#fit").unwrap().csv("nonsense").is_err());
}

#[wasm_bindgen_test]
fn a_drawn_figure_returns_the_values_under_the_mouse() {
    let mut cell = Cell::new("#fit?nets=relu:2[1,0,1;-1,0,-1;10]").unwrap();
    assert!(cell.probe("fit", 100.0).unwrap().is_undefined());
    cell.draw(canvas(), "fit", 600.0, 300.0, 1.0, false, Vec::new(), false).unwrap();
    let edges = cell.edges("fit").unwrap();
    let middle = cell.probe("fit", (edges[0] + edges[1]) / 2.0).unwrap();
    assert_eq!(get(&middle, "x").as_string().as_deref(), Some("x = 0"));
    assert_eq!(get(&middle, "inside").as_bool(), Some(true));
    let truth = get(&get(&middle, "series"), "0");
    assert_eq!(get(&truth, "text").as_string().as_deref(), Some("10.00"));
    assert_eq!(cell.view_between("fit", edges[0], edges[1]).as_deref(), Some("-20..20"));
    let half = cell.view_between("fit", (edges[0] + edges[1]) / 2.0, edges[1]);
    assert_eq!(half.as_deref(), Some("0..20"));
}

#[wasm_bindgen_test]
fn a_weight_set_by_hand_is_part_of_the_spec() {
    let cell = Cell::new("#fit?nets=elu:3,relu:2[1,0,1;-1,0,-1;10]").unwrap();
    assert_eq!(by_hand(&cell, "[1,1,2,-0.5]").as_deref(), Some("elu:3, relu:2[1,0,1; -1,0,-0.5; 10]"));
    assert_eq!(by_hand(&cell, "[1,2,0,7.0]").as_deref(), Some("elu:3, relu:2[1,0,1; -1,0,-1; 7]"));
    assert_eq!(by_hand(&cell, "[1,2,1,7.0]"), None);
}

#[wasm_bindgen_test]
fn an_invalid_link_returns_problems_and_does_not_throw() {
    let reading = read_link("#fit?lr=fast&seed=x").unwrap();
    assert!(get(&reading, "spec").is_null());
    assert_eq!(get(&get(&reading, "problems"), "length").as_f64(), Some(2.0));
    let changed = change_field("#fit", "lr", "0.1").unwrap();
    assert_eq!(get(&get(&changed, "spec"), "link").as_string().as_deref(), Some("#fit?lr=0.1"));
    assert!(Cell::new("#fit?lr=fast").is_err());
    assert!(Training::new("#fit").is_err());
    assert!(Training::new("#activation").is_err());
}

#[wasm_bindgen_test]
fn the_page_gets_kinds_text_and_seeds() {
    let offered: js_sys::Array = kinds().unwrap().unchecked_into();
    let offered: Vec<String> = offered.iter().map(|kind| get(&kind, "word").as_string().unwrap()).collect();
    assert_eq!(offered, words());
    let blocks = render("# T\n\n```fit\n```\n").ok().unwrap();
    assert_eq!(blocks.matches("\"type\":").count(), 2, "{blocks}");
    let seeds: Vec<u32> = (0..4).map(|_| new_seed().ok().unwrap()).collect();
    assert!(seeds.iter().all(|seed| (1..1_000_000).contains(seed)));
    assert!(seeds.iter().any(|seed| *seed != seeds[0]));
}

/// In WebAssembly a `usize` has 32 bits. The product of a row number and a number of rows does not fit.
#[wasm_bindgen_test]
fn a_sample_of_many_rows_covers_all_of_them() {
    let rows: Vec<u32> = (0..1_000_000).collect();
    let sample = evenly(&rows, 800_000);
    assert!(sample.windows(2).all(|pair| pair[0] < pair[1]));
    assert_eq!((sample.len(), sample[0], sample[799_999]), (800_000, 0, 999_998));
}
