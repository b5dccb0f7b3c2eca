//! Nine charts of a run and one more of what its ladder buys, written as SVG by `plotters` and painted as PNG by `tiny-skia` in fonts that the package carries.
//!
//! A title says what was found, axes carry units and clock times, colours are those of Okabe and Ito, and what is
//! undefined leaves a gap (M-S5). The same results give the same bytes on every machine. Only with the feature `charts`.

mod answer_rate;
mod axis;
mod canvas;
mod compared;
mod daily_answer_rate;
mod daily_service_level;
mod day_panel;
mod fonts;
mod frame;
mod heat;
mod knobs;
mod ladder_value;
mod png;
mod reserve;
mod roster;
mod series;
mod service_level;
mod share_of_day;
mod sizing;
mod staffing;
mod svg;
mod tornado;
mod wait_distribution;
mod waiting;
mod waits;
mod words;

#[cfg(test)]
mod pictures;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod samples_more;

pub use compared::{COMPARED, compared_name, draw_comparison};
pub use heat::draw_dates;
pub use knobs::draw_knobs;
pub use png::PngError;
pub use sizing::{draw_shifts, draw_sizing};

use super::FloorShape;
use crate::experiment::results::RunResults;
use canvas::Page;

/// One picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// What it is called, fit for a file name: `answer_rate`.
    pub name: String,
    /// What it says, as a sentence; also its title in the picture.
    pub title: String,
    /// The picture, 1200 units wide.
    page: Page,
}

impl Chart {
    /// The picture as SVG.
    pub fn svg(&self) -> String {
        svg::svg(&self.page)
    }

    /// The picture as PNG, in the carried fonts.
    ///
    /// # Errors
    /// [`PngError`] if the picture is empty or too large.
    pub fn png(&self) -> Result<Vec<u8>, PngError> {
        png::png(&self.page)
    }
}

/// Draws the nine charts: `answer_rate`, `service_level`, `waits`, `waiting`, `staffing`, `roster`, `daily_answer_rate`,
/// `daily_service_level`, `wait_distribution`; and `ladder_value` if it is known what the ladder buys.
pub fn draw(floor: &FloorShape, results: &RunResults) -> Vec<Chart> {
    let charts = [
        answer_rate::chart,
        service_level::chart,
        waits::chart,
        waiting::chart,
        staffing::chart,
        roster::chart,
        daily_answer_rate::chart,
        daily_service_level::chart,
        wait_distribution::chart,
    ];
    charts.iter().map(|chart| chart(floor, results)).chain(ladder_value::chart(floor, results)).collect()
}
