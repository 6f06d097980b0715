//! A statement of a paper, and its check against a report.

/// A check of a report on an experiment.
pub trait Check: Copy {
    /// The data that the check needs.
    type Report;
    /// The answer. `None` if the report has none.
    fn ask(self, report: &Self::Report) -> Option<Answer>;
    /// The definition of the number, and the condition for agreement.
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
    /// The reason for this definition.
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

/// The answer of a report to a check: a number, in words, and whether it agrees.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    pub number: f64,
    pub words: String,
    pub agrees: bool,
}
