//! `./build.sh help` lists every command of the script, and no other command.
#![allow(clippy::unwrap_used, reason = "a test says what failed by panicking")]

use std::collections::BTreeSet;

const SCRIPT: &str = include_str!("../build.sh");

/// The text between two lines with these starts.
fn between<'a>(start: &str, end: &str) -> impl Iterator<Item = &'a str> {
    let lines = SCRIPT.lines().skip_while(move |line| !line.starts_with(start)).skip(1);
    lines.take_while(move |line| !line.starts_with(end))
}

#[test]
fn help_lists_every_command() {
    let commands: BTreeSet<&str> = between("case \"${1:-serve}\" in", "esac")
        .filter_map(|line| line.trim().split_once(')'))
        .map(|(command, _)| command)
        .filter(|command| command.chars().all(|c| c.is_ascii_lowercase()))
        .collect();
    // Continued lines are indented further.
    let told: BTreeSet<&str> = between("  cat <<'END'", "END")
        .filter_map(|line| line.strip_prefix("  "))
        .filter(|line| !line.starts_with(' '))
        .map(|line| line.split(' ').next().unwrap())
        .collect();
    assert!(commands.contains("serve"), "the commands are no longer found: {commands:?}");
    assert_eq!(told, commands, "in the help, and in the case");
}
