//! The command line: trains specs and verifies the fingerprints of links. `scinet help` explains it.

#[cfg(not(target_arch = "wasm32"))]
mod command;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    command::main()
}

/// Cargo builds this together with the browser tests. A browser has no command line.
#[cfg(target_arch = "wasm32")]
fn main() {}
