//! Optimisers and weight decay as values of a spec.

use crate::spec::value::{Bounds, Control, Refusal, Value};
use crate::spec::values::number::print_number;
use crate::spec::values::typed::read_number;

/// How gradients become steps. All but Muon are as in dfdx 0.13.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Optimiser {
    /// Adam (Kingma and Ba, 2015) with β = (0.9, 0.999), ε = 1e-8.
    Adam,
    /// Gradient descent, with classic momentum.
    Sgd(f64),
    /// Gradient descent with Nesterov's momentum.
    Nesterov(f64),
    /// RMSprop with α = 0.9, ε = 1e-8.
    RmsProp,
    /// Muon (Jordan and others, 2024) with Nesterov's momentum; biases by Adam at a tenth of the rate.
    Muon(f64),
}

/// The momentum of Muon if none is given.
const MUON: f64 = 0.95;

impl Optimiser {
    /// The number of moments of each parameter.
    pub fn n_moments(self) -> usize {
        match self {
            Self::Sgd(0.0) => 0,
            Self::Sgd(_) | Self::Nesterov(_) => 1,
            Self::Adam | Self::Muon(_) => 2,
            Self::RmsProp => 3,
        }
    }
}

/// The word and the number of `word(number)` or `word number`; each may be missing.
fn named(text: &str) -> Result<(&str, Option<f64>), Refusal> {
    let end = text.find(|c: char| c == '(' || c.is_whitespace()).unwrap_or(text.len());
    let (word, rest) = if read_number(text).is_ok() { ("", text) } else { text.split_at(end) };
    let rest = rest.trim();
    let inner = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(rest);
    match read_number(inner) {
        _ if rest.is_empty() => Ok((word, None)),
        Ok(number) => Ok((word, Some(number))),
        Err(hint) if !hint.is_empty() => Err(Refusal::new(hint)),
        // No word is allowed with a number like this.
        Err(_) => Ok((word, Some(f64::NAN))),
    }
}

impl Value for Optimiser {
    fn parse(text: &str, _: Bounds) -> Result<Self, Refusal> {
        let momentum = |m: f64| (0.0..1.0).contains(&m);
        match named(text)? {
            ("adam", None) => Ok(Self::Adam),
            ("sgd", None) => Ok(Self::Sgd(0.0)),
            ("sgd", Some(m)) if momentum(m) => Ok(Self::Sgd(m)),
            ("nesterov", Some(m)) if momentum(m) => Ok(Self::Nesterov(m)),
            ("rmsprop", None) => Ok(Self::RmsProp),
            ("muon", None) => Ok(Self::Muon(MUON)),
            ("muon", Some(m)) if momentum(m) => Ok(Self::Muon(m)),
            _ => Err(Refusal::new(
                "allowed: adam, muon, muon(m), sgd, sgd(m), nesterov(m) with momentum 0 <= m < 1, rmsprop",
            )),
        }
    }
    fn print(&self) -> String {
        match self {
            Self::Adam => "adam".into(),
            Self::Sgd(0.0) => "sgd".into(),
            Self::Sgd(m) => format!("sgd({})", print_number(*m)),
            Self::Nesterov(m) => format!("nesterov({})", print_number(*m)),
            Self::RmsProp => "rmsprop".into(),
            Self::Muon(MUON) => "muon".into(),
            Self::Muon(m) => format!("muon({})", print_number(*m)),
        }
    }
    fn control(_: Bounds) -> Control {
        Control::Text {
            examples: ["adam", "muon", "sgd", "sgd(0.9)", "nesterov(0.9)", "rmsprop"].map(String::from).into(),
        }
    }
}

/// How weights are pulled towards zero.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum WeightDecay {
    /// Not at all.
    None,
    /// By the gradient of a squared penalty on the weights.
    L2(f64),
    /// By a separate step (Loshchilov and Hutter, 2019).
    Decoupled(f64),
}

impl Value for WeightDecay {
    fn parse(text: &str, bounds: Bounds) -> Result<Self, Refusal> {
        let strength = |s: f64| (bounds.min..=bounds.max).contains(&s);
        match named(text)? {
            ("none", None) | ("", Some(0.0)) => Ok(Self::None),
            ("l2", Some(s)) if strength(s) => Ok(Self::L2(s)),
            ("decoupled", Some(s)) if strength(s) => Ok(Self::Decoupled(s)),
            ("", Some(_)) => Err(Refusal::new(format!("allowed: none, l2({text}) or decoupled({text})"))),
            _ => Err(Refusal::new("allowed: none, l2(s), decoupled(s) with strength s from 0 to 10")),
        }
    }
    fn print(&self) -> String {
        match self {
            Self::None => "none".into(),
            Self::L2(s) => format!("l2({})", print_number(*s)),
            Self::Decoupled(s) => format!("decoupled({})", print_number(*s)),
        }
    }
    fn control(_: Bounds) -> Control {
        Control::Text { examples: ["none", "l2(1e-4)", "decoupled(0.01)"].map(String::from).into() }
    }
}
