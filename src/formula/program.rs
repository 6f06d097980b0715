//! A compiled expression: operations on a stack of blocks, so that each operation is dispatched once per block.

use crate::float;

/// The number of values that one operation handles at once.
const BLOCK: usize = 128;

/// One step of a program in postfix order.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Op {
    /// Pushes x.
    X,
    /// Pushes a number.
    Number(f64),
    /// Replaces the top by a function of the top.
    Unary(Unary),
    /// Replaces the top by its n-th power, computed as a product.
    Power(u32),
    /// Replaces the two topmost values by a function of both.
    Binary(Binary),
    /// Replaces the three topmost values by a function of them.
    Ternary(Ternary),
}

/// Functions of one argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unary {
    Negate,
    Sin,
    Cos,
    Tan,
    Asin,
    Acos,
    Atan,
    Sinh,
    Cosh,
    Tanh,
    Exp,
    Ln,
    Log10,
    Sqrt,
    Cbrt,
    Abs,
    Sign,
    Step,
    Floor,
    Ceil,
    Round,
}

/// Functions of two arguments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Binary {
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
    Min,
    Max,
    /// The remainder with the sign of the divisor.
    Mod,
    /// 1 where it holds, 0 where it does not.
    Compare(Comparison),
}

/// Functions of three arguments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ternary {
    /// The second where the first is not 0, else the third.
    If,
    /// 1 where both comparisons of neighbours hold, as in 0 < x < 1.
    Between(Comparison, Comparison),
}

/// A comparison of two numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comparison {
    /// Whether the left number must be the smaller one.
    pub less: bool,
    /// Whether it also holds for equal numbers.
    pub equal: bool,
}

impl Comparison {
    /// The sign of the grammar.
    pub fn sign(self) -> &'static str {
        match (self.less, self.equal) {
            (true, false) => "<",
            (true, true) => "<=",
            (false, false) => ">",
            (false, true) => ">=",
        }
    }

    /// 1 or 0; NaN of NaN.
    fn holds(self, a: f64, b: f64) -> f64 {
        if a.is_nan() || b.is_nan() {
            return f64::NAN;
        }
        let strictly = if self.less { a < b } else { a > b };
        f64::from(strictly || self.equal && a == b)
    }
}

impl Unary {
    fn apply(self, values: &mut [f64]) {
        // Each function has its own loop, so that the compiler can vectorise the cheap ones.
        fn each(values: &mut [f64], function: impl Fn(f64) -> f64) {
            values.iter_mut().for_each(|a| *a = function(*a));
        }
        match self {
            Self::Negate => each(values, |a| -a),
            Self::Sin => each(values, float::sin),
            Self::Cos => each(values, float::cos),
            Self::Tan => each(values, float::tan),
            Self::Asin => each(values, float::asin),
            Self::Acos => each(values, float::acos),
            Self::Atan => each(values, float::atan),
            Self::Sinh => each(values, float::sinh),
            Self::Cosh => each(values, float::cosh),
            Self::Tanh => each(values, float::tanh),
            Self::Exp => each(values, float::exp),
            Self::Ln => each(values, float::ln),
            Self::Log10 => each(values, float::log10),
            Self::Sqrt => each(values, f64::sqrt),
            Self::Cbrt => each(values, float::cbrt),
            Self::Abs => each(values, f64::abs),
            // signum(0) is 1 in Rust and 0 in mathematics.
            Self::Sign => each(values, |a| if a == 0.0 { 0.0 } else { a.signum() }),
            Self::Step => each(values, |a| if a.is_nan() { a } else { f64::from(a > 0.0) }),
            Self::Floor => each(values, f64::floor),
            Self::Ceil => each(values, f64::ceil),
            // Halves go away from zero.
            Self::Round => each(values, f64::round),
        }
    }
}

impl Binary {
    /// Replaces the left values by the results; both are (n).
    fn apply(self, left: &mut [f64], right: &[f64]) {
        fn each(left: &mut [f64], right: &[f64], function: impl Fn(f64, f64) -> f64) {
            left.iter_mut().zip(right).for_each(|(a, b)| *a = function(*a, *b));
        }
        match self {
            Self::Add => each(left, right, |a, b| a + b),
            Self::Subtract => each(left, right, |a, b| a - b),
            Self::Multiply => each(left, right, |a, b| a * b),
            Self::Divide => each(left, right, |a, b| a / b),
            Self::Power => each(left, right, float::pow),
            // The min and max of std ignore a NaN.
            Self::Min => each(left, right, |a, b| if a.is_nan() || a < b { a } else { b }),
            Self::Max => each(left, right, |a, b| if a.is_nan() || a > b { a } else { b }),
            Self::Mod => each(left, right, modulo),
            Self::Compare(comparison) => each(left, right, |a, b| comparison.holds(a, b)),
        }
    }
}

impl Ternary {
    /// Replaces the first values by the results; all are (n).
    fn apply(self, first: &mut [f64], second: &[f64], third: &[f64]) {
        for ((a, b), c) in first.iter_mut().zip(second).zip(third) {
            *a = match self {
                Self::If if a.is_nan() => *a,
                Self::If => {
                    if *a == 0.0 {
                        *c
                    } else {
                        *b
                    }
                }
                // A NaN times 0 is NaN.
                Self::Between(before, after) => before.holds(*a, *b) * after.holds(*b, *c),
            };
        }
    }
}

/// The remainder of a / b with the sign of b, exact where a and b have the same sign.
fn modulo(a: f64, b: f64) -> f64 {
    let rest = a % b;
    if rest != 0.0 && (rest < 0.0) != (b < 0.0) { rest + b } else { rest }
}

fn power(a: f64, n: u32) -> f64 {
    (1..n).fold(a, |product, _| product * a)
}

/// Memory for a program's intermediate values, kept between calls.
pub type Stack = Vec<[f64; BLOCK]>;

/// Runs `program` for every x; x and y are (n).
pub fn evaluate(program: &[Op], x: &[f64], y: &mut [f64], stack: &mut Stack) {
    for (x, y) in x.chunks(BLOCK).zip(y.chunks_mut(BLOCK)) {
        let n = x.len();
        // Blocks below `depth` are in use. The others hold old numbers.
        let mut depth = 0;
        for op in program {
            if matches!(op, Op::X | Op::Number(_)) {
                depth += 1;
                if stack.len() < depth {
                    stack.push([0.0; BLOCK]);
                }
            } else if matches!(op, Op::Binary(_)) {
                depth -= 1;
            } else if matches!(op, Op::Ternary(_)) {
                depth -= 2;
            }
            // The parser builds only programs that find their operands and leave exactly one block.
            let Some((top, above)) = stack.get_mut(depth - 1..).and_then(<[_]>::split_first_mut) else { return };
            let top = &mut top[..n];
            match *op {
                Op::X => top.copy_from_slice(x),
                Op::Number(number) => top.fill(number),
                Op::Unary(unary) => unary.apply(top),
                Op::Power(exponent) => top.iter_mut().for_each(|a| *a = power(*a, exponent)),
                Op::Binary(binary) => {
                    if let Some(right) = above.first() {
                        binary.apply(top, &right[..n]);
                    }
                }
                Op::Ternary(ternary) => {
                    if let [second, third, ..] = above {
                        ternary.apply(top, &second[..n], &third[..n]);
                    }
                }
            }
        }
        if let Some(result) = stack.first() {
            y.copy_from_slice(&result[..n]);
        }
    }
}
