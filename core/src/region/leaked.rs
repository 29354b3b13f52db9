//! A region of loom's atomics, which are no bytes: on the heap, for ever.

use super::{AlarmKind, Config, MAGIC, Region, Release, events, tallies};
use std::boxed::Box;
use std::vec::Vec;

fn table<T: Default>(count: usize) -> &'static [T] {
    Box::leak((0..count).map(|_| T::default()).collect::<Vec<T>>().into_boxed_slice())
}

impl Region<'static> {
    pub(crate) fn leaked(config: &Config) -> Region<'static> {
        let region = Region {
            header: &table(1)[0],
            control: &table(1)[0],
            pools: &table(1)[0],
            alarms: table(AlarmKind::ALL.len()),
            lanes: table(config.lanes as usize),
            accounts: table(config.accounts as usize),
            instruments: table(config.instruments as usize),
            venues: table(config.venues as usize),
            strategies: table(config.strategies as usize),
            positions: table(config.positions as usize),
            tallies: table(tallies(config).unwrap()),
            parents: table(config.parents as usize),
            children: table(config.children as usize),
            executions: table(config.executions as usize),
            clients: table(config.client_ids as usize),
            events: table(events(config).unwrap()),
            session: config.session,
        };
        region.begin();
        region.header.write(config);
        region.header.magic.store(MAGIC, Release);
        region
    }
}
