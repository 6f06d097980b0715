//! Runs a property over many inputs and measures each: no panic, bounded memory, bounded time.

use peak_alloc::PeakAlloc;
use proptest::strategy::Strategy;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};
use std::cell::Cell;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Tests run one at a time: the allocations of another test would be counted here.
static TURN: Mutex<()> = Mutex::new(());

/// Number of cases of a property in an ordinary test. `./build.sh fuzz` sets `PROPTEST_CASES` for more.
const CASES: u32 = 1500;
/// Maximum time for one input. A machine that runs other programs is slow now and then, so only `./build.sh fuzz`
/// enforces it.
const SLOWEST: Duration = Duration::from_secs(1);

/// Whether this is `./build.sh fuzz`.
fn fuzzing() -> bool {
    std::env::var_os("PROPTEST_CASES").is_some()
}

/// The processor time of this thread, if the system reports it. It excludes other programs.
fn processor_time() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

/// Checks `property` on inputs from `strategy`. In addition to its kept results, an input of n bytes may allocate
/// `limit` + 64 n bytes: input that is too large is refused before it is built.
pub fn fuzz<S: Strategy>(
    name: &str,
    strategy: S,
    limit: usize,
    size: impl Fn(&S::Value) -> usize,
    property: impl Fn(&S::Value) -> Result<(), String>,
) {
    fuzz_at_most(u32::MAX, name, strategy, limit, size, property);
}

/// The same with `most` cases, if there are no more different ones.
pub fn fuzz_at_most<S: Strategy>(
    most: u32,
    name: &str,
    strategy: S,
    limit: usize,
    size: impl Fn(&S::Value) -> usize,
    property: impl Fn(&S::Value) -> Result<(), String>,
) {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    // A fixed seed: every run has the same inputs.
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let cases = if fuzzing() { Config::default().cases } else { CASES }.min(most);
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 4000, ..Config::default() };
    let (slowest, largest) = (Cell::new(Duration::ZERO), Cell::new(0));
    let checked = TestRunner::new_with_rng(config, rng).run(&strategy, |input| {
        MEMORY.reset_peak_usage();
        let before = MEMORY.current_usage();
        let (start, clock) = (Instant::now(), processor_time());
        let outcome = property(&input);
        let used = MEMORY.peak_usage().saturating_sub(before);
        let took = match (clock, processor_time()) {
            (Some(start), Some(end)) => end.saturating_sub(start),
            _ => start.elapsed(),
        };
        slowest.set(slowest.get().max(took));
        largest.set(largest.get().max(used));
        let allowed = limit + 64 * size(&input);
        outcome.map_err(TestCaseError::fail)?;
        if used > allowed {
            return Err(TestCaseError::fail(format!("allocates {used} bytes; allowed: {allowed}")));
        }
        if fuzzing() && took > SLOWEST {
            return Err(TestCaseError::fail(format!("takes {took:?}; allowed: {SLOWEST:?}")));
        }
        Ok(())
    });
    let (slowest, largest) = (slowest.get(), largest.get() as f64 / 1e6);
    println!("{name:12} {cases:8} cases, slowest {slowest:9.2?}, largest allocation {largest:6.2} MB");
    if let Err(error) = checked {
        panic!("{name}: {error}");
    }
}
