//! `render FILE` renders the Markdown file of a notebook as JSON blocks on stdout, so that pages need not render it.

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
