//! The command line as a shell sees it: results on stdout, messages on stderr, exit codes.
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
fn run_prints_json_with_everything_in_it() {
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
fn a_spec_comes_from_stdin_and_the_line_changes_it() {
    let output =
        scinet(&["run", "-", "--epochs", "3", "--seed", "8", "--json"], "nets = tanh:2\nepochs = 9\npairs = 100\n");
    let result: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(result["spec"].as_str(), Some("#fit?nets=tanh:2&pairs=100&epochs=3&seed=8"));
}

#[test]
fn verify_succeeds_on_equal_bits_alone() {
    let output = scinet(&["run", SHORT, "--json"], "");
    let result: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let found = result["fingerprint"].as_str().unwrap();
    let same = scinet(&["verify", &format!("https://example.org/{SHORT}&fingerprint={found}")], "");
    assert_eq!((same.status.code(), text(&same.stdout)), (Some(0), format!("same bits: {found}\n")));
    let other = scinet(&["verify", &format!("{SHORT}&seed=2&fingerprint={found}")], "");
    assert_eq!(other.status.code(), Some(1));
    assert!(text(&other.stdout).starts_with("differs: "));
}

#[test]
fn what_cannot_be_done_is_said_on_stderr() {
    for (arguments, message) in [
        (["run", "#fit?lr=x"], "lr = x\n  allowed: a number from 0 to 100\n"),
        (["run", "#activation"], "nothing to train in a spec of kind activation\n"),
        (["verify", "#fit"], "the link carries no fingerprint; copy it from the page with one\n"),
    ] {
        let output = scinet(&arguments, "");
        assert_eq!((output.status.code(), text(&output.stderr)), (Some(2), message.into()));
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn a_closed_pipe_is_no_failure() {
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
