//! `plimsoll escaped`: what is out and not proven dead, to be cancelled.
//!
//! Law: a child cancelled late or unknown stays on the list until it is proven dead; the list is
//! final once the scope is halted.
//!
//! Uses: `file`, `operator::answer`, `operator::scope`. Used by: `operator`.

use super::answer::{Answer, Failure, Speaker, exit};
use super::args;
use super::scope::ScopeName;
use crate::file::{self, Warning, Watch};
use plimsoll::{Escaped, Side};
use serde::Serialize;
use std::io::{self, Write};
use std::process::ExitCode;

/// The list, or a part of it.
#[derive(Serialize)]
struct List {
    scope: ScopeName,
    /// Whether the scope's own switch is thrown: only then nothing is added.
    halted: bool,
    children: Vec<Child>,
    /// Where a later list goes on; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<u32>,
    /// Where this list began.
    #[serde(skip)]
    from: u32,
}

/// A child as its cancel needs it.
#[derive(Serialize)]
struct Child {
    /// FIX 11 ClOrdID of the order as it was first sent.
    child: String,
    in_doubt: bool,
    #[serde(flatten)]
    terms: Option<Terms>,
}

/// What the books say of it; nothing where its parent was retired since.
#[derive(Serialize)]
struct Terms {
    parent: String,
    account: u32,
    instrument: u32,
    strategy: u32,
    venue: u32,
    side: &'static str,
    state: &'static str,
    order_qty: u64,
    cum_qty: u64,
    leaves_qty: u64,
    unknown_qty: u64,
    price: i64,
    cancel_pending: bool,
}

/// Runs `plimsoll escaped`.
pub fn run(options: &args::Escaped) -> ExitCode {
    let speaker = Speaker::new("escaped", &options.file, options.json);
    exit(speaker.say(list(options)))
}

fn list(options: &args::Escaped) -> Result<(List, Warning), Failure> {
    let (map, warning) = file::watch(&options.file)?;
    let watch = map.watch().map_err(file::Fault::NoRegion)?;
    let scope = options.scope;
    let found = scope.find(&watch)?;
    let halted = watch.is_halted(found)?;
    let mut outstanding = watch.outstanding(found, options.from)?;
    let most = options.most.map_or(usize::MAX, |most| most as usize);
    let found = outstanding.by_ref().take(most);
    let children: Vec<Child> = found.map(|one| child(&watch, &one)).collect();
    let next = (children.len() >= most).then(|| outstanding.cursor());
    Ok((List { scope, halted, children, next, from: options.from }, warning))
}

fn child(watch: &Watch<'_>, escaped: &Escaped) -> Child {
    let terms = watch.child(escaped.child).and_then(|child| {
        let parent = watch.parent(child.parent)?;
        Some(Terms {
            parent: child.parent.to_text().to_string(),
            account: parent.account.0,
            instrument: parent.instrument.0,
            strategy: parent.strategy.0,
            venue: child.venue.0,
            side: side(parent.side),
            state: child.state.name(),
            order_qty: child.order_qty.get(),
            cum_qty: child.cum_qty,
            leaves_qty: child.leaves_qty.get(),
            unknown_qty: child.unknown_qty.get(),
            price: child.price.0,
            cancel_pending: child.pending_cancel,
        })
    });
    Child { child: escaped.child.to_text().to_string(), in_doubt: escaped.in_doubt, terms }
}

fn side(side: Side) -> &'static str {
    match side {
        Side::Buy => "buy",
        Side::Sell => "sell",
        Side::SellShort => "sell_short",
    }
}

impl Answer for List {
    fn write(&self, output: &mut dyn Write) -> io::Result<()> {
        for child in &self.children {
            write!(output, "{}", child.child)?;
            if let Some(terms) = &child.terms {
                let Terms { venue, instrument, side, leaves_qty, unknown_qty, .. } = terms;
                write!(output, " venue:{venue} instrument:{instrument} {side}")?;
                write!(output, " leaves {leaves_qty} unknown {unknown_qty} {}", terms.state)?;
            }
            writeln!(output, "{}", if child.in_doubt { " in doubt" } else { "" })?;
        }
        if self.children.is_empty() && self.from == 0 {
            writeln!(output, "nothing is out that is not proven dead")?;
        }
        if let Some(next) = self.next {
            writeln!(output, "to go on: --from {next}")?;
        }
        if !self.halted {
            writeln!(output, "{} is not halted: this list may grow", self.scope)?;
        }
        Ok(())
    }
}
