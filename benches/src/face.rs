//! The languages that the core is called from.

mod foreign;
mod native;

pub use foreign::Foreign;
pub use native::Native;
