//! The grammar, written with winnow: sum → product → sign → power → atom, one function for each.

use super::error::FormulaError;
use super::program::{Binary, Op, Unary};
use winnow::combinator::opt;
use winnow::error::{ErrMode, ModalResult, ParserError};
use winnow::prelude::*;
use winnow::stream::{LocatingSlice, Location, Stateful, Stream};
use winnow::token::{any, one_of, take_while};

type Input<'a> = Stateful<LocatingSlice<&'a str>, Made>;

/// The output of the parser.
#[derive(Debug, Default, Clone)]
struct Made {
    program: Vec<Op>,
    /// The byte positions of binary + and −.
    binary_signs: Vec<usize>,
}

/// An error: its byte position, and what was expected there.
#[derive(Debug)]
struct Fault {
    at: usize,
    message: String,
}

impl<'a> ParserError<Input<'a>> for Fault {
    type Inner = Self;
    fn from_input(input: &Input<'a>) -> Self {
        Self { at: input.current_token_start(), message: EXPECTED.into() }
    }
    fn into_inner(self) -> Result<Self, Self> {
        Ok(self)
    }
}

const EXPECTED: &str = "expected a number, x, a function or (";
const FUNCTIONS: &str = "sin, cos, tan, asin, acos, atan, exp, ln, sqrt, abs, sign, step, floor, min, max";

/// Parses `text` into its canonical text and its program.
pub fn parse(text: &str) -> Result<(String, Vec<Op>), FormulaError> {
    let mut input = Input { input: LocatingSlice::new(text), state: Made::default() };
    let parsed = sum(&mut input).and_then(|()| end(&mut input));
    match parsed {
        Ok(()) => Ok((written(text, &input.state.binary_signs), input.state.program)),
        Err(error) => {
            let fault = error.into_inner().unwrap_or(Fault { at: 0, message: EXPECTED.into() });
            let at = text.get(..fault.at).map_or(0, |before| before.chars().count());
            Err(FormulaError { at, message: fault.message })
        }
    }
}

/// The canonical text: spaces only around binary signs and after commas, and ASCII characters.
fn written(text: &str, binary_signs: &[usize]) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for (at, c) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
        let binary = binary_signs.contains(&at);
        match c {
            '-' | '−' if binary => out.push_str(" - "),
            '+' if binary => out.push_str(" + "),
            '−' => out.push('-'),
            '·' | '×' => out.push('*'),
            'π' => out.push_str("pi"),
            ',' => out.push_str(", "),
            other => out.push(other),
        }
    }
    out
}

fn cut<T>(at: usize, message: impl Into<String>) -> ModalResult<T, Fault> {
    Err(ErrMode::Cut(Fault { at, message: message.into() }))
}

fn space(input: &mut Input<'_>) -> ModalResult<(), Fault> {
    take_while(0.., char::is_whitespace).void().parse_next(input)
}

/// The next of `characters`, after spaces, with its position.
fn sign(input: &mut Input<'_>, characters: &'static [char]) -> ModalResult<Option<(usize, char)>, Fault> {
    space(input)?;
    let at = input.current_token_start();
    let found = opt(one_of(characters)).parse_next(input)?;
    Ok(found.map(|c| (at, c)))
}

fn emit(input: &mut Input<'_>, op: Op) {
    input.state.program.push(op);
}

fn end(input: &mut Input<'_>) -> ModalResult<(), Fault> {
    space(input)?;
    let at = input.current_token_start();
    match opt(any).parse_next(input)? {
        None => Ok(()),
        Some(')') => cut(at, "this ) closes nothing"),
        Some('=') => cut(at, "write only what y equals"),
        Some(c) if c.is_alphanumeric() || c == '(' || c == '.' => cut(at, "write * between factors, such as 2*x"),
        Some(c) => cut(at, format!("`{c}` has no meaning here; expected + - * / ^ or the end")),
    }
}

fn sum(input: &mut Input<'_>) -> ModalResult<(), Fault> {
    product(input)?;
    while let Some((at, c)) = sign(input, &['+', '-', '−'])? {
        input.state.binary_signs.push(at);
        product(input)?;
        emit(input, Op::Binary(if c == '+' { Binary::Add } else { Binary::Subtract }));
    }
    Ok(())
}

fn product(input: &mut Input<'_>) -> ModalResult<(), Fault> {
    signed(input)?;
    while let Some((_, c)) = sign(input, &['*', '/', '·', '×'])? {
        if let Some((at, _)) = sign(input, &['*'])? {
            return cut(at, "write ^ for powers");
        }
        signed(input)?;
        emit(input, Op::Binary(if c == '/' { Binary::Divide } else { Binary::Multiply }));
    }
    Ok(())
}

fn signed(input: &mut Input<'_>) -> ModalResult<(), Fault> {
    match sign(input, &['+', '-', '−'])? {
        Some((_, '+')) => signed(input),
        Some(_) => {
            signed(input)?;
            emit(input, Op::Unary(Unary::Negate));
            Ok(())
        }
        None => power(input),
    }
}

fn power(input: &mut Input<'_>) -> ModalResult<(), Fault> {
    atom(input)?;
    if sign(input, &['^'])?.is_none() {
        return Ok(());
    }
    let base_end = input.state.program.len();
    signed(input)?;
    // A small whole exponent becomes a product, which is fast, and exact where possible.
    let op = match input.state.program[base_end..] {
        [Op::Number(n)] if n.fract() == 0.0 && (2.0..=8.0).contains(&n) => {
            input.state.program.pop();
            Op::Power(n as u32)
        }
        _ => Op::Binary(Binary::Power),
    };
    emit(input, op);
    Ok(())
}

fn atom(input: &mut Input<'_>) -> ModalResult<(), Fault> {
    space(input)?;
    let at = input.current_token_start();
    match input.peek_token() {
        Some('(') => {
            any.void().parse_next(input)?;
            sum(input)?;
            close(input, at)
        }
        Some(c) if c.is_ascii_digit() || c == '.' => number(input, at),
        Some(c) if c.is_alphabetic() || c == '_' => name(input, at),
        _ => cut(at, EXPECTED),
    }
}

fn close(input: &mut Input<'_>, opened: usize) -> ModalResult<(), Fault> {
    if sign(input, &[')'])?.is_some() {
        return Ok(());
    }
    match input.peek_token() {
        None => cut(opened, "this ( is never closed"),
        Some(',') => cut(input.current_token_start(), "a comma parts the arguments of min and max only"),
        Some(_) => end(input),
    }
}

fn number(input: &mut Input<'_>, at: usize) -> ModalResult<(), Fault> {
    let digits = |input: &mut Input<'_>| -> ModalResult<(), Fault> {
        take_while(0.., |c: char| c.is_ascii_digit()).void().parse_next(input)
    };
    let text = |input: &mut Input<'_>| -> ModalResult<(), Fault> {
        digits(input)?;
        opt(('.', digits)).void().parse_next(input)?;
        // "2e" is 2 times e with a missing *, "2e3" is a number.
        opt((one_of(['e', 'E']), opt(one_of(['+', '-'])), take_while(1.., |c: char| c.is_ascii_digit())))
            .void()
            .parse_next(input)
    };
    let text = text.take().parse_next(input)?;
    match text.parse::<f64>() {
        Ok(value) if value.is_finite() => {
            emit(input, Op::Number(value));
            Ok(())
        }
        Ok(_) => cut(at, "this number is too large"),
        Err(_) => cut(at, EXPECTED),
    }
}

fn name(input: &mut Input<'_>, at: usize) -> ModalResult<(), Fault> {
    let word = take_while(1.., |c: char| c.is_alphanumeric() || c == '_').parse_next(input)?;
    let constant = match word {
        "x" => Some(Op::X),
        "pi" | "π" => Some(Op::Number(std::f64::consts::PI)),
        "e" => Some(Op::Number(std::f64::consts::E)),
        _ => None,
    };
    let called = sign(input, &['('])?;
    match (constant, called) {
        (Some(op), None) => {
            emit(input, op);
            Ok(())
        }
        (Some(_), Some((paren, _))) => cut(paren, format!("`{word}` is no function; write {word}*( to multiply")),
        (None, None) => cut(at, unknown(word)),
        (None, Some((paren, _))) => call(input, at, word, paren),
    }
}

fn unknown(word: &str) -> String {
    match function(word) {
        Some(_) => format!("`{word}` needs its argument in parentheses, such as {word}(x)"),
        None => format!("`{word}` is unknown; there are x, pi, e and {FUNCTIONS}"),
    }
}

fn function(word: &str) -> Option<(Op, usize)> {
    let unary = |unary| Some((Op::Unary(unary), 1));
    match word {
        "sin" => unary(Unary::Sin),
        "cos" => unary(Unary::Cos),
        "tan" => unary(Unary::Tan),
        "asin" | "arcsin" => unary(Unary::Asin),
        "acos" | "arccos" => unary(Unary::Acos),
        "atan" | "arctan" => unary(Unary::Atan),
        "exp" => unary(Unary::Exp),
        "ln" => unary(Unary::Ln),
        "sqrt" => unary(Unary::Sqrt),
        "abs" => unary(Unary::Abs),
        "sign" => unary(Unary::Sign),
        "step" => unary(Unary::Step),
        "floor" => unary(Unary::Floor),
        "min" => Some((Op::Binary(Binary::Min), 2)),
        "max" => Some((Op::Binary(Binary::Max), 2)),
        _ => None,
    }
}

fn call(input: &mut Input<'_>, at: usize, word: &str, opened: usize) -> ModalResult<(), Fault> {
    let Some((op, arguments)) = function(word) else {
        let message = match word {
            "log" => "`log` could be two things; write ln(x), or ln(x)/ln(10)".into(),
            _ => unknown(word),
        };
        return cut(at, message);
    };
    sum(input)?;
    for _ in 1..arguments {
        if sign(input, &[','])?.is_none() {
            return cut(input.current_token_start(), format!("{word} takes two arguments, parted by a comma"));
        }
        sum(input)?;
    }
    if let Some((comma, _)) = sign(input, &[','])? {
        let count = if arguments == 1 { "one argument" } else { "two arguments" };
        return cut(comma, format!("{word} takes {count}"));
    }
    close(input, opened)?;
    emit(input, op);
    Ok(())
}
