//! The core, called from Rust.

mod house;

use peer_interface::{EngineTable, number, table};

use house::Core;

/// The engine of this library.
#[unsafe(no_mangle)]
pub extern "C" fn peer_engine() -> &'static EngineTable<Core> {
    static TABLE: EngineTable<Core> =
        table(c"core-rust", c"the core, from Rust", number::FULL | number::THREADS);
    &TABLE
}
