//! Numbers that change at certain epochs as values of a spec.

use crate::spec::MAX_EPOCHS;
use crate::spec::value::{Bounds, Control, Refusal, Value};
use crate::spec::values::list::{print_list, split_list};

/// A number that may change at certain epochs, such as `20000@1e-3, 1e-4`: 0.001 for 20,000 epochs, then 0.0001.
#[derive(Debug, Clone, PartialEq)]
pub struct Stages<T> {
    /// The earlier stages: the number of epochs that each lasts, and its number.
    before: Vec<(u32, T)>,
    /// The number of the last stage.
    last: T,
}

/// Maximum number of stages.
const MOST: usize = 8;

impl<T: Copy> Stages<T> {
    /// One number for all epochs.
    pub fn constant(value: T) -> Self {
        Self { before: Vec::new(), last: value }
    }

    /// A number for each earlier stage with its number of epochs, and the number of the last stage.
    pub fn new(before: Vec<(u32, T)>, last: T) -> Self {
        Self { before, last }
    }

    /// The number in an epoch. The first epoch is 0.
    pub fn at(&self, epoch: u32) -> T {
        let mut end = 0_u32;
        let stage = self.before.iter().find(|(epochs, _)| {
            end = end.saturating_add(*epochs);
            epoch < end
        });
        stage.map_or(self.last, |(_, value)| *value)
    }

    /// The numbers of all stages, in order.
    pub fn all(&self) -> impl Iterator<Item = T> {
        self.before.iter().map(|(_, value)| *value).chain([self.last])
    }
}

impl Stages<u32> {
    /// The sum over the first `epochs` epochs.
    pub fn sum(&self, epochs: u32) -> f64 {
        let (mut left, mut sum) = (epochs, 0.0);
        for (length, number) in &self.before {
            let here = left.min(*length);
            sum += f64::from(here) * f64::from(*number);
            left -= here;
        }
        sum + f64::from(left) * f64::from(self.last)
    }
}

/// A number that may have stages.
pub trait Staged: Value + Copy {
    /// Example values, the last one with two stages.
    const EXAMPLES: [&'static str; 3];
}

impl Staged for f64 {
    const EXAMPLES: [&'static str; 3] = ["1e-3", "1e-4", "20000@1e-3, 1e-4"];
}

impl Staged for u32 {
    const EXAMPLES: [&'static str; 3] = ["512", "2048", "20000@512, 2048"];
}

impl<T: Staged> Value for Stages<T> {
    fn parse(text: &str, bounds: Bounds) -> Result<Self, Refusal> {
        let example = T::EXAMPLES[2];
        let number = |text: &str| {
            let told = |refusal: Refusal| Refusal::new(format!("{}, or stages such as {example}", refusal.allowed));
            T::parse(text.trim(), bounds).map_err(told)
        };
        let mut items = split_list(text);
        let last = items.pop().unwrap_or("");
        if items.len() >= MOST {
            return Err(Refusal::new(format!("allowed: at most {MOST} stages")));
        }
        let before = items.into_iter().map(|item| {
            let Some((epochs, value)) = item.split_once('@') else {
                return Err(Refusal::new(format!(
                    "`{item}`: the number of epochs is missing; allowed: stages such as {example}"
                )));
            };
            let within = Bounds { min: 1.0, max: f64::from(MAX_EPOCHS) };
            let epochs = <u32 as Value>::parse(epochs.trim(), within)
                .map_err(|refusal| Refusal::new(format!("`{item}`: epochs, {}", refusal.allowed)))?;
            Ok((epochs, number(value)?))
        });
        let before = before.collect::<Result<Vec<_>, _>>()?;
        if last.contains('@') {
            return Err(Refusal::new(format!(
                "`{last}`: the last stage lasts to the end; allowed: stages such as {example}"
            )));
        }
        Ok(Self { before, last: number(last)? })
    }
    fn print(&self) -> String {
        let before = self.before.iter().map(|(epochs, value)| format!("{epochs}@{}", value.print()));
        print_list(before.chain([self.last.print()]))
    }
    fn control(_: Bounds) -> Control {
        Control::Text { examples: T::EXAMPLES.map(String::from).into() }
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
        assert_eq!(rates.all().collect::<Vec<_>>(), [1e-3, 0.5, 1e-4]);
        assert_eq!(rates.print(), "2@0.001, 3@0.5, 0.0001");
        assert_eq!(Stages::parse(&rates.print(), RATES), Ok(rates));
        assert_eq!(Stages::constant(7).at(u32::MAX), 7);
    }

    #[test]
    fn an_invalid_stage_is_reported() {
        let refused = |text: &str| Stages::<f64>::parse(text, RATES).unwrap_err().allowed;
        assert_eq!(refused("fast"), "allowed: a number from 0 to 100, or stages such as 20000@1e-3, 1e-4");
        assert_eq!(
            refused("1e-3, 1e-4"),
            "`1e-3`: the number of epochs is missing; allowed: stages such as 20000@1e-3, 1e-4"
        );
        assert_eq!(
            refused("5@1, 6@2"),
            "`6@2`: the last stage lasts to the end; allowed: stages such as 20000@1e-3, 1e-4"
        );
        assert_eq!(refused("0@1, 2"), "`0@1`: epochs, allowed: a whole number from 1 to 1000000");
        assert_eq!(refused("1@1, 1@2, 1@3, 1@4, 1@5, 1@6, 1@7, 1@8, 1"), "allowed: at most 8 stages");
        assert_eq!(
            Stages::<u32>::parse("many", Bounds { min: 1.0, max: 9.0 }).unwrap_err().allowed,
            "allowed: a whole number from 1 to 9, or stages such as 20000@512, 2048"
        );
    }
}
