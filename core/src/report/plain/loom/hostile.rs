//! *Property*: what is heard plainly is of the child that it names.
//! *Method*: loom.

use super::*;

/// A repeat is looked up in records that are given back, and taken by another lane for another child, at
/// that moment: an execution that nobody has heard is no repeat of anything.
#[test]
fn loom_hostile_a_repeat_reads_no_record_of_another_child() {
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
