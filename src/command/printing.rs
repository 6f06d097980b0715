//! Prints the results of a run as readable lines.

use super::training::Trained;
use scinet::spec::Value;
use std::io::{self, Write};

/// Writes the result of a trained spec: the errors of networks and fits, and the fingerprint.
pub fn write_for_people(out: &mut impl Write, trained: &Trained) -> io::Result<()> {
    writeln!(out, "{}", trained.spec.link())?;
    write!(out, "{}", trained.board.print(&|| trained.report()))?;
    for (name, epoch) in trained.diverged() {
        writeln!(out, "{name} diverged after epoch {epoch}")?;
    }
    if let Some(fingerprint) = trained.fingerprint {
        writeln!(out, "fingerprint {}, {:.1} s", fingerprint.print(), trained.seconds)?;
    }
    Ok(())
}
