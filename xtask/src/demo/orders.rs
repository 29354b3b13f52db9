//! The orders of 1 August 2012, made up from a seed to the totals that were published.
//!
//! ```text
//!   seed ──► 154 stocks: side, price, size of a Power Peg child ──► 212 parents, all on router 8
//!                                                             └───► 210 parents on routers 1 to 7
//! ```
//!
//! What is published (SEC release 34-70694): eight servers; 212 parents that the eighth one
//! processed with dead code; 4 million executions in 154 stocks, 397 million shares, 45 minutes;
//! $3.5 billion net long in 80 stocks, $3.15 billion net short in 74. What is not: symbols, prices,
//! quantities, and what the other seven servers had to do. Those are made up here.
//!
//! Law: a router that goes round the 212 parents, sends each a child of its fixed size, and has
//! every third child filled in two executions, arrives after 4 million executions at the published
//! totals.
//!
//! Uses: nothing. Used by: `demo`.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};
use serde::{Deserialize, Serialize};

use crate::place;

/// What the day's numbers are drawn from.
const SEED: u64 = 20_120_801;
const STOCKS: usize = 154;
const STOCKS_BOUGHT: usize = 80;
/// Stocks with two parents; the rest have one.
const STOCKS_TWICE: usize = 58;
const PARENTS: u64 = (STOCKS + STOCKS_TWICE) as u64;
const ROUTERS: u64 = 8;
/// Parents on each of the seven routers that work.
const PARENTS_ELSEWHERE: u64 = 30;

/// Executions until somebody pulled the plug.
pub const EXECUTIONS: u64 = 4_000_000;
/// Orders that bring so many executions: of three orders, one is filled in two parts.
pub const CHILDREN: u64 = EXECUTIONS / 4 * 3;
/// The sizes of one child for each parent, together: 397 million shares after `CHILDREN`.
const PEG_QTY_SUM: u64 = 28_060;
const PEG_QTY_LEAST: u64 = 100;
const PEG_QTY_MOST: u64 = 200;
/// What is bought and what is sold after `CHILDREN`, in cents.
const BOUGHT_CENTS: u64 = 350_000_000_000;
const SOLD_CENTS: u64 = 315_000_000_000;

/// Which way a parent trades, as the file spells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// Adds to the position.
    Buy,
    /// Takes from it.
    Sell,
}

/// A line of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// The customer's name for it.
    pub client_id: String,
    /// The server that it went to: 1 to 8.
    pub router: u64,
    /// A made-up stock.
    pub symbol: String,
    /// Buy or sell.
    pub side: Side,
    /// Shares that the customer wants.
    pub qty: u64,
    /// Dollars, with two decimals.
    pub limit_price: String,
    /// Shares in each child that Power Peg sends; 0 where the router is not the eighth.
    pub peg_qty: u64,
}

struct Stock {
    symbol: String,
    side: Side,
    parents: u64,
    peg_qty: u64,
    price_cents: u64,
}

/// The two files of the day: the 212 parents, and those of the other seven routers.
pub fn paths() -> [PathBuf; 2] {
    let folder = place::root().join("examples/data");
    ["knight-2012-08-01.csv", "knight-2012-08-01-others.csv"].map(|name| folder.join(name))
}

/// Writes both files.
pub fn write() -> Result<()> {
    for (path, text) in paths().iter().zip(texts()?) {
        fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))?;
        println!("wrote {}", path.display());
    }
    Ok(())
}

/// Compares both files with what the seed gives.
///
/// # Errors
///
/// One of them is missing or differs.
pub fn check() -> Result<()> {
    for (path, text) in paths().iter().zip(texts()?) {
        let written = fs::read_to_string(path).with_context(|| format!("no {}", path.display()))?;
        ensure!(
            written == text,
            "{} is not what the seed gives: cargo xtask demo --generate",
            path.display()
        );
    }
    Ok(())
}

fn texts() -> Result<[String; 2]> {
    let mut random = ChaCha8Rng::seed_from_u64(SEED);
    let stocks = stocks(&mut random);
    Ok([text(&eighth(&stocks, &mut random))?, text(&others(&stocks, &mut random))?])
}

fn text(orders: &[Order]) -> Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for order in orders {
        writer.serialize(order)?;
    }
    String::from_utf8(writer.into_inner()?).context("the orders are text")
}

fn stocks(random: &mut ChaCha8Rng) -> Vec<Stock> {
    let mut stocks: Vec<Stock> = (0..STOCKS)
        .map(|number| Stock {
            symbol: String::new(),
            side: if number < STOCKS_BOUGHT { Side::Buy } else { Side::Sell },
            parents: 1,
            peg_qty: PEG_QTY_LEAST,
            // The product of two draws: many cheap stocks and a few dear ones.
            price_cents: 300 + below(random, 80) * below(random, 80),
        })
        .collect();
    shuffle(&mut stocks, random);
    for stock in stocks.iter_mut().take(STOCKS_TWICE) {
        stock.parents = 2;
    }
    shuffle(&mut stocks, random);
    size_children(&mut stocks);
    scale_prices(&mut stocks, Side::Buy, BOUGHT_CENTS);
    scale_prices(&mut stocks, Side::Sell, SOLD_CENTS);
    shuffle(&mut stocks, random);
    for (stock, number) in stocks.iter_mut().zip(1..) {
        stock.symbol = format!("K{number:03}");
    }
    stocks
}

/// Raises the child's size in one stock after another, until all parents' sizes add up.
fn size_children(stocks: &mut [Stock]) {
    let mut rest = PEG_QTY_SUM - PEG_QTY_LEAST * PARENTS;
    for stock in stocks {
        let raised = (rest / stock.parents).min(PEG_QTY_MOST - PEG_QTY_LEAST);
        stock.peg_qty += raised;
        rest -= raised * stock.parents;
    }
}

/// Moves all prices of a side in proportion, so that the day's children are worth `cents` together.
fn scale_prices(stocks: &mut [Stock], side: Side, cents: u64) {
    let same_side = || stocks.iter().filter(|stock| stock.side == side);
    let round: u64 =
        same_side().map(|stock| stock.parents * stock.peg_qty * stock.price_cents).sum();
    let day = u128::from(round) * u128::from(CHILDREN) / u128::from(PARENTS);
    for stock in stocks.iter_mut().filter(|stock| stock.side == side) {
        let scaled = (u128::from(stock.price_cents) * u128::from(cents) + day / 2) / day;
        stock.price_cents = u64::try_from(scaled).unwrap_or(u64::MAX);
    }
}

/// Small orders: one to twelve children each, half of them with odd shares at the end.
fn eighth(stocks: &[Stock], random: &mut ChaCha8Rng) -> Vec<Order> {
    let mut orders = Vec::new();
    for stock in stocks {
        for _ in 0..stock.parents {
            let whole = stock.peg_qty * (1 + below(random, 12));
            let odd = if below(random, 2) == 0 { 0 } else { 1 + below(random, stock.peg_qty - 1) };
            orders.push(order(stock, ROUTERS, stock.side, whole + odd, stock.peg_qty));
        }
    }
    shuffle(&mut orders, random);
    name(&mut orders, 'P');
    orders
}

/// Orders of the same kind, in the same stocks, both ways, for the seven routers that work.
fn others(stocks: &[Stock], random: &mut ChaCha8Rng) -> Vec<Order> {
    let mut orders = Vec::new();
    for number in 0..PARENTS_ELSEWHERE * (ROUTERS - 1) {
        let stock = stocks.get(below(random, STOCKS as u64) as usize);
        let side = if below(random, 2) == 0 { Side::Buy } else { Side::Sell };
        let qty = 100 + below(random, 2_400);
        let router = 1 + number % (ROUTERS - 1);
        orders.extend(stock.map(|stock| order(stock, router, side, qty, 0)));
    }
    name(&mut orders, 'S');
    orders
}

fn order(stock: &Stock, router: u64, side: Side, qty: u64, peg_qty: u64) -> Order {
    let (dollars, cents) = (stock.price_cents / 100, stock.price_cents % 100);
    let limit_price = format!("{dollars}.{cents:02}");
    let symbol = stock.symbol.clone();
    Order { client_id: String::new(), router, symbol, side, qty, limit_price, peg_qty }
}

fn name(orders: &mut [Order], letter: char) {
    for (order, number) in orders.iter_mut().zip(1..) {
        order.client_id = format!("{letter}{number:03}");
    }
}

/// A number from 0 to `bound` − 1. That some come up a little more often matters to nobody.
fn below(random: &mut ChaCha8Rng, bound: u64) -> u64 {
    random.next_u64() % bound
}

fn shuffle<T>(items: &mut [T], random: &mut ChaCha8Rng) {
    for last in (1..items.len()).rev() {
        items.swap(last, below(random, last as u64 + 1) as usize);
    }
}

#[cfg(test)]
mod tests;
