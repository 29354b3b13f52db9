//! The structs and numbers of `peer.h`, field by field.

/// Numbers of answers, traits, scopes and so on.
#[allow(missing_docs)]
pub mod number {
    pub const VERSION: u32 = 1;
    pub const ACCOUNTS: u32 = 2;
    pub const INSTRUMENTS: u32 = 4;
    pub const VENUES: u32 = 4;
    pub const LOT: u64 = 10;
    pub const MAX_QTY: u64 = 1_000_000;
    pub const REFERENCE: i64 = 10_000;
    pub const BAND: u64 = 500;
    pub const MONEY: u64 = 1 << 58;
    pub const POSITION: u64 = 1 << 40;
    pub const REFERENCE_AGE: u64 = 1 << 44;
    pub const SILENCE: u64 = 1 << 45;
    pub const LEASE: u64 = 1 << 46;
    pub const PATIENCE: u64 = 1 << 42;
    pub const WINDOW: u64 = 1 << 30;

    pub const OK: i32 = 0;
    pub const UNKNOWN_PARENT: i32 = 45;
    pub const UNKNOWN_CHILD: i32 = 46;
    pub const FAULT: i32 = 399;

    pub const DUPLICATE: i32 = 1;
    pub const PARENT_ENDED: i32 = 2;
    pub const CHILD_OVERFILL: i32 = 4;
    pub const OVERFILL: i32 = 8;
    pub const UNKNOWN: i32 = 16;

    pub const FULL: u32 = 1;
    pub const THREADS: u32 = 2;
    pub const SLOW: u32 = 4;

    pub const DISARM: u32 = 1;
    pub const DISCONNECT: u32 = 2;
    pub const STRIKE_STRATEGY: u32 = 3;
    pub const LOWER_REFERENCE: u32 = 4;
}

/// Capacities and bounds.
#[allow(missing_docs)]
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct Terms {
    pub parents: u32,
    pub children: u32,
    pub executions: u32,
    pub client_ids: u32,
    pub orders: u32,
    pub max_repeats: u32,
    pub max_ratio: u32,
    pub reserved: u32,
}

/// A parent that is to be admitted.
#[allow(missing_docs)]
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct Parent {
    pub client_id: u64,
    pub qty: u64,
    pub price: i64,
    pub max_sent: u64,
    pub expires: u64,
    pub lease: u64,
    pub account: u32,
    pub instrument: u32,
    pub side: u32,
    pub max_children: u32,
}

/// A child that is to be routed.
#[allow(missing_docs)]
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct Child {
    pub parent: u64,
    pub qty: u64,
    pub price: i64,
    pub venue: u32,
    pub reserved: u32,
}

/// An execution.
#[allow(missing_docs)]
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct Fill {
    pub child: u64,
    pub execution: u64,
    pub qty: u64,
    pub price: i64,
}

/// How a parent stands.
#[allow(missing_docs)]
#[derive(Clone, Copy, Debug, Default)]
#[repr(C)]
pub struct ParentState {
    pub executed: u64,
    pub reserved: u64,
    pub headroom: u64,
    pub overfill: u64,
    pub sent: u64,
    pub children: u32,
    pub state: u32,
}

/// How a child stands.
#[allow(missing_docs)]
#[derive(Clone, Copy, Debug, Default)]
#[repr(C)]
pub struct ChildState {
    pub executed: u64,
    pub leaves: u64,
    pub state: u32,
    pub pending_cancel: u32,
}

/// How a position, and the money, stand.
#[allow(missing_docs)]
#[derive(Clone, Copy, Debug, Default)]
#[repr(C)]
pub struct Position {
    pub bought: u64,
    pub sold: u64,
    pub buy_room: i64,
    pub sell_room: i64,
    pub account_money: i64,
    pub firm_money: i64,
}
