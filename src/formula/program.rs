//! A compiled expression: operations on a stack of blocks, so that each is looked up once a block.

use crate::float;

/// Values that one operation handles at once.
const BLOCK: usize = 128;

/// One step of a program in postfix order.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Op {
    /// Pushes x.
    X,
    /// Pushes a number.
    Number(f64),
    /// Replaces the top by a function of it.
    Unary(Unary),
    /// Replaces the top by its n-th power, multiplied out.
    Power(u32),
    /// Replaces the two topmost by one.
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
    fn function(self) -> fn(f64) -> f64 {
        match self {
            Self::Negate => |a| -a,
            Self::Sin => float::sin,
            Self::Cos => float::cos,
            Self::Tan => float::tan,
            Self::Asin => float::asin,
            Self::Acos => float::acos,
            Self::Atan => float::atan,
            Self::Exp => float::exp,
            Self::Ln => float::ln,
            Self::Sqrt => f64::sqrt,
            Self::Abs => f64::abs,
            // signum(0) is 1 in Rust and 0 in mathematics.
            Self::Sign => |a| if a == 0.0 { 0.0 } else { a.signum() },
            Self::Step => |a| if a.is_nan() { a } else { f64::from(a > 0.0) },
            Self::Floor => f64::floor,
        }
    }
}

impl Binary {
    fn function(self) -> fn(f64, f64) -> f64 {
        match self {
            Self::Add => |a, b| a + b,
            Self::Subtract => |a, b| a - b,
            Self::Multiply => |a, b| a * b,
            Self::Divide => |a, b| a / b,
            Self::Power => float::pow,
            // std's min and max would swallow a NaN.
            Self::Min => |a, b| if a.is_nan() || a < b { a } else { b },
            Self::Max => |a, b| if a.is_nan() || a > b { a } else { b },
        }
    }
}

fn power(a: f64, n: u32) -> f64 {
    (1..n).fold(a, |product, _| product * a)
}

/// Runs `program` for every x; x and y are (n).
pub fn evaluate(program: &[Op], x: &[f64], y: &mut [f64]) {
    let mut stack: Vec<[f64; BLOCK]> = Vec::with_capacity(8);
    for (x, y) in x.chunks(BLOCK).zip(y.chunks_mut(BLOCK)) {
        stack.clear();
        let n = x.len();
        for op in program {
            match *op {
                Op::X => {
                    let mut block = [0.0; BLOCK];
                    block[..n].copy_from_slice(x);
                    stack.push(block);
                }
                Op::Number(number) => stack.push([number; BLOCK]),
                Op::Unary(unary) => {
                    let function = unary.function();
                    if let Some(top) = stack.last_mut() {
                        top[..n].iter_mut().for_each(|a| *a = function(*a));
                    }
                }
                Op::Power(exponent) => {
                    if let Some(top) = stack.last_mut() {
                        top[..n].iter_mut().for_each(|a| *a = power(*a, exponent));
                    }
                }
                Op::Binary(binary) => {
                    let function = binary.function();
                    if let (Some(right), Some(left)) = (stack.pop(), stack.last_mut()) {
                        left[..n].iter_mut().zip(right).for_each(|(a, b)| *a = function(*a, b));
                    }
                }
            }
        }
        // The parser builds only programs that leave exactly one block.
        if let Some(result) = stack.last() {
            y.copy_from_slice(&result[..n]);
        }
    }
}
