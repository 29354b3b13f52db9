//! The chart: shares executed against time, without Plimsoll and with it.
//!
//! ```text
//!   ┌ the whole time, in millions ┐ ┌ the first seconds, in thousands ┐
//!   │                    ___ 397  │ │      /                            │
//!   │          ___───‾‾‾          │ │     / ┄┄┄┄┄┄┄┄ what was ordered   │
//!   │ __───‾‾‾                    │ │    / ___________ with             │
//!   └─────────────────────────────┘ └───────────────────────────────────┘
//! ```
//!
//! Two linear panels and no logarithm: what happened is a matter of scale, and the second panel
//! shows what the first cannot.
//!
//! Uses: `day`. Used by: `demo`.

use std::path::Path;

use anyhow::{Result, anyhow};
use plotters::coord::Shift;
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::day::Day;
use super::table::thousands;

const SIZE: (u32, u32) = (1280, 600);
const FONT: &str = "Helvetica, Arial, sans-serif";
const WITHOUT: RGBColor = RGBColor(192, 57, 43);
const WITH: RGBColor = RGBColor(31, 95, 168);
const INK: RGBColor = RGBColor(60, 60, 60);
const FAINT: RGBColor = RGBColor(225, 225, 225);
/// What the second panel shows: enough to see the trip.
const SECONDS_AFTER_TRIP: f64 = 1.5;

type Panel<'a> = ChartContext<'a, SVGBackend<'a>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;

/// Draws both days into an SVG file.
pub fn draw(path: &Path, without: &Day, with: &Day) -> Result<()> {
    let root = SVGBackend::new(path, SIZE).into_drawing_area();
    draw_on(&root, without, with)
        .map_err(|error| anyhow!("cannot draw {}: {error}", path.display()))
}

type Drawn<T> = Result<T, Box<dyn std::error::Error>>;

fn draw_on(root: &DrawingArea<SVGBackend, Shift>, without: &Day, with: &Day) -> Drawn<()> {
    root.fill(&WHITE)?;
    let (head, body) = root.split_vertically(70);
    let title = TextStyle::from((FONT, 24)).color(&BLACK);
    let note = TextStyle::from((FONT, 14)).color(&INK);
    head.draw_text("1 August 2012 again: shares executed by the eighth router", &title, (24, 14))?;
    let note_text = "The same code, Power Peg, on both curves. Time is simulated: \
        it tries one child every 0.9 ms. Orders made up to the totals of SEC release 34-70694.";
    head.draw_text(note_text, &note, (24, 46))?;
    let (left, right) = body.split_horizontally(SIZE.0 / 2);
    draw_whole(&left, without, with)?;
    draw_beginning(&right, without, with)?;
    root.present()?;
    Ok(())
}

/// From the open until the plug was pulled: minutes and millions.
fn draw_whole(area: &DrawingArea<SVGBackend, Shift>, without: &Day, with: &Day) -> Drawn<()> {
    let end = seconds(without.eighth.last_execution_at) / 60.0;
    let top = without.eighth.shares as f64 / 1e6;
    let points = |day: &Day| {
        let shown =
            thinned(day, end * 60.0, 40).into_iter().chain([(end * 60.0, day.eighth.shares)]);
        shown.map(|(at, shares)| (at / 60.0, shares as f64 / 1e6)).collect()
    };
    let mut panel = panel(area, "Until the plug was pulled", end * 1.02, top * 1.12)?;
    axes(&mut panel, "minutes after 09:30 (simulated)", "million shares executed")?;
    curve(&mut panel, points(without), WITHOUT, "without Plimsoll")?;
    curve(&mut panel, points(with), WITH, "with Plimsoll")?;
    let label = format!("{top:.0} million");
    note(&panel, &label, (end, top), WITHOUT, Pos::new(HPos::Right, VPos::Bottom), (-4, -4))?;
    let label = format!("{} shares", thousands(with.eighth.shares));
    let place = (end, with.eighth.shares as f64 / 1e6);
    note(&panel, &label, place, WITH, Pos::new(HPos::Right, VPos::Bottom), (-4, -6))?;
    legend(&mut panel)
}

/// The first seconds: the one panel in which the blue curve can be seen to rise, and to stop.
fn draw_beginning(area: &DrawingArea<SVGBackend, Shift>, without: &Day, with: &Day) -> Drawn<()> {
    let trip = seconds(with.eighth.tripped_at.unwrap_or(0));
    let end = (trip + SECONDS_AFTER_TRIP).ceil();
    let ordered = with.eighth.parent_qty as f64 / 1e3;
    let top = ordered * 1.9;
    let mut panel = panel(area, "The first seconds", end, top)?;
    axes(&mut panel, "seconds after 09:30 (simulated)", "thousand shares executed")?;
    let points = |day: &Day| {
        let shown = thinned(day, end, 80).into_iter();
        shown
            .map(|(at, shares)| (at, shares as f64 / 1e3))
            .take_while(|point| point.1 <= top)
            .collect()
    };
    curve(&mut panel, points(without), WITHOUT, "without Plimsoll")?;
    curve(&mut panel, points(with), WITH, "with Plimsoll")?;
    dashes(&mut panel, (0.0, ordered), (end, ordered), INK)?;
    let label = format!("ordered by customers: {} shares", thousands(with.eighth.parent_qty));
    note(&panel, &label, (end, ordered), INK, Pos::new(HPos::Right, VPos::Bottom), (-4, -3))?;
    for (at, label, height) in [
        (with.eighth.first_refused_at, "first refusal", 1.32),
        (with.eighth.tripped_at, "the core trips the router", 1.18),
    ] {
        let Some(at) = at else { continue };
        let label = format!("{label}, {:.2} s", seconds(at));
        dashes(&mut panel, (seconds(at), 0.0), (seconds(at), ordered * height), WITH)?;
        let place = (seconds(at), ordered * height);
        note(&panel, &label, place, WITH, Pos::new(HPos::Left, VPos::Center), (5, 4))?;
    }
    legend(&mut panel)
}

fn panel<'a>(
    area: &DrawingArea<SVGBackend<'a>, Shift>,
    caption: &str,
    right: f64,
    top: f64,
) -> Drawn<Panel<'a>> {
    let panel = ChartBuilder::on(area)
        .caption(caption, TextStyle::from((FONT, 17)).color(&BLACK))
        .margin(14)
        .x_label_area_size(48)
        .y_label_area_size(66)
        .build_cartesian_2d(0.0..right, 0.0..top)?;
    Ok(panel)
}

fn axes(panel: &mut Panel, x: &str, y: &str) -> Drawn<()> {
    let text = TextStyle::from((FONT, 14)).color(&INK);
    panel
        .configure_mesh()
        .disable_x_mesh()
        .light_line_style(TRANSPARENT)
        .bold_line_style(FAINT)
        .axis_style(INK)
        .x_desc(x)
        .y_desc(y)
        .x_labels(10)
        .y_labels(9)
        .x_label_formatter(&|value| tick(*value))
        .y_label_formatter(&|value| tick(*value))
        .label_style(text.clone())
        .axis_desc_style(text)
        .draw()?;
    Ok(())
}

fn curve(panel: &mut Panel, points: Vec<(f64, f64)>, color: RGBColor, name: &str) -> Drawn<()> {
    let from_nothing = std::iter::once((0.0, 0.0)).chain(points);
    panel
        .draw_series(LineSeries::new(from_nothing, color.stroke_width(3)))?
        .label(name)
        .legend(move |(x, y)| PathElement::new([(x, y), (x + 22, y)], color.stroke_width(3)));
    Ok(())
}

fn dashes(panel: &mut Panel, from: (f64, f64), to: (f64, f64), color: RGBColor) -> Drawn<()> {
    panel.draw_series(DashedLineSeries::new([from, to], 5, 4, color.stroke_width(1)))?;
    Ok(())
}

/// A text beside a place of the panel, moved by some pixels.
fn note(
    panel: &Panel,
    text: &str,
    place: (f64, f64),
    color: RGBColor,
    anchor: Pos,
    moved: (i32, i32),
) -> Drawn<()> {
    let style = TextStyle::from((FONT, 14)).color(&color).pos(anchor);
    let at = panel.plotting_area().map_coordinate(&place);
    let root = panel.plotting_area().strip_coord_spec();
    let (left, top) = root.get_base_pixel();
    root.draw_text(text, &style, (at.0 - left + moved.0, at.1 - top + moved.1))?;
    Ok(())
}

fn legend(panel: &mut Panel) -> Drawn<()> {
    panel
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperLeft)
        .margin(12)
        .label_font(TextStyle::from((FONT, 14)).color(&INK))
        .background_style(TRANSPARENT)
        .border_style(TRANSPARENT)
        .draw()?;
    Ok(())
}

/// A number beside a tick, without decimals where it has none.
fn tick(value: f64) -> String {
    let tenths = (value * 10.0).round() / 10.0;
    format!("{tenths}")
}

/// The curve up to `end`, in about so many points: plotters draws on whole pixels, so that points
/// closer than several of them would only roughen the line.
fn thinned(day: &Day, end: f64, count: u64) -> Vec<(f64, u64)> {
    let apart = (end * 1e9) as u64 / count;
    let mut points = Vec::new();
    let mut next = 0;
    let shown = || day.curve.iter().take_while(|point| seconds(point.until) <= end);
    for point in shown() {
        if point.until >= next {
            points.push((seconds(point.until), point.shares));
            next = point.until + apart;
        }
    }
    points.extend(shown().last().map(|point| (seconds(point.until), point.shares)));
    points
}

fn seconds(nanos: u64) -> f64 {
    nanos as f64 / 1e9
}
