//! The words of a parent.

use super::*;
use proptest::prelude::*;

fn word(qty: u64) -> ParentWord {
    ParentWord::admitted(3, Qty::new(qty).unwrap())
}

#[test]
fn a_word_says_why_it_refuses() {
    let open = word(10);
    assert_eq!(open.permits(3), Ok(()));
    assert_eq!(open.permits(4), Err(Refusal::UnknownParent));
    assert_eq!(ParentWord::free(3).permits(3), Err(Refusal::UnknownParent));
    assert_eq!(open.hold().permits(3), Err(Refusal::Held));
    assert_eq!(open.hold().close().permits(3), Err(Refusal::Closed));
    assert_eq!(open.hold().close().end().permits(3), Err(Refusal::ParentDone));
    assert_eq!(open.hold().release(), open);
}

#[test]
fn a_charge_past_zero_holds() {
    assert!(!word(10).charge(10).is_held());
    let over = word(10).charge(11);
    assert!(over.is_held());
    assert_eq!((over.headroom(), over.overfill()), (0, 1));
    assert_eq!((over.charge(3).overfill(), word(10).overfill()), (4, 0));
    assert_eq!(over.give(4).headroom(), 3);
}

#[test]
fn a_head_counts_children_and_replace_ups_apart() {
    let two = Head(0).with(6).with(7);
    let replaced = Head(two.0.wrapping_add(3 * Head::ONE_REPLACE_UP));
    assert_ne!(replaced, two);
    for head in [two, replaced] {
        assert_eq!((head.count(), head.newest(), head.link()), (2, Some(7), 8));
        assert_eq!((head.with(9).count(), head.with(9).newest()), (3, Some(9)));
    }
    assert_eq!(replaced.with(9).0 - two.with(9).0, replaced.0 - two.0);
    let full = Head(u64::from(FanOut::MOST_CHILDREN) << COUNT);
    assert_eq!(full.count(), FanOut::MOST_CHILDREN);
    assert_eq!(Head(full.0.wrapping_add(Head::ONE_REPLACE_UP)).count(), FanOut::MOST_CHILDREN);
}

#[test]
fn what_has_ended_or_is_anothers_is_not_made_smaller() {
    assert_eq!(word(10).shrink(3, 4).map(ParentWord::headroom), Some(6));
    assert_eq!(word(10).hold().close().shrink(3, 4).map(ParentWord::headroom), Some(6));
    assert_eq!(word(10).shrink(3, 11), None);
    assert_eq!(word(10).end().shrink(3, 4), None);
    assert_eq!(word(10).shrink(4, 4), None);
}

#[test]
fn no_two_states_have_one_name() {
    let all = [ParentState::Open, ParentState::Held, ParentState::Closed, ParentState::Done];
    let names = all.map(ParentState::name);
    assert_eq!(names, ["open", "held", "closed", "done"]);
}

proptest! {
    #[test]
    fn a_take_never_passes_what_is_left(bits: u64, n in 0u64..1 << 45, generation: u16) {
        let word = ParentWord(bits);
        match word.take(generation, n) {
            Some(next) => {
                prop_assert!(word.permits(generation).is_ok());
                prop_assert_eq!(next.balance(), word.balance() - n as i64);
                prop_assert!(next.balance() >= 0);
                prop_assert_eq!(next.0 >> WIDTH, word.0 >> WIDTH);
            }
            None => prop_assert!(word.permits(generation).is_err() || n > word.headroom()),
        }
    }

    #[test]
    fn tags_leave_the_balance_alone(bits: u64) {
        let word = ParentWord(bits);
        for next in [word.close(), word.hold(), word.release(), word.end()] {
            prop_assert_eq!(next.balance(), word.balance());
            prop_assert_eq!(next.generation(), word.generation());
        }
    }
}

#[test]
fn a_word_begins_live_or_free() {
    let word = word(10);
    assert_eq!((word.generation(), word.balance(), word.is_live()), (3, 10, true));
    assert!(!word.is_closed() && !word.is_held() && !word.is_done() && !word.is_retiring());
    let free = ParentWord::free(u16::MAX);
    assert_eq!((free.generation(), free.balance(), free.is_live()), (u16::MAX, 0, false));
}

#[test]
fn no_word_of_another_kind_or_generation_permits_anything() {
    let unknown = Err(Refusal::UnknownParent);
    assert_eq!(ParentWord::admitted(0, Qty::saturating(10)).permits(3), unknown);
    assert_eq!(ParentWord::admitted(5, Qty::ZERO).permits(0), unknown);
    assert_eq!(ParentWord::free(0).permits(3), unknown);
    assert_eq!(ParentWord::free(!3).close().hold().end().permits(3), unknown);
}

#[test]
fn each_verb_changes_its_own_tag() {
    type Verb = fn(ParentWord) -> ParentWord;
    type Tag = fn(ParentWord) -> bool;
    let verbs: [(Verb, Tag, u64); 4] = [
        (ParentWord::close, ParentWord::is_closed, CLOSED),
        (ParentWord::hold, ParentWord::is_held, HELD),
        (ParentWord::end, ParentWord::is_done, DONE),
        (ParentWord::unretire, ParentWord::is_live, LIVE),
    ];
    for (verb, tag, bit) in verbs {
        for bits in [0, bit, !0, !bit] {
            let (word, next) = (ParentWord(bits), verb(ParentWord(bits)));
            assert_eq!((tag(word), tag(next)), (bits & bit != 0, true));
            assert_eq!(next.0, bits | bit);
        }
    }
    for bits in [0, !0, HELD, !HELD, LIVE, !LIVE, DONE, !DONE] {
        let word = ParentWord(bits);
        assert_eq!(word.release().0, bits & !HELD);
        assert_eq!(word.retire().0, bits & !LIVE);
        assert_eq!(word.resume().0, bits & !DONE | HELD);
        assert_eq!(word.is_retiring(), bits & (LIVE | DONE) == DONE);
    }
}

#[test]
fn a_generation_is_in_its_slot_until_it_is_free() {
    let open = word(10);
    assert!(open.is(3) && open.is_here(3) && !open.is(4) && !open.is_here(4));
    let retiring = open.end().retire();
    assert!(!retiring.is(3) && retiring.is_here(3) && !retiring.is_here(4));
    let free = ParentWord::free(3);
    assert!(!free.is(3) && !free.is_here(3));
}

#[test]
fn a_tag_that_stops_a_parent_stops_a_take() {
    let open = word(10);
    assert_eq!(open.take(3, 4).map(ParentWord::balance), Some(6));
    assert_eq!(open.take(3, 11), None);
    for stopped in [open.hold(), open.close(), open.end(), open.retire()] {
        assert_eq!(stopped.take(3, 4), None);
    }
    assert_eq!(open.take(4, 4), None);
}

#[test]
fn a_quantity_shrinks_by_what_is_left_of_it() {
    let open = word(10);
    for word in [open, open.hold(), open.close()] {
        assert_eq!(word.shrink(3, 4).map(ParentWord::balance), Some(6));
        assert_eq!(word.shrink(3, 11), None);
        assert_eq!(word.shrink(2, 4), None);
        assert_eq!(word.end().shrink(3, 4), None);
    }
}

#[test]
fn every_state_has_its_own_name() {
    let states = [ParentState::Open, ParentState::Held, ParentState::Closed, ParentState::Done];
    assert_eq!(states.map(ParentState::name), ["open", "held", "closed", "done"]);
}

#[test]
fn a_fan_out_has_bounds_of_its_own() {
    let wide = FanOut::WIDEST;
    let least = FanOut {
        max_children: 1,
        max_sent: 1,
        max_refused: 1,
        max_notional: Notional::new(1).unwrap(),
    };
    assert!(wide.is_valid() && least.is_valid());
    assert_eq!((wide.max_children, wide.max_sent), (0xF_FFFF, 0xFFF_FFFF_FFFF));
    for wrong in [
        FanOut { max_children: 0, ..least },
        FanOut { max_children: wide.max_children + 1, ..least },
        FanOut { max_sent: 0, ..least },
        FanOut { max_sent: wide.max_sent + 1, ..least },
        FanOut { max_refused: 0, ..least },
        FanOut { max_notional: Notional::ZERO, ..least },
    ] {
        assert!(!wrong.is_valid(), "{wrong:?}");
    }
}

#[test]
fn money_bounds_what_is_sent() {
    let money =
        |n| FanOut { max_notional: Notional::new(n).unwrap(), max_sent: 50, ..FanOut::WIDEST };
    assert_eq!(money(100).at(3), FanOut { max_sent: 33, ..money(100) });
    assert_eq!(money(1000).at(3), money(1000));
    assert_eq!(money(1000).at(0).max_sent, 0);
    let unbound = FanOut { max_notional: Notional::MAX, ..money(1) };
    assert_eq!((unbound.at(0), unbound.at(u64::MAX)), (unbound, unbound));
}

#[test]
fn a_head_counts_and_names_the_newest() {
    let head = Head(0);
    assert_eq!((head.count(), head.newest(), head.link()), (0, None, 0));
    let head = head.with(6).with(8);
    assert_eq!((head.count(), head.newest(), head.link()), (2, Some(8), 9));
}

#[cfg(not(loom))]
mod slots {
    use super::super::*;
    use zerocopy::FromZeros;

    const TERMS: Terms = Terms {
        account: 1,
        instrument: 2,
        strategy: 3,
        position: 4,
        side: Side::SellShort,
        price: Price(-5),
        unit: 6,
        fan_out: FanOut {
            max_children: FanOut::MOST_CHILDREN,
            max_sent: 7,
            max_refused: 8,
            max_notional: Notional::MAX,
        },
        parties: 9,
        repeat: 0xFF_FFFE,
    };

    fn order(expire_time: Option<u64>, lease: Option<u64>) -> NewParent {
        NewParent {
            account: AccountId(1),
            instrument: InstrumentId(2),
            client_id: ClientId(3),
            side: Side::Buy,
            qty: Qty::saturating(10),
            price: None,
            strategy: StrategyId(4),
            generation: 1,
            fan_out: FanOut::WIDEST,
            expire_time: expire_time.map(Nanos),
            lease,
            parties: Parties::NONE,
            flags: 0,
        }
    }

    /// A slot whose every word was another's, with a parent that was admitted at 100.
    fn slot(expire_time: Option<u64>, lease: Option<u64>) -> ParentSlot {
        let slot = ParentSlot::new_zeroed();
        let used = [
            &slot.head,
            &slot.replaced_up,
            &slot.pass,
            &slot.executed,
            &slot.refused,
            &slot.unknown,
            &slot.cooling,
            &slot.inferred,
            &slot.direct,
            &slot.elsewhere,
        ];
        used.iter().for_each(|word| word.store(77, Relaxed));
        let term = Term::of(&order(expire_time, lease), Nanos(100)).unwrap();
        slot.prepare(&TERMS, Qty::saturating(10), 41, (term, Nanos(100)));
        assert!(used.iter().all(|word| word.load(Relaxed) == 0));
        slot
    }

    #[test]
    fn a_slot_says_what_was_written() {
        let slot = slot(None, None);
        assert_eq!(std::format!("{:?}", slot.terms()), std::format!("{TERMS:?}"));
        assert_eq!((slot.instrument(), slot.strategy(), slot.position()), (InstrumentId(2), 3, 4));
        assert_eq!((slot.side(), slot.limit()), (Side::SellShort, Price(-5)));
        assert_eq!((slot.repeat(), slot.most()), (0xFF_FFFE, (FanOut::MOST_CHILDREN, 7)));
        assert_eq!(slot.client.load(Relaxed), 42);
        assert_eq!((slot.quantity.load(Relaxed), slot.settled.load(Relaxed)), (10, 10));
        for (side, buys) in [(Side::Buy, true), (Side::Sell, false), (Side::SellShort, false)] {
            let term = Term::of(&order(None, None), Nanos(0)).unwrap();
            slot.prepare(&Terms { side, ..TERMS }, Qty::ZERO, 0, (term, Nanos(0)));
            assert_eq!((slot.is_buy(), slot.side()), (buys, side));
        }
        slot.direct.store(3, Relaxed);
        slot.elsewhere.store(4, Relaxed);
        assert_eq!(slot.executed_without_child(), 7);
        slot.word.store(ParentWord::admitted(5, Qty::saturating(6)).0, Relaxed);
        assert_eq!(slot.word(), ParentWord::admitted(5, Qty::saturating(6)));
    }

    #[test]
    fn without_a_time_or_a_lease_a_parent_lives_on() {
        let slot = slot(None, None);
        for now in [0, 100, u64::MAX - 1] {
            assert_eq!(slot.is_in_time(Nanos(now)), Ok(()));
            assert!(!slot.has_expired(Nanos(now)));
        }
        assert!(!slot.has_expired(Nanos(u64::MAX)));
        assert_eq!(slot.refresh(Nanos(100)), Err(Refusal::NothingToChange));
        slot.end_lease();
        assert_eq!(slot.is_in_time(Nanos(100)), Ok(()));
    }

    #[test]
    fn an_expire_time_is_the_end() {
        for (time, refused) in [(99, true), (100, true), (101, false)] {
            let term = Term::of(&order(Some(time), None), Nanos(100));
            assert_eq!(term.err(), refused.then_some(Refusal::ParentExpired), "{time}");
        }
        let slot = slot(Some(150), None);
        assert_eq!((slot.is_in_time(Nanos(149)), slot.has_expired(Nanos(149))), (Ok(()), false));
        for now in [150, 151].map(Nanos) {
            assert_eq!(slot.is_in_time(now), Err(Refusal::ParentExpired));
            assert!(slot.has_expired(now));
            assert_eq!(slot.refresh(now), Err(Refusal::ParentExpired));
        }
        slot.end_lease();
        assert_eq!(slot.is_in_time(Nanos(149)), Ok(()), "it had no lease to end");
    }

    #[test]
    fn a_lease_runs_from_the_last_refresh() {
        let slot = slot(None, Some(20));
        assert_eq!(slot.is_in_time(Nanos(119)), Ok(()));
        assert_eq!(slot.is_in_time(Nanos(120)), Err(Refusal::ParentLeaseExpired));
        assert_eq!(slot.refresh(Nanos(130)), Ok(()));
        assert_eq!(slot.refresh(Nanos(110)), Ok(()), "an earlier clock shortens nothing");
        assert_eq!(slot.is_in_time(Nanos(149)), Ok(()));
        assert_eq!(slot.is_in_time(Nanos(150)), Err(Refusal::ParentLeaseExpired));
        slot.end_lease();
        assert_eq!(slot.is_in_time(Nanos(1)), Err(Refusal::ParentLeaseExpired));
    }

    #[test]
    fn of_two_ends_the_earlier_comes_first() {
        let slot = slot(Some(150), Some(20));
        assert_eq!(slot.is_in_time(Nanos(120)), Err(Refusal::ParentLeaseExpired));
        assert_eq!(slot.refresh(Nanos(140)), Ok(()));
        assert_eq!(slot.is_in_time(Nanos(149)), Ok(()));
        assert_eq!(slot.is_in_time(Nanos(150)), Err(Refusal::ParentExpired));
    }
}
