//! A reader's table, its columns and the networks on it, as values of a spec.

use crate::spec::list::{print_list, split_list};
use crate::spec::{Activation, Bounds, Control, Refusal, Value};
use crate::tables::{MAX_COLUMNS, one_line, plain};

/// The name of the file of a table. It is only shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileName(pub String);

impl FileName {
    const MOST: usize = 120;
}

impl Value for FileName {
    fn parse(text: &str, _: Bounds) -> Result<Self, Refusal> {
        // Links have no blanks.
        let name = one_line(text);
        if name.chars().count() > Self::MOST {
            return Err(Refusal::new(format!("allowed: at most {} characters", Self::MOST)));
        }
        Ok(Self(if name == "none" { String::new() } else { name }))
    }
    fn print(&self) -> String {
        if self.0.is_empty() { "none".into() } else { self.0.clone() }
    }
    fn control(_: Bounds) -> Control {
        Control::None
    }
}

/// Some columns of a table, by name. `None` leaves the choice to a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns(pub Option<Vec<String>>);

impl Value for Columns {
    fn parse(text: &str, _: Bounds) -> Result<Self, Refusal> {
        if text == "auto" {
            return Ok(Self(None));
        }
        // Names may contain brackets, so this list is not split as other lists are.
        let asked: Vec<&str> = text.split(',').map(str::trim).collect();
        if asked.len() > MAX_COLUMNS {
            return Err(Refusal::new(format!("allowed: auto, or names of at most {MAX_COLUMNS} columns")));
        }
        // Names are brought into the form that they have in tables. Otherwise they would not be found.
        let names: Vec<String> = asked.iter().map(|name| plain(name)).collect();
        for (i, name) in names.iter().enumerate() {
            if name.is_empty() || asked[i] == "none" {
                return Err(Refusal::new("allowed: auto, or names of columns, separated by commas"));
            }
            if names[..i].contains(name) {
                return Err(Refusal::new(format!("`{name}` is given twice")));
            }
        }
        Ok(Self(Some(names)))
    }
    fn print(&self) -> String {
        self.0.as_ref().map_or("auto".into(), |names| print_list(names.iter().cloned()))
    }
    fn control(_: Bounds) -> Control {
        Control::None
    }
}

/// The units of the columns of a table, in their order; empty text for none. They are only shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Units(pub Vec<String>);

impl Units {
    /// Maximum number of characters of a unit.
    const LONGEST: usize = 16;

    /// Units as they can be written in a spec: without blanks and commas, and cut if they are long.
    pub fn plain(units: &[String]) -> Self {
        let plain =
            |unit: &String| one_line(unit).replace(['_', ',', '&', '='], "·").chars().take(Self::LONGEST).collect();
        let mut units: Vec<String> = units.iter().map(plain).collect();
        while units.last().is_some_and(String::is_empty) {
            units.pop();
        }
        Self(units)
    }
}

impl Value for Units {
    fn parse(text: &str, _: Bounds) -> Result<Self, Refusal> {
        let given = split_list(text);
        if given.iter().any(|unit| unit.chars().count() > Self::LONGEST) || given.len() > MAX_COLUMNS {
            return Err(Refusal::new(format!(
                "allowed: none, or up to {MAX_COLUMNS} units of at most {} characters, such as s, m/s, -",
                Self::LONGEST
            )));
        }
        let given: Vec<String> =
            given.iter().map(|unit| if *unit == "-" { String::new() } else { unit.to_string() }).collect();
        Ok(Self::plain(&given))
    }
    fn print(&self) -> String {
        print_list(self.0.iter().map(|unit| if unit.is_empty() { "-".into() } else { unit.clone() }))
    }
    fn control(_: Bounds) -> Control {
        Control::Text { examples: ["none", "s, m, m/s", "V, mA"].map(String::from).into() }
    }
}

/// The rows that are not used in training.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeldOut {
    /// Random rows.
    Random,
    /// The rows with the lowest values of an input.
    Low,
    /// The rows with the highest values of an input.
    High,
    /// Half of them with the lowest and half with the highest values.
    Ends,
}

impl HeldOut {
    const ALL: [(Self, &'static str); 4] =
        [(Self::Random, "random"), (Self::Low, "low"), (Self::High, "high"), (Self::Ends, "ends")];
}

impl Value for HeldOut {
    fn parse(text: &str, _: Bounds) -> Result<Self, Refusal> {
        let found = Self::ALL.into_iter().find(|(_, word)| *word == text);
        found.map(|(which, _)| which).ok_or_else(|| Refusal::new("allowed: random, low, high, ends"))
    }
    fn print(&self) -> String {
        Self::ALL.into_iter().find(|(which, _)| which == self).map_or("", |(_, word)| word).into()
    }
    fn control(_: Bounds) -> Control {
        Control::Choice { options: Self::ALL.map(|(_, word)| word.into()).into() }
    }
}

/// A network of dense layers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DenseNet {
    /// φ.
    pub activation: Activation,
    /// Widths of the hidden layers, from the input on; at least one.
    pub widths: Vec<u32>,
}

impl DenseNet {
    const MOST: usize = 6;

    /// The name in legends and tables.
    pub fn name(&self) -> String {
        format!("{} {}", self.activation.name(), self.joined("–"))
    }

    fn print(&self) -> String {
        format!("{}:{}", self.activation.word(), self.joined("-"))
    }

    fn joined(&self, between: &str) -> String {
        self.widths.iter().map(u32::to_string).collect::<Vec<_>>().join(between)
    }

    fn parse(text: &str, bounds: Bounds) -> Result<Self, Refusal> {
        let example = "allowed: activation:widths, such as elu:32, relu:64-32";
        let Some((word, widths)) = text.split_once(':') else {
            return Err(Refusal::new(format!("`{text}`: the widths are missing; {example}")));
        };
        let activation = <Activation as Value>::parse(word.trim(), bounds)
            .map_err(|refusal| Refusal::new(format!("`{}` is not an activation; {}", word.trim(), refusal.allowed)))?;
        let width = |part: &str| {
            <u32 as Value>::parse(part.trim(), bounds)
                .map_err(|refusal| Refusal::new(format!("`{text}`: width {}", refusal.allowed)))
        };
        let widths = widths.split('-').map(width).collect::<Result<Vec<u32>, _>>()?;
        if widths.len() > Self::MOST {
            return Err(Refusal::new(format!("`{text}`: allowed: at most {} hidden layers", Self::MOST)));
        }
        Ok(Self { activation, widths })
    }
}

/// The networks of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DenseNets(pub Vec<DenseNet>);

impl DenseNets {
    const MOST: usize = 5;
}

impl Value for DenseNets {
    fn parse(text: &str, bounds: Bounds) -> Result<Self, Refusal> {
        let mut nets: Vec<DenseNet> = Vec::new();
        for item in split_list(text) {
            let net = DenseNet::parse(item, bounds)?;
            if nets.contains(&net) {
                return Err(Refusal::new(format!(
                    "`{item}` is given twice; equal networks with one seed train identically"
                )));
            }
            nets.push(net);
        }
        if nets.len() > Self::MOST {
            return Err(Refusal::new(format!("allowed: at most {} networks in one cell", Self::MOST)));
        }
        Ok(Self(nets))
    }
    fn print(&self) -> String {
        print_list(self.0.iter().map(DenseNet::print))
    }
    fn control(_: Bounds) -> Control {
        Control::Text { examples: ["elu:32", "relu:32, elu:32", "tanh:16-16", "none"].map(String::from).into() }
    }
}

/// A number of latent variables, or none if there is no such network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Latents(pub Option<u32>);

impl Value for Latents {
    fn parse(text: &str, bounds: Bounds) -> Result<Self, Refusal> {
        if text == "none" {
            return Ok(Self(None));
        }
        let number = <u32 as Value>::parse(text, bounds);
        number
            .map(|n| Self(Some(n)))
            .map_err(|r| Refusal::new(r.allowed.replacen("allowed: ", "allowed: none, or ", 1)))
    }
    fn print(&self) -> String {
        self.0.map_or("none".into(), |n| n.to_string())
    }
    fn control(_: Bounds) -> Control {
        Control::Text { examples: ["none", "1", "2", "3"].map(String::from).into() }
    }
}
