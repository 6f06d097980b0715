//! A compiled expression as TeX, with as many brackets as show how it was understood.

use super::program::{Binary, Op, Ternary, Unary};
use std::f64::consts;

/// How tightly a part holds together.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Hold {
    Comparison,
    Sum,
    Negative,
    Product,
    Call,
    Atom,
}

/// A part of a formula.
struct Part {
    tex: String,
    hold: Hold,
}

impl Part {
    /// The part in brackets, unless it holds together at least as tightly as `least`. A comparison as a number is 1 or 0
    /// in square brackets.
    fn within(self, least: Hold) -> String {
        match self.hold {
            hold if hold >= least => self.tex,
            Hold::Comparison => format!("\\left[{}\\right]", self.tex),
            _ => format!("\\left({}\\right)", self.tex),
        }
    }
}

/// The expression of a program.
pub fn tex(program: &[Op]) -> String {
    let mut stack: Vec<Part> = Vec::new();
    for op in program {
        let part = match op {
            Op::X => Part { tex: "x".into(), hold: Hold::Atom },
            Op::Number(number) => self::number(*number),
            // The parser builds only programs that find their operands.
            Op::Unary(unary) => match stack.pop() {
                Some(a) => self::unary(*unary, a),
                None => break,
            },
            Op::Power(n) => match stack.pop() {
                Some(a) => power(a, &n.to_string()),
                None => break,
            },
            Op::Binary(binary) => match (stack.pop(), stack.pop()) {
                (Some(b), Some(a)) => self::binary(*binary, a, b),
                _ => break,
            },
            Op::Ternary(ternary) => match (stack.pop(), stack.pop(), stack.pop()) {
                (Some(c), Some(b), Some(a)) => self::ternary(*ternary, a, b, c),
                _ => break,
            },
        };
        stack.push(part);
    }
    stack.pop().map_or(String::new(), |part| part.tex)
}

fn number(x: f64) -> Part {
    let (tex, hold) = if x == consts::PI {
        ("\\pi".into(), Hold::Atom)
    } else if x == consts::E {
        ("e".into(), Hold::Atom)
    } else if x == 0.0 || (1e-4..1e7).contains(&x) {
        (format!("{x}"), Hold::Atom)
    } else {
        let text = format!("{x:e}");
        let (head, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        (format!("{head}\\cdot 10^{{{exponent}}}"), Hold::Product)
    };
    Part { tex, hold }
}

fn power(base: Part, exponent: &str) -> Part {
    Part { tex: format!("{}^{{{exponent}}}", base.within(Hold::Atom)), hold: Hold::Call }
}

fn call(name: &str, arguments: &str) -> Part {
    Part { tex: format!("{name}\\left({arguments}\\right)"), hold: Hold::Call }
}

fn unary(unary: Unary, a: Part) -> Part {
    let between = |open: &str, close: &str| Part { tex: format!("{open}{}{close}", a.tex), hold: Hold::Atom };
    let name = match unary {
        Unary::Negate => return Part { tex: format!("-{}", a.within(Hold::Product)), hold: Hold::Negative },
        Unary::Sqrt => return between("\\sqrt{", "}"),
        Unary::Cbrt => return between("\\sqrt[3]{", "}"),
        Unary::Abs => return between("\\left|", "\\right|"),
        Unary::Floor => return between("\\left\\lfloor ", "\\right\\rfloor "),
        Unary::Ceil => return between("\\left\\lceil ", "\\right\\rceil "),
        Unary::Exp => return Part { tex: format!("e^{{{}}}", a.tex), hold: Hold::Call },
        Unary::Sin => "\\sin",
        Unary::Cos => "\\cos",
        Unary::Tan => "\\tan",
        Unary::Asin => "\\arcsin",
        Unary::Acos => "\\arccos",
        Unary::Atan => "\\arctan",
        Unary::Sinh => "\\sinh",
        Unary::Cosh => "\\cosh",
        Unary::Tanh => "\\tanh",
        Unary::Ln => "\\ln",
        Unary::Log10 => "\\log_{10}",
        Unary::Sign => "\\operatorname{sign}",
        Unary::Step => "\\operatorname{step}",
        Unary::Round => "\\operatorname{round}",
    };
    call(name, &a.tex)
}

fn binary(binary: Binary, a: Part, b: Part) -> Part {
    let sum = |sign: char| (sign, Hold::Sum);
    let (sign, hold) = match binary {
        Binary::Add => sum('+'),
        Binary::Subtract => sum('-'),
        Binary::Multiply => {
            let [a, b] = [a.within(Hold::Negative), b.within(Hold::Call)];
            // Digits would run together, and x(…) would look like a function.
            let is_plain = a.ends_with(|c: char| c.is_ascii_digit()) && !b.starts_with(|c: char| c.is_ascii_digit());
            let sign = if is_plain { "\\," } else { "\\cdot " };
            return Part { tex: format!("{a}{sign}{b}"), hold: Hold::Product };
        }
        Binary::Divide => return Part { tex: format!("\\frac{{{}}}{{{}}}", a.tex, b.tex), hold: Hold::Product },
        Binary::Power => return power(a, &b.tex),
        Binary::Min => return call("\\min", &format!("{},{}", a.tex, b.tex)),
        Binary::Max => return call("\\max", &format!("{},{}", a.tex, b.tex)),
        Binary::Mod => return call("\\operatorname{mod}", &format!("{},{}", a.tex, b.tex)),
        Binary::Compare(comparison) => {
            let tex = format!("{}{}{}", a.tex, compared(comparison.sign()), b.tex);
            return Part { tex, hold: Hold::Comparison };
        }
    };
    Part { tex: format!("{}{sign}{}", a.within(Hold::Sum), b.within(Hold::Product)), hold }
}

fn ternary(ternary: Ternary, a: Part, b: Part, c: Part) -> Part {
    let [a, b, c] = [a.tex, b.tex, c.tex];
    match ternary {
        Ternary::If => {
            let tex = format!("\\begin{{cases}}{b}&{a}\\\\{c}&\\text{{otherwise}}\\end{{cases}}");
            Part { tex, hold: Hold::Sum }
        }
        Ternary::Between(before, after) => {
            let [before, after] = [before, after].map(|comparison| compared(comparison.sign()));
            Part { tex: format!("{a}{before}{b}{after}{c}"), hold: Hold::Comparison }
        }
    }
}

fn compared(sign: &str) -> &'static str {
    match sign {
        "<" => "<",
        "<=" => "\\le ",
        ">" => ">",
        _ => "\\ge ",
    }
}
