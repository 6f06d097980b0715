//! `scinet run`, `evaluate` and `verify`: arguments in, results on stdout, everything else on stderr.

mod checkpoints;
mod evaluation;
mod source;
mod sweeping;
mod table;
mod training;

use clap::{Args, Parser, Subcommand};
use evaluation::Evaluation;
use scinet::figure::number::readable;
use scinet::kinds::data::DataTable;
use scinet::kinds::worlds::{WorldReport, degree};
use scinet::spec::{Reading, Spec, Value, told};
use scinet::system::world::world;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use training::{Plan, Trained, train};

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
    Run(RunArguments),
    /// Measure saved networks on fresh draws, inside their training data and outside.
    Evaluate {
        /// A file that `run --out` has written.
        file: PathBuf,
        /// Fresh samples inside.
        #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
        samples: u32,
        /// Draw them with this seed instead of the spec's.
        #[arg(long)]
        seed: Option<u32>,
        /// Give the outputs at this point too: x, or both inputs of a SciNet as it takes them.
        #[arg(long, value_name = "NUMBERS", value_delimiter = ',', allow_hyphen_values = true)]
        at: Vec<f64>,
        /// Print the result as JSON.
        #[arg(long)]
        json: bool,
    },
    /// Train what a link or a saved file says and compare fingerprints: exit code 0 only on equal bits.
    Verify {
        /// A link with fingerprint=…, - for one on stdin, or a file that `run --out` has written.
        link: String,
        /// The CSV file with the table that the link names.
        #[arg(long, value_name = "FILE")]
        table: Option<PathBuf>,
        /// Threads at most; any number gives the same bits.
        #[arg(long, value_parser = clap::value_parser!(u32).range(1..=64))]
        threads: Option<u32>,
    },
    /// Train all that is shipped with the page into a folder; what is there and whole already stays.
    Checkpoints {
        /// The folder.
        folder: PathBuf,
        /// Where unfinished runs are kept, to go on from.
        #[arg(long, default_value = "target/checkpoints")]
        unfinished: PathBuf,
        /// Threads at most; any number gives the same bits.
        #[arg(long, value_parser = clap::value_parser!(u32).range(1..=64))]
        threads: Option<u32>,
    },
}

#[derive(Args)]
struct RunArguments {
    /// A link (with its #fit?…, #scinet?…, #data?… or #sweep?…), a file of `key = value` lines, - for such lines on
    /// stdin, an experiment's name, such as boring_patch or boring_patch_quick, or a CSV file to train on.
    spec: String,
    /// The CSV file with the table that a data spec names.
    #[arg(long, value_name = "FILE")]
    table: Option<PathBuf>,
    /// Train this many epochs instead of the spec's.
    #[arg(long)]
    epochs: Option<u32>,
    /// Use this seed instead of the spec's.
    #[arg(long)]
    seed: Option<u32>,
    /// Threads at most; any number gives the same bits.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=64))]
    threads: Option<u32>,
    /// Print the result as JSON.
    #[arg(long)]
    json: bool,
    /// Save the networks in this safetensors file, named and shaped as PyTorch's state_dict.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Save the run in this file now and then, and go on from it if it is there.
    #[arg(long, value_name = "FILE")]
    checkpoint: Option<PathBuf>,
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
        Command::Run(arguments) => run(&arguments),
        Command::Evaluate { file, samples, seed, at, json } => evaluate(&file, samples, seed, at, json),
        Command::Verify { link, table, threads } => verify(&link, table.as_deref(), threads),
        Command::Checkpoints { folder, unfinished, threads: asked } => {
            let done = checkpoints::make(&folder, &unfinished, threads(asked));
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

/// The spec that a source holds, of a kind that trains, with what is to be told about it, once the table that it
/// may name is known.
fn trainable(source: &str, table: Option<&Path>) -> Result<Reading, Stop> {
    if let Some(file) = table {
        table::load(file).map_err(Stop::Refused)?;
    }
    let named = table::named(source).map(|read| read.map(|spec| Reading { spec, notices: Vec::new() }));
    let reading = named.unwrap_or_else(|| source::read(source)).map_err(Stop::Refused)?;
    match &reading.spec {
        // A run forgets the name of the file, which this message needs.
        Spec::Data(data) => match data.chosen() {
            Ok(_) => Ok(reading),
            Err(problem) => Err(Stop::Refused(problem.to_string())),
        },
        Spec::Fit(_) | Spec::SciNet(_) | Spec::World(_) | Spec::Sweep(_) => Ok(reading),
        _ => Err(Stop::Refused(format!("nothing to train in a spec of kind {}", reading.spec.kind()))),
    }
}

/// A spec with one field changed on the command line.
fn with(spec: Spec, key: &str, value: Option<u32>) -> Result<Spec, Stop> {
    let Some(value) = value else { return Ok(spec) };
    spec.with(key, &value.to_string()).map_err(|problems| Stop::Refused(told(&problems)))
}

/// Threads that were asked for, or as many as there are cores.
fn threads(asked: Option<u32>) -> usize {
    let cores = || std::thread::available_parallelism().map_or(1, usize::from);
    asked.map_or_else(cores, |n| n as usize)
}

fn run(arguments: &RunArguments) -> Result<ExitCode, Stop> {
    let Reading { spec, notices } = trainable(&arguments.spec, arguments.table.as_deref())?;
    notices.iter().for_each(|notice| eprintln!("{notice}"));
    let spec = with(with(spec, "epochs", arguments.epochs)?, "seed", arguments.seed)?;
    if let Spec::Sweep(sweep) = &spec {
        if arguments.checkpoint.is_some() || arguments.out.is_some() {
            return Err(Stop::Refused("a sweep keeps no networks: --out and --checkpoint are for single ones".into()));
        }
        let result = sweeping::sweep(sweep, threads(arguments.threads), None).map_err(Stop::Refused)?;
        let mut out = io::stdout().lock();
        match arguments.json {
            true => writeln!(out, "{}", serde_json::json!(result))?,
            false => sweeping::write(&mut out, sweep, &result)?,
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

fn write_for_people(out: &mut impl Write, trained: &Trained) -> io::Result<()> {
    writeln!(out, "{}", trained.spec.link())?;
    for row in trained.board.iter().flat_map(|board| board.table()) {
        let m = row.measures;
        let [rms, largest, low, high] = [m.rms_inside, m.largest_inside, m.at_low, m.at_high].map(|x| readable(x, 3));
        writeln!(out, "{:24} RMS inside {rms}, largest {largest}, at the ends of the view {low} and {high}", row.name)?;
    }
    if let Some(table) = trained.data.as_ref().and_then(|board| board.table()) {
        write_errors(out, &table)?;
    }
    if let Some(report) = trained.world_report() {
        write_world(out, &trained.spec, &report)?;
    }
    if let (Spec::SciNet(_) | Spec::World(_), Some([squares, divergence])) = (&trained.spec, trained.last_losses()) {
        let [squares, divergence] = [squares, divergence].map(|x| readable(f64::from(x), 3));
        writeln!(out, "last batch: squared error {squares}, divergence {divergence}")?;
    }
    for (name, epoch) in trained.diverged() {
        writeln!(out, "{name} diverged after epoch {epoch}")?;
    }
    if let Some(fingerprint) = trained.fingerprint {
        writeln!(out, "fingerprint {}, {:.1} s", fingerprint.print(), trained.seconds)?;
    }
    Ok(())
}

/// What is measured of a network of one of the four worlds.
fn write_world(out: &mut impl Write, spec: &Spec, report: &WorldReport) -> io::Result<()> {
    let Spec::World(spec) = spec else { return Ok(()) };
    let number = |x: f64| readable(x, 4);
    writeln!(
        out,
        "answers: RMS error {}, the truth's deviation {}, on {} fresh scenes",
        number(report.rms),
        number(report.deviation),
        report.n_samples
    )?;
    let names: Vec<&str> = world(spec).quantities().iter().map(|quantity| quantity.name).collect();
    writeln!(out, "latent variables: {} of {} used", report.used, report.latent.len())?;
    for (i, latent) in report.latent.iter().enumerate() {
        let heads = names.iter().copied().chain(["all of them"]);
        let follows: Vec<String> = heads.zip(&latent.explained).map(|(name, r2)| format!("{name} {r2:.5}")).collect();
        let follows = if follows.is_empty() { String::new() } else { format!(", R² {}", follows.join(", ")) };
        writeln!(
            out,
            "  z{}: {} nats, variance {}{follows}",
            i + 1,
            number(latent.divergence),
            number(latent.variance)
        )?;
    }
    let recovered: Vec<String> =
        names.iter().zip(&report.recovered).map(|(name, r2)| format!("{name} {r2:.5}")).collect();
    if !recovered.is_empty() {
        let degree = degree(report.used);
        writeln!(out, "as polynomials of degree {degree} in the used latent means: R² {}", recovered.join(", "))?;
    }
    for outside in &report.outside {
        let [rms, last, mean, size] = [outside.rms, outside.last_rms, outside.last_mean, outside.size].map(number);
        writeln!(
            out,
            "{}: RMS error {rms}, of the last answer {last}, its mean size {mean}; the truth's own RMS {size}",
            outside.name
        )?;
    }
    Ok(())
}

/// The errors of every model on a reader's table.
fn write_errors(out: &mut impl Write, table: &DataTable) -> io::Result<()> {
    let count = |n: Option<usize>| n.map_or(String::new(), |n| n.to_string());
    writeln!(out, "RMS errors on {} training and {} held-out rows", table.n_train, table.n_held)?;
    let beyond = [count(table.n_between), count(table.n_beyond)];
    writeln!(out, "of the held-out rows measured, {} lie between the data and {} beyond", beyond[0], beyond[1])?;
    let line = |names: [&str; 2], cells: [String; 5]| {
        let cells: String = cells.iter().map(|cell| format!("{cell:>14}")).collect();
        format!("{:24} {:12}{cells}", names[0], names[1])
    };
    let heads = ["training", "held out", "R²", "between", "beyond"].map(String::from);
    writeln!(out, "{}", line(["", ""], heads))?;
    for row in &table.rows {
        let numbers = [row.train, row.held, row.r2, row.between, row.beyond];
        let numbers = numbers.map(|x| x.map_or("–".into(), |x| readable(x, 3)));
        writeln!(out, "{}", line([&row.name, &row.output], numbers))?;
    }
    table.notes.iter().try_for_each(|note| writeln!(out, "{note}"))
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
            // Bits of another version cannot be had here, whatever the link claims of them.
            if !notices.is_empty() {
                return Err(Stop::Refused(notices.join("\n")));
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
