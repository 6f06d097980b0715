//! `scinet run` and `scinet verify`: arguments in, results on stdout, everything else on stderr.

mod source;
mod training;

use clap::{Parser, Subcommand};
use scinet::evaluate::number::readable;
use scinet::spec::{FitSpec, Spec, Value};
use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;
use training::{Trained, train};

/// Trains the networks of SciNet Notebook, to the same bits as the page.
#[derive(Parser)]
#[command(name = "scinet", version, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Train what a spec says and print what came of it.
    Run {
        /// A link (with its #fit?…), a file of `key = value` lines, or - for such lines on stdin.
        spec: String,
        /// Train this many epochs instead of the spec's.
        #[arg(long)]
        epochs: Option<u32>,
        /// Use this seed instead of the spec's.
        #[arg(long)]
        seed: Option<u32>,
        /// Print the result as JSON.
        #[arg(long)]
        json: bool,
    },
    /// Train what a link says and compare with the fingerprint it carries: exit code 0 only on equal bits.
    Verify {
        /// A link with fingerprint=…
        link: String,
    },
}

/// Exit code of a link whose bits differ.
const DIFFERS: u8 = 1;
/// Exit code of arguments that cannot be carried out.
const REFUSED: u8 = 2;

/// Why a command ends early.
enum Stop {
    /// A message for stderr.
    Refused(String),
    /// Whoever reads stdout has gone: nothing to say, and no failure.
    PipeClosed,
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::BrokenPipe => Self::PipeClosed,
            _ => Self::Refused(error.to_string()),
        }
    }
}

/// Reads the arguments and carries them out.
pub fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Run { spec, epochs, seed, json } => run(&spec, epochs, seed, json),
        Command::Verify { link } => verify(&link),
    };
    match done {
        Ok(code) => code,
        Err(Stop::PipeClosed) => ExitCode::SUCCESS,
        Err(Stop::Refused(message)) => {
            eprintln!("{message}");
            ExitCode::from(REFUSED)
        }
    }
}

/// The spec of kind `fit` that a source holds.
fn fit_spec(source: &str) -> Result<Spec, Stop> {
    let spec = source::read(source).map_err(Stop::Refused)?;
    match spec {
        Spec::Fit(_) => Ok(spec),
        other => Err(Stop::Refused(format!("nothing to train in a spec of kind {}", other.kind()))),
    }
}

/// A spec with one field changed on the command line.
fn with(spec: Spec, key: &str, value: Option<u32>) -> Result<Spec, Stop> {
    let Some(value) = value else { return Ok(spec) };
    spec.with(key, &value.to_string()).map_err(|problems| Stop::Refused(source::told(&problems)))
}

fn trained(spec: Spec) -> Result<(FitSpec, Trained), Stop> {
    match spec {
        Spec::Fit(spec) => {
            let trained = train(&spec).map_err(Stop::Refused)?;
            Ok((spec, trained))
        }
        other => Err(Stop::Refused(format!("nothing to train in a spec of kind {}", other.kind()))),
    }
}

fn run(source: &str, epochs: Option<u32>, seed: Option<u32>, json: bool) -> Result<ExitCode, Stop> {
    let spec = with(with(fit_spec(source)?, "epochs", epochs)?, "seed", seed)?;
    let (spec, trained) = trained(spec)?;
    let mut out = io::stdout().lock();
    if json {
        writeln!(out, "{:#}", trained.json(&spec))?;
        return Ok(ExitCode::SUCCESS);
    }
    writeln!(out, "{}", Spec::Fit(spec).link())?;
    for row in trained.board.table() {
        let m = row.measures;
        let [rms, largest, low, high] = [m.rms_inside, m.largest_inside, m.at_low, m.at_high].map(|x| readable(x, 3));
        writeln!(out, "{:24} RMS inside {rms}, largest {largest}, at the ends of the view {low} and {high}", row.name)?;
    }
    for (name, epoch) in &trained.diverged {
        writeln!(out, "{name} diverged after epoch {epoch}")?;
    }
    if let Some(fingerprint) = trained.fingerprint {
        writeln!(out, "fingerprint {}, {:.1} s", fingerprint.print(), trained.seconds)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn verify(link: &str) -> Result<ExitCode, Stop> {
    let spec = fit_spec(link)?;
    let Spec::Fit(claimed) = &spec else { return Err(Stop::Refused("nothing to verify".into())) };
    let claim = claimed.fingerprint;
    if claim.0.is_none() {
        return Err(Stop::Refused("the link carries no fingerprint; copy it from the page with one".into()));
    }
    let (_, trained) = trained(spec)?;
    let mut out = io::stdout().lock();
    match trained.fingerprint {
        Some(found) if found == claim => {
            writeln!(out, "same bits: {}", found.print())?;
            Ok(ExitCode::SUCCESS)
        }
        Some(found) => {
            writeln!(out, "differs: the link says {}, this machine gives {}", claim.print(), found.print())?;
            Ok(ExitCode::from(DIFFERS))
        }
        None => {
            writeln!(out, "differs: the link says {}, here the training diverges", claim.print())?;
            Ok(ExitCode::from(DIFFERS))
        }
    }
}
