//! The grammar: choice → comparison → sum → product → sign → power → atom, one function for each.
//!
//! The parser writes the canonical text while it reads: implied signs are written out, and functions have brackets.

use super::error::FormulaError;
use super::letters::{plain, superscript};
use super::program::{Binary, Comparison, Op, Ternary, Unary};

/// Parses `text` into its canonical text and its program.
pub fn parse(text: &str) -> Result<(String, Vec<Op>), FormulaError> {
    let text = text.chars().map(plain).collect();
    let mut parser = Parser { text, at: 0, out: String::new(), program: Vec::new(), bars: 0, calls: 0 };
    parser.left_side();
    parser.value()?;
    parser.end()?;
    Ok((parser.out, parser.program))
}

/// The state of the parser. `atoms` has the rest of its methods.
pub(super) struct Parser {
    /// The characters, as [`plain`] gives them.
    pub(super) text: Vec<char>,
    /// The place of the next one.
    pub(super) at: usize,
    /// The canonical text so far.
    pub(super) out: String,
    pub(super) program: Vec<Op>,
    /// The number of open | in the innermost brackets.
    bars: usize,
    /// The number of open calls, in which a comma separates arguments.
    pub(super) calls: usize,
}

pub(super) type Parsed<T = ()> = Result<T, FormulaError>;

/// How a factor ends, which decides what may follow without a sign.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Tail {
    /// Anything may follow.
    Open,
    /// A number with an exponent, such as 2e3.
    Scientific,
    /// An exponent without brackets.
    Exponent,
    /// A root without brackets.
    Root,
    /// The second bar of |x|.
    Bars,
    /// A power of a function, such as sin²(x).
    Raised,
    /// An argument without brackets; whether another function may follow.
    Bare(bool),
}

pub(super) const EXPECTED: &str = "expected a number, x, a function or (";
const FACTORS: &str = "write * between factors, such as 2*x";

pub(super) fn fail<T>(at: usize, message: impl Into<String>) -> Parsed<T> {
    Err(FormulaError { at, message: message.into() })
}

pub(super) fn is_letter(c: char) -> bool {
    c != 'π' && (c.is_alphabetic() || c == '_')
}

impl Parser {
    /// Skips spaces; the place of the next character.
    pub(super) fn skip(&mut self) -> usize {
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
        self.at
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.text.get(self.at).copied()
    }

    pub(super) fn after(&self, n: usize) -> Option<char> {
        self.text.get(self.at + n).copied()
    }

    /// The next character, after spaces, if it is one of `signs`.
    pub(super) fn sign(&mut self, signs: &[char]) -> Option<char> {
        self.skip();
        let found = self.peek().filter(|c| signs.contains(c))?;
        self.at += 1;
        Some(found)
    }

    /// The characters from here on that pass, taken.
    pub(super) fn take(&mut self, passes: impl Fn(char) -> bool) -> String {
        let taken: String = self.text[self.at..].iter().take_while(|c| passes(**c)).collect();
        self.at += taken.chars().count();
        taken
    }

    pub(super) fn emit(&mut self, op: Op) {
        self.program.push(op);
    }

    /// Skips `y =` and `f(x) =`.
    fn left_side(&mut self) {
        let Some(end) = self.text.iter().position(|c| *c == '=') else { return };
        let head: String = self.text[..end].iter().filter(|c| !c.is_whitespace()).collect();
        if ["y", "y(x)", "f(x)"].contains(&head.as_str()) {
            self.at = end + 1;
        }
    }

    pub(super) fn end(&mut self) -> Parsed {
        let at = self.skip();
        match self.peek() {
            None => Ok(()),
            Some(')') => fail(at, "this ) closes nothing"),
            Some('=') => fail(at, "write only what y equals"),
            Some(',') => fail(at, "a comma separates the arguments of a function; decimals have a point, such as 0.5"),
            Some('%') => fail(at, "write mod(a, b) for a remainder, or divide by 100"),
            Some(c) if c.is_alphanumeric() || c == '(' || c == '.' => fail(at, FACTORS),
            Some(c) => fail(at, format!("`{c}` has no meaning here; expected + - * / ^ or the end")),
        }
    }

    /// A choice that is a number, not a comparison.
    pub(super) fn value(&mut self) -> Parsed {
        let at = self.skip();
        self.choice()?;
        match self.compares() {
            true => fail(at, "a comparison is no number; write if(x<0, a, b)"),
            false => Ok(()),
        }
    }

    /// Whether what was read last is a comparison.
    pub(super) fn compares(&self) -> bool {
        matches!(self.program.last(), Some(Op::Binary(Binary::Compare(_)) | Op::Ternary(Ternary::Between(..))))
    }

    /// `a`, or `condition ? a : b`.
    pub(super) fn choice(&mut self) -> Parsed {
        let start = self.out.len();
        self.comparison()?;
        let Some(_) = self.sign(&['?']) else { return Ok(()) };
        let asked = self.at - 1;
        if !self.compares() {
            return fail(asked, "expected a comparison before this ?, such as x<0 ? 1 : 2");
        }
        self.out.insert_str(start, "if(");
        self.out += ", ";
        self.value()?;
        if self.sign(&[':']).is_none() {
            return fail(asked, "this ? has no :, such as x<0 ? 1 : 2");
        }
        self.out += ", ";
        self.value()?;
        self.out.push(')');
        self.emit(Op::Ternary(Ternary::If));
        Ok(())
    }

    fn comparison(&mut self) -> Parsed {
        self.sum()?;
        let Some(first) = self.comparator() else { return Ok(()) };
        self.sum()?;
        let at = self.skip();
        let Some(second) = self.comparator() else {
            self.emit(Op::Binary(Binary::Compare(first)));
            return Ok(());
        };
        if first.less != second.less {
            return fail(at, "two comparisons in a row have the same direction, such as 0<x<1");
        }
        self.sum()?;
        self.emit(Op::Ternary(Ternary::Between(first, second)));
        Ok(())
    }

    fn comparator(&mut self) -> Option<Comparison> {
        let sign = self.sign(&['<', '>', '≤', '≥', '⩽', '⩾'])?;
        let equal = !matches!(sign, '<' | '>') || self.peek() == Some('=');
        if equal && matches!(sign, '<' | '>') {
            self.at += 1;
        }
        let comparison = Comparison { less: matches!(sign, '<' | '≤' | '⩽'), equal };
        self.out += comparison.sign();
        Some(comparison)
    }

    fn sum(&mut self) -> Parsed {
        self.product()?;
        while let Some(c) = self.sign(&['+', '-']) {
            self.out += if c == '+' { " + " } else { " - " };
            self.product()?;
            self.emit(Op::Binary(if c == '+' { Binary::Add } else { Binary::Subtract }));
        }
        Ok(())
    }

    fn product(&mut self) -> Parsed {
        let mut tail = self.signed()?;
        let mut divides = false;
        loop {
            let at = self.skip();
            match self.peek() {
                Some('*' | '/') if matches!(tail, Tail::Bare(_)) => return doubt(tail, at),
                Some(c @ ('*' | '/')) => {
                    self.at += 1;
                    self.out.push(c);
                    tail = self.signed()?;
                    self.emit(Op::Binary(if c == '/' { Binary::Divide } else { Binary::Multiply }));
                    divides = c == '/';
                }
                Some(c) if self.begins_factor(c) => {
                    self.may_follow(tail, at)?;
                    if divides {
                        return fail(at, "is this above or below the /? write 1/(2*x), or x/2");
                    }
                    self.out.push('*');
                    tail = self.power()?;
                    self.emit(Op::Binary(Binary::Multiply));
                }
                _ => return Ok(()),
            }
        }
    }

    fn begins_factor(&self, c: char) -> bool {
        let opens = c == '|' && self.bars == 0;
        opens || matches!(c, '0'..='9' | '.' | '(' | 'π' | '√' | '∛') || is_letter(c)
    }

    /// Whether a factor at `at` may follow another without a sign.
    pub(super) fn may_follow(&self, tail: Tail, at: usize) -> Parsed {
        let c = self.text[at];
        match tail {
            _ if c.is_ascii_digit() || c == '.' => fail(at, FACTORS),
            Tail::Open | Tail::Raised => Ok(()),
            Tail::Bare(true) if is_letter(c) => Ok(()),
            Tail::Bars if !self.text[at..].contains(&'|') => Ok(()),
            _ => doubt(tail, at),
        }
    }

    fn signed(&mut self) -> Parsed<Tail> {
        match self.sign(&['+', '-']) {
            Some('+') => {
                self.out.push('+');
                self.signed()
            }
            Some(_) => {
                self.out.push('-');
                let tail = self.signed()?;
                self.emit(Op::Unary(Unary::Negate));
                Ok(tail)
            }
            None => self.power(),
        }
    }

    fn power(&mut self) -> Parsed<Tail> {
        let tail = self.atom()?;
        let at = self.skip();
        let raised = self.peek().is_some_and(|c| superscript(c).is_some());
        if !raised && !self.caret() {
            return Ok(tail);
        }
        if matches!(tail, Tail::Bare(_) | Tail::Root | Tail::Raised) {
            return doubt(tail, at);
        }
        self.out.push('^');
        let base_end = self.program.len();
        let tail = if raised {
            self.superscripts(at)?;
            Tail::Open
        } else {
            self.skip();
            let bracketed = self.peek() == Some('(');
            match self.signed()? {
                Tail::Open if bracketed => Tail::Open,
                Tail::Bare(_) => Tail::Bare(false),
                _ => Tail::Exponent,
            }
        };
        self.raise(base_end);
        Ok(tail)
    }

    /// Whether a ^ or ** follows, which is then taken.
    pub(super) fn caret(&mut self) -> bool {
        let n = match (self.peek(), self.after(1)) {
            (Some('^'), _) => 1,
            (Some('*'), Some('*')) => 2,
            _ => 0,
        };
        self.at += n;
        n > 0
    }

    /// Raised digits, with a sign.
    fn superscripts(&mut self, at: usize) -> Parsed {
        let raised = self.take(|c| superscript(c).is_some());
        let text: String = raised.chars().filter_map(superscript).collect();
        let digits = text.strip_prefix(['-', '+']).unwrap_or(&text);
        let Some(exponent) = digits.parse::<f64>().ok().filter(|_| digits.bytes().all(|b| b.is_ascii_digit())) else {
            return fail(at, "this exponent is no whole number");
        };
        if self.skip() < self.text.len() && self.caret() {
            return fail(self.at - 1, "this has two exponents; write brackets, such as (x^2)^3");
        }
        self.out += &text;
        self.emit(Op::Number(exponent));
        if text.starts_with('-') {
            self.emit(Op::Unary(Unary::Negate));
        }
        Ok(())
    }

    /// Raises the base, which ends at `base_end` in the program, to the exponent behind it.
    pub(super) fn raise(&mut self, base_end: usize) {
        // A small whole exponent becomes a product, which is fast, and exact where possible.
        let op = match self.program[base_end..] {
            [Op::Number(n)] if n.fract() == 0.0 && (2.0..=8.0).contains(&n) => {
                self.program.pop();
                Op::Power(n as u32)
            }
            _ => Op::Binary(Binary::Power),
        };
        self.emit(op);
    }

    fn atom(&mut self) -> Parsed<Tail> {
        let at = self.skip();
        match self.peek() {
            Some('(') => {
                self.out.push('(');
                self.within(at, Self::choice)?;
                Ok(Tail::Open)
            }
            Some('|') => self.absolute(at),
            Some(c @ ('√' | '∛')) => self.root(if c == '√' { "sqrt" } else { "cbrt" }),
            Some(c) if c.is_ascii_digit() || c == '.' => self.number(at),
            Some(c) if is_letter(c) || c == 'π' => self.name(at),
            Some(c) if c.is_numeric() && superscript(c).is_none() => fail(at, "write fractions as (1/2)"),
            _ => fail(at, EXPECTED),
        }
    }

    /// The content of the brackets that open at `opened`, and their end.
    pub(super) fn within(&mut self, opened: usize, content: impl Fn(&mut Self) -> Parsed) -> Parsed {
        self.at = opened + 1;
        let bars = std::mem::take(&mut self.bars);
        content(self)?;
        self.bars = bars;
        if self.sign(&[')']).is_some() {
            self.out.push(')');
            return Ok(());
        }
        match self.peek() {
            None => fail(opened, "this ( is never closed"),
            Some(_) => self.end(),
        }
    }

    fn absolute(&mut self, opened: usize) -> Parsed<Tail> {
        self.at = opened + 1;
        self.out += "abs(";
        self.bars += 1;
        self.value()?;
        self.bars -= 1;
        if self.sign(&['|']).is_none() {
            return fail(opened, "this | is never closed");
        }
        self.out.push(')');
        self.emit(Op::Unary(Unary::Abs));
        Ok(Tail::Bars)
    }
}

/// The message where two readings are possible.
pub(super) fn doubt<T>(tail: Tail, at: usize) -> Parsed<T> {
    let message = match tail {
        Tail::Bare(_) => "does the argument before this end here? write it in brackets, such as sin(x)",
        Tail::Exponent => "is this in the exponent? write * before it, or the exponent in brackets",
        Tail::Root => "is this below the root? write brackets, such as √(x)",
        Tail::Bars => "which | belong together? write abs(x) for |x|",
        Tail::Raised => "this has two exponents; write brackets, such as (sin(x)^2)^3",
        Tail::Scientific => "write * after a number with an exponent",
        Tail::Open => FACTORS,
    };
    fail(at, message)
}
