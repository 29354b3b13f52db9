//! The words of 'no' and of 'that cannot be': why a command was refused, and what a report broke.
//!
//! Law: the numbers are part of the C interface. They have gaps, and none is ever used twice.
//!
//! Uses: nothing. Used by: every room above.

/// Why a command was refused. Where it is returned nothing has changed, unless the call says
/// otherwise.
///
/// The variants stand in order of precedence: where several apply, the first one is the answer. The
/// numbers ascend with it, but for those that were added between others later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u16)]
#[non_exhaustive]
pub enum Refusal {
    /// The block of memory is shorter than its configuration or its header says.
    TooShort = 10,
    /// The block of memory does not begin on a 64-byte line.
    Unaligned = 11,
    /// A capacity is zero, above its bound, or not a power of two where it must be.
    BadConfig = 12,
    /// The memory already holds a region; it is never formatted over.
    AlreadyFormatted = 13,
    /// The memory holds no region.
    BadMagic = 14,
    /// The region was formatted for another version of the interface.
    OtherAbi = 15,
    /// The region was formatted with another layout of its tables.
    OtherLayout = 16,
    /// The header's checksum does not agree with its words.
    DamagedHeader = 17,
    /// A newer build has used the region, and this one may not touch it any more.
    BuildTooOld = 18,
    /// The gateway's registry skips, repeats or resurrects a code.
    BadRegistry = 19,

    /// No such lane was configured.
    NoSuchLane = 20,
    /// Somebody else holds this handle.
    AlreadyClaimed = 21,
    /// This handle was taken over, or the region was recovered; it may do nothing any more.
    HandleLost = 22,
    /// The time given is before the time of the call before.
    ClockBackwards = 23,
    /// The time given is far behind what others give: the caller's clock stands still.
    ClockStopped = 24,

    /// Nobody has armed the region.
    NotArmed = 30,
    /// The control handle has not renewed its lease in time.
    LeaseExpired = 31,
    /// A monitor that must be listening has not been heard in time.
    MonitorSilent = 37,
    /// A critical alarm was not acknowledged in time.
    AlarmUnacknowledged = 32,
    /// Events are not taken from the lane as fast as they come: its journal stands still.
    JournalStalled = 38,
    /// A switch of one of the scopes is thrown.
    Halted = 33,
    /// Only orders that bring the position nearer to zero pass.
    ReduceOnly = 39,
    /// The scope was killed again after the operator looked.
    KilledSince = 34,
    /// The session with the venue is lost.
    VenueDown = 35,
    /// The venue is heard again, and what is open there is not known yet.
    VenueRecovering = 36,

    /// No such account.
    UnknownAccount = 40,
    /// No such instrument.
    UnknownInstrument = 41,
    /// No such venue.
    UnknownVenue = 42,
    /// No such strategy, or its code is retired.
    UnknownStrategy = 43,
    /// The strategy's code is retired: a tombstone.
    RetiredStrategy = 52,
    /// The strategy is known here with another generation.
    WrongGeneration = 44,
    /// The parent carries a flag that is not known here, or is retired.
    UnknownFlag = 53,
    /// The strategy is not in the manifest that the region was armed with.
    NotInManifest = 54,
    /// No such party, or one of another role.
    UnknownParty = 55,
    /// No such monitor.
    UnknownMonitor = 56,
    /// No such parent: never admitted, or retired.
    UnknownParent = 45,
    /// No such child: never routed, or retired with its parent.
    UnknownChild = 46,
    /// The account has used this client id before.
    DuplicateClientId = 47,
    /// Something with this code or key is defined already.
    AlreadyDefined = 48,
    /// No such execution in suspense.
    NoSuchEntry = 49,
    /// The execution in suspense is assigned already.
    AlreadyAssigned = 50,
    /// What the execution in suspense says of its side, account or instrument is not the target's.
    WrongTarget = 51,
    /// No person has this key.
    UnknownKey = 57,
    /// The key is the one that requested the reset.
    SameKey = 58,
    /// No reset was requested under this nonce, or it was used.
    NoSuchRequest = 59,

    /// The quantity is zero.
    ZeroQuantity = 60,
    /// The quantity is above what the instrument allows.
    QuantityTooLarge = 61,
    /// The quantity is not a multiple of the lot.
    OffLot = 62,
    /// The side is not one of FIX's that the core knows.
    BadSide = 63,
    /// The price is missing where one is needed, or absurd.
    BadPrice = 64,
    /// The child's price is worse than its parent's limit.
    PriceBeyondLimit = 65,
    /// The price lies outside the collar around the reference price.
    OutsideCollar = 66,
    /// The instrument has no reference price.
    NoReferencePrice = 67,
    /// The reference price is older than the collar allows.
    StaleReferencePrice = 68,
    /// Quantity times price is more than the core can count.
    NotionalTooLarge = 69,
    /// A limit that must be set is not.
    LimitUnset = 70,
    /// The fan-out bounds are zero or above what the core can count.
    BadFanOut = 71,
    /// The time in force is not one of FIX's that the core knows.
    BadTimeInForce = 72,

    /// The parent has ended.
    ParentDone = 80,
    /// The parent is closed: cancelled, and only waiting for its children.
    Closed = 81,
    /// The parent is held until a person releases it.
    Held = 82,
    /// The parent's expire time has come.
    ParentExpired = 89,
    /// Upstream has not refreshed the parent's lease in time.
    ParentLeaseExpired = 90,
    /// The parent has had as many children as it may ever have.
    FanOutChildren = 83,
    /// The parent has sent as much quantity as it may ever send.
    FanOutQuantity = 84,
    /// More than what is left.
    ExceedsHeadroom = 85,
    /// More than the position limit leaves.
    ExceedsPositionLimit = 86,
    /// More than the account's limit leaves.
    ExceedsAccountLimit = 87,
    /// More than the firm's limit leaves.
    ExceedsFirmLimit = 88,
    /// More than the session's manifest leaves the strategy.
    ExceedsSessionCap = 91,
    /// The lane's budget of orders is used up for now.
    OrdersThrottled = 92,
    /// The lane's budget of cancels is used up for now; nothing but cancels uses it.
    CancelsThrottled = 93,
    /// The strategy was executed on this side of the instrument too often; a person must enable it again.
    RepeatedExecutions = 94,

    /// The child has ended; there is nothing to cancel or replace.
    ChildEnded = 100,
    /// The child has as many open requests as it can hold.
    TooManyRequests = 101,
    /// The parent has not ended, or a child of it is not proven dead.
    NotEnded = 102,
    /// Nothing would change.
    NothingToChange = 103,
    /// The lease asked for is longer than the manifest allows.
    LeaseTooLong = 104,
    /// What runs here is not what was expected.
    WrongFingerprint = 105,
    /// A critical alarm is not acknowledged.
    AlarmsRaised = 106,
    /// Nobody knows what became of a child in the scope.
    ChildUnproven = 107,
    /// An execution in suspense is not assigned.
    SuspenseOpen = 108,
    /// The least delay between request and confirmation has not passed.
    TooSoon = 109,
    /// The request has expired.
    TooLate = 110,

    /// The table of parents is full.
    ParentsFull = 120,
    /// The table of children is full.
    ChildrenFull = 121,
    /// So few execution records are left that a fill might find none.
    ExecutionsFull = 122,
    /// The table of client ids is full.
    ClientIdsFull = 123,
    /// The table of strategies in instruments is full.
    ThrottlesFull = 125,
    /// The table of this kind of definition is full.
    DefinitionsFull = 124,
}

impl Refusal {
    /// The word for it, as `plimsoll replay` prints it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Refusal::TooShort => "too_short",
            Refusal::Unaligned => "unaligned",
            Refusal::BadConfig => "bad_config",
            Refusal::AlreadyFormatted => "already_formatted",
            Refusal::BadMagic => "bad_magic",
            Refusal::OtherAbi => "other_abi",
            Refusal::OtherLayout => "other_layout",
            Refusal::DamagedHeader => "damaged_header",
            Refusal::BuildTooOld => "build_too_old",
            Refusal::BadRegistry => "bad_registry",
            Refusal::NoSuchLane => "no_such_lane",
            Refusal::AlreadyClaimed => "already_claimed",
            Refusal::HandleLost => "handle_lost",
            Refusal::ClockBackwards => "clock_backwards",
            Refusal::ClockStopped => "clock_stopped",
            Refusal::NotArmed => "not_armed",
            Refusal::LeaseExpired => "lease_expired",
            Refusal::MonitorSilent => "monitor_silent",
            Refusal::AlarmUnacknowledged => "alarm_unacknowledged",
            Refusal::JournalStalled => "journal_stalled",
            Refusal::Halted => "halted",
            Refusal::ReduceOnly => "reduce_only",
            Refusal::KilledSince => "killed_since",
            Refusal::VenueDown => "venue_down",
            Refusal::VenueRecovering => "venue_recovering",
            Refusal::UnknownAccount => "unknown_account",
            Refusal::UnknownInstrument => "unknown_instrument",
            Refusal::UnknownVenue => "unknown_venue",
            Refusal::UnknownStrategy => "unknown_strategy",
            Refusal::RetiredStrategy => "retired_strategy",
            Refusal::WrongGeneration => "wrong_generation",
            Refusal::UnknownFlag => "unknown_flag",
            Refusal::NotInManifest => "not_in_manifest",
            Refusal::UnknownParty => "unknown_party",
            Refusal::UnknownMonitor => "unknown_monitor",
            Refusal::UnknownParent => "unknown_parent",
            Refusal::UnknownChild => "unknown_child",
            Refusal::DuplicateClientId => "duplicate_client_id",
            Refusal::AlreadyDefined => "already_defined",
            Refusal::NoSuchEntry => "no_such_entry",
            Refusal::AlreadyAssigned => "already_assigned",
            Refusal::WrongTarget => "wrong_target",
            Refusal::UnknownKey => "unknown_key",
            Refusal::SameKey => "same_key",
            Refusal::NoSuchRequest => "no_such_request",
            Refusal::ZeroQuantity => "zero_quantity",
            Refusal::QuantityTooLarge => "quantity_too_large",
            Refusal::OffLot => "off_lot",
            Refusal::BadSide => "bad_side",
            Refusal::BadPrice => "bad_price",
            Refusal::PriceBeyondLimit => "price_beyond_limit",
            Refusal::OutsideCollar => "outside_collar",
            Refusal::NoReferencePrice => "no_reference_price",
            Refusal::StaleReferencePrice => "stale_reference_price",
            Refusal::NotionalTooLarge => "notional_too_large",
            Refusal::LimitUnset => "limit_unset",
            Refusal::BadFanOut => "bad_fan_out",
            Refusal::BadTimeInForce => "bad_time_in_force",
            Refusal::ParentDone => "parent_done",
            Refusal::Closed => "closed",
            Refusal::Held => "held",
            Refusal::ParentExpired => "parent_expired",
            Refusal::ParentLeaseExpired => "parent_lease_expired",
            Refusal::FanOutChildren => "fan_out_children",
            Refusal::FanOutQuantity => "fan_out_quantity",
            Refusal::ExceedsHeadroom => "exceeds_headroom",
            Refusal::ExceedsPositionLimit => "exceeds_position_limit",
            Refusal::ExceedsAccountLimit => "exceeds_account_limit",
            Refusal::ExceedsFirmLimit => "exceeds_firm_limit",
            Refusal::ExceedsSessionCap => "exceeds_session_cap",
            Refusal::OrdersThrottled => "orders_throttled",
            Refusal::CancelsThrottled => "cancels_throttled",
            Refusal::RepeatedExecutions => "repeated_executions",
            Refusal::ChildEnded => "child_ended",
            Refusal::TooManyRequests => "too_many_requests",
            Refusal::NotEnded => "not_ended",
            Refusal::NothingToChange => "nothing_to_change",
            Refusal::LeaseTooLong => "lease_too_long",
            Refusal::WrongFingerprint => "wrong_fingerprint",
            Refusal::AlarmsRaised => "alarms_raised",
            Refusal::ChildUnproven => "child_unproven",
            Refusal::SuspenseOpen => "suspense_open",
            Refusal::TooSoon => "too_soon",
            Refusal::TooLate => "too_late",
            Refusal::ParentsFull => "parents_full",
            Refusal::ChildrenFull => "children_full",
            Refusal::ExecutionsFull => "executions_full",
            Refusal::ClientIdsFull => "client_ids_full",
            Refusal::ThrottlesFull => "throttles_full",
            Refusal::DefinitionsFull => "definitions_full",
        }
    }
}

/// What a report broke. The report was booked all the same (law L3); an alarm of the same name is
/// raised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u16)]
#[non_exhaustive]
pub enum Breach {
    /// The parent was executed, or is committed, past its quantity. It is held.
    Overfill = 200,
    /// The child was executed past its own quantity; the parent had room for it.
    ChildOverfill = 201,
    /// The report fits no child. It went to suspense.
    Suspense = 202,
    /// The venue reports on a child that the gate refused: it was sent all the same. The parent is
    /// held.
    ReportOnVoid = 203,
    /// An execution id came again with other numbers. The first numbers stand; what the venue's
    /// CumQty has beyond all of them counts as inferred.
    ConflictingExecution = 204,
    /// The report contradicts itself, the books or FIX: a trade of nothing, more last than
    /// cumulative, an end of a live order, a bust of another quantity than its execution counts
    /// for, a claim of more than the child ever was.
    ImpossibleReport = 205,
    /// The report answers a request that nobody made, or accepts one that was refused.
    UnexpectedAnswer = 206,
    /// The venue's final CumQty, or a new execution's, is less than the executions that it
    /// reported.
    CumQtyDisagrees = 207,
    /// No execution record was left. The quantity was booked; the execution cannot be recognised if
    /// it comes again.
    ExecutionsFull = 208,
    /// An execution at a price that cannot be: worse than its parent's limit, of another sign, or
    /// sixteen times it.
    ImpossiblePrice = 209,
}

impl Breach {
    /// The word for it, as `plimsoll replay` prints it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Breach::Overfill => "overfill",
            Breach::ChildOverfill => "child_overfill",
            Breach::Suspense => "suspense",
            Breach::ReportOnVoid => "report_on_void",
            Breach::ConflictingExecution => "conflicting_execution",
            Breach::ImpossibleReport => "impossible_report",
            Breach::UnexpectedAnswer => "unexpected_answer",
            Breach::CumQtyDisagrees => "cum_qty_disagrees",
            Breach::ExecutionsFull => "executions_full",
            Breach::ImpossiblePrice => "impossible_price",
        }
    }
}
