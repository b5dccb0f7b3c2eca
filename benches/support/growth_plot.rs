//! The table of growth as a picture.

use super::Point;
use plotters::prelude::*;
use std::error::Error;

/// Time per call over the size, a small panel for each series, both axes logarithmic.
pub fn draw(file: &str, measured: &[(&str, Vec<Point>)]) -> Result<(), Box<dyn Error>> {
    let rows = measured.len().div_ceil(3);
    let root = SVGBackend::new(file, (1_080, 250 * rows as u32)).into_drawing_area();
    root.fill(&WHITE)?;
    for (area, (name, points)) in root.split_evenly((rows, 3)).iter().zip(measured) {
        panel(area, name, points)?;
    }
    root.present()?;
    Ok(())
}

fn panel(
    area: &DrawingArea<SVGBackend, plotters::coord::Shift>,
    name: &str,
    points: &[Point],
) -> Result<(), Box<dyn Error>> {
    let sizes = points.iter().map(|p| p.size);
    let (low, high) = sizes.fold((f64::INFINITY, 0.0_f64), |(low, high), x| (low.min(x), high.max(x)));
    let mut chart = ChartBuilder::on(area)
        .caption(name, ("sans-serif", 13))
        .margin(8)
        .x_label_area_size(26)
        .y_label_area_size(44)
        .build_cartesian_2d((low..high).log_scale(), (10.0..1_000.0).log_scale())?;
    let plain = |v: &f64| format!("{v}");
    let axes = &mut chart.configure_mesh();
    axes.light_line_style(TRANSPARENT).y_desc("ns per call").x_label_formatter(&plain).y_label_formatter(&plain);
    axes.label_style(("sans-serif", 11)).draw()?;
    let per_call = |p: &Point| (p.size, p.seconds / p.calls * 1e9);
    chart.draw_series(LineSeries::new(points.iter().map(per_call), BLUE.stroke_width(2)))?;
    chart.draw_series(points.iter().map(|p| Circle::new(per_call(p), 3, BLUE.filled())))?;
    Ok(())
}
