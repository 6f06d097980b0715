//! The command line as a shell sees it: results on stdout, messages on stderr, and exit codes.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test says what failed by panicking")]

use std::io::Write;
use std::process::{Command, Output, Stdio};

fn scinet(arguments: &[&str], stdin: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_scinet"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(stdin.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

const SHORT: &str = "#fit?nets=relu:3,elu:2&epochs=20&pairs=100";

#[test]
fn run_prints_all_results_as_json() {
    let output = scinet(&["run", SHORT, "--json"], "");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let result: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        (result["spec"].as_str(), result["epoch"].as_u64()),
        (Some("#fit?nets=relu:3,elu:2&pairs=100&epochs=20"), Some(20))
    );
    assert_eq!(result["fingerprint"].as_str().unwrap().len(), 12);
    assert!(result["seconds"].is_number() && result["loss"]["ELU 2"].is_number());
    assert!(result["measures"]["polynomial, degree 1"]["rms_inside"].as_f64().unwrap() < 1e-9);
}

#[test]
fn a_spec_is_read_from_stdin_and_changed_by_options() {
    let output =
        scinet(&["run", "-", "--epochs", "3", "--seed", "8", "--json"], "nets = tanh:2\nepochs = 9\npairs = 100\n");
    let result: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(result["spec"].as_str(), Some("#fit?nets=tanh:2&pairs=100&epochs=3&seed=8"));
}

#[test]
fn verify_succeeds_only_on_equal_bits() {
    let output = scinet(&["run", SHORT, "--json"], "");
    let result: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let found = result["fingerprint"].as_str().unwrap();
    let same = scinet(&["verify", &format!("https://example.org/{SHORT}&fingerprint={found}")], "");
    assert_eq!((same.status.code(), text(&same.stdout)), (Some(0), format!("same bits: {found}\n")));
    let other = scinet(&["verify", &format!("{SHORT}&seed=2&fingerprint={found}")], "");
    assert_eq!(other.status.code(), Some(1));
    assert!(text(&other.stdout).starts_with("differs: "));
}

const SCINET: &str = "#scinet?encoder=20,8&latent=3&decoder=9&batch=64&epochs=30&lr=0.001";

/// A path for a file that only this test uses, and that does not exist yet.
fn scratch(name: &str) -> String {
    let path = std::env::temp_dir().join(format!("scinet-{}-{name}.safetensors", std::process::id()));
    let _ = std::fs::remove_file(&path);
    path.to_str().unwrap().to_string()
}

fn json(output: &Output) -> serde_json::Value {
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn a_saved_network_is_evaluated_inside_and_outside() {
    let file = scratch("evaluated");
    let run = json(&scinet(&["run", SCINET, "--json", "--out", &file], ""));
    assert!(run["loss"]["reconstruction"].is_number() && run["loss"]["divergence"].is_number());
    let evaluate = |more: &[&str]| json(&scinet(&[&["evaluate", file.as_str(), "--json"], more].concat(), ""));
    let found = evaluate(&["--samples", "500", "--seed", "7"]);
    assert_eq!((&found["spec"], &found["epoch"]), (&run["spec"], &run["epoch"]));
    assert_eq!((found["samples"].as_u64(), found["seed"].as_u64()), (Some(500), Some(7)));
    let measures = &found["measures"]["SciNet"];
    assert!(measures["inside"]["φ"].as_f64().unwrap() > 0.0);
    assert_eq!(measures["outside"][1]["sigmas"].as_f64(), Some(2.0));
    assert!(measures["outside"][1]["rms"]["A"].is_number());
    assert_ne!(found["measures"], evaluate(&["--samples", "500", "--seed", "8"])["measures"]);
    let table = scinet(&["evaluate", &file], "");
    assert!(text(&table.stdout).contains("\n8 σ "), "{}", text(&table.stdout));
    std::fs::remove_file(&file).unwrap();
}

#[test]
fn a_saved_network_of_a_world_has_the_report_of_its_cell() {
    let file = scratch("world");
    let link = "#collision?encoder=3&decoder=3&epochs=2&batch=8";
    let run = json(&scinet(&["run", link, "--json", "--out", &file], ""));
    let evaluate = |more: &[&str]| scinet(&[&["evaluate", file.as_str(), "--samples", "300"], more].concat(), "");
    let found = json(&evaluate(&["--json"]));
    assert_eq!((&found["spec"], found["measures"]["n_samples"].as_u64()), (&run["spec"], Some(300)));
    assert_eq!(found["measures"]["outside"][0]["name"], "t′ = 8 s");
    let other = json(&evaluate(&["--json", "--seed", "8"]));
    assert_ne!(found["measures"]["rms"], other["measures"]["rms"]);
    let words = evaluate(&[]);
    assert!(text(&words.stdout).contains("on 300 fresh scenes"), "{}", text(&words.stdout));
    let refused = evaluate(&["--at", "1"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(text(&refused.stderr).contains("--at has [1.0]; allowed: nothing"), "{}", text(&refused.stderr));
    std::fs::remove_file(&file).unwrap();
}

#[test]
fn the_file_has_the_documented_tensors_and_metadata() {
    let file = scratch("header");
    let run = json(&scinet(&["run", SCINET, "--json", "--out", &file], ""));
    let bytes = std::fs::read(&file).unwrap();
    let length = u64::from_le_bytes(bytes[..8].try_into().unwrap()) as usize;
    let header: serde_json::Value = serde_json::from_slice(&bytes[8..8 + length]).unwrap();
    assert_eq!(header["encoder.0.weight"]["shape"], serde_json::json!([20, 2]));
    assert_eq!(header["decoder.2.bias"]["shape"], serde_json::json!([2]));
    let metadata = &header["__metadata__"];
    assert_eq!((&metadata["spec"], &metadata["fingerprint"]), (&run["spec"], &run["fingerprint"]));
    assert!(metadata["measures"].is_string() && metadata["loss"].is_string());
    // The same run writes the same file.
    scinet(&["run", SCINET, "--out", &file, "--threads", "1"], "");
    assert_eq!(std::fs::read(&file).unwrap(), bytes);
    std::fs::remove_file(&file).unwrap();
}

#[test]
fn a_run_resumes_from_its_checkpoint_with_any_number_of_threads() {
    let file = scratch("checkpoint");
    let large = "#scinet?encoder=150,40&latent=3&decoder=30&batch=4096&epochs=12&lr=0.001";
    let fingerprint = |more: &[&str]| {
        let result = json(&scinet(&[&["run", large, "--json"], more].concat(), ""));
        result["fingerprint"].as_str().map(String::from)
    };
    let whole = fingerprint(&["--threads", "1"]);
    assert_eq!(fingerprint(&["--threads", "4"]), whole);
    let half = fingerprint(&["--threads", "2", "--epochs", "5", "--checkpoint", &file]);
    assert_ne!(half, whole);
    assert_eq!(fingerprint(&["--threads", "8", "--checkpoint", &file]), whole);
    // The run is complete: nothing is trained again, and the file of another run is not overwritten.
    assert_eq!(fingerprint(&["--checkpoint", &file]), whole);
    let other = scinet(&["run", large, "--seed", "2", "--checkpoint", &file], "");
    assert_eq!(other.status.code(), Some(2));
    assert!(text(&other.stderr).contains("it is of another run"));
    std::fs::remove_file(&file).unwrap();
}

#[test]
fn files_without_networks_are_refused() {
    let file = scratch("foreign");
    std::fs::write(&file, b"not a network").unwrap();
    let output = scinet(&["evaluate", &file], "");
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("not a safetensors file"), "{}", text(&output.stderr));
    assert!(output.stdout.is_empty());
    std::fs::remove_file(&file).unwrap();
}

#[test]
fn failures_are_reported_on_stderr() {
    for (arguments, message) in [
        (["run", "#fit?lr=x"], "lr = x\n  allowed: a number from 0 to 100, or stages such as 20000@1e-3, 1e-4\n"),
        (["run", "#activation"], "nothing to train in a spec of kind activation\n"),
        (["verify", "#fit"], "the link carries no fingerprint; copy it from the page with one\n"),
    ] {
        let output = scinet(&arguments, "");
        assert_eq!((output.status.code(), text(&output.stderr)), (Some(2), message.into()));
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn a_closed_pipe_is_not_an_error() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_scinet"))
        .args(["run", SHORT])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), String::new()));
}

#[test]
fn a_saved_network_is_evaluated_at_a_point() {
    let folder = std::env::temp_dir().join(format!("scinet-at-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("by-hand.safetensors");
    let file = file.to_str().unwrap();
    // y = relu(10 + x), set by hand.
    let link = "#fit?nets=relu:1%5B1,10,1%3B0%5D&polynomials=none&epochs=0";
    assert_eq!(scinet(&["run", link, "--out", file], "").status.code(), Some(0));
    let output = scinet(&["evaluate", file, "--at", "-3", "--json"], "");
    let result: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let at = &result["measures"]["ReLU 1, set by hand"]["at"];
    assert_eq!((at["inputs"][0].as_f64(), at["outputs"]["y"].as_f64()), (Some(-3.0), Some(7.0)), "{result}");
    let refused = scinet(&["evaluate", file, "--at", "1,2"], "");
    assert_eq!(refused.status.code(), Some(2));
    assert!(text(&refused.stderr).contains("allowed: finite numbers, x"), "{}", text(&refused.stderr));
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn another_version_of_the_numerics_is_reported_and_not_verified() {
    let link = format!("{SHORT}&v=2&fingerprint=0123456789ab");
    let told = "Made with version 2 of the numerics; this is version 1, which gives different bits. Its fingerprint is dropped.\n";
    let run = scinet(&["run", &link], "");
    assert_eq!((run.status.code(), text(&run.stderr).lines().next()), (Some(0), told.lines().next()));
    let verified = scinet(&["verify", &link], "");
    assert_eq!((verified.status.code(), text(&verified.stderr)), (Some(2), told.into()));
}

/// A CSV file that only this test uses.
fn csv(name: &str, text: &str) -> String {
    let path = std::env::temp_dir().join(format!("scinet-{}-{name}.csv", std::process::id()));
    std::fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_string()
}

#[test]
fn a_csv_file_is_trained_on_and_its_link_verified() {
    let rows: Vec<String> = (0..60).map(|i| format!("{};{}", i, 3 * i - 7)).collect();
    let file = csv("line", &format!("t;x\n{}\n", rows.join("\n")));
    let run = json(&scinet(&["run", &file, "--epochs", "30", "--json"], ""));
    let errors = &run["measures"];
    assert_eq!((errors["n_train"].as_u64(), errors["n_held"].as_u64()), (Some(48), Some(12)));
    let names: Vec<_> = errors["rows"].as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["ELU 32–32", "polynomial, degree 1", "polynomial, degree 3"]);
    assert!(errors["rows"][1]["held"].as_f64().unwrap() < 1e-9);
    let link = format!("{}&fingerprint={}", run["spec"].as_str().unwrap(), run["fingerprint"].as_str().unwrap());
    let without = scinet(&["verify", &link], "");
    assert_eq!(without.status.code(), Some(2));
    assert!(text(&without.stderr).contains("is not here; choose the file scinet-"), "{}", text(&without.stderr));
    let same = scinet(&["verify", &link, "--table", &file], "");
    assert_eq!(same.status.code(), Some(0), "{}", text(&same.stderr));
    std::fs::remove_file(&file).unwrap();
}

#[test]
fn a_table_without_two_whole_rows_is_reported_with_the_line_of_a_cell() {
    let file = csv("bad", "t,x\n1,2\n3,abc\n");
    let output = scinet(&["run", &file], "");
    assert_eq!(output.status.code(), Some(2));
    let said = text(&output.stderr);
    let note = "Column x has no number in 1 row, such as \"abc\" in line 3; it is left out where the column is used.";
    assert!(said.starts_with(&format!("{file}: {note}\n")), "{said}");
    assert!(said.ends_with("1 row has a number in all of t, x; allowed: at least 2\n"), "{said}");
    std::fs::remove_file(&file).unwrap();
}

#[test]
fn a_source_is_known_by_its_content() {
    let spec = "nets = relu:2\npolynomials = 1\nepochs = 3\npairs = 100\n";
    let table = (0..20).map(|i| format!("{i} {}\n", 2 * i)).collect::<String>();
    let kinds = |name: &str, content: &str| {
        let path = std::env::temp_dir().join(format!("scinet-{}-{name}", std::process::id()));
        std::fs::write(&path, content).unwrap();
        let found = json(&scinet(&["run", path.to_str().unwrap(), "--epochs", "2", "--json"], ""));
        assert_eq!(
            found["spec"],
            json(&scinet(&["run", path.to_str().unwrap(), "--epochs", "2", "--json"], ""))["spec"]
        );
        std::fs::remove_file(&path).unwrap();
        found["spec"].as_str().unwrap().split('?').next().unwrap().to_string()
    };
    for (name, content, kind) in [
        ("spec.txt", spec, "#fit"),
        ("spec.csv", spec, "#fit"),
        ("table.dat", &table, "#data"),
        ("table.txt", &table, "#data"),
        ("link.md", "<https://example.org/#fit?nets=relu:2&amp;epochs=3&amp;pairs=100>\n", "#fit"),
    ] {
        assert_eq!(kinds(name, content), kind, "{name}");
    }
    let piped = json(&scinet(&["run", "-", "--epochs", "2", "--json"], &table));
    assert!(piped["spec"].as_str().unwrap().starts_with("#data?table="), "{piped}");
}

#[test]
fn a_table_goes_under_a_link_that_names_none_or_the_same() {
    let rows: Vec<String> = (0..20).map(|i| format!("{i},{},{}", 3 * i, i * i)).collect();
    let file = csv("beside", &format!("t,x,y\n{}\n", rows.join("\n")));
    let run = |link: &str| scinet(&["run", link, "--table", &file, "--epochs", "2", "--json"], "");
    let found = json(&run("#data?inputs=t&outputs=x"));
    let link = found["spec"].as_str().unwrap();
    assert!(link.contains("table=") && link.contains("&inputs=t&outputs=x"), "{link}");
    assert_eq!(json(&run(link))["spec"], found["spec"]);
    for (link, message) in [
        ("#data?table=0123456789ab", "and the data names another, 0123456789ab"),
        ("#data?rows=a,b%3B1,2%3B3,4", "--table: the data has rows of its own"),
        ("#data?inputs=z", "`z` is not a column"),
        ("#fit", "--table: a fit takes no table"),
    ] {
        let refused = run(link);
        assert_eq!(refused.status.code(), Some(2), "{link}");
        assert!(text(&refused.stderr).contains(message), "{link}: {}", text(&refused.stderr));
    }
    std::fs::remove_file(&file).unwrap();
}

#[test]
fn a_saved_network_is_a_source_of_both_commands() {
    let file = scratch("source");
    let run = json(&scinet(&["run", SHORT, "--json", "--out", &file], ""));
    // Not known by its ending.
    let other = format!("{file}.bak");
    std::fs::rename(&file, &other).unwrap();
    assert_eq!(json(&scinet(&["run", &other, "--json"], ""))["fingerprint"], run["fingerprint"]);
    assert_eq!(scinet(&["verify", &other], "").status.code(), Some(0));
    std::fs::remove_file(&other).unwrap();
}

#[test]
fn a_word_that_names_nothing_is_answered_with_what_is_known() {
    for (source, message) in [
        ("peak_brod", "did you mean peak_broad?"),
        ("swep", "did you mean sweep?"),
        ("missing.txt", "there is no such file, kind or network\n  allowed: a link "),
        ("tests", "tests: is a folder"),
    ] {
        for command in ["run", "verify"] {
            let output = scinet(&[command, source], "");
            assert_eq!(output.status.code(), Some(2), "{source}");
            assert!(text(&output.stderr).contains(message), "{source}: {}", text(&output.stderr));
        }
    }
    let empty = scinet(&["run", "-"], "");
    assert!(text(&empty.stderr).starts_with("stdin: is empty"), "{}", text(&empty.stderr));
    for command in ["run", "verify"] {
        let help = text(&scinet(&[command, "--help"], "").stdout);
        for word in ["pendulum", "claims", "boring_patch", "- for such a text on stdin"] {
            assert!(help.split_whitespace().collect::<Vec<_>>().join(" ").contains(word), "{command}: {word}\n{help}");
        }
    }
}

#[test]
fn a_repaired_link_is_verified_with_a_notice() {
    let found = json(&scinet(&["run", SHORT, "--json"], ""));
    let link = format!("https://example.org/{SHORT}&fingerprint={}", found["fingerprint"].as_str().unwrap());
    let mail = format!("<{}&amp;utm_source=mail>", link.replace('&', "&amp;"));
    let verified = scinet(&["verify", &mail], "");
    assert_eq!(verified.status.code(), Some(0), "{}", text(&verified.stderr));
    let told = "This link was changed on its way, as by a mail program, and is repaired.\n";
    assert_eq!(text(&verified.stderr), format!("{told}Left out, since a fit has no such keys: utm_source.\n"));
}
