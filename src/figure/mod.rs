//! Figures as plain data: plots draw them, tables export them, tests compare them.

pub mod axis;
pub mod bars;
pub mod csv;
pub mod diagram;
pub mod field;
pub mod heights;
pub mod lines;
pub mod loss;
pub mod number;
pub mod picture;
