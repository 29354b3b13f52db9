//! A look as a person reads it: what matters first, and nothing that is as it should be.
//!
//! Uses: `operator::answer`. Used by: `operator::status`.

use super::{LastReset, Latched, OpenReset, Status, Stopped};
use crate::operator::answer::{span, when};
use std::io::{self, Write};

/// Writes `status`.
pub(super) fn write(status: &Status, output: &mut dyn Write) -> io::Result<()> {
    house(status, output)?;
    for doubt in &status.doubts {
        writeln!(output, "DOUBT    {doubt}")?;
    }
    for stopped in &status.switches {
        // Nobody kills at time 0 but `format`.
        let at = match stopped.at {
            0 => "from the start".to_owned(),
            at => when(at, status.now),
        };
        let Stopped { scope, level, reason, value, other, .. } = stopped;
        write!(output, "STOPPED  {scope}: {level}, reason {reason}, {at}")?;
        writeln!(output, ", value {value}, other {other}, kills {}", stopped.kill_count)?;
    }
    alarms(status, output)?;
    persons(status, output)?;
    for venue in status.venues.iter().filter(|venue| venue.session != "up") {
        writeln!(output, "VENUE    venue:{} is {}", venue.venue, venue.session)?;
    }
    books(status, output)
}

fn house(status: &Status, output: &mut dyn Write) -> io::Result<()> {
    if status.open {
        write!(output, "OPEN")?;
    } else {
        write!(output, "CLOSED   {}", status.closed_by.join(", "))?;
    }
    match status.lease_left {
        None => {}
        Some(0) => write!(output, "   lease: run out")?,
        Some(left) => write!(output, "   lease: {} left", span(left))?,
    }
    writeln!(output, "   session {}, epoch {}", status.session, status.epoch)?;
    let Status { fingerprint, build, oldest_build, .. } = status;
    write!(output, "what runs {fingerprint}, formatted by {build}, oldest build {oldest_build}")?;
    writeln!(output, "{}", if status.controlled { ", control handle held" } else { "" })
}

/// What waits for a person.
fn persons(status: &Status, output: &mut dyn Write) -> io::Result<()> {
    for monitor in status.monitors.iter().filter(|monitor| monitor.silent) {
        let since = match monitor.until {
            0 => "never heard".to_owned(),
            until => format!("silent: it was to be heard {}", when(until, status.now)),
        };
        writeln!(output, "MONITOR  {} is {since}", monitor.monitor)?;
    }
    for Latched { strategy, instrument, count, latches, at } in &status.latched {
        write!(
            output,
            "REPEATS  strategy:{strategy} in instrument:{instrument}: {count} on a side"
        )?;
        writeln!(output, ", {}, {latches} times in all: reenable", when(*at, status.now))?;
    }
    if let Some(open) = &status.open_reset {
        let OpenReset { scope, by, why, .. } = open;
        write!(
            output,
            "reset     {scope}, asked for by person {by} {}",
            when(open.at, status.now)
        )?;
        let until = when(open.not_after, status.now);
        match (open.void, open.not_before > status.now) {
            (true, _) => write!(output, ", void")?,
            (false, true) => {
                write!(output, ", to be confirmed {}", when(open.not_before, status.now))?
            }
            (false, false) => write!(output, ", to be confirmed until {until}")?,
        }
        writeln!(output, ": {why}")?;
    }
    if let Some(LastReset { scope, by: [first, second], why, at }) = &status.last_reset {
        let at = when(*at, status.now);
        writeln!(output, "last reset  {scope}, {at}, by persons {first} and {second}: {why}")?;
    }
    Ok(())
}

fn alarms(status: &Status, output: &mut dyn Write) -> io::Result<()> {
    for alarm in &status.alarms {
        write!(
            output,
            "ALARM    {} ({}): {} times in all",
            alarm.alarm, alarm.severity, alarm.count
        )?;
        write!(output, ", first {}", when(alarm.first_at, status.now))?;
        write!(output, ", last {}", when(alarm.last_at, status.now))?;
        write!(output, ", value {}, other {}", alarm.value, alarm.other)?;
        match alarm.deadline {
            Some(deadline) => writeln!(output, ", stops trading {}", when(deadline, status.now))?,
            None => writeln!(output)?,
        }
    }
    Ok(())
}

fn books(status: &Status, output: &mut dyn Write) -> io::Result<()> {
    for lane in &status.lanes {
        let held = if lane.claimed { "claimed" } else { "free" };
        write!(output, "lane {:<4} {held}, {} published", lane.lane, lane.published)?;
        match lane.clock {
            0 => writeln!(output)?,
            clock => writeln!(output, ", last call {}", when(clock, status.now))?,
        }
    }
    let parents = &status.parents;
    writeln!(
        output,
        "parents   {} open, {} held, {} closed, {} done",
        parents.open, parents.held, parents.closed, parents.done
    )?;
    writeln!(
        output,
        "quantity  {} working, {} unknown, {} cooling",
        parents.working, parents.unknown, parents.cooling
    )?;
    let children = &status.children;
    writeln!(output, "children  {} out, {} in doubt", children.out, children.in_doubt)?;
    for strategy in &status.strategies {
        writeln!(
            output,
            "strategy:{}  {} parents, {} working, {} unknown, {} sent",
            strategy.strategy, strategy.parents, strategy.working, strategy.unknown, strategy.sent
        )?;
    }
    Ok(())
}
