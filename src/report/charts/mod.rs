//! Six charts of a run, drawn by `plotters` as SVG and made PNG by `resvg` in fonts that the package carries.
//!
//! A title says what was found, axes carry units and clock times, colours are those of Okabe and Ito, and what is
//! undefined leaves a gap (M-S5). The same results give the same bytes on every machine.

mod answer_rate;
mod axis;
mod canvas;
mod compared;
mod daily_answer_rate;
mod day_panel;
mod fonts;
mod frame;
mod png;
mod series;
mod staffing;
mod wait_distribution;
mod waiting;
mod waits;
mod words;

#[cfg(test)]
mod pictures;
#[cfg(test)]
mod samples;

pub use compared::{COMPARED, compared_name, draw_comparison};
pub use fonts::Fonts;
pub use png::{PngError, png};

use crate::experiment::results::RunResults;
use crate::model::Floor;

/// One picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// What it is called, fit for a file name: `answer_rate`.
    pub name: String,
    /// What it says, as a sentence; also its title in the picture.
    pub title: String,
    /// The picture, 1200 units wide.
    pub svg: String,
}

/// Draws the six charts: `answer_rate`, `waits`, `waiting`, `staffing`, `daily_answer_rate`, `wait_distribution`.
pub fn draw(floor: &Floor, results: &RunResults) -> Vec<Chart> {
    let charts = [
        answer_rate::chart,
        waits::chart,
        waiting::chart,
        staffing::chart,
        daily_answer_rate::chart,
        wait_distribution::chart,
    ];
    charts.iter().map(|chart| chart(floor, results)).collect()
}
