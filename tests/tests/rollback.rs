//! *Property* (DESIGN §7): a region records the oldest build that may touch it; an older one is
//! refused at the door, whatever it is, and can still read both versions. The record only rises.
//!
//! *Method*: a region that requires this build's version opens; one version more, and the same
//! program is the older build. It must find both versions without joining.

use plimsoll::{BUILD, Build, Field, Inspection, OLDEST_BUILD, Refusal, Region};
use plimsoll_tests::memory::Memory;
use plimsoll_tests::world::{PLENTY, REGISTRY, World};

fn formatted() -> (Memory, Region<'static>) {
    let memory = Memory::for_config(&PLENTY.config);
    let region = memory.format_with(&PLENTY.config, &REGISTRY).expect("fresh memory");
    (memory, region)
}

/// What an older build must be told: that it is refused, and by which versions.
fn verdict(
    attached: Option<Refusal>,
    inspected: Result<Inspection, Refusal>,
    required: u64,
) -> Result<(), String> {
    let told = inspected.is_ok_and(|it| it.oldest_build == required && it.build == BUILD.version);
    let older = BUILD.version < required;
    let refused = attached == Some(Refusal::BuildTooOld);
    if told && older == refused { Ok(()) } else { Err(format!("{attached:?}, {inspected:?}")) }
}

#[test]
fn an_older_build_is_refused_and_told_both_versions() {
    let one = 1;
    for required in [BUILD.version + one, BUILD.version + (1 << 16), BUILD.version + (1 << 32)] {
        let (memory, region) = formatted();
        assert_eq!(verdict(memory.attach().err(), memory.inspect(), OLDEST_BUILD), Ok(()));
        region.control().expect("free").require_build(required).expect("it is newer");
        assert_eq!(verdict(memory.attach().err(), memory.inspect(), required), Ok(()));
        let version = |number| Build::parts(number).map(|part| part.to_string()).join(".");
        assert_ne!(version(required), version(BUILD.version));
    }
}

#[test]
fn what_is_required_only_rises() {
    let (memory, region) = formatted();
    let mut control = region.control().expect("free");
    let newer = BUILD.version + 5;
    assert_eq!(control.require_build(newer), Ok(()));
    for older in [newer, newer - 1, OLDEST_BUILD, 0] {
        assert_eq!(control.require_build(older), Err(Refusal::NothingToChange), "{older}");
        assert_eq!(memory.inspect().map(|it| it.oldest_build), Ok(newer));
    }
}

#[test]
fn every_other_door_is_shut_as_well() {
    let (memory, region) = formatted();
    region.control().expect("free").require_build(BUILD.version + 1).expect("it is newer");
    // Neither is it formatted anew.
    let again = memory.format_with(&PLENTY.config, &REGISTRY).err();
    assert_eq!(again, Some(Refusal::AlreadyFormatted));
    assert_eq!(memory.attach().err(), Some(Refusal::BuildTooOld));
}

#[test]
fn the_same_source_has_the_same_numbers() {
    let (here, there) = (World::new(PLENTY), World::new(PLENTY));
    let builds = [here, there].map(|world| world.region().fingerprint());
    assert_eq!(builds[0], builds[1]);
    assert_eq!(builds[0].differences(builds[1]).next(), None::<(Field, u64, u64)>);
    assert_ne!(BUILD.source, 0);
}

#[test]
fn a_broken_copy_is_caught() {
    let seen = |oldest_build| {
        let (memory, _) = formatted();
        memory.inspect().map(|it| Inspection { oldest_build, ..it })
    };
    let newer = BUILD.version + 1;
    assert_eq!(verdict(Some(Refusal::BuildTooOld), seen(newer), newer), Ok(()));
    // A door that lets it in; one that says another thing; one that does not say which.
    assert!(verdict(None, seen(newer), newer).is_err());
    assert!(verdict(Some(Refusal::OtherAbi), seen(newer), newer).is_err());
    assert!(verdict(Some(Refusal::BuildTooOld), seen(0), newer).is_err());
    assert!(verdict(Some(Refusal::BuildTooOld), Err(Refusal::BuildTooOld), newer).is_err());
    // And one that refuses its own.
    assert!(verdict(Some(Refusal::BuildTooOld), seen(BUILD.version), BUILD.version).is_err());
}
