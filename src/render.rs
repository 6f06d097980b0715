//! `render FILE`: a notebook's Markdown as the blocks that the page shows, in JSON on stdout, so that no visitor renders it.

use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(file) = std::env::args().nth(1) else {
        eprintln!("render FILE: the Markdown file of a notebook is missing");
        return ExitCode::from(2);
    };
    let text = std::fs::read_to_string(&file).map_err(|error| format!("{file}: {error}"));
    match text.and_then(|text| scinet::notebook::json(&text).map_err(|error| error.to_string())) {
        Ok(json) => {
            println!("{json}");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
