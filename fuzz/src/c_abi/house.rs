//! A region that is traded in through C: set up by a history, entered by hostile callers.
//!
//! Law: whatever they call, what holds of every region still holds of this one: nothing is born in
//! a closed house or past a headroom, every unit is in one place, and the audit finds nothing.
//!
//! Uses: `books`, `desk`, the table. Used by: `fuzz_targets/c_abi.rs`.

use super::{Desk, FUNCTIONS};
use crate::books::{self, Books};
use crate::bytes::Bytes;
use crate::plant::is_planted;
use crate::setups;
use plimsoll::{ParentId, Region};
use plimsoll_tests::driver::Driver;
use plimsoll_tests::generator::History;
use plimsoll_tests::memory::Memory;
use plimsoll_tests::world::World;

/// The functions that a gateway calls most, for the numbers that are left over.
const OFTEN: [&str; 13] = [
    "plim_route",
    "plim_report",
    "plim_route",
    "plim_report",
    "plim_admit",
    "plim_sent",
    "plim_route",
    "plim_report",
    "plim_request_replace",
    "plim_request_cancel",
    "plim_control_status",
    "plim_retire",
    "plim_cancel_parent",
];
const LANES: [[u8; 3]; 3] = [[0, 0, 0], [0, 0, 1], [0, 0, 2]];
/// The most steps of the history, and the most calls after it.
const STEPS: u8 = 96;
const CALLS: usize = 160;

/// See the module's text.
pub struct House<'a> {
    desk: Desk<'a>,
    region: Region<'static>,
}

/// Plays what `bytes` spell.
///
/// # Panics
///
/// Where something is broken.
pub fn run(bytes: &[u8]) {
    let mut bytes = Bytes::new(bytes);
    let setup = setups::of(9 + bytes.byte() % 18);
    let steps = usize::from(bytes.byte() % STEPS);
    let history = History::from_bytes(&[&[0], bytes.take(steps * 8)].concat());
    let mut driver = Driver::new(World::armed(setup));
    for step in &history.steps {
        driver.begin(step);
        while let Some(call) = driver.next_call() {
            driver.make(&call);
        }
    }
    let mut house = House::enter(&driver.world, bytes);
    for _ in 0..CALLS {
        if house.desk.bytes().is_empty() {
            break;
        }
        house.call();
    }
    house.leave();
}

impl<'a> House<'a> {
    /// Joins a copy of the world through C, as the next process does.
    fn enter(world: &World, bytes: Bytes<'a>) -> House<'a> {
        let image = world.image();
        let mut memory = Memory::new(image.len());
        memory.load(&image);
        let region = memory.attach().expect("a copy of a region");
        let mut desk = Desk::new(bytes, memory, world.now);
        for id in &world.parents {
            desk.keep("plim_parent_id", id.to_bits().to_le_bytes().to_vec());
        }
        for id in &world.children {
            desk.keep("plim_child_id", id.to_bits().to_le_bytes().to_vec());
        }
        let mut house = House { desk, region };
        let first = ["plim_attach", "plim_control_take_over"];
        let then = ["plim_fingerprint", "plim_config_small", "plim_region_config"];
        first.iter().for_each(|name| house.open(name, &[]));
        // No argument is hostile, the first region, and then the lane's number.
        LANES.iter().for_each(|lane| house.open("plim_lane_take_over", lane));
        then.iter().for_each(|name| house.open(name, &[]));
        house
    }

    /// Calls a function with the arguments that `bytes` spell, or the dullest; it must succeed.
    fn open(&mut self, name: &str, bytes: &'static [u8]) {
        let rest = std::mem::replace(self.desk.bytes(), Bytes::new(bytes));
        let function = FUNCTIONS.iter().find(|function| function.name == name);
        (function.expect("a function of the interface").call)(&mut self.desk);
        assert_eq!(self.desk.answer, 0, "{name}");
        *self.desk.bytes() = rest;
    }

    /// One call, and a look at the laws.
    fn call(&mut self) {
        let number = usize::from(self.desk.bytes().byte());
        let often = || {
            let name = OFTEN.get((number - FUNCTIONS.len()) % OFTEN.len())?;
            FUNCTIONS.iter().find(|function| function.name == *name)
        };
        let function = FUNCTIONS.get(number).or_else(often).expect("a function");
        let moves = ["plim_route", "plim_admit"].contains(&function.name);
        let (before, closed) = if moves {
            (books::read(self.region), books::is_closed(self.region))
        } else {
            (Books::new(), false)
        };
        (function.call)(&mut self.desk);
        if is_planted("overrun") {
            self.desk.overrun();
        }
        if moves && self.desk.answer == 0 && self.is_alone() {
            assert!(!closed, "L6: {} in a house that is closed", function.name);
            if let (Some((parent, qty)), "plim_route") = (self.desk.order, function.name) {
                self.paid(&before, ParentId::from_bits(parent), qty);
            }
        }
    }

    /// Whether there is no other region that a call might have been about.
    fn is_alone(&self) -> bool {
        self.desk.memories.len() == 1
    }

    /// L1: a child that was born took its quantity from its parent's headroom, and from no other's.
    fn paid(&self, before: &Books, parent: ParentId, qty: u64) {
        let after = books::read(self.region);
        for (was, _) in before {
            let Some((now, _)) = after.iter().find(|(now, _)| now.id == was.id) else { continue };
            let paid = if was.id == parent { qty } else { 0 };
            let right = was.headroom.checked_sub(paid).is_some_and(|left| now.headroom == left);
            assert!(right, "L1: {qty} routed for {parent:?}: {was:?} to {now:?}");
        }
    }

    /// Looks at the books of every region.
    fn leave(self) {
        let regions = self.desk.memories.iter().filter_map(|memory| memory.attach().ok());
        for region in regions {
            books::look_at_all(region);
            let audit = region.audit();
            assert!(audit.is_ok(), "the audit finds {audit:?}");
            if !books::has_lost_count(region) {
                books::check(&books::read(region)).unwrap_or_else(|what| panic!("{what}"));
            }
        }
    }
}
