//! A statement of a paper, and the question that it asks a report.

/// Something that a report on an experiment can be asked.
pub trait Check: Copy {
    /// What is known of the experiment.
    type Report;
    /// What it says; nothing if it does not say.
    fn ask(self, report: &Self::Report) -> Option<Answer>;
    /// How the number is defined, and when it agrees.
    fn definition(self) -> String;
    /// The same error by every other definition.
    fn others(self, _: &Self::Report) -> Vec<String> {
        Vec::new()
    }
}

/// A statement of a paper.
pub struct Statement<C> {
    pub experiment: &'static str,
    pub paper: &'static str,
    pub check: C,
    /// Why this definition was taken.
    pub note: &'static str,
}

pub const fn says<C: Copy>(
    experiment: &'static str,
    paper: &'static str,
    check: C,
    note: &'static str,
) -> Statement<C> {
    Statement { experiment, paper, check, note }
}

/// What a report says to a check: a number, in words, and whether it agrees.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    pub number: f64,
    pub words: String,
    pub agrees: bool,
}
