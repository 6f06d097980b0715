//! The grammar's smallest parts: numbers, words, calls, and arguments without brackets.

use super::letters::superscript;
use super::parse::{EXPECTED, Parsed, Parser, Tail, doubt, fail, is_letter};
use super::program::{Op, Unary};
use super::words::{RAISED, constant, function, unknown};

impl Parser {
    pub(super) fn number(&mut self, at: usize) -> Parsed<Tail> {
        let is_digit = |c: char| c.is_ascii_digit();
        let mut text = self.take(is_digit);
        if self.peek() == Some('.') {
            self.at += 1;
            text.push('.');
            text += &self.take(is_digit);
        } else if self.calls == 0 && self.peek() == Some(',') && self.after(1).is_some_and(is_digit) {
            self.at += 1;
            let part = self.take(is_digit);
            // A head of 0 or of more than three digits is no group of thousands.
            if part.len() == 3 && text.len() <= 3 && !text.starts_with('0') {
                return fail(at, format!("`{text},{part}` could be {text}.{part} or {text}{part}; write one of them"));
            }
            text = format!("{text}.{part}");
        }
        let scientific = self.exponent(&mut text);
        let next = self.peek();
        match text.parse::<f64>() {
            Err(_) => return fail(at, EXPECTED),
            Ok(value) if value.is_infinite() => return fail(at, "this number is too large"),
            Ok(value) => self.emit(Op::Number(value)),
        }
        if matches!(next, Some('e' | 'E')) && !self.after(1).is_some_and(|c| is_letter(c) || is_digit(c)) {
            return fail(self.at, "write 2*e, or 2e3 for a power of 10");
        }
        let grouped = next == Some(',') && self.calls == 0 && self.after(1).is_some_and(is_digit);
        if grouped || matches!(next, Some('.' | '_' | '\'')) {
            return fail(self.at, "write a number without separators, such as 1234567.5");
        }
        self.out += &text;
        Ok(if scientific { Tail::Scientific } else { Tail::Open })
    }

    /// Takes e3 or e-3 behind a number, if it is there.
    fn exponent(&mut self, text: &mut String) -> bool {
        let sign = usize::from(matches!(self.after(1), Some('+' | '-')));
        let begins = matches!(self.peek(), Some('e' | 'E'));
        if !begins || !self.after(1 + sign).is_some_and(|c| c.is_ascii_digit()) {
            return false;
        }
        text.extend(&self.text[self.at..=self.at + sign]);
        self.at += 1 + sign;
        *text += &self.take(|c| c.is_ascii_digit());
        true
    }

    /// The word that begins here. The letter π is a word of its own.
    fn word(&mut self) -> String {
        if self.peek() == Some('π') {
            self.at += 1;
            return "pi".into();
        }
        // Phones begin with a capital.
        self.take(|c| is_letter(c) || c.is_ascii_digit()).to_ascii_lowercase()
    }

    pub(super) fn name(&mut self, at: usize) -> Parsed<Tail> {
        let word = self.word();
        if let Some(op) = constant(&word) {
            let next = self.skip();
            if word == "e" && self.peek() == Some('(') {
                return fail(next, "write exp( for a power of e, or e*( to multiply");
            }
            self.out += &word;
            self.emit(op);
            return Ok(Tail::Open);
        }
        match function(&word) {
            Some((op, arguments)) => self.call(at, &word, op, arguments),
            None => fail(at, unknown(&word)),
        }
    }

    fn call(&mut self, at: usize, word: &str, op: Op, arguments: usize) -> Parsed<Tail> {
        let exponent = self.exponent_of(word)?;
        self.out += word;
        let opened = self.skip();
        let tail = if self.peek() == Some('(') {
            self.calls += 1;
            self.out.push('(');
            self.within(opened, |parser| parser.arguments(word, arguments))?;
            self.calls -= 1;
            if exponent.is_some() { Tail::Raised } else { Tail::Open }
        } else if arguments == 1 {
            self.bare(at, word)?
        } else {
            return fail(at, needs(word));
        };
        self.emit(op);
        if let Some(exponent) = exponent {
            self.out.push('^');
            self.out += &exponent.to_string();
            let base_end = self.program.len();
            self.emit(Op::Number(f64::from(exponent)));
            self.raise(base_end);
        }
        Ok(tail)
    }

    /// The power behind the name of a function, as in sin²(x).
    fn exponent_of(&mut self, word: &str) -> Parsed<Option<u32>> {
        let at = self.skip();
        let digits: String = match self.peek() {
            Some(c) if superscript(c).is_some() => {
                self.take(|c| superscript(c).is_some()).chars().filter_map(superscript).collect()
            }
            Some(_) if self.caret() => {
                self.skip();
                self.take(|c| c.is_ascii_digit() || c == '-')
            }
            _ => return Ok(None),
        };
        if digits.starts_with('-') && RAISED.contains(&word) {
            return fail(
                at,
                format!("could be the inverse function or 1/{word}(x); write one of them, such as asin(x)"),
            );
        }
        match digits.parse().ok().filter(|_| RAISED.contains(&word)) {
            Some(exponent @ 1..=99) => Ok(Some(exponent)),
            _ => fail(at, format!("write a power of this function behind its argument, such as {word}(x)^2")),
        }
    }

    fn arguments(&mut self, word: &str, n: usize) -> Parsed {
        if n == 3 {
            let at = self.skip();
            self.choice()?;
            if !self.compares() {
                return fail(at, "expected a comparison, such as if(x<0, a, b)");
            }
        } else {
            self.value()?;
        }
        for _ in 1..n {
            if self.sign(&[',']).is_none() {
                let end = self.peek().is_none_or(|c| c == ')');
                return if end { fail(self.at, takes(word, n)) } else { self.end() };
            }
            self.out += ", ";
            self.value()?;
        }
        match self.sign(&[',']) {
            Some(_) => fail(self.at - 1, takes(word, n)),
            None => Ok(()),
        }
    }

    /// An argument without brackets: a number, x and constants, as in `sin 2x`.
    fn bare(&mut self, at: usize, word: &str) -> Parsed<Tail> {
        self.out.push('(');
        let start = self.program.len();
        let mut tail = None;
        loop {
            let here = self.skip();
            let is_word = self.peek().is_some_and(|c| is_letter(c) || c == 'π');
            let is_number = self.peek().is_some_and(|c| c.is_ascii_digit() || c == '.');
            if is_word && constant(&self.word()).is_none() || !is_word && !is_number {
                self.at = here;
                break;
            }
            self.at = here;
            if let Some(tail) = tail {
                self.may_follow(tail, here)?;
                self.out.push('*');
            }
            let multiplies = tail.is_some();
            tail = Some(if is_word { self.name(here)? } else { self.number(here)? });
            if multiplies {
                self.emit(Op::Binary(super::program::Binary::Multiply));
            }
        }
        if tail.is_none() {
            return fail(at, needs(word));
        }
        self.out.push(')');
        Ok(Tail::Bare(self.program[start..].contains(&Op::X)))
    }

    /// What follows a root sign: brackets, a number, x or a constant.
    pub(super) fn root(&mut self, word: &str) -> Parsed<Tail> {
        let op = Op::Unary(if word == "sqrt" { Unary::Sqrt } else { Unary::Cbrt });
        self.at += 1;
        let at = self.skip();
        self.out += word;
        self.out.push('(');
        let tail = match self.peek() {
            Some('(') => {
                self.within(at, Self::value)?;
                Tail::Open
            }
            Some(c) if c.is_ascii_digit() || c == '.' => {
                self.number(at)?;
                self.out.push(')');
                Tail::Root
            }
            Some(c) if is_letter(c) || c == 'π' => {
                if constant(&self.word()).is_none() {
                    return doubt(Tail::Root, at);
                }
                self.at = at;
                self.name(at)?;
                self.out.push(')');
                Tail::Root
            }
            _ => return fail(at, "expected what is below the root, such as √(x)"),
        };
        self.emit(op);
        Ok(tail)
    }
}

fn needs(word: &str) -> String {
    match word {
        "if" => "`if` needs a condition and two values, such as if(x<0, a, b)".into(),
        "min" | "max" | "mod" => format!("`{word}` needs its arguments in brackets, such as {word}(x, 2)"),
        _ => format!("`{word}` needs its argument in brackets, such as {word}(x)"),
    }
}

fn takes(word: &str, n: usize) -> String {
    let count =
        ["one argument", "two arguments, separated by a comma", "a condition and two values, separated by commas"];
    format!("{word} takes {}; decimals have a point, such as 0.5", count[n - 1])
}
