//! The words of formulas: constants, functions, and hints for words that are neither.

use super::program::{Binary, Op, Ternary, Unary};
use std::f64::consts;

const FUNCTIONS: &str = "sin, cos, tan, asin, acos, atan, sinh, cosh, tanh, exp, ln, log10, sqrt, cbrt, abs, sign, step, floor, ceil, round, min, max, mod, if";

/// The functions whose power may stand behind their name, as in sin²(x).
pub const RAISED: [&str; 7] = ["sin", "cos", "tan", "sinh", "cosh", "tanh", "ln"];

/// The constants and x.
pub fn constant(word: &str) -> Option<Op> {
    match word {
        "x" => Some(Op::X),
        "pi" => Some(Op::Number(consts::PI)),
        "e" => Some(Op::Number(consts::E)),
        _ => None,
    }
}

/// A function and the number of its arguments.
pub fn function(word: &str) -> Option<(Op, usize)> {
    let unary = match word {
        "sin" => Unary::Sin,
        "cos" => Unary::Cos,
        "tan" => Unary::Tan,
        "asin" | "arcsin" => Unary::Asin,
        "acos" | "arccos" => Unary::Acos,
        "atan" | "arctan" => Unary::Atan,
        "sinh" => Unary::Sinh,
        "cosh" => Unary::Cosh,
        "tanh" => Unary::Tanh,
        "exp" => Unary::Exp,
        "ln" => Unary::Ln,
        "log10" => Unary::Log10,
        "sqrt" => Unary::Sqrt,
        "cbrt" => Unary::Cbrt,
        "abs" => Unary::Abs,
        "sign" => Unary::Sign,
        "step" => Unary::Step,
        "floor" => Unary::Floor,
        "ceil" => Unary::Ceil,
        "round" => Unary::Round,
        "min" => return Some((Op::Binary(Binary::Min), 2)),
        "max" => return Some((Op::Binary(Binary::Max), 2)),
        "mod" => return Some((Op::Binary(Binary::Mod), 2)),
        "if" => return Some((Op::Ternary(Ternary::If), 3)),
        _ => return None,
    };
    Some((Op::Unary(unary), 1))
}

/// The message for a word that has no meaning.
pub fn unknown(word: &str) -> String {
    let hint = match word.to_ascii_lowercase().as_str() {
        "log" => "could be two things; write ln(x), or log10(x)",
        "lg" => "could be two things; write log10(x), or ln(x)/ln(2)",
        "log2" | "lb" | "ld" => "is unknown; write ln(x)/ln(2)",
        "heaviside" | "theta" | "h" => "has several values at 0; write step(x), which is 0 there, or if(x<0, 0, 1)",
        "sgn" | "signum" => "is unknown; write sign(x)",
        "relu" => "is unknown; write max(0, x)",
        "pow" => "is unknown; write x^2",
        _ => match pieces(word) {
            Some(hint) => return format!("`{word}` is unknown; write {hint}"),
            None => return format!("`{word}` is unknown; there are x, pi, e and {FUNCTIONS}"),
        },
    };
    format!("`{word}` {hint}")
}

/// A word that was meant as several, such as `xsin` or `sin2x`, as they are written.
fn pieces(word: &str) -> Option<String> {
    if word.is_empty() {
        return None;
    }
    if word.bytes().all(|b| b.is_ascii_digit()) {
        return Some(word.into());
    }
    if let Some(digits) = word.strip_prefix('x').filter(|rest| rest.bytes().all(|b| b.is_ascii_digit())) {
        return Some(if digits.is_empty() { "x".into() } else { format!("{digits}*x, or x^{digits}") });
    }
    // The longest function first: `sinhx` is no sin.
    for end in (1..=word.len()).rev().filter(|end| word.is_char_boundary(*end)) {
        let (head, rest) = word.split_at(end);
        if function(head).is_some() {
            return if rest.is_empty() {
                Some(format!("{head}(…)"))
            } else {
                Some(format!("{head}({})", pieces(rest)?))
            };
        }
        if constant(head).is_some() || head.bytes().all(|b| b.is_ascii_digit()) {
            return Some(format!("{head}*{}", pieces(rest)?));
        }
    }
    None
}
