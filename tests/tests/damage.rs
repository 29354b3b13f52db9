//! *Property*: a region whose bytes were damaged is refused, or `recover` closes the house and makes
//! books that keep the laws, or the audit says that they do not; and nothing hangs.
//!
//! *Method*: seven bits of each word at a region's beginning, where all that stands once is kept, and
//! a bit of every byte that is in use behind it, and there the bit above the largest quantity of each word,
//! are flipped, one at a time, in a region that a
//! history has left. What became of each flip is counted: see docs/proof.md. The fuzz target
//! `damaged` does worse.

use plimsoll::{Level, Nanos, Qty, Region, Scope};
use plimsoll_tests::driver::Driver;
use plimsoll_tests::generator::History;
use plimsoll_tests::laws;
use plimsoll_tests::memory::Memory;
use plimsoll_tests::world::{Latched, SETUPS, Snapshot, World};

/// The set-up with small tables.
const TIGHT: usize = 2;
/// The first bytes: the header, and the words that stand once.
const FRONT: usize = 4096;

/// Which bits of each word there: the low ones are those that one more kill would reach.
const BITS: [usize; 7] = [0, 1, 2, 3, 9, 40, 63];

/// The lowest bit that no quantity has.
const PAST: usize = Qty::MAX.get().count_ones() as usize;

/// A region's bytes after a history, and the time then.
fn image(seed: u64) -> (Vec<u8>, u64) {
    let mut driver = Driver::new(World::armed(SETUPS[TIGHT]));
    for step in &History::from_seed(seed, 90).steps {
        driver.begin(step);
        while let Some(call) = driver.next_call() {
            driver.make(&call);
        }
    }
    (driver.world.image(), driver.world.now)
}

/// What became of damage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Fates {
    /// Nobody can join the region.
    refused: u32,
    /// The audit finds it after the recovery.
    found: u32,
    /// The books are those that they would have been without it.
    repaired: u32,
    /// The books are others, and keep the laws.
    unseen: u32,
}

fn books(region: Region<'static>) -> Snapshot {
    let views = region.parents().filter_map(|id| region.parent(id));
    let parents = views.map(|view| {
        let children = region.children(view.id).filter_map(|child| region.child(child));
        (view, children.collect())
    });
    let latched = Latched { stopped: Vec::new(), raised: Vec::new() };
    Snapshot {
        parents: parents.collect(),
        suspense: region.suspense(),
        latched,
        alarms: Vec::new(),
    }
}

/// The books that a recovery makes of `image`; none where the region is refused.
fn recovered(memory: &Memory, now: u64) -> Option<(Region<'static>, Snapshot)> {
    let region = memory.attach().ok()?;
    let mut control = region.take_over_control().ok()?;
    control.recover(Nanos(now)).ok()?;
    core::mem::forget(control);
    Some((region, books(region)))
}

impl Fates {
    fn note(&mut self, image: &[u8], now: u64, whole: &Snapshot, what: &str) {
        let mut memory = Memory::new(image.len());
        memory.load(image);
        let Some((region, books)) = recovered(&memory, now) else {
            self.refused += 1;
            return;
        };
        let firm = region.level(Scope::Firm).expect("the firm");
        assert!(firm >= Level::NoNewOrders && region.lease().is_none(), "{what}: open: {firm:?}");
        if region.audit().is_err() {
            self.found += 1;
            return;
        }
        laws::emission(&books).and_then(|()| laws::conservation(&books)).unwrap_or_else(|says| {
            panic!("{what}: the audit finds nothing, and {says}");
        });
        let same = format!("{:?}", books.parents) == format!("{:?}", whole.parents);
        *(if same { &mut self.repaired } else { &mut self.unseen }) += 1;
    }
}

fn flipped(image: &[u8], at: usize, bit: usize) -> Vec<u8> {
    let mut damaged = image.to_vec();
    damaged[at] ^= 1 << bit;
    damaged
}

#[test]
fn no_flipped_bit_opens_the_house_or_makes_books_that_break_the_laws() {
    for seed in [3, 8] {
        let (image, now) = image(seed);
        let mut memory = Memory::new(image.len());
        memory.load(&image);
        let (_, whole) = recovered(&memory, now).expect("it is whole");
        let (mut front, mut behind) = (Fates::default(), Fates::default());
        for word in (0..FRONT).step_by(8) {
            for bit in BITS {
                let damaged = flipped(&image, word + bit / 8, bit % 8);
                front.note(&damaged, now, &whole, &format!("{seed}: {word}.{bit}"));
            }
        }
        let used = (FRONT..image.len()).filter(|at| image[*at] != 0);
        for at in used {
            let bit = at * 3 % 8;
            behind.note(&flipped(&image, at, bit), now, &whole, &format!("{seed}: {at}.{bit}"));
        }
        let words = (FRONT..image.len()).step_by(8).filter(|at| image[*at..at + 8] != [0; 8]);
        for word in words {
            let (at, bit) = (word + PAST / 8, PAST % 8);
            behind.note(&flipped(&image, at, bit), now, &whole, &format!("{seed}: {word}.{PAST}"));
        }
        println!("seed {seed}: {} bytes; front {front:?}; behind {behind:?}", image.len());
        assert!(front.refused > 0 && behind.found > 0 && behind.repaired > 0);
    }
}
