//! One-hidden-layer networks as a value of a spec. Their weights can be set by hand.

use crate::spec::value::{Bounds, Control, Refusal, Value};
use crate::spec::values::activation::{Activation, WORDS};
use crate::spec::values::list::{item, print_list, split_list};
use crate::spec::values::number::number_within;

/// A network with one hidden layer: y = b₂ + Σ w₂ᵢ φ(b₁ᵢ + w₁ᵢ x).
#[derive(Debug, Clone, PartialEq)]
pub struct Net {
    /// φ.
    pub activation: Activation,
    /// Number of hidden neurons.
    pub width: u32,
    /// Initial weights set by hand: w₁, b₁, w₂ of each neuron in turn, then b₂; (3 · width + 1). `None` draws them as
    /// PyTorch does.
    pub weights: Option<Vec<f32>>,
}

impl Net {
    /// Name in legends and tables.
    pub fn name(&self) -> String {
        let by_hand = if self.weights.is_some() { ", set by hand" } else { "" };
        format!("{} {}{by_hand}", self.activation.name(), self.width)
    }

    /// The network as it is written in a spec.
    pub fn print(&self) -> String {
        let head = format!("{}:{}", self.activation.word(), self.width);
        let Some(weights) = &self.weights else {
            return head;
        };
        // An f32 prints as the shortest text that reads back as the same bits.
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
            return refuse(format!("`{}` is not an activation; allowed: {WORDS}", word.trim()));
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
            "weights by hand: allowed are {width} neurons as w1,b1,w2 and then b2, separated by semicolons, such as relu:2[1,0,1; -1,0,-1; 10]"
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
            let allowed = || "a number from -1e6 to 1e6".into();
            let weight = number_within(item(number)?, Bounds { min: -1e6, max: 1e6 }, &allowed)
                .map_err(|refusal| Refusal::new(format!("weight `{}`: {}", number.trim(), refusal.allowed)))?;
            weights.push(weight as f32);
        }
    }
    Ok(weights)
}

/// The networks of a cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Nets(pub Vec<Net>);

impl Nets {
    const MOST: usize = 6;
    /// Maximum number of neurons set by hand in all networks together: their weights must fit into a link.
    const MOST_BY_HAND: u32 = 800;
}

impl Value for Nets {
    fn parse(text: &str, bounds: Bounds) -> Result<Self, Refusal> {
        let mut nets: Vec<Net> = Vec::new();
        for item in split_list(text) {
            let net = Net::parse(item, bounds)?;
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
