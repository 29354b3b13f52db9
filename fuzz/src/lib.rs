//! What the fuzz targets share: how bytes are read, the set-ups, the books of any region, damage,
//! and the whole C interface as a table.
//!
//! ```text
//!   histories   bytes ─► history ─► core, model, laws, audit
//!   c_abi       bytes ─► history ─► image ─► calls through C, good and hostile ─► laws, audit
//!   damaged     bytes ─► history ─► image ─► damage ─► attach, recover, audit, some calls ─► laws
//!   scenario    bytes ─► `plimsoll replay` ─► answers, or FILE:LINE:COLUMN
//!   registry    bytes ─► `plimsoll registry` ─► changes that continue it, or lines and columns
//! ```
//!
//! Law: nothing here reaches past the public interfaces; the histories are those of
//! `plimsoll_tests::generator`. Each target has a fault that can be planted in it ([`plant`]).
//!
//! Uses: `plimsoll`, `plimsoll_ffi`, `plimsoll_tests`. Used by: the targets.

pub mod books;
pub mod bytes;
pub mod c_abi;
pub mod damage;
pub mod plant;
pub mod restart;
pub mod setups;
