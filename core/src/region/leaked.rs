//! A region of loom's atomics, which are no bytes: on the heap, until the next execution of the
//! same model begins.
//!
//! Only in loom's builds. A model runs its scene some hundred thousand times; without this its
//! regions would fill the memory.
#![allow(unsafe_code)]

use super::{AlarmKind, Config, MAGIC, Region, Release, events, flows, places, tallies};
use core::cell::RefCell;
use core::mem::ManuallyDrop;
use std::boxed::Box;
use std::vec::Vec;

std::thread_local! {
    /// What the execution before has left. All threads of a model run on one of the machine's.
    static LEAKED: RefCell<Vec<Box<dyn FnOnce()>>> = const { RefCell::new(Vec::new()) };
}

fn table<T: Default + 'static>(count: usize) -> &'static [T] {
    let slots = (0..count).map(|_| ManuallyDrop::new(T::default())).collect::<Vec<_>>();
    let slots: *mut [ManuallyDrop<T>] = Box::into_raw(slots.into_boxed_slice());
    let free = move || {
        // SAFETY: it came from `into_raw` above, and this runs once.
        drop(unsafe { Box::from_raw(slots) });
    };
    LEAKED.with_borrow_mut(|leaked| leaked.push(Box::new(free)));
    // SAFETY: `ManuallyDrop<T>` is laid out as `T`; it is freed only when its execution is over and
    // all its threads are gone.
    unsafe { core::slice::from_raw_parts(slots.cast::<T>(), count) }
}

/// Frees every region of the executions before.
fn forget_the_last() {
    LEAKED.take().into_iter().for_each(|free| free());
}

impl Region<'static> {
    /// A new region. Those of earlier executions of the same model are gone after it: one a scene.
    pub(crate) fn leaked(config: &Config) -> Region<'static> {
        forget_the_last();
        let region = Region {
            header: &table(1)[0],
            control: &table(1)[0],
            pools: &table(1)[0],
            alarms: table(AlarmKind::ALL.len()),
            controls: table(crate::inventory::ControlId::ALL.len()),
            lanes: table(places(config).unwrap()),
            accounts: table(config.accounts as usize),
            instruments: table(config.instruments as usize),
            venues: table(config.venues as usize),
            strategies: table(config.strategies as usize),
            parties: table(config.parties as usize),
            registry: table(config.registry as usize),
            flows: table(flows(config).unwrap()),
            repeats: table(config.repeats as usize),
            positions: table(config.positions as usize),
            tallies: table(tallies(config).unwrap()),
            parents: table(config.parents as usize),
            children: table(config.children as usize),
            executions: table(config.executions as usize),
            suspense: table(config.suspense as usize),
            clients: table(config.client_ids as usize),
            events: table(events(config).unwrap()),
            session: config.session,
        };
        region.begin();
        region.write_registry(&[]);
        region.header.write(config);
        region.header.magic.store(MAGIC, Release);
        region
    }
}
