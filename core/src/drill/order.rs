//! What is known, and what an order may look like.

use super::scene::{
    FRESH, INSTRUMENT, MAX_QTY, NEVER_SENT, OTHER, PARENT_QTY, Scene, admit, cancel, qty, route,
};
use super::{Done, Drill, refuses};
use crate::alarm::AlarmKind;
use crate::id::{
    AccountId, ChildId, InstrumentId, MonitorId, ParentId, PartyId, StrategyId, VenueId,
};
use crate::inventory::ControlId;
use crate::limits::PositionLimit;
use crate::parent::NewParent;
use crate::reconcile::Target;
use crate::refusal::Refusal;
use crate::registry::RESERVED;
use crate::report::Hint;
use crate::suspense::SuspenseId;
use crate::units::{Price, Qty, Side};

/// An offer that nobody here knows the meaning of is refused and heard of.
const fn unknown(
    control: ControlId,
    refusal: Refusal,
    arrange: fn(&mut Scene<'_>) -> Done,
) -> Drill {
    refuses(control, refusal, arrange, admit).with_alarm(AlarmKind::UnknownCode)
}

/// A strategy of another code.
fn of_strategy(scene: &mut Scene<'_>, code: u32) -> Done {
    scene.offering(|offer| offer.strategy = StrategyId(code))
}

/// A parent in the instrument that has no collar.
fn uncollared(scene: &mut Scene<'_>, change: impl FnOnce(&mut NewParent)) -> Done {
    let limit = PositionLimit { long: Qty::MAX, short: Qty::MAX };
    scene.control.set_position_limit(scene.offer.account, OTHER, &limit)?;
    scene.offer.instrument = OTHER;
    scene.offering(change)
}

fn heartbeat(scene: &mut Scene<'_>) -> Done {
    if scene.region.control_info(ControlId::Monitors).setting == 0 {
        scene.control.define_monitor(1_000)?;
    }
    scene.region.heartbeat(MonitorId(scene.knob as u32), scene.now)
}

/// Assigns the stray execution that `knob` names to the parent.
fn assign(scene: &mut Scene<'_>) -> Done {
    if scene.region.suspense().executions == 0 {
        scene.stray(1)?;
    }
    let parent = scene.parent()?;
    let entry = SuspenseId(scene.knob as u32);
    scene.control.assign(entry, Target::Parent(parent), scene.now).map(|_| ())
}

pub(super) const KNOWN: [Drill; 19] = [
    unknown(ControlId::Strategy, Refusal::UnknownStrategy, |s| of_strategy(s, RESERVED + 7)),
    unknown(ControlId::Retired, Refusal::RetiredStrategy, |s| of_strategy(s, RESERVED)),
    unknown(ControlId::Retired, Refusal::RetiredStrategy, |s| of_strategy(s, 0)),
    unknown(ControlId::Generation, Refusal::WrongGeneration, |s| {
        s.offering(|offer| offer.generation = 2)
    }),
    unknown(ControlId::Flag, Refusal::UnknownFlag, |s| s.offering(|offer| offer.flags |= 1 << 63)),
    // The flag that was reused on 1 August 2012.
    unknown(ControlId::Flag, Refusal::UnknownFlag, |s| s.offering(|offer| offer.flags |= 1)),
    unknown(ControlId::Party, Refusal::UnknownParty, |s| {
        s.offering(|offer| offer.parties.desk = Some(PartyId(9)))
    }),
    // A desk is no trader.
    unknown(ControlId::Party, Refusal::UnknownParty, |s| {
        s.offering(|offer| offer.parties.trader = Some(PartyId(0)))
    }),
    refuses(
        ControlId::Definitions,
        Refusal::UnknownAccount,
        |s| s.offering(|offer| offer.account = AccountId(9)),
        admit,
    ),
    refuses(
        ControlId::Definitions,
        Refusal::UnknownInstrument,
        |s| s.offering(|offer| offer.instrument = InstrumentId(9)),
        admit,
    ),
    refuses(
        ControlId::Definitions,
        Refusal::UnknownVenue,
        |s| {
            s.venue = VenueId(9);
            Ok(())
        },
        route,
    ),
    refuses(ControlId::Definitions, Refusal::UnknownMonitor, |s| s.turn(1), heartbeat),
    refuses(
        ControlId::Identity,
        Refusal::UnknownParent,
        |s| {
            s.parent = Some(ParentId::from_bits(NEVER_SENT));
            Ok(())
        },
        route,
    ),
    refuses(
        ControlId::Identity,
        Refusal::UnknownChild,
        |s| {
            s.child = Some(ChildId::from_bits(NEVER_SENT));
            Ok(())
        },
        cancel,
    ),
    // An id whose slot is another's by now.
    refuses(
        ControlId::Identity,
        Refusal::UnknownParent,
        |s| {
            let parent = s.parent()?;
            s.lane.cancel_parent(parent, s.now)?;
            s.lane.retire(parent, s.now)?;
            s.admit()?;
            s.parent = Some(parent);
            Ok(())
        },
        route,
    ),
    refuses(
        ControlId::Duplicate,
        Refusal::DuplicateClientId,
        |s| {
            s.admit()?;
            s.clients = 0;
            Ok(())
        },
        admit,
    ),
    refuses(ControlId::Assignment, Refusal::NoSuchEntry, |s| s.turn(1), assign),
    refuses(ControlId::Assignment, Refusal::AlreadyAssigned, assign, assign),
    refuses(
        ControlId::Assignment,
        Refusal::WrongTarget,
        |s| {
            let (account, instrument) = (s.offer.account, s.offer.instrument);
            s.hint = Some(Hint { account, instrument, side: Side::Sell });
            Ok(())
        },
        assign,
    ),
];

pub(super) const ORDERS: [Drill; 13] = [
    refuses(
        ControlId::OrderFields,
        Refusal::ZeroQuantity,
        |s| s.offering(|offer| offer.qty = Qty::ZERO),
        admit,
    ),
    refuses(
        ControlId::OrderFields,
        Refusal::BadPrice,
        |s| uncollared(s, |offer| offer.price = Some(Price(0))),
        admit,
    ),
    refuses(
        ControlId::MaxOrderQty,
        Refusal::QuantityTooLarge,
        |s| s.offering(|offer| offer.qty = qty(MAX_QTY + 5)),
        admit,
    ),
    refuses(ControlId::MaxOrderQty, Refusal::QuantityTooLarge, |s| s.child_of(MAX_QTY + 5), route),
    refuses(
        ControlId::Lot,
        Refusal::OffLot,
        |s| s.offering(|offer| offer.qty = qty(PARENT_QTY + 1)),
        admit,
    ),
    refuses(ControlId::Lot, Refusal::OffLot, |s| s.child_of(1), route),
    refuses(
        ControlId::MaxNotional,
        Refusal::NotionalTooLarge,
        |s| uncollared(s, |offer| offer.price = Some(Price(i64::MAX))),
        admit,
    ),
    refuses(
        ControlId::PriceLimit,
        Refusal::PriceBeyondLimit,
        |s| {
            s.child_price = Price(101);
            Ok(())
        },
        route,
    ),
    refuses(
        ControlId::PriceCollar,
        Refusal::OutsideCollar,
        |s| s.offering(|offer| offer.price = Some(Price(151))),
        admit,
    ),
    // The market has moved away since the parent came in.
    refuses(
        ControlId::PriceCollar,
        Refusal::OutsideCollar,
        |s| {
            s.parent()?;
            s.control.set_reference_price(INSTRUMENT, Price(49), s.now)
        },
        route,
    ),
    refuses(
        ControlId::ReferencePrice,
        Refusal::NoReferencePrice,
        |s| {
            s.region.instrument(INSTRUMENT).ok_or(Refusal::UnknownInstrument)?.forget_reference();
            Ok(())
        },
        admit,
    ),
    refuses(
        ControlId::ReferencePrice,
        Refusal::NoReferencePrice,
        |s| uncollared(s, |offer| offer.price = None),
        admit,
    ),
    refuses(ControlId::ReferencePrice, Refusal::StaleReferencePrice, |s| s.pass(FRESH + 1), admit),
];
