//! *Property*: what is heard plainly leaves nothing undone for whoever comes beside it.
//! *Method*: loom.

use super::*;

fn bust(id: ChildId, name: u128) -> Report {
    let exec_ref = Some(ExecId(name));
    Report { exec_id: ExecId(9), exec_ref, ..Report::new(id, ExecType::TradeCancel) }
}

/// What is claimed of a child of which nothing is executed any more; and what its end frees.
fn nothing_is_claimed(region: Region<'static>, parent: ParentId, id: ChildId) {
    let slot = region.child_slot(id).unwrap();
    assert_eq!((slot.reported_qty(), slot.claimed_cum()), (0, 0), "claimed of nothing");
    let heard = hear(region, 0, &canceled(id, 0));
    assert_eq!(heard.breach, None);
    let view = region.parent(parent).unwrap();
    assert_eq!((view.headroom, view.executed, view.unknown), (10, 0, 0));
    region.audit().unwrap();
}

fn against_the_statement(turned: bool) {
    explore(Some(1), move || {
        let (region, parent) = world(10);
        let id = born(region, parent, 10);
        let state = move || region.control().unwrap().status(&canceled(id, 4), Nanos(3)).unwrap();
        race(turned, move || hear(region, 1, &canceled(id, 0)), state);
        region.audit().unwrap();
        let (view, child) = (region.parent(parent).unwrap(), region.child(id).unwrap());
        assert_eq!((view.headroom, view.executed, child.inferred_qty), (6, 4, 4));
    });
}

/// A plain end moves the bound while a statement comes: what is stated is counted. Seen to fail where the
/// end does not look again.
#[test]
fn loom_a_plain_end_against_a_statement_of_it() {
    against_the_statement(false);
}

#[test]
#[ignore = "minutes: the long form runs it"]
fn loom_a_statement_against_a_plain_end() {
    against_the_statement(true);
}

/// The same with a fill without CumQty: what the end said and what was executed disagree, and whichever comes
/// first somebody says so.
#[test]
fn loom_a_plain_end_against_a_late_fill_is_told() {
    explore_both(Some(1), |turned| {
        let (region, parent) = world(10);
        let id = born(region, parent, 10);
        let ends = move || hear(region, 1, &canceled(id, 0));
        let (one, other) = race(turned, ends, move || hear(region, 0, &fill(id, 1, 4)));
        let told = [one, other].iter().any(|o| o.raised.contains(AlarmKind::CumQtyDisagrees));
        assert!(told, "nobody says that CumQty disagrees: {one:?} {other:?}");
        region.audit().unwrap();
    });
}

/// Who writes a claim down beside a bust does not bring it back. Seen to fail where he does.
#[test]
fn loom_a_claim_that_is_written_down_beside_a_bust() {
    explore_both(Some(2), |turned| {
        let (region, parent) = world(10);
        let id = born(region, parent, 10);
        hear(region, 0, &counted(id, 1, 4));
        let says_nothing = Report::new(id, ExecType::PendingCancel);
        race(turned, move || hear(region, 1, &bust(id, 1)), move || hear(region, 0, &says_nothing));
        nothing_is_claimed(region, parent, id);
    });
}

/// Two children of a closed parent, ended by two lanes: it is done once.
#[test]
fn loom_done_is_said_once() {
    explore_both(Some(2), |turned| {
        let (region, parent) = world(10);
        let (one, other) = (born(region, parent, 5), born(region, parent, 5));
        region.lane(0).unwrap().cancel_parent(parent, Nanos(2)).unwrap();
        let fills = move || hear(region, 1, &counted(one, 1, 5));
        let (filled, gone) = race(turned, fills, move || hear(region, 0, &canceled(other, 0)));
        assert!(filled.parent_done != gone.parent_done);
        let view = region.parent(parent).unwrap();
        assert_eq!((view.headroom, view.executed, view.state), (5, 5, ParentState::Done));
        region.audit().unwrap();
    });
}

fn rows(first: u128, second: u128) {
    explore_both(Some(2), move |turned| {
        let (region, parent) = world_of(&ONE);
        let id = born(region, parent, 10);
        for n in 1..4 {
            let cum_qty = Some(qty(n));
            hear(region, 0, &Report { cum_qty, ..fill(id, n.into(), 1) });
        }
        let say = move |lane, name| {
            move || hear(region, lane, &Report { cum_qty: Some(qty(4)), ..fill(id, name, 1) })
        };
        let (one, two) = race(turned, say(0, first), say(1, second));
        let news = u64::from(!one.duplicate) + u64::from(!two.duplicate);
        assert_eq!(news, if first == second { 1 } else { 2 });
        assert_eq!(region.parent(parent).unwrap().executed, 3 + news);
        region.audit().unwrap();
    });
}

#[test]
fn loom_the_last_place_of_a_row() {
    rows(4, 5);
}

#[test]
fn loom_the_last_place_of_a_row_twice() {
    rows(4, 4);
}

/// A replace-up against a plain end, and against the last plain fill.
#[test]
#[ignore = "half a minute: the long form runs it"]
fn loom_a_plain_end_against_a_replace_up() {
    explore_both(Some(1), |turned| {
        let (region, parent) = world(15);
        let id = born(region, parent, 10);
        let asks = move || {
            region.lane(0).unwrap().request_replace(id, qty(12), Price(1), Nanos(3)).is_ok()
        };
        race(turned, move || hear(region, 1, &canceled(id, 0)), asks);
        let view = region.parent(parent).unwrap();
        assert_eq!((view.headroom, view.executed, view.unknown), (15, 0, 0));
        region.audit().unwrap();
    });
}

#[test]
fn loom_a_plain_fill_against_a_replace_up() {
    explore_both(Some(1), |turned| {
        let (region, parent) = world(15);
        let id = born(region, parent, 10);
        let asks = move || {
            region.lane(0).unwrap().request_replace(id, qty(12), Price(1), Nanos(3)).is_ok()
        };
        let (heard, asked) = race(turned, move || hear(region, 1, &counted(id, 1, 10)), asks);
        let (view, slot) = (region.parent(parent).unwrap(), region.child_slot(id).unwrap());
        let more = if asked { 2 } else { 0 };
        assert_eq!((view.headroom, view.executed, heard.breach), (5 - more, 10, None));
        slot.say_claim();
        assert_eq!(slot.claimed_cum(), 10);
        region.audit().unwrap();
    });
}

/// A repeat is looked up in records that are given back, and taken by another lane for another child, at
/// that moment: an execution that nobody has heard is no repeat of anything.
#[test]
fn loom_a_repeat_reads_no_record_of_another_child() {
    explore(Some(1), || {
        let config = Config { lanes: 3, children: 2, executions: 2, ..ONE };
        let (region, parent) = world_of(&config);
        let next = crate::scene::admit(region, 2, 4);
        let (id, other) = (born(region, parent, 10), born(region, next, 4));
        hear(region, 0, &counted(id, 1, 8));
        let last = Report { cum_qty: Some(qty(10)), ..fill(id, 2, 2) };
        assert!(hear(region, 0, &last).parent_done);
        let reader =
            thread::spawn(move || region.lane(2).unwrap().hear_repeat(&fill(id, 7, 2), Nanos(3)));
        region.lane(0).unwrap().retire(parent, Nanos(4)).unwrap();
        let filler = thread::spawn(move || hear(region, 1, &counted(other, 7, 2)));
        let heard = filler.join().unwrap();
        assert_eq!((heard.child, heard.breach), (Some(other), None));
        assert_eq!(reader.join().unwrap(), None);
    });
}

/// Two lanes hear that a venue has an order: it is at work once.
#[test]
fn loom_two_lanes_hear_that_a_venue_has_an_order() {
    explore_both(Some(1), |turned| {
        let (region, parent) = world(10);
        let id = born(region, parent, 10);
        let say = move |lane| move || hear(region, lane, &Report::new(id, ExecType::New));
        let (one, other) = race(turned, say(0), say(1));
        assert_eq!((one.breach, other.breach), (None, None));
        assert_eq!(region.child(id).unwrap().state, State::Live);
        region.audit().unwrap();
    });
}

/// An execution that is reported again while its order is made smaller counts once.
#[test]
#[ignore = "half a minute: the long form runs it"]
fn loom_a_repeat_against_a_replace_down() {
    explore_both(Some(1), |turned| {
        let (region, parent) = world(10);
        let id = born(region, parent, 10);
        hear(region, 0, &counted(id, 1, 2));
        let mut lane = region.lane(0).unwrap();
        let asked = lane.request_replace(id, qty(4), Price(1), Nanos(3)).unwrap();
        drop(lane);
        let request = Some(asked.number);
        let smaller = Report { request, ..Report::new(id, ExecType::Replaced) };
        let again = move || hear(region, 1, &counted(id, 1, 2));
        let (heard, _) = race(turned, again, move || hear(region, 0, &smaller));
        assert!(heard.duplicate);
        let view = region.parent(parent).unwrap();
        assert_eq!((view.headroom, view.executed, view.working), (6, 2, 2));
        region.audit().unwrap();
    });
}
