//! The work of a lane: births in every mix of scopes, each ended at once and its slots given back.
//!
//! Uses: `plimsoll`, `stress`. Used by: `stress`.

use crate::crash::now;
use crate::generator::Random;
use crate::orders::{child, ended, parent};
use crate::stress::House;
use crate::world::{DESK, TRADER, strategy};
use plimsoll::{
    AccountId, ExecType, InstrumentId, Lane, NewChild, NewParent, ParentId, Parties, Refusal,
    Scope, VenueId,
};

/// Children that a parent may have before another takes its place.
const OF_A_PARENT: u32 = 40;
const VENUE: u8 = 16;
const BORN: u8 = 128;

/// The scopes of a birth: account, instrument, strategy and venue have a bit each; a parent carries
/// a desk and a trader, or neither.
#[must_use]
pub fn tag_of(mix: u8, venue: u32) -> u8 {
    BORN | (mix & 15) | (VENUE * (venue & 1) as u8)
}

/// Whether a birth was in a scope.
pub(super) fn is_in(tag: u8, lane: u32, scope: Scope) -> bool {
    let bit = |place: u8| u32::from(tag >> place & 1);
    match scope {
        Scope::Firm => true,
        Scope::Account(id) => id.0 == bit(0),
        Scope::Instrument(id) => id.0 == bit(1),
        Scope::Strategy(id) => id == strategy(bit(2)),
        Scope::Party(_) => bit(3) == 1,
        Scope::Venue(id) => id.0 == bit(4),
        Scope::Lane(of) => of == lane,
        Scope::Parent(_) => false,
    }
}

fn order(mix: u8, client: u128) -> NewParent {
    let bit = |place: u8| u32::from(mix >> place & 1);
    let carried = Parties { desk: Some(DESK), trader: Some(TRADER), client: None };
    NewParent {
        account: AccountId(bit(0)),
        instrument: InstrumentId(bit(1)),
        strategy: strategy(bit(2)),
        parties: if bit(3) == 1 { carried } else { Parties::NONE },
        ..parent(client, 1_000)
    }
}

/// Routes on a lane until everybody is to stop; returns how many children it gave birth to.
///
/// # Panics
///
/// Where the core refuses what nothing forbids.
pub fn routes(house: &House, index: u32, seed: u64) -> u64 {
    let mut lane = house.region.lane(index).expect("the lane is free");
    let mut random = Random::new(seed);
    let mut parents: [Option<(ParentId, u32)>; 16] = [None; 16];
    let (mut births, mut clients) = (0, u128::from(index) << 64);
    while !house.board.is_over() {
        let (mix, venue) = (random.below(16) as u8, random.below(2) as u32);
        let place = &mut parents[usize::from(mix)];
        let Some((id, children)) = place else {
            clients += 1;
            match lane.admit(&order(mix, clients), now()) {
                Ok(id) => *place = Some((id, 0)),
                Err(Refusal::Halted | Refusal::NotArmed) => std::hint::spin_loop(),
                Err(other) => panic!("an admission: {other:?}"),
            }
            continue;
        };
        if *children >= OF_A_PARENT {
            retire(&mut lane, *id);
            *place = None;
            continue;
        }
        let lot = if mix & 2 == 0 { 1 } else { 10 };
        let asked = NewChild { venue: VenueId(venue), ..child(*id, lot) };
        match lane.route(&asked, now()) {
            Ok(child) => {
                births += 1;
                *children += 1;
                if !house.board.note_birth(index, births, tag_of(mix, venue)) {
                    break;
                }
                lane.sent(child, now()).expect("it was just born");
                lane.report(&ended(child, ExecType::Canceled, 0), now()).expect("never refused");
            }
            Err(Refusal::Halted | Refusal::NotArmed) => std::hint::spin_loop(),
            Err(other) => panic!("a route: {other:?}"),
        }
    }
    births
}

fn retire(lane: &mut Lane<'_>, parent: ParentId) {
    lane.cancel_parent(parent, now()).expect("it is open");
    lane.retire(parent, now()).expect("nothing is left of it");
}
