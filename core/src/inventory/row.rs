//! The table of names, rules and measures.

use super::{ControlId, Measure};

impl ControlId {
    pub(super) const fn row(self) -> (&'static str, &'static str, Measure) {
        match self {
            ControlId::Arming => ("arming", "law L8", Measure::Always),
            ControlId::Fingerprint => ("fingerprint", "RTS 6 Art. 11; DESIGN §7", Measure::Always),
            ControlId::Manifest => ("manifest", "RTS 6 Art. 8; DESIGN §7", Measure::Scopes),
            ControlId::SessionCaps => ("session_caps", "RTS 6 Art. 8(b)", Measure::Scopes),
            ControlId::LimitsSet => ("limits_set", "law L8; SEC 15c3-5(c)(1)", Measure::Always),
            ControlId::Lease => ("lease", "law L8", Measure::Nanoseconds),
            ControlId::LeaseLength => ("lease_length", "law L8", Measure::Nanoseconds),
            ControlId::Monitors => ("monitors", "RTS 6 Art. 16(1)", Measure::Scopes),
            ControlId::AlarmDeadline => {
                ("alarm_deadline", "RTS 6 Art. 16(5); law L8", Measure::Nanoseconds)
            }
            ControlId::ClockBackwards => ("clock_backwards", "law L8", Measure::Always),
            ControlId::ClockStopped => ("clock_stopped", "law L8", Measure::Nanoseconds),
            ControlId::Journal => ("journal", "SEC 15c3-5(c)(2)(iv); law L8", Measure::Scopes),
            ControlId::Handle => ("handle", "SEC 15c3-5(d); law L8", Measure::Always),
            ControlId::Build => ("build", "RTS 6 Art. 11; DESIGN §7", Measure::Number),
            ControlId::Layout => ("layout", "law L8", Measure::Always),
            ControlId::Halted => ("halted", "RTS 6 Art. 12(1); law L6", Measure::Always),
            ControlId::KillFirm => ("kill_firm", "RTS 6 Art. 12(1); law L6", Measure::Thrown),
            ControlId::KillAccount => ("kill_account", "RTS 6 Art. 12(1); law L6", Measure::Thrown),
            ControlId::KillInstrument => {
                ("kill_instrument", "RTS 6 Art. 12(1); law L6", Measure::Thrown)
            }
            ControlId::KillVenue => ("kill_venue", "RTS 6 Art. 12(1); law L6", Measure::Thrown),
            ControlId::KillStrategy => {
                ("kill_strategy", "RTS 6 Art. 12(3); law L6", Measure::Thrown)
            }
            ControlId::KillLane => ("kill_lane", "law L6", Measure::Thrown),
            ControlId::KillParty => ("kill_party", "RTS 6 Art. 12(2); law L6", Measure::Thrown),
            ControlId::KillParent => ("kill_parent", "law L6", Measure::Always),
            ControlId::ReduceOnly => ("reduce_only", "RTS 6 Art. 15(5)", Measure::Always),
            ControlId::Levels => ("levels", "law L7", Measure::Always),
            ControlId::ResetKeys => ("reset_keys", "SEC 15c3-5(d); law L7", Measure::Number),
            ControlId::ResetRequest => ("reset_request", "law L7", Measure::Always),
            ControlId::ResetDelay => ("reset_delay", "law L7", Measure::Nanoseconds),
            ControlId::ResetExpiry => ("reset_expiry", "law L7", Measure::Nanoseconds),
            ControlId::ResetSinceKill => ("reset_since_kill", "law L7", Measure::Always),
            ControlId::ResetAlarms => ("reset_alarms", "RTS 6 Art. 16(5); law L7", Measure::Always),
            ControlId::ResetUnproven => ("reset_unproven", "law L5", Measure::Always),
            ControlId::ResetSuspense => ("reset_suspense", "RTS 6 Art. 17(3)", Measure::Always),
            ControlId::Strategy => ("strategy", "RTS 6 Art. 12(3); DESIGN §7", Measure::Scopes),
            ControlId::Retired => ("retired", "DESIGN §7", Measure::Scopes),
            ControlId::Generation => ("generation", "DESIGN §7", Measure::Always),
            ControlId::Flag => ("flag", "DESIGN §7", Measure::Always),
            ControlId::Party => {
                ("party", "SEC 15c3-5(c)(2)(iii); RTS 6 Art. 12(3)", Measure::Scopes)
            }
            ControlId::History => ("history", "RTS 6 Art. 11; DESIGN §7", Measure::Scopes),
            ControlId::Definitions => {
                ("definitions", "SEC 15c3-5(c)(2)(ii); RTS 6 Art. 15(5)", Measure::Scopes)
            }
            ControlId::Identity => ("identity", "law L9", Measure::Always),
            ControlId::Duplicate => ("duplicate", "SEC 15c3-5(c)(1)(ii)", Measure::Always),
            ControlId::Assignment => ("assignment", "RTS 6 Art. 17(3); law L4", Measure::Always),
            ControlId::OrderFields => ("order_fields", "SEC 15c3-5(c)(1)(ii)", Measure::Always),
            ControlId::MaxOrderQty => {
                ("max_order_qty", "SEC 15c3-5(c)(1)(ii); RTS 6 Art. 15(1)(c)", Measure::Scopes)
            }
            ControlId::Lot => ("lot", "SEC 15c3-5(c)(2)(i)", Measure::Scopes),
            ControlId::MaxNotional => ("max_notional", "RTS 6 Art. 15(1)(b)", Measure::Money),
            ControlId::PriceLimit => ("price_limit", "SEC 15c3-5(c)(1)(ii)", Measure::Always),
            ControlId::PriceCollar => {
                ("price_collar", "SEC 15c3-5(c)(1)(ii); RTS 6 Art. 15(1)(a)", Measure::Scopes)
            }
            ControlId::ReferencePrice => {
                ("reference_price", "RTS 6 Art. 15(1)(a); law L8", Measure::Scopes)
            }
            ControlId::PositionLimit => {
                ("position_limit", "SEC 15c3-5(c)(1)(i); RTS 6 Art. 15(4)", Measure::Scopes)
            }
            ControlId::AccountLimit => {
                ("account_limit", "SEC 15c3-5(c)(1)(i); RTS 6 Art. 15(5)", Measure::Scopes)
            }
            ControlId::FirmLimit => {
                ("firm_limit", "SEC 15c3-5(c)(1)(i); RTS 6 Art. 15(4)", Measure::Money)
            }
            ControlId::Headroom => ("headroom", "law L1", Measure::Always),
            ControlId::ParentState => ("parent_state", "law L1", Measure::Always),
            ControlId::ParentExpiry => ("parent_expiry", "law L8", Measure::Always),
            ControlId::ParentLease => ("parent_lease", "law L8", Measure::Always),
            ControlId::FanOutChildren => ("fan_out_children", "law L12", Measure::Always),
            ControlId::FanOutQuantity => ("fan_out_quantity", "law L12", Measure::Always),
            ControlId::FanOutNotional => ("fan_out_notional", "law L12", Measure::Always),
            ControlId::FanOutRefused => ("fan_out_refused", "law L12", Measure::Always),
            ControlId::MaxHeld => ("max_held", "law L12", Measure::Scopes),
            ControlId::VenueSession => ("venue_session", "law L5; law L8", Measure::Scopes),
            ControlId::OrderThrottle => ("order_throttle", "RTS 6 Art. 15(1)(d)", Measure::Number),
            ControlId::CancelThrottle => {
                ("cancel_throttle", "RTS 6 Art. 15(1)(d)", Measure::Number)
            }
            ControlId::RepeatedExecutions => {
                ("repeated_executions", "RTS 6 Art. 15(3); FIA 2024", Measure::Scopes)
            }
            ControlId::StrategyRatio => ("strategy_ratio", "law L12", Measure::Scopes),
            ControlId::FirmRatio => ("firm_ratio", "law L12", Measure::Number),
            ControlId::VenueRejects => ("venue_rejects", "RTS 6 Art. 16(5)", Measure::Number),
            ControlId::SuspenseLimit => ("suspense_limit", "RTS 6 Art. 17(3)", Measure::Units),
            ControlId::PositionSuspense => {
                ("position_suspense", "RTS 6 Art. 17(3)", Measure::Scopes)
            }
            ControlId::Suspense => ("suspense", "RTS 6 Art. 17(3); law L3", Measure::Always),
            ControlId::Overfill => ("overfill", "law L3", Measure::Always),
            ControlId::ReportChecks => {
                ("report_checks", "RTS 6 Art. 17(3); law L3", Measure::Always)
            }
            ControlId::Reconciliation => ("reconciliation", "RTS 6 Art. 17(3)", Measure::Always),
            ControlId::Corrections => ("corrections", "law L2", Measure::Always),
            ControlId::UnknownChildren => ("unknown_children", "law L5", Measure::Always),
            ControlId::TakeOver => ("take_over", "law L7", Measure::Always),
            ControlId::ParentSlots => ("parent_slots", "law L8", Measure::Number),
            ControlId::ChildSlots => ("child_slots", "law L8", Measure::Number),
            ControlId::ExecutionRecords => ("execution_records", "law L3", Measure::Number),
            ControlId::ClientIds => ("client_ids", "law L9", Measure::Number),
            ControlId::RepeatSlots => ("repeat_slots", "law L8", Measure::Number),
            ControlId::DefinitionSlots => ("definition_slots", "law L8", Measure::Number),
            ControlId::RequestSlots => ("request_slots", "law L8", Measure::Number),
        }
    }
}
