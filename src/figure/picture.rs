//! A figure of any kind, which a cell passes on to the plots and to the tables.

use super::diagram::Diagram;
use super::field::{Map, Surface};
use super::lines::Figure;

/// One figure.
#[derive(Debug, Clone, PartialEq)]
pub enum Picture {
    /// Curves over one input, histograms.
    Lines(Figure),
    /// Lines and bodies in a plane: both axes have the same scale.
    Plan(Figure),
    /// Functions of two inputs, in space.
    Surface(Surface),
    /// A function of two inputs, or a matrix, in colours.
    Map(Map),
    /// The layers of a network.
    Diagram(Diagram),
}

impl Picture {
    /// The title, also for people who cannot see the figure, and for file names.
    pub fn title(&self) -> &str {
        match self {
            Self::Lines(figure) | Self::Plan(figure) => &figure.title,
            Self::Surface(surface) => &surface.title,
            Self::Map(map) => &map.title,
            Self::Diagram(diagram) => &diagram.title,
        }
    }

    /// The numbers of the figure as CSV.
    pub fn csv(&self) -> String {
        match self {
            Self::Lines(figure) | Self::Plan(figure) => figure.csv(),
            Self::Surface(surface) => surface.csv(),
            Self::Map(map) => map.csv(),
            Self::Diagram(diagram) => diagram.csv(),
        }
    }
}
