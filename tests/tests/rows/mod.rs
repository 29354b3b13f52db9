//! The rows of `refusals.rs`.

pub mod breaches;
pub mod commands;
pub mod structure;
