//! *Property*: what is out on one side of a position is the sum of what its own parents' children reserve.
//! *Method*: parents of both sides; each side, and another position, is asked for.

use crate::Config;
use crate::scene::{TINY, arm, child, closed_world, order};
use crate::units::{Nanos, Side};

#[test]
fn what_is_out_is_counted_by_side_and_position() {
    let region = closed_world(&Config { parents: 4, client_ids: 8, ..TINY }, 0);
    arm(&mut region.control().unwrap(), Nanos(1_000_000), Nanos(0)).unwrap();
    let mut lane = region.lane(0).unwrap();
    for (name, side, n) in [(1, Side::Buy, 3), (2, Side::Sell, 5), (3, Side::Buy, 4)] {
        let parent = lane.admit(&order(name, side, 10), Nanos(2)).unwrap();
        lane.route(&child(parent, n), Nanos(2)).unwrap();
    }
    assert_eq!([true, false].map(|buy| region.out_of(0, buy)), [7, 5]);
    assert_eq!([true, false].map(|buy| region.out_of(1, buy)), [0, 0]);
}
