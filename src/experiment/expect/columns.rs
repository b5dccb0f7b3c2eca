//! What has to be counted of every day to judge an expectation.

use crate::experiment::column::Column;
use crate::experiment::reach::Reach;
use crate::measure::Grid;
use crate::model::Floor;
use crate::model::expect::{Figure, MeasureOverTime};

/// What a figure needs; nothing for measures of the whole day, which every run has.
pub fn columns(figure: &Figure, floor: &Floor) -> Vec<Column> {
    let reach = &Reach::new(floor);
    let over = |stretch: &MeasureOverTime, intervals| Column::measure(stretch.measure, stretch.scope, intervals, reach);
    match figure {
        Figure::Headline(_) => Vec::new(),
        Figure::Stretch(stretch) => vec![over(stretch, stretch.intervals.clone())],
        Figure::Each(stretch) => {
            let grid = Grid::new(floor);
            let counted = |i: &usize| grid.counted(*i) > 0;
            stretch.intervals.clone().filter(counted).map(|i| over(stretch, i..i + 1)).collect()
        }
        Figure::Group(group, figure) => vec![Column::group(*group, *figure, reach)],
        Figure::Rung(rung, figure) => vec![Column::rung(*rung, *figure, reach)],
        Figure::ShareOfDays { of, .. } => columns(of, floor),
    }
}
