//! The rows of `refusals.rs`.

pub mod breaches;
pub mod commands;
pub mod control;
pub mod structure;
