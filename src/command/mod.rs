//! `scinet run`, `evaluate` and `verify`: parses arguments, prints results on stdout and everything else on stderr.

mod checkpoints;
mod content;
mod evaluation;
mod printing;
mod source;
mod sweeping;
mod table;
mod training;

use checkpoints::{MOST_SEEDS, Wanted};
use clap::{Args, Parser, Subcommand};
use evaluation::Evaluation;
use printing::write_for_people;
use scinet::kinds::{Reading, Spec};
use scinet::spec::version::DROPPED;
use scinet::spec::{Value, told};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use table::Loaded;
use training::{Plan, train};

/// Trains the networks of SciNet Notebook, to the same bits as the page.
#[derive(Parser)]
#[command(name = "scinet", version, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Train the networks of a spec and print the results.
    Run(RunArguments),
    /// Measure saved networks on fresh draws, inside their training data and outside.
    Evaluate {
        /// A file that `run --out` has written.
        file: PathBuf,
        /// Fresh samples inside; those of worlds form test sets of 2048.
        #[arg(long, default_value_t = training::SAMPLES as u32, value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
        samples: u32,
        /// Draw them with this seed instead of the spec's.
        #[arg(long)]
        seed: Option<u32>,
        /// Also print the outputs at this point: x, or both inputs of a SciNet.
        #[arg(long, value_name = "NUMBERS", value_delimiter = ',', allow_hyphen_values = true)]
        at: Vec<f64>,
        /// Print the result as JSON.
        #[arg(long)]
        json: bool,
    },
    /// Train the spec of a link or of a saved file and compare fingerprints: exit code 0 only for equal bits.
    Verify {
        #[arg(help = format!("What to verify, with its fingerprint=…: {}", source::allowed()))]
        source: String,
        /// The file with the table, for a link that names its id or none.
        #[arg(long, value_name = "FILE")]
        table: Option<PathBuf>,
        /// Maximum number of threads; any number gives the same bits.
        #[arg(long, value_parser = clap::value_parser!(u32).range(1..=64))]
        threads: Option<u32>,
    },
    /// Train all networks that are shipped with the page into a folder; complete files in it are kept.
    Checkpoints {
        /// The folder.
        folder: PathBuf,
        /// The folder for unfinished runs, which resume from there.
        #[arg(long, default_value = "target/checkpoints")]
        unfinished: PathBuf,
        /// Train the full networks that statements are about with this many seeds; only the first is kept as a file.
        #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST_SEEDS)))]
        full_seeds: u32,
        /// Train nothing: measure the networks that are there again, and leave out those that are missing.
        #[arg(long)]
        measure_only: bool,
        /// Maximum number of threads; any number gives the same bits.
        #[arg(long, value_parser = clap::value_parser!(u32).range(1..=64))]
        threads: Option<u32>,
    },
}

#[derive(Args)]
struct RunArguments {
    #[arg(help = format!("What to train: {}", source::allowed()))]
    source: String,
    /// The file with the table, for a spec that names its id or none.
    #[arg(long, value_name = "FILE")]
    table: Option<PathBuf>,
    /// Train this many epochs instead of the spec's.
    #[arg(long)]
    epochs: Option<u32>,
    /// Use this seed instead of the spec's.
    #[arg(long)]
    seed: Option<u32>,
    /// Maximum number of threads; any number gives the same bits.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=64))]
    threads: Option<u32>,
    /// Print the result as JSON.
    #[arg(long)]
    json: bool,
    /// Save the networks in this safetensors file, named and shaped as PyTorch's state_dict.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Save the run in this file at intervals, and resume from it if it exists.
    #[arg(long, value_name = "FILE")]
    checkpoint: Option<PathBuf>,
}

/// Exit code for a link with different bits.
const DIFFERS: u8 = 1;
/// Exit code for a command that cannot be executed.
const REFUSED: u8 = 2;

/// Why a command ends early.
enum Stop {
    /// A message for stderr.
    Refused(String),
    /// The reader of stdout has closed it, which is not a failure.
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

/// Parses the arguments and executes the command.
pub fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Run(arguments) => run(&arguments),
        Command::Evaluate { file, samples, seed, at, json } => evaluate(&file, samples, seed, at, json),
        Command::Verify { source, table, threads } => verify(&source, table.as_deref(), threads),
        Command::Checkpoints { folder, unfinished, full_seeds, measure_only, threads: asked } => {
            let wanted = Wanted { threads: threads(asked), full_seeds, trains: !measure_only };
            let done = checkpoints::make([&folder, &unfinished], &wanted);
            done.map(|()| ExitCode::SUCCESS).map_err(Stop::Refused)
        }
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

/// Reads the spec of a source, with the notices about it. The spec must be of a kind that trains. If a table is
/// given, it is registered first.
fn trainable(source: &str, table: Option<&Path>) -> Result<Reading, Stop> {
    let table = table.map(Loaded::of).transpose().map_err(Stop::Refused)?;
    let reading = source::read(source).map_err(Stop::Refused)?;
    let reading = match &table {
        Some(table) => table.under(reading).map_err(Stop::Refused)?,
        None => reading,
    };
    // The message about missing data needs the name of the file, which a run does not keep.
    let checked = reading.spec.check_data().map_err(|problem| Stop::Refused(problem.to_string()));
    match reading.spec.runs().is_empty() && reading.spec.epochs() == 0 {
        true => Err(Stop::Refused(format!("nothing to train in a spec of kind {}", reading.spec.kind()))),
        false => checked.map(|()| reading),
    }
}

/// A spec with one field changed on the command line.
fn with(spec: Spec, key: &str, value: Option<u32>) -> Result<Spec, Stop> {
    let Some(value) = value else { return Ok(spec) };
    spec.with(key, &value.to_string()).map_err(|problems| Stop::Refused(told(&problems)))
}

/// The requested number of threads, or the number of cores.
fn threads(asked: Option<u32>) -> usize {
    let cores = || std::thread::available_parallelism().map_or(1, usize::from);
    asked.map_or_else(cores, |n| n as usize)
}

fn run(arguments: &RunArguments) -> Result<ExitCode, Stop> {
    let Reading { spec, notices } = trainable(&arguments.source, arguments.table.as_deref())?;
    notices.iter().for_each(|notice| eprintln!("{notice}"));
    let spec = with(with(spec, "epochs", arguments.epochs)?, "seed", arguments.seed)?;
    if !spec.swept().is_empty() {
        if arguments.checkpoint.is_some() || arguments.out.is_some() {
            return Err(Stop::Refused("a sweep keeps no networks: --out and --checkpoint are for single ones".into()));
        }
        let outcomes = sweeping::sweep(&spec, threads(arguments.threads), None).map_err(Stop::Refused)?;
        let mut out = io::stdout().lock();
        if arguments.json {
            writeln!(out, "{}", serde_json::json!({ "link": spec.link(), "outcomes": outcomes }))?;
        } else {
            let mut board = spec.board();
            board.take("outcomes", &serde_json::json!(outcomes).to_string()).map_err(Stop::Refused)?;
            write!(out, "{}\n{}", spec.link(), board.print(&|| None))?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    let plan = Plan { threads: threads(arguments.threads), checkpoint: arguments.checkpoint.clone() };
    let trained = train(spec, &plan).map_err(Stop::Refused)?;
    if let Some(file) = &arguments.out {
        training::save(file, &trained.to_file().map_err(Stop::Refused)?).map_err(Stop::Refused)?;
    }
    let mut out = io::stdout().lock();
    if arguments.json {
        writeln!(out, "{:#}", trained.json())?;
    } else {
        write_for_people(&mut out, &trained)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn evaluate(file: &Path, samples: u32, seed: Option<u32>, at: Vec<f64>, json: bool) -> Result<ExitCode, Stop> {
    let evaluation = Evaluation::of(file, samples, seed, at).map_err(Stop::Refused)?;
    let mut out = io::stdout().lock();
    match json {
        true => writeln!(out, "{:#}", evaluation.json())?,
        false => evaluation.write(&mut out)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn verify(link: &str, table: Option<&Path>, asked: Option<u32>) -> Result<ExitCode, Stop> {
    let spec = match checkpoints::claimed(Path::new(link)) {
        Some(spec) => spec.map_err(Stop::Refused)?,
        None => {
            let Reading { spec, notices } = trainable(link, table)?;
            notices.iter().for_each(|notice| eprintln!("{notice}"));
            // This version cannot reproduce the bits of another numerics version.
            if notices.iter().any(|notice| notice.ends_with(DROPPED)) {
                return Ok(ExitCode::from(REFUSED));
            }
            spec
        }
    };
    let claim = spec.claim();
    if claim.0.is_none() {
        return Err(Stop::Refused("the link carries no fingerprint; copy it from the page with one".into()));
    }
    let plan = Plan { threads: threads(asked), checkpoint: None };
    let trained = train(spec, &plan).map_err(Stop::Refused)?;
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
