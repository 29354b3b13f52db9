//! The chart: what an operation costs by the number of live children, in compare-and-swaps.
//!
//! Both axes are logarithms: sizes lie a hundredfold apart, costs tenfold. A horizontal curve is a
//! cost that does not depend on how many others are open.

use std::path::Path;

use anyhow::{Result, anyhow};
use plotters::coord::Shift;
use plotters::prelude::*;

use super::report::Results;

const SIZE: (u32, u32) = (960, 560);
const FONT: &str = "Helvetica, Arial, sans-serif";
const INK: RGBColor = RGBColor(60, 60, 60);
const FAINT: RGBColor = RGBColor(225, 225, 225);
const CURVES: [(&str, &str, RGBColor); 5] = [
    ("child-life", "child life", RGBColor(60, 60, 60)),
    ("partial-fill", "first execution", RGBColor(192, 57, 43)),
    ("route", "route", RGBColor(31, 95, 168)),
    ("ack", "acknowledgement", RGBColor(39, 134, 76)),
    ("cancel-request", "cancel request", RGBColor(142, 84, 163)),
];

type Drawn<T> = Result<T, Box<dyn std::error::Error>>;

/// Draws it into an SVG file.
///
/// # Errors
///
/// There is nothing to draw, or nowhere to.
pub fn draw(path: &Path, results: &Results) -> Result<()> {
    let root = SVGBackend::new(path, SIZE).into_drawing_area();
    draw_on(&root, results).map_err(|error| anyhow!("cannot draw {}: {error}", path.display()))
}

/// The logarithms of live children and of compare-and-swaps.
fn points(results: &Results, question: &str) -> Vec<(f64, f64)> {
    let point = |live: &usize| {
        let swaps = results.swaps(question, "Rust", *live)?;
        Some(((*live as f64).log10(), swaps.log10()))
    };
    results.live().iter().filter_map(point).collect()
}

fn draw_on(root: &DrawingArea<SVGBackend, Shift>, results: &Results) -> Drawn<()> {
    root.fill(&WHITE)?;
    let text = TextStyle::from((FONT, 14)).color(&INK);
    let sizes = results.live();
    let (first, last) = (sizes.first().copied(), sizes.last().copied());
    let (first, last) = first.zip(last).ok_or("nothing was measured")?;
    let highest = CURVES.iter().flat_map(|curve| points(results, curve.0));
    let top = highest.map(|point| point.1).fold(1.0, f64::max).ceil();
    let (left, right) = ((first as f64).log10() - 0.1, (last as f64).log10() + 0.2);
    let mut panel = ChartBuilder::on(root)
        .caption("One call beside one compare-and-swap", TextStyle::from((FONT, 20)).color(&BLACK))
        .margin(14)
        .x_label_area_size(48)
        .y_label_area_size(72)
        .build_cartesian_2d(left..right, 0.0..top)?;
    panel
        .configure_mesh()
        .disable_x_mesh()
        .light_line_style(TRANSPARENT)
        .bold_line_style(FAINT)
        .axis_style(INK)
        .x_desc("live children on the lane")
        .y_desc("compare-and-swaps, p10 of rounds")
        .x_labels(6)
        .y_labels(6)
        .x_label_formatter(&|value| power(*value))
        .y_label_formatter(&|value| power(*value))
        .label_style(text.clone())
        .axis_desc_style(text.clone())
        .draw()?;
    for (question, name, color) in CURVES {
        let points = points(results, question);
        panel
            .draw_series(LineSeries::new(points.iter().copied(), color.stroke_width(3)))?
            .label(name)
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 22, y)], color.stroke_width(3)));
        let dot = |point: &(f64, f64)| Circle::new(*point, 4, color.filled());
        panel.draw_series(points.iter().map(dot))?;
    }
    panel
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperLeft)
        .margin(12)
        .label_font(text)
        .background_style(WHITE)
        .border_style(TRANSPARENT)
        .draw()?;
    root.present()?;
    Ok(())
}

/// The number whose logarithm this is, where it is a round one.
fn power(logarithm: f64) -> String {
    let value = 10f64.powf(logarithm);
    match value {
        _ if (logarithm - logarithm.round()).abs() > 1e-6 => String::new(),
        1e6.. => format!("{:.0} million", value / 1e6),
        1e3.. => format!("{:.0} thousand", value / 1e3),
        _ => format!("{value:.0}"),
    }
}
