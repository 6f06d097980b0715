//! Numbers that change at certain epochs, at once or along a ramp, as values of a spec.

use crate::float::cos;
use crate::spec::MAX_EPOCHS;
use crate::spec::value::{Bounds, Control, Refusal, Value};
use crate::spec::values::list::{print_list, split_list};
use crate::spec::values::typed::{read_number, split_ends};
use std::f64::consts::PI;

/// A number that may change at certain epochs. `20000@1e-3, 1e-4` is 0.001 for 20,000 epochs, then 0.0001.
/// `100@0..0.02, 1900@0.02~0` rises along a line for 100 epochs, then falls along half a cosine for 1900.
#[derive(Debug, Clone, PartialEq)]
pub struct Stages<T> {
    /// The earlier stages: the number of epochs that each lasts, and its number.
    before: Vec<(u32, Stage<T>)>,
    /// The number after them.
    last: T,
}

/// The number of one stage.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Stage<T> {
    /// The same in all epochs.
    Constant(T),
    /// From the first number in the first epoch to the second in the epoch after the stage, along a line.
    Line(T, T),
    /// The same along half a cosine, which begins and ends slowly.
    Cosine(T, T),
}

/// Maximum number of stages.
const MOST: usize = 8;

impl<T: Copy> Stages<T> {
    /// One number for all epochs.
    pub fn constant(value: T) -> Self {
        Self { before: Vec::new(), last: value }
    }

    /// Each earlier stage with its number of epochs, and the number after them.
    pub fn new(before: Vec<(u32, Stage<T>)>, last: T) -> Self {
        Self { before, last }
    }

    /// The numbers at both ends of all stages, in order.
    pub fn all(&self) -> impl Iterator<Item = T> {
        self.before.iter().flat_map(|(_, stage)| stage.ends()).chain([self.last])
    }
}

impl<T: Copy> Stage<T> {
    /// The first number and the last.
    fn ends(self) -> [T; 2] {
        match self {
            Self::Constant(value) => [value, value],
            Self::Line(from, to) | Self::Cosine(from, to) => [from, to],
        }
    }

    /// Whether the number changes.
    fn is_ramp(self) -> bool {
        !matches!(self, Self::Constant(_))
    }
}

impl<T: Staged> Stage<T> {
    /// The number at a part of the stage from 0 to 1.
    fn at(self, part: f64) -> T {
        match self {
            Self::Constant(value) => value,
            Self::Line(from, to) => from.towards(to, part),
            Self::Cosine(from, to) => from.towards(to, 0.5 * (1.0 - cos(PI * part))),
        }
    }
}

impl<T: Staged> Stages<T> {
    /// The number in an epoch. The first epoch is 0.
    pub fn at(&self, epoch: u32) -> T {
        let mut start = 0_u32;
        for (epochs, stage) in &self.before {
            if epoch - start < *epochs {
                return stage.at(f64::from(epoch - start) / f64::from(*epochs));
            }
            start += epochs;
        }
        self.last
    }
}

impl Stages<u32> {
    /// The sum over the first `epochs` epochs.
    pub fn sum(&self, epochs: u32) -> f64 {
        let (mut left, mut sum) = (epochs, 0.0);
        for (length, stage) in &self.before {
            let here = left.min(*length);
            sum += match stage {
                Stage::Constant(number) => f64::from(here) * f64::from(*number),
                _ => (0..here).map(|epoch| f64::from(stage.at(f64::from(epoch) / f64::from(*length)))).sum(),
            };
            left -= here;
        }
        sum + f64::from(left) * f64::from(self.last)
    }
}

/// A number that may have stages.
pub trait Staged: Value + Copy + PartialEq {
    /// Example values, the last one with two stages.
    const EXAMPLES: [&'static str; 3];
    /// A ramp as an example.
    const RAMP: &'static str;
    /// The number at a part of the way to `to`, from 0 to 1.
    fn towards(self, to: Self, part: f64) -> Self;
}

impl Staged for f64 {
    const EXAMPLES: [&'static str; 3] = ["1e-3", "1e-4", "20000@1e-3, 1e-4"];
    const RAMP: &'static str = "100@0..0.02, 1900@0.02~0";
    fn towards(self, to: Self, part: f64) -> Self {
        self + (to - self) * part
    }
}

impl Staged for u32 {
    const EXAMPLES: [&'static str; 3] = ["512", "2048", "20000@512, 2048"];
    const RAMP: &'static str = "1000@64..512";
    fn towards(self, to: Self, part: f64) -> Self {
        // Between two whole numbers of 32 bits.
        f64::from(self).towards(f64::from(to), part).round() as Self
    }
}

/// The words between the two numbers of a ramp.
const LINE: &str = "..";
const COSINE: char = '~';

/// Reads the number or the ramp of a stage; the second argument of `number` says whether it is the end of a ramp.
fn parse_stage<T>(text: &str, number: impl Fn(&str, bool) -> Result<T, Refusal>) -> Result<Stage<T>, Refusal> {
    Ok(match (split_ends(text)?, text.split_once(COSINE)) {
        (Some((from, to)), _) => Stage::Line(number(from, true)?, number(to, true)?),
        (_, Some((from, to))) => Stage::Cosine(number(from, true)?, number(to, true)?),
        _ => Stage::Constant(number(text, false)?),
    })
}

impl<T: Staged> Value for Stages<T> {
    fn parse(text: &str, bounds: Bounds) -> Result<Self, Refusal> {
        let example = T::EXAMPLES[2];
        let ramp = T::RAMP;
        let number = |text: &str, is_end: bool| {
            let told = |refusal: Refusal| match (is_end, refusal.allowed) {
                (_, hint) if !hint.starts_with("allowed") => Refusal::new(hint),
                (true, allowed) => Refusal::new(format!("`{text}`: {allowed} at both ends of a ramp such as {ramp}")),
                (false, allowed) => Refusal::new(format!("{allowed}, or stages such as {example}")),
            };
            T::parse(text.trim(), bounds).map_err(told)
        };
        // Stages have an @, so that a comma without any can be that of decimals.
        if !text.contains('@') && read_number(text) != Err(String::new()) {
            return number(text, false).map(Self::constant);
        }
        let items = split_list(text);
        if items.len() > MOST {
            return Err(Refusal::new(format!("allowed: at most {MOST} stages")));
        }
        let (mut before, mut last) = (Vec::new(), None);
        for (i, item) in items.iter().enumerate() {
            let is_last = i + 1 == items.len();
            let is_ramp = item.contains([COSINE, '…']) || item.contains(LINE);
            let Some((epochs, value)) = item.split_once('@') else {
                if is_last && !is_ramp {
                    last = Some(number(item, false)?);
                    continue;
                }
                let example = if is_ramp { ramp } else { example };
                return Err(Refusal::new(format!(
                    "`{item}`: the number of epochs is missing; allowed: stages such as {example}"
                )));
            };
            let within = Bounds { min: 1.0, max: f64::from(MAX_EPOCHS) };
            let epochs = <u32 as Value>::parse(epochs.trim(), within)
                .map_err(|refusal| Refusal::new(format!("`{item}`: epochs, {}", refusal.allowed)))?;
            let stage = parse_stage(value, number)?;
            if is_last && !stage.is_ramp() {
                return Err(Refusal::new(format!(
                    "`{item}`: the last stage lasts to the end; allowed: stages such as {example}, or a ramp such as {ramp}"
                )));
            }
            last = Some(stage.ends()[1]);
            before.push((epochs, stage));
        }
        let last = last.map_or_else(|| number("", false), Ok)?;
        Ok(Self { before, last })
    }
    fn print(&self) -> String {
        let stage = |stage: &Stage<T>| match stage {
            Stage::Constant(value) => value.print(),
            Stage::Line(from, to) => format!("{}{LINE}{}", from.print(), to.print()),
            Stage::Cosine(from, to) => format!("{}{COSINE}{}", from.print(), to.print()),
        };
        let before = self.before.iter().map(|(epochs, value)| format!("{epochs}@{}", stage(value)));
        // After a ramp, its last number stays.
        let stays = self.before.last().is_some_and(|(_, stage)| stage.is_ramp() && stage.ends()[1] == self.last);
        print_list(before.chain((!stays).then(|| self.last.print())))
    }
    fn control(_: Bounds) -> Control {
        Control::Text { examples: T::EXAMPLES.into_iter().chain([T::RAMP]).map(String::from).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATES: Bounds = Bounds { min: 0.0, max: 100.0 };

    #[test]
    fn stages_follow_one_another_and_the_last_one_stays() {
        let rates = Stages::<f64>::parse("2@1e-3, 3@0.5, 1e-4", RATES).unwrap();
        let all: Vec<f64> = (0..7).map(|epoch| rates.at(epoch)).collect();
        assert_eq!(all, [1e-3, 1e-3, 0.5, 0.5, 0.5, 1e-4, 1e-4]);
        assert_eq!(rates.all().collect::<Vec<_>>(), [1e-3, 1e-3, 0.5, 0.5, 1e-4]);
        assert_eq!(rates.print(), "2@0.001, 3@0.5, 0.0001");
        assert_eq!(Stages::parse(&rates.print(), RATES), Ok(rates));
        assert_eq!(Stages::constant(7).at(u32::MAX), 7);
    }

    #[test]
    fn a_ramp_runs_from_one_number_to_another_and_its_end_stays() {
        let rates = Stages::<f64>::parse("4@0..0.5, 2@0.5~0.25", RATES).unwrap();
        let all: Vec<f64> = (0..9).map(|epoch| rates.at(epoch)).collect();
        assert_eq!(all[..5], [0.0, 0.125, 0.25, 0.375, 0.5]);
        assert!((all[5] - 0.375).abs() < 1e-15);
        assert_eq!(all[6..], [0.25, 0.25, 0.25]);
        assert_eq!(rates.print(), "4@0..0.5, 2@0.5~0.25");
        let same = Stages::parse(" 4 @ 0 .. 0.5, 2@0.5 ~ 0.25, 0.25", RATES);
        assert_eq!(same.as_ref(), Ok(&rates));
        let other = Stages::parse("4@0..0.5, 2@0.5~0.25, 1", RATES).unwrap();
        assert_eq!((other.at(6), other.print().as_str()), (1.0, "4@0..0.5, 2@0.5~0.25, 1"));
        let batch = Stages::<u32>::parse("4@64..128", Bounds { min: 1.0, max: 1e3 }).unwrap();
        assert_eq!((0..5).map(|epoch| batch.at(epoch)).collect::<Vec<_>>(), [64, 80, 96, 112, 128]);
        assert_eq!((batch.sum(3), batch.sum(6)), (240.0, 352.0 + 256.0));
    }

    #[test]
    fn stages_are_read_as_people_type_them() {
        let read = |text: &str| Stages::<f64>::parse(text, RATES).map(|rates| rates.print());
        for (typed, written) in [
            ("0,001", "0.001"),
            ("1·10⁻³", "0.001"),
            ("100@0…0.5; 1,5", "100@0..0.5, 1.5"),
            ("100@0,001; 0,1", "100@0.001, 0.1"),
            ("100@0 to 0.5, 1 000@0.5~0", "100@0..0.5, 1000@0.5~0"),
            ("20000@0.001,0.0001", "20000@0.001, 0.0001"),
            ("100@0,5", "100@0, 5"),
        ] {
            assert_eq!(read(typed).as_deref(), Ok(written), "{typed}");
        }
    }

    #[test]
    fn an_invalid_stage_is_reported() {
        let refused = |text: &str| Stages::<f64>::parse(text, RATES).unwrap_err().allowed;
        assert_eq!(refused("fast"), "allowed: a number from 0 to 100, or stages such as 20000@1e-3, 1e-4");
        assert_eq!(refused(""), "allowed: a number from 0 to 100, or stages such as 20000@1e-3, 1e-4");
        assert_eq!(
            refused("1e-3, 1e-4"),
            "`1e-3`: the number of epochs is missing; allowed: stages such as 20000@1e-3, 1e-4"
        );
        assert_eq!(
            refused("0..1"),
            "`0..1`: the number of epochs is missing; allowed: stages such as 100@0..0.02, 1900@0.02~0"
        );
        assert_eq!(
            refused("9@0..1000"),
            "`1000`: allowed: a number from 0 to 100 at both ends of a ramp such as 100@0..0.02, 1900@0.02~0"
        );
        assert_eq!(refused("9@0...02"), "`0...02`: write two dots between numbers, such as 0..0.5 or 0..5");
        assert_eq!(refused("9@0,001"), "`001`: a number begins with one 0 at most, such as 5 or 0.05");
        assert_eq!(refused("1,234"), "`1,234` could be 1.234 or 1234; write one of them");
        assert_eq!(
            refused("5@1, 6@2"),
            "`6@2`: the last stage lasts to the end; allowed: stages such as 20000@1e-3, 1e-4, or a ramp such as \
             100@0..0.02, 1900@0.02~0"
        );
        assert_eq!(refused("0@1, 2"), "`0@1`: epochs, allowed: a whole number from 1 to 1000000");
        assert_eq!(refused("1@1, 1@2, 1@3, 1@4, 1@5, 1@6, 1@7, 1@8, 1"), "allowed: at most 8 stages");
        assert_eq!(
            Stages::<u32>::parse("many", Bounds { min: 1.0, max: 9.0 }).unwrap_err().allowed,
            "allowed: a whole number from 1 to 9, or stages such as 20000@512, 2048"
        );
    }
}
