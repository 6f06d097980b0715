//! Figures as plain data: everything that the plots draw, the tables export and the tests compare.

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
