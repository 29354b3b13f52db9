//! Scopes as people write them: `firm`, `account:3`, `desk:7`, `parent:0G40000400000H`.
//!
//! Uses: `file`. Used by: `operator`.

use crate::file::Watch;
use plimsoll::{AccountId, InstrumentId, ParentId, PartyRole, Refusal, Scope, StrategyId, VenueId};
use serde::{Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// A scope that can be read and written as text. A party is named by its role and the gateway's own
/// key, everything else as the core names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScopeName {
    /// By the core's own name.
    Of(Scope),
    /// By role and key.
    Party(PartyRole, u64),
}

/// What is wrong with a text.
const EXPECTED: &str = "expected firm, account:N, instrument:N, venue:N, strategy:CODE, lane:N, \
                        client:N, trader:N, desk:N or parent:ID";

impl ScopeName {
    /// What `scope` is called in a region.
    pub fn of(scope: Scope, watch: &Watch<'_>) -> ScopeName {
        let Scope::Party(party) = scope else { return ScopeName::Of(scope) };
        let found = watch.parties().find(|(id, ..)| *id == party);
        found.map_or(ScopeName::Of(scope), |(_, role, key)| ScopeName::Party(role, key))
    }

    /// The scope that it is in a region.
    pub fn find(self, watch: &Watch<'_>) -> Result<Scope, Refusal> {
        match self {
            ScopeName::Of(scope) => Ok(scope),
            ScopeName::Party(role, key) => {
                let mut parties = watch.parties();
                let found = parties.find(|(_, known, other)| (*known, *other) == (role, key));
                found.map(|(id, ..)| Scope::Party(id)).ok_or(Refusal::UnknownParty)
            }
        }
    }
}

impl FromStr for ScopeName {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<ScopeName, &'static str> {
        if text == "firm" {
            return Ok(ScopeName::Of(Scope::Firm));
        }
        let (kind, id) = text.split_once(':').ok_or(EXPECTED)?;
        let scope = match kind {
            "account" => Scope::Account(AccountId(number(id)?)),
            "instrument" => Scope::Instrument(InstrumentId(number(id)?)),
            "venue" => Scope::Venue(VenueId(number(id)?)),
            "strategy" => Scope::Strategy(StrategyId(number(id)?)),
            "lane" => Scope::Lane(number(id)?),
            "client" => return Ok(ScopeName::Party(PartyRole::Client, number(id)?)),
            "trader" => return Ok(ScopeName::Party(PartyRole::Trader, number(id)?)),
            "desk" => return Ok(ScopeName::Party(PartyRole::Desk, number(id)?)),
            "parent" => Scope::Parent(ParentId::from_text(id).ok_or("this is no parent's id")?),
            _ => return Err(EXPECTED),
        };
        Ok(ScopeName::Of(scope))
    }
}

/// A person's words in a region, up to the first zero, as a terminal may show them whoever wrote
/// them.
pub fn readable(text: &[u8]) -> String {
    let text = text.split(|byte| *byte == 0).next().unwrap_or_default();
    let shown = |c: char| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c };
    String::from_utf8_lossy(text).chars().map(shown).collect()
}

/// Digits alone: Rust would read a sign.
fn number<N: FromStr>(text: &str) -> Result<N, &'static str> {
    if text.starts_with('+') { Err(EXPECTED) } else { text.parse().or(Err(EXPECTED)) }
}

impl fmt::Display for ScopeName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ScopeName::Party(role, key) => write!(f, "{}:{key}", role.name()),
            ScopeName::Of(Scope::Firm) => f.write_str("firm"),
            ScopeName::Of(Scope::Account(id)) => write!(f, "account:{}", id.0),
            ScopeName::Of(Scope::Instrument(id)) => write!(f, "instrument:{}", id.0),
            ScopeName::Of(Scope::Venue(id)) => write!(f, "venue:{}", id.0),
            ScopeName::Of(Scope::Strategy(id)) => write!(f, "strategy:{}", id.0),
            ScopeName::Of(Scope::Lane(index)) => write!(f, "lane:{index}"),
            ScopeName::Of(Scope::Party(id)) => write!(f, "party:{}", id.0),
            ScopeName::Of(Scope::Parent(id)) => write!(f, "parent:{}", id.to_text()),
        }
    }
}

impl Serialize for ScopeName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests;
