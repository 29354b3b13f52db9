//! *Property*: a region is formatted once, and joined only where every word that was fixed at
//! formatting is as it was: wrong magic, another layout, another ABI, short, unaligned and damaged
//! memory are refused, each by its name.
//!
//! *Method*: every single bit of the fixed header is flipped; every length below the right one is
//! tried around the edges; every offset from a line. Handles are claimed twice, taken over, and
//! dropped.

use plimsoll::{Config, Nanos, Refusal, Region};
use plimsoll_tests::call::Call;
use plimsoll_tests::memory::Memory;
use plimsoll_tests::orders::{child, parent};
use plimsoll_tests::world::{PLENTY, World};
use std::collections::BTreeSet;

const LINE: usize = 64;

fn formatted() -> Memory {
    let memory = Memory::for_config(&PLENTY.config);
    memory.format(&PLENTY.config).expect("fresh memory is formatted");
    memory
}

/// Where the image differs from what it was when it was formatted: those words are not fixed.
fn moving_bytes() -> BTreeSet<usize> {
    let fresh = formatted().bytes();
    let mut world = World::armed(PLENTY);
    world.apply(&Call::Admit { lane: 0, order: parent(1, 100) });
    let order = child(world.parents[0], 10);
    world.apply(&Call::Route { lane: 0, order });
    world.apply(&Call::Restart);
    world.control().require_build(plimsoll::BUILD.version + 1).expect("it is newer");
    let used = world.image();
    fresh
        .iter()
        .zip(&used)
        .enumerate()
        .filter(|(_, (one, two))| one != two)
        .map(|(at, _)| at)
        .collect()
}

#[test]
fn every_flipped_bit_of_the_fixed_header_is_refused() {
    let mut memory = formatted();
    let image = memory.bytes();
    let moving = moving_bytes();
    // The fixed words are the header's first, up to the word that holds the first byte that moves.
    let fixed = moving.first().map_or(LINE, |first| first / 8 * 8);
    assert!(fixed >= LINE, "only {fixed} bytes of the header are fixed");
    let mut seen = BTreeSet::new();
    for bit in 0..fixed * 8 {
        memory.load(&image);
        memory.as_mut_slice()[bit / 8] ^= 1 << (bit % 8);
        match memory.attach() {
            Ok(_) => {
                // Bytes that were never written are padding: nothing rests on them, but then
                // nothing may live there.
                assert_eq!(image[bit / 8], 0, "bit {bit} of the header may be flipped unseen");
            }
            Err(refusal) => {
                seen.insert(refusal.name());
            }
        }
    }
    for refusal in
        [Refusal::BadMagic, Refusal::OtherAbi, Refusal::OtherLayout, Refusal::DamagedHeader]
    {
        assert!(seen.contains(refusal.name()), "{refusal:?} never came: {seen:?}");
    }
    memory.load(&image);
    assert!(memory.attach().is_ok(), "the header as it was");
}

#[test]
fn memory_that_is_too_short_is_refused() {
    let mut memory = formatted();
    let needed = Region::required_bytes(&PLENTY.config).expect("a good configuration");
    let whole = memory.as_mut_slice();
    for bytes in [0, 1, 7, 8, 63, 64, 128, needed / 2, needed - LINE, needed - 1] {
        let refusal = Region::attach(&mut whole[..bytes]).err();
        assert_eq!(refusal, Some(Refusal::TooShort), "{bytes} bytes");
    }
    assert!(Region::attach(&mut whole[..needed]).is_ok());
    let mut fresh = Memory::for_config(&PLENTY.config);
    for bytes in [0, 64, needed - 1] {
        let refusal = Region::format(&mut fresh.as_mut_slice()[..bytes], &PLENTY.config).err();
        assert_eq!(refusal, Some(Refusal::TooShort), "{bytes} bytes");
    }
}

#[test]
fn memory_that_is_not_on_a_line_is_refused() {
    let needed = Region::required_bytes(&PLENTY.config).expect("a good configuration");
    let mut memory = Memory::new(needed + LINE);
    for offset in 1..LINE {
        let part = &mut memory.as_mut_slice()[offset..];
        assert_eq!(
            Region::format(part, &PLENTY.config).err(),
            Some(Refusal::Unaligned),
            "{offset}"
        );
        assert_eq!(Region::attach(part).err(), Some(Refusal::Unaligned), "{offset}");
    }
    assert!(memory.bytes().iter().all(|byte| *byte == 0), "a refused format wrote something");
}

#[test]
fn a_region_is_never_formatted_over_another() {
    let memory = formatted();
    let image = memory.bytes();
    assert_eq!(memory.format(&PLENTY.config).err(), Some(Refusal::AlreadyFormatted));
    assert_eq!(memory.format(&Config::SMALL).err(), Some(Refusal::AlreadyFormatted));
    assert!(memory.bytes() == image, "a refused format wrote something");
}

#[test]
fn memory_with_something_else_in_it_is_no_region() {
    let mut memory = Memory::for_config(&PLENTY.config);
    assert_eq!(memory.attach().err(), Some(Refusal::BadMagic));
    memory.as_mut_slice().fill(0xff);
    assert_eq!(memory.attach().err(), Some(Refusal::BadMagic));
}

#[test]
fn bad_capacities_are_refused() {
    let good = PLENTY.config;
    let bad = [
        Config { lanes: 0, ..good },
        Config { lanes: 65, ..good },
        Config { accounts: 0, ..good },
        Config { instruments: 0, ..good },
        Config { venues: 0, ..good },
        Config { strategies: 0, ..good },
        Config { parties: 0, ..good },
        Config { parties: 1 << 16, ..good },
        Config { registry: 0, ..good },
        Config { repeats: 0, ..good },
        Config { repeats: 1 << 24, ..good },
        Config { positions: 0, ..good },
        Config { parents: 0, ..good },
        Config { parents: u32::MAX, ..good },
        Config { children: 0, ..good },
        Config { children: (1 << 30) + 1, ..good },
        Config { executions: 0, ..good },
        Config { suspense: 0, ..good },
        Config { suspense: (1 << 30) + 1, ..good },
        Config { client_ids: 0, ..good },
        Config { events: 0, ..good },
        Config { events: 4, ..good },
        Config { events: 24, ..good },
    ];
    for config in bad {
        assert_eq!(Region::required_bytes(&config).err(), Some(Refusal::BadConfig), "{config:?}");
    }
    for lanes in [1, 2, 63, 64] {
        assert!(Region::required_bytes(&Config { lanes, ..good }).is_ok(), "{lanes} lanes");
    }
}

#[test]
fn from_tens_to_tens_of_millions() {
    let small = Region::required_bytes(&Config::SMALL).expect("a good configuration");
    assert!(small <= 64 << 10, "{small} bytes");
    let config =
        Config { parents: 1 << 22, children: 1 << 24, executions: 1 << 25, ..Config::DEFAULT };
    let large = Region::required_bytes(&config).expect("a good configuration");
    assert!(large > small, "{large} bytes");
}

#[test]
fn handles_are_claimed_once_and_taken_over_for_good() {
    let memory = formatted();
    let region = memory.attach().expect("a region");
    let mut first = region.lane(0).expect("free");
    assert_eq!(region.lane(0).err(), Some(Refusal::AlreadyClaimed));
    assert_eq!(
        memory.attach().and_then(|other| other.lane(0)).err(),
        Some(Refusal::AlreadyClaimed)
    );
    assert_eq!(region.lane(PLENTY.config.lanes).err(), Some(Refusal::NoSuchLane));
    assert_eq!(region.take_over_lane(64).err(), Some(Refusal::NoSuchLane));
    let second = region.take_over_lane(0).expect("taken over");
    assert_eq!(first.admit(&parent(1, 1), Nanos(1)).err(), Some(Refusal::HandleLost));
    // The handle that was lost gives nothing back when it goes.
    drop(first);
    assert_eq!(region.lane(0).err(), Some(Refusal::AlreadyClaimed));
    drop(second);
    assert!(region.lane(0).is_ok(), "a handle that is dropped is free again");

    let mut first = region.control().expect("free");
    assert_eq!(region.control().err(), Some(Refusal::AlreadyClaimed));
    let second = region.take_over_control().expect("taken over");
    assert_eq!(first.disarm(Nanos(1)).err(), Some(Refusal::HandleLost));
    drop(first);
    assert_eq!(region.control().err(), Some(Refusal::AlreadyClaimed));
    drop(second);
    assert!(region.control().is_ok());
}

#[test]
fn every_lane_handle_is_lost_after_a_recovery() {
    let mut world = World::armed(PLENTY);
    let region = world.region();
    world.apply(&Call::Admit { lane: 0, order: parent(1, 10) });
    let now = Nanos(world.now);
    let epoch = region.epoch();
    let recovery = world.control().recover(now).expect("recovered");
    assert_eq!((recovery.epoch, region.epoch()), (epoch + 1, epoch + 1));
    for lane in 0..PLENTY.config.lanes {
        let answer = world.apply(&Call::Admit { lane, order: parent(2, 10) });
        assert_eq!(answer.refusal(), Some(Refusal::HandleLost), "lane {lane}");
    }
}
