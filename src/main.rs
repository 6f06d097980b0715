//! The command line: trains what a spec says, and checks a link's fingerprint. `scinet help` explains it.

#[cfg(not(target_arch = "wasm32"))]
mod command;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    command::main()
}

/// Cargo builds this beside the browser tests; there is no command line in a browser.
#[cfg(target_arch = "wasm32")]
fn main() {}
