//! *Property*: a request is made of what it can still do something to. *Method*: ends of every kind, each
//! told by reports.

use super::*;
use crate::report::Report;
use crate::scene::{child, qty, world};
use crate::{ExecId, ExecType};

const NOW: Nanos = Nanos(2);

/// What was filled may be replaced until a report proves that this was its end; what ended otherwise
/// may not.
#[test]
fn what_may_be_replaced_depends_on_how_it_ended() {
    let may = |reports: &[fn(ChildId) -> Report]| {
        let (region, parent) = world(10);
        let mut lane = region.lane(0).unwrap();
        let child = lane.route(&child(parent, 3), NOW).unwrap();
        for report in reports {
            lane.report(&report(child), NOW).unwrap();
        }
        replaceable(&region.leaf(child).unwrap())
    };
    let fill = |child| Report::trade(child, ExecId(1), qty(3), Price(1));
    let part = |child| Report::trade(child, ExecId(1), qty(2), Price(1));
    let gone = |child| Report { cum_qty: Some(qty(0)), ..Report::new(child, ExecType::Canceled) };
    let proof =
        |child| Report { cum_qty: Some(qty(3)), ..Report::new(child, ExecType::DoneForDay) };
    assert_eq!(may(&[]), Ok(()));
    assert_eq!(may(&[part]), Ok(()));
    assert_eq!(may(&[fill]), Ok(()));
    assert_eq!(may(&[gone]), Err(Refusal::ChildEnded));
    assert_eq!(may(&[fill, proof]), Err(Refusal::ChildEnded));
}
