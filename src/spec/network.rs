//! Networks, activations, optimisers and polynomial degrees as values of a spec.

use super::value::{Bounds, Control, Refusal, Value, parse_call, parse_number, print_list, print_number, split_list};
use serde::Serialize;

/// The non-linear function of a hidden layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Activation {
    /// max(x, 0).
    Relu,
    /// x above 0, eˣ − 1 below.
    Elu,
    /// 1 / (1 + e⁻ˣ).
    Sigmoid,
    /// The hyperbolic tangent.
    Tanh,
}

impl Activation {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 4] = [Self::Relu, Self::Elu, Self::Sigmoid, Self::Tanh];

    /// The word in a spec.
    pub fn word(self) -> &'static str {
        match self {
            Self::Relu => "relu",
            Self::Elu => "elu",
            Self::Sigmoid => "sigmoid",
            Self::Tanh => "tanh",
        }
    }

    /// The name in a legend.
    pub fn name(self) -> &'static str {
        match self {
            Self::Relu => "ReLU",
            Self::Elu => "ELU",
            Self::Sigmoid => "sigmoid",
            Self::Tanh => "tanh",
        }
    }

    fn named(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|a| a.word() == text.to_ascii_lowercase())
    }
}

const WORDS: &str = "relu, elu, sigmoid, tanh";

impl Value for Activation {
    fn parse(text: &str, _: Bounds) -> Result<Self, Refusal> {
        Self::named(text).ok_or_else(|| Refusal::new(format!("allowed: {WORDS}")))
    }
    fn print(&self) -> String {
        self.word().into()
    }
    fn control(_: Bounds) -> Control {
        Control::Choice { options: Self::ALL.map(|activation| activation.word().into()).into() }
    }
}

/// Widths of hidden layers, from the input on; none is a linear map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Widths(pub Vec<u32>);

impl Widths {
    const MOST: usize = 6;
}

impl Value for Widths {
    fn parse(text: &str, bounds: Bounds) -> Result<Self, Refusal> {
        let width = |item| {
            <u32 as Value>::parse(item, bounds).map_err(|r| Refusal::new(format!("`{item}`: width {}", r.allowed)))
        };
        let widths = split_list(text).into_iter().map(width).collect::<Result<Vec<u32>, _>>()?;
        if widths.len() > Self::MOST {
            return Err(Refusal::new(format!("allowed: at most {} hidden layers", Self::MOST)));
        }
        Ok(Self(widths))
    }
    fn print(&self) -> String {
        print_list(self.0.iter().map(u32::to_string))
    }
    fn control(_: Bounds) -> Control {
        Control::Text { examples: ["500, 100", "100, 150", "50, 20", "none"].map(String::from).into() }
    }
}

/// A list of activations.
#[derive(Debug, Clone, PartialEq)]
pub struct Activations(pub Vec<Activation>);

impl Value for Activations {
    fn parse(text: &str, _: Bounds) -> Result<Self, Refusal> {
        let mut list = Vec::new();
        for word in split_list(text) {
            let activation = Activation::named(word)
                .ok_or_else(|| Refusal::new(format!("`{word}` is unknown; allowed: {WORDS}")))?;
            if list.contains(&activation) {
                return Err(Refusal::new(format!("`{word}` stands twice")));
            }
            list.push(activation);
        }
        if list.is_empty() {
            return Err(Refusal::new(format!("allowed: one or more of {WORDS}")));
        }
        Ok(Self(list))
    }
    fn print(&self) -> String {
        print_list(self.0.iter().map(|a| a.word().into()))
    }
    fn control(_: Bounds) -> Control {
        Control::Text { examples: ["sigmoid, relu, elu", "tanh, sigmoid", "elu"].map(String::from).into() }
    }
}

/// A network with one hidden layer: y = b₂ + Σ w₂ᵢ φ(b₁ᵢ + w₁ᵢ x).
#[derive(Debug, Clone, PartialEq)]
pub struct Net {
    /// φ.
    pub activation: Activation,
    /// How many hidden neurons.
    pub width: u32,
    /// Initial weights set by hand: w₁, b₁, w₂ of each neuron in turn, then b₂; (3 · width + 1).
    /// `None` draws them as PyTorch does.
    pub weights: Option<Vec<f32>>,
}

impl Net {
    /// Name in legends and tables.
    pub fn name(&self) -> String {
        let by_hand = if self.weights.is_some() { ", set by hand" } else { "" };
        format!("{} {}{by_hand}", self.activation.name(), self.width)
    }

    /// The net as a spec's value writes it.
    pub fn print(&self) -> String {
        let head = format!("{}:{}", self.activation.word(), self.width);
        let Some(weights) = &self.weights else {
            return head;
        };
        // f32 prints as the shortest text that reads back as the same bits.
        let number = |w: &f32| {
            if *w == 0.0 { "0".to_string() } else { print_f32(*w) }
        };
        let rows: Vec<String> =
            weights.chunks(3).map(|row| row.iter().map(number).collect::<Vec<_>>().join(",")).collect();
        format!("{head}[{}]", rows.join("; "))
    }

    fn parse(text: &str, bounds: Bounds) -> Result<Self, Refusal> {
        let refuse = |what: String| Err(Refusal::new(what));
        let (head, weights) = match text.split_once('[') {
            None => (text, None),
            Some((head, rest)) => match rest.strip_suffix(']') {
                Some(inner) => (head.trim(), Some(inner)),
                None => return refuse(format!("`{text}`: the closing ] is missing")),
            },
        };
        let example = "allowed: activation:width, such as relu:8, elu:128";
        let Some((word, width)) = head.split_once(':') else {
            return refuse(format!("`{head}`: the width is missing; {example}"));
        };
        let Some(activation) = Activation::named(word.trim()) else {
            return refuse(format!("`{}` is no activation; allowed: {WORDS}", word.trim()));
        };
        let width = <u32 as Value>::parse(width.trim(), bounds)
            .map_err(|refusal| Refusal::new(format!("`{head}`: width {}", refusal.allowed)))?;
        let weights = weights.map(|inner| parse_weights(inner, width)).transpose()?;
        Ok(Self { activation, width, weights })
    }
}

fn print_f32(w: f32) -> String {
    if (1e-4..1e7).contains(&w.abs()) { format!("{w}") } else { format!("{w:e}") }
}

/// Reads `w1, b1, w2; …; b2`.
fn parse_weights(inner: &str, width: u32) -> Result<Vec<f32>, Refusal> {
    let rows: Vec<&str> = inner.split(';').collect();
    let shape = || {
        Refusal::new(format!(
            "weights by hand: allowed are {width} neurons as w1,b1,w2 and then b2, parted by semicolons, such as relu:2[1,0,1; -1,0,-1; 10]"
        ))
    };
    if rows.len() != width as usize + 1 {
        return Err(shape());
    }
    let mut weights = Vec::with_capacity(3 * width as usize + 1);
    for (i, row) in rows.iter().enumerate() {
        let numbers: Vec<&str> = row.split(',').collect();
        if numbers.len() != if i < width as usize { 3 } else { 1 } {
            return Err(shape());
        }
        for number in numbers {
            let weight = parse_number(number)
                .map(|w| w as f32)
                .filter(|w| w.abs() <= 1e6)
                .ok_or_else(|| Refusal::new(format!("`{}`: a weight is a number from -1e6 to 1e6", number.trim())))?;
            weights.push(weight);
        }
    }
    Ok(weights)
}

/// The networks of a cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Nets(pub Vec<Net>);

impl Nets {
    const MOST: usize = 6;
    /// Most neurons set by hand, of all networks together: their weights must fit into a link.
    const MOST_BY_HAND: u32 = 800;
}

impl Value for Nets {
    fn parse(text: &str, bounds: Bounds) -> Result<Self, Refusal> {
        let mut nets: Vec<Net> = Vec::new();
        for item in split_list(text) {
            let net = Net::parse(item, bounds)?;
            if nets.contains(&net) {
                return Err(Refusal::new(format!("`{item}` stands twice; a network of one seed trains one way")));
            }
            nets.push(net);
        }
        if nets.len() > Self::MOST {
            return Err(Refusal::new(format!("allowed: at most {} networks in one cell", Self::MOST)));
        }
        let by_hand = nets.iter().filter(|net| net.weights.is_some()).map(|net| net.width).sum::<u32>();
        if by_hand > Self::MOST_BY_HAND {
            return Err(Refusal::new(format!(
                "allowed: at most {} neurons with weights set by hand",
                Self::MOST_BY_HAND
            )));
        }
        Ok(Self(nets))
    }
    fn print(&self) -> String {
        print_list(self.0.iter().map(Net::print))
    }
    fn control(_: Bounds) -> Control {
        Control::Text { examples: ["relu:8, elu:8", "relu:128, elu:128", "tanh:16", "none"].map(String::from).into() }
    }
}

/// Degrees of polynomial fits, in rising order.
#[derive(Debug, Clone, PartialEq)]
pub struct Degrees(pub Vec<u32>);

impl Degrees {
    const MOST: usize = 6;

    /// The highest degree.
    pub fn largest(&self) -> Option<u32> {
        self.0.iter().copied().max()
    }
}

impl Value for Degrees {
    fn parse(text: &str, bounds: Bounds) -> Result<Self, Refusal> {
        let mut degrees = split_list(text)
            .into_iter()
            .map(|item| {
                <u32 as Value>::parse(item, bounds)
                    .map_err(|refusal| Refusal::new(format!("`{item}`: degree {}", refusal.allowed)))
            })
            .collect::<Result<Vec<u32>, _>>()?;
        degrees.sort_unstable();
        degrees.dedup();
        if degrees.len() > Self::MOST {
            return Err(Refusal::new(format!("allowed: at most {} degrees in one cell", Self::MOST)));
        }
        Ok(Self(degrees))
    }
    fn print(&self) -> String {
        print_list(self.0.iter().map(u32::to_string))
    }
    fn control(_: Bounds) -> Control {
        Control::Text { examples: ["1", "3, 5, 13", "25", "none"].map(String::from).into() }
    }
}

/// How gradients become steps; each as dfdx 0.13 has it.
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
}

impl Value for Optimiser {
    fn parse(text: &str, _: Bounds) -> Result<Self, Refusal> {
        let momentum = |m: f64| (0.0..1.0).contains(&m);
        match parse_call(text).as_ref().map(|(name, arguments)| (*name, arguments.as_slice())) {
            Some(("adam", [])) => Ok(Self::Adam),
            Some(("sgd", [])) => Ok(Self::Sgd(0.0)),
            Some(("sgd", &[m])) if momentum(m) => Ok(Self::Sgd(m)),
            Some(("nesterov", &[m])) if momentum(m) => Ok(Self::Nesterov(m)),
            Some(("rmsprop", [])) => Ok(Self::RmsProp),
            _ => Err(Refusal::new("allowed: adam, sgd, sgd(m), nesterov(m) with momentum 0 <= m < 1, rmsprop")),
        }
    }
    fn print(&self) -> String {
        match self {
            Self::Adam => "adam".into(),
            Self::Sgd(0.0) => "sgd".into(),
            Self::Sgd(m) => format!("sgd({})", print_number(*m)),
            Self::Nesterov(m) => format!("nesterov({})", print_number(*m)),
            Self::RmsProp => "rmsprop".into(),
        }
    }
    fn control(_: Bounds) -> Control {
        Control::Text { examples: ["adam", "sgd", "sgd(0.9)", "nesterov(0.9)", "rmsprop"].map(String::from).into() }
    }
}

/// Whether weights are pulled towards zero.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum WeightDecay {
    /// Not at all.
    None,
    /// By the gradient of a squared penalty.
    L2(f64),
    /// By a step of its own (Loshchilov and Hutter, 2019).
    Decoupled(f64),
}

impl Value for WeightDecay {
    fn parse(text: &str, bounds: Bounds) -> Result<Self, Refusal> {
        let strength = |s: f64| (bounds.min..=bounds.max).contains(&s);
        match parse_call(text).as_ref().map(|(name, arguments)| (*name, arguments.as_slice())) {
            Some(("none", [])) => Ok(Self::None),
            Some(("l2", &[s])) if strength(s) => Ok(Self::L2(s)),
            Some(("decoupled", &[s])) if strength(s) => Ok(Self::Decoupled(s)),
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
