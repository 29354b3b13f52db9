//! Prices and money as people write them, in exact integers.
//!
//! Law: nothing is rounded. What is no whole multiple of its unit is refused.
//!
//! Uses: nothing. Used by: `line`, `session`.

use rust_decimal::Decimal;

/// How many decimal places the money unit has: it is 0.000001 of whatever prices are quoted in.
const PLACES: u32 = 6;

/// The number that `text` spells: digits, perhaps a sign and a point, and nothing else.
pub fn parse(text: &str) -> Option<Decimal> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(whole) || !is_number(fraction) {
        return None;
    }
    Decimal::from_str_exact(text).ok()
}

/// `value` in money units, or `None` where it is finer than one.
pub fn money_units(value: Decimal) -> Option<i128> {
    let value = value.normalize();
    let missing = PLACES.checked_sub(value.scale())?;
    // A decimal has 96 bits and 10^6 has 20: the product fits.
    value.mantissa().checked_mul(10i128.pow(missing))
}

/// Why a price is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadPrice {
    /// It is no whole multiple of the tick.
    OffTick,
    /// It is more ticks than the core can count.
    TooLarge,
}

/// `value` in ticks of `tick` money units.
pub fn ticks(value: Decimal, tick: u64) -> Result<i64, BadPrice> {
    let units = money_units(value).ok_or(BadPrice::OffTick)?;
    let tick = i128::from(tick);
    if units.checked_rem(tick) != Some(0) {
        return Err(BadPrice::OffTick);
    }
    i64::try_from(units / tick).map_err(|_| BadPrice::TooLarge)
}

/// The price of `ticks` ticks of `tick` money units, with no more decimal places than it needs but
/// at least as many as the tick has.
pub fn price_text(ticks: i64, tick: u64) -> String {
    let units = i128::from(ticks) * i128::from(tick);
    let places = Decimal::from_i128_with_scale(i128::from(tick), PLACES).normalize().scale();
    let one = 10i128.pow(PLACES - places);
    let sign = if units < 0 { "-" } else { "" };
    let scaled = (units / one).unsigned_abs();
    let unit = 10u128.pow(places);
    let (whole, fraction) = (scaled / unit, scaled % unit);
    match usize::try_from(places) {
        Ok(0) | Err(_) => format!("{sign}{whole}"),
        Ok(width) => format!("{sign}{whole}.{fraction:0width$}"),
    }
}

#[cfg(test)]
mod tests;
