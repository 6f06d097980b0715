//! Untrusted input: links, fences, formulas, notebooks, files.
//!
//! None of it panics, allocates past its limit or takes longer than a second. Accepted input keeps to its limits.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test says what failed by panicking")]

mod boards;
mod edits;
mod html;
mod manglers;
mod measure;
mod pictures;
mod specs;

use edits::{any_edit, edited};
use measure::{fuzz, fuzz_at_most};
use proptest::prelude::*;
use scinet::formula::Formula;
use scinet::kinds::Spec;
use scinet::kinds::data::DataSpec;
use scinet::kinds::registry::words;
use scinet::notebook::{Block, equation, render};
use scinet::paper::shipped::Shipped;
use scinet::saved::{Bundle, Model};
use scinet::tables::{LARGEST, read};
use scinet::train::Checkpoint;
use std::cell::Cell;

const MB: usize = 1 << 20;

/// Valid bytes after a few edits, cut at `most`.
fn spoilt(valid: Vec<Vec<u8>>, most: usize) -> impl Strategy<Value = Vec<u8>> {
    let shared = std::sync::Arc::new(valid);
    let n = shared.len();
    (0..n, prop::collection::vec(any_edit(), 0..6))
        .prop_map(move |(i, edits)| edited(&shared[i], &shared, &edits, most))
}

fn spoilt_text(valid: &[&str], most: usize) -> impl Strategy<Value = String> {
    let valid = valid.iter().map(|text| text.as_bytes().to_vec()).collect();
    spoilt(valid, most).prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

#[test]
fn links() {
    let valid: Vec<&str> = specs::LINKS.to_vec();
    let any = prop_oneof![specs::any_link(), spoilt_text(&valid, 100_000)];
    fuzz("links", any, 4 * MB, String::len, |link| match Spec::read_link(link) {
        Ok(reading) => specs::keeps_its_limits(&reading.spec),
        Err(problems) => specs::is_told(&problems),
    });
}

/// Links of all kinds, changed by one or two of the programs that pass them on, open to the same spec.
#[test]
fn mangled_links() {
    let any = (specs::any_link(), manglers::any(), manglers::any());
    fuzz(
        "mangled",
        any,
        8 * MB,
        |_| 0,
        |(link, one, other)| {
            let Ok(spec) = &Spec::parse_link(link) else { return Ok(()) };
            let link = manglers::address(&spec.link());
            let texts = [one.apply(&link), other.apply(&one.apply(&link))];
            for text in texts.iter().filter(|_| one.goes_before(other) && one.suits(spec) && other.suits(spec)) {
                match Spec::read_link(text) {
                    Ok(reading) if reading.spec == *spec => {}
                    Ok(reading) => return Err(format!("{text:?}\nis read as {}", reading.spec.link())),
                    Err(problems) => return Err(format!("{text:?}\n{}", scinet::spec::told(&problems))),
                }
            }
            Ok(())
        },
    );
}

/// What can be read of a spoilt link keeps its limits.
#[test]
fn parts_of_links() {
    let valid: Vec<&str> = specs::LINKS.to_vec();
    fuzz("parts", spoilt_text(&valid, 100_000), 8 * MB, String::len, |link| match Spec::read_part_of_link(link) {
        Some(reading) => specs::keeps_its_limits(&reading.spec),
        None => Ok(()),
    });
}

#[test]
fn fences() {
    let any = (prop::sample::select(words()), prop_oneof![specs::any_fence(), spoilt_text(&specs::FENCES, 100_000)]);
    fuzz(
        "fences",
        any,
        4 * MB,
        |(_, text)| text.len(),
        |(kind, text)| match Spec::read(kind, text) {
            Ok(reading) => specs::keeps_its_limits(&reading.spec),
            Err(problems) => specs::is_told(&problems),
        },
    );
}

/// Names of columns and files, and values of sweeps, with line breaks, blanks, quotes and invisible characters.
/// Accepted specs read back, and do not change when any key is set to its own value.
#[test]
fn names() {
    let (accepted, refused) = (Cell::new(0_u32), Cell::new(0_u32));
    fuzz("names", specs::any_names(), 4 * MB, String::len, |link| match Spec::read_link(link) {
        Ok(reading) => {
            accepted.set(accepted.get() + 1);
            specs::keeps_its_limits(&reading.spec).and_then(|()| specs::stays_itself(&reading.spec))
        }
        Err(problems) => {
            refused.set(refused.get() + 1);
            specs::is_told(&problems)
        }
    });
    // If nearly all inputs are refused, the test proves nothing.
    assert!(accepted.get() > refused.get() / 9, "{} accepted, {} refused", accepted.get(), refused.get());
}

/// Specs of every kind do not change when any key is set to its own value.
#[test]
fn own_values() {
    fuzz("own_values", specs::any_link(), 4 * MB, String::len, |link| match Spec::read_link(link) {
        Ok(reading) => specs::stays_itself(&reading.spec),
        Err(problems) => specs::is_told(&problems),
    });
}

/// Runs of accepted specs: their resources are bounded as the limits of the specs promise.
#[test]
fn runs() {
    fuzz("runs", specs::any_link(), 400 * MB, String::len, |link| {
        let Ok(spec) = Spec::parse_link(link) else { return Ok(()) };
        for spec in spec.runs().iter().take(2) {
            // A table that is not known here is not an error of the link.
            let absent = spec.check_data().is_err();
            let run = match spec.run() {
                Ok(run) => run,
                Err(_) if absent => return Ok(()),
                Err(problem) => return Err(problem.to_string()),
            };
            if run.parameters().len() > 1 << 20 || !run.parameters().iter().all(|w| w.is_finite()) {
                return Err(format!("{} parameters, some of them not finite", run.parameters().len()));
            }
        }
        Ok(())
    });
}

#[test]
fn formulas() {
    fuzz("formulas", spoilt_text(&specs::FORMULAS, 5000), MB, String::len, |text| {
        let Ok(formula) = Formula::parse(text) else { return Ok(()) };
        let x: Vec<f64> = (-150..150).map(|i| f64::from(i) / 10.0).chain([f64::MAX, f64::MIN, 1e-300]).collect();
        let mut y = vec![0.0; x.len()];
        formula.fill(&x, &mut y);
        // Links have no spaces.
        for written in [formula.source().to_string(), formula.source().replace(' ', "")] {
            match Formula::parse(&written) {
                Ok(again) if again == formula => {}
                again => return Err(format!("{written} reads back as {again:?}")),
            }
        }
        match formula.tex().and_then(|tex| equation(&tex)) {
            Some(html) => html::check(&html),
            None => Ok(()),
        }
    });
}

/// Values as people type them, in every field: what is accepted is written so that it reads back.
#[test]
fn fields() {
    let specs: Vec<Spec> = words().into_iter().map(|kind| Spec::parse(kind, "").unwrap()).collect();
    let places: Vec<(usize, &str)> = specs
        .iter()
        .enumerate()
        .flat_map(|(i, spec)| spec.describe().into_iter().map(move |field| (i, field.key)))
        .collect();
    let any = (prop::sample::select(places), spoilt_text(&specs::TYPED, 200));
    fuzz(
        "fields",
        any,
        4 * MB,
        |(_, text)| text.len(),
        |((i, key), text)| match specs[*i].with(key, text) {
            Ok(spec) => specs::keeps_its_limits(&spec).and_then(|()| specs::stays_itself(&spec)),
            Err(problems) => specs::is_told(&problems),
        },
    );
}

#[test]
fn notebooks() {
    let any = spoilt_text(&specs::NOTEBOOKS, 60_000);
    fuzz("notebooks", any, 8 * MB, String::len, |text| {
        let blocks = render(text);
        for block in &blocks {
            if let Block::Html { html, .. } = block {
                html::check(html)
                    .map_err(|error| format!("{error}\n{}", html.chars().take(2000).collect::<String>()))?;
            }
        }
        is_light(&blocks)
    });
}

/// Whether a page builds a notebook without stopping, and shows a part of it.
fn is_light(blocks: &[Block]) -> Result<(), String> {
    let elements = |block: &Block| match block {
        Block::Html { html, .. } => html.matches('<').count() - html.matches("</").count(),
        Block::Cell { .. } => 1,
    };
    let bytes = |block: &Block| match block {
        Block::Html { html, .. } => html.len(),
        Block::Cell { .. } => 0,
    };
    let (most, all) = (blocks.iter().map(elements).max(), blocks.iter().map(elements).sum::<usize>());
    match most {
        None => Err("a blank page".into()),
        Some(most) if most > 4200 => Err(format!("{most} elements at once")),
        _ if all > 105_000 => Err(format!("{all} elements")),
        _ => match blocks.iter().map(bytes).max() {
            Some(most) if most > 1 << 20 => Err(format!("{most} bytes at once")),
            _ => Ok(()),
        },
    }
}

/// Short texts that expand into long ones: emphasis, links, tables, mathematics, pictures, lists, headings, code,
/// repeated many times, alone and nested.
#[test]
fn bombs() {
    const PARTS: &[&str] = &[
        "*a* ",
        "**a** ",
        "[a](b) ",
        "| a ",
        "|-",
        "|\n",
        "$x$ ",
        "$$\\frac{a}{b}$$ ",
        "![](a) ",
        "- a\n",
        "  - b\n",
        "# a\n\n",
        "`a` ",
        "\n\n",
        "a",
        "~~a~~ ",
        "> ",
        "<b> ",
        "---\n",
        "1. a\n",
        "&amp;",
        "[a]: b\n",
        "```fit\n```\n\n",
        "    a\n",
        "a  \n",
        "<https://a> ",
        "\\\n",
    ];
    let part = || prop::sample::select(PARTS);
    let line = (prop::collection::vec(part(), 1..4), 1..400_usize);
    let any = (prop::collection::vec(line, 1..4), 0..14_u32).prop_map(|(lines, size)| {
        let line = |(parts, times): &(Vec<&str>, usize)| parts.concat().repeat(*times);
        let text = lines.iter().map(line).collect::<Vec<_>>().join("\n");
        text.repeat(((1 << size) / text.len()).max(1))
    });
    fuzz("bombs", any, 64 * MB, String::len, |text| is_light(&render(text)));
}

/// Figures as plain data, with arbitrary numbers.
#[test]
fn pictures() {
    let any = (pictures::picture(), pictures::how());
    fuzz("pictures", any, 64 * MB, |_| 0, |(picture, (view, options))| pictures::is_bounded(picture, *view, options));
}

/// Figures as cells make them, with arbitrary losses, weights and outcomes.
#[test]
fn figures() {
    let any = (boards::known(), pictures::how());
    fuzz(
        "figures",
        any,
        256 * MB,
        |_| 0,
        |(known, (view, options))| match known.picture() {
            Some(picture) => pictures::is_bounded(&picture, *view, options),
            None => Ok(()),
        },
    );
}

/// Patterns that make a slow renderer superlinear, up to the largest notebook that is rendered. Text that consists only
/// of marks takes up to 400 bytes for each of its own.
#[test]
fn large_notebooks() {
    const PATTERNS: &[&str] = &[
        "[",
        "![[",
        "[a](",
        "[a]: b\n",
        "> ",
        "- ",
        "*a ",
        "**a_ ",
        "`",
        "```\n",
        "<b>",
        "<!--",
        "<a b='",
        "$",
        "$$",
        "$a$ ",
        "| a ",
        "\\",
        "&#1;",
        "# a\n",
        "1. a\n",
        "~~a ",
        "\n\n",
        "- a\n  ",
        "[^1] ",
        "<https://a> ",
        "a  \n",
        "|-|\n",
        "]",
        "](",
    ];
    let any = (prop::sample::select(PATTERNS), prop::sample::select(PATTERNS), 10..19_u32).prop_map(|(a, b, size)| {
        let n = (1 << size) / (a.len() + b.len());
        [a.repeat(n), b.repeat(n), format!("{a}{b}").repeat(n)].concat()
    });
    // There are 30 · 30 · 9 of them.
    fuzz_at_most(20_000, "large", any, 192 * MB, String::len, |text| {
        let blocks = render(text);
        for block in &blocks {
            if let Block::Html { html, .. } = block {
                html::check(html)?;
            }
        }
        is_light(&blocks)
    });
}

#[test]
fn mathematics() {
    let any = spoilt_text(&specs::TEX, 5000).prop_map(|tex| format!("$${}$$", tex.replace('$', "")));
    fuzz("mathematics", any, 16 * MB, String::len, |text| {
        for block in render(text) {
            if let Block::Html { html, .. } = block {
                html::check(&html)
                    .map_err(|error| format!("{error}\n{}", html.chars().take(2000).collect::<String>()))?;
            }
        }
        Ok(())
    });
}

/// Tables as spreadsheets, instruments and people write them.
const TABLES: &[&str] = &[
    "t,x\n0,1\n0.5,0.87\n1,-0.54\n",
    "\u{feff}\"time, s\";\"x \"\"raw\"\" / m\";note\r\n0;1,5;a\r\n1;-2,5e-3;b\r\n",
    "# damped\n# t\tx\ty\n0\t1\t2\n3\t4\t5\n\n6\t7\t8\n",
    "  1.5   2.5  3\n 4 5 6\n",
    "a,a,,a\n1,2,3,4\n1,2,3,4\n",
    "x,y\n1,\"2\n\"\n1,\"3\"\n",
];

/// An accepted table is within its limits, and reads back unchanged from plain CSV.
#[test]
fn tables() {
    fuzz("tables", spoilt(TABLES.iter().map(|t| t.as_bytes().to_vec()).collect(), 100_000), MB, Vec::len, |bytes| {
        let table = match read(bytes) {
            Ok(reading) => reading.table,
            Err(faults) if faults.is_empty() || faults.len() > 5 => return Err(format!("{} faults", faults.len())),
            Err(faults) => match faults.iter().map(ToString::to_string).find(|text| text.len() > 1000) {
                Some(long) => return Err(long),
                None => return Ok(()),
            },
        };
        if !table.columns().iter().flatten().all(|number| number.is_nan() || number.abs() <= LARGEST) {
            return Err("a number is past its limit".into());
        }
        let row = |i: usize| table.columns().iter().map(|column| column[i].to_string()).collect::<Vec<_>>().join(",");
        // A cell needs two rows without a gap.
        let all: Vec<usize> = (0..table.names().len()).collect();
        let can_be_used = table.complete(&all).len() > 1;
        if let Some(rows) = scinet::spec::Rows::written(&table).filter(|_| can_be_used) {
            let spec = Spec::parse("data", &format!("rows = {rows}"));
            match spec.as_ref().map(|spec| (spec, Spec::parse_link(&spec.link()))) {
                Ok((spec, Ok(again)))
                    if spec.get::<DataSpec>().unwrap().rows.0.as_deref() == Some(&table) && again == *spec => {}
                other => return Err(format!("{rows} reads back as {other:?}")),
            }
        }
        // A first row of numbers is not a row of names.
        if table.names().iter().all(|name| name.replace('−', "-").parse::<f64>().is_ok()) {
            return Ok(());
        }
        let plain = [table.names().join(",")].into_iter().chain((0..table.n_rows()).map(row)).collect::<Vec<_>>();
        match read(plain.join("\n").as_bytes()) {
            Ok(again) if again.table == table => Ok(()),
            again => Err(format!("{:?} reads back as {again:?}", table.names())),
        }
    });
}

/// Small valid files: networks and unfinished runs.
fn files() -> Vec<Vec<u8>> {
    let links = ["#fit?nets=relu:3&epochs=9&batch=16", "#scinet?encoder=4&latent=1&decoder=none&batch=8&epochs=9"];
    let mut files = Vec::new();
    for link in links {
        let spec = Spec::parse_link(link).unwrap();
        let mut run = spec.run().unwrap();
        run.advance(3);
        files.push(run.checkpoint().to_bytes().unwrap());
        let notes = [("fingerprint".to_string(), "none".to_string())].into();
        files.push(Model { spec, epoch: 3, nets: vec![run.parameters().to_vec()], notes }.to_bytes().unwrap());
    }
    files
}

#[test]
fn checkpoints() {
    fuzz("checkpoints", spoilt(files(), 100_000), 400 * MB, Vec::len, |bytes| {
        let is_sound = |what: &str, epoch: u32, numbers: &[f32]| match numbers.iter().find(|x| !x.is_finite()) {
            Some(x) => Err(format!("{what} with {x}")),
            None if epoch > 1_000_000 => Err(format!("{what} of epoch {epoch}")),
            None => Ok(()),
        };
        if let Ok(model) = Model::from_bytes(bytes) {
            is_sound("a network", model.epoch, &model.nets.concat())?;
        }
        if let Ok(bundle) = Bundle::from_bytes(bytes) {
            bundle.runs.iter().try_for_each(|run| is_sound("a run", run.epoch, &run.losses))?;
        }
        let Ok(checkpoint) = Checkpoint::from_bytes(bytes) else { return Ok(()) };
        if let Ok(mut run) = checkpoint.resume() {
            is_sound("a run", run.epoch(), &[run.parameters(), run.losses()].concat())?;
            if !run.lesson().is_large() {
                run.advance(2);
                is_sound("a run that went on", run.epoch(), &[run.parameters(), run.losses()].concat())?;
            }
        }
        Ok(())
    });
}

#[test]
fn indexes() {
    let whole = Shipped::read(include_str!("../../www/checkpoints/index.json")).unwrap();
    let short = Shipped {
        checkpoints: whole.checkpoints[..1].to_vec(),
        seeds: whole.checkpoints[..1].to_vec(),
        worlds: whole.worlds.iter().take(1).cloned().collect(),
        sweeps: whole.sweeps.iter().skip(1).take(1).cloned().collect(),
        ..Shipped::default()
    };
    let (short, report) =
        (serde_json::to_string(&short).unwrap(), serde_json::to_string(&short.checkpoints[0].report).unwrap());
    fuzz("indexes", spoilt_text(&[&short, &report], 100_000), MB, String::len, |text| {
        if let Ok(shipped) = Shipped::read(text) {
            let _ = scinet::paper::claims::claims(&shipped, None);
            let _ = scinet::paper::claims::claims(&shipped, Some("worlds"));
        }
        for experiment in ["boring_patch", "planets"] {
            let _ = scinet::paper::claims::answers(experiment, text);
        }
        Ok(())
    });
}
