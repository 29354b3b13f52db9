//! *Property*: an operator's program makes, stops, watches and acknowledges a region that other
//! processes trade on; once `plimsoll kill` has returned nothing of its scope is born any more, and
//! nothing that only watches ever writes.
//!
//! *Method*: the program itself, run beside gateways that are processes of their own: this test's
//! own executable, started again as [`gateway::gateway`]. They are stopped in the middle of what
//! they do, and go on later.

#[path = "../../src/file"]
#[allow(dead_code, reason = "the room's, as the program has it; not every part is needed here")]
mod file {
    pub mod memory;
    pub mod watch;
}
#[path = "../runner/mod.rs"]
mod runner;

mod acknowledge;
mod arming;
mod files;
mod gateway;
mod house;
mod lease;
mod look;
mod manifests;
mod persons;
mod resets;
mod stop;

use runner::place::{Place, done, output, published, run};
use runner::text;
