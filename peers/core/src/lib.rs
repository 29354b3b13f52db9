//! The core, called from Rust.

mod house;

use peer_interface::{export_engine, number};

export_engine!(house::Core, c"core-rust", c"the core, from Rust", number::FULL | number::THREADS);
