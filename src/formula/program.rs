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
    Exp,
    Ln,
    Sqrt,
    Abs,
    Sign,
    Step,
    Floor,
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
            Self::Exp => each(values, float::exp),
            Self::Ln => each(values, float::ln),
            Self::Sqrt => each(values, f64::sqrt),
            Self::Abs => each(values, f64::abs),
            // signum(0) is 1 in Rust and 0 in mathematics.
            Self::Sign => each(values, |a| if a == 0.0 { 0.0 } else { a.signum() }),
            Self::Step => each(values, |a| if a.is_nan() { a } else { f64::from(a > 0.0) }),
            Self::Floor => each(values, f64::floor),
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
        }
    }
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
            }
        }
        if let Some(result) = stack.first() {
            y.copy_from_slice(&result[..n]);
        }
    }
}
