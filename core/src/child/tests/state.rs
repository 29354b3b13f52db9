//! What states, reports and statuses are called, and the rules that few cells of the table show.

use super::super::state::{ExecType, OrdStatus, Progress, State, next_state};

#[test]
fn each_has_the_name_that_people_read() {
    let states = "born sent live partially_filled filled done_for_day canceled expired rejected \
                  suspended stopped calculated unknown void";
    let reports = "pending_new new trade pending_cancel canceled pending_replace replaced rejected \
                   expired done_for_day suspended stopped calculated restated trade_correct \
                   trade_cancel order_status cancel_rejected replace_rejected";
    let statuses = "new partially_filled filled done_for_day canceled pending_cancel stopped \
                    rejected suspended pending_new calculated expired pending_replace";
    assert!(states.split(' ').eq(State::ALL.map(State::name)));
    assert!(reports.split(' ').eq(ExecType::ALL.map(ExecType::name)));
    assert!(statuses.split(' ').eq(OrdStatus::ALL.map(OrdStatus::name)));
}

#[test]
fn what_is_alive_works_if_somebody_vouches_for_it() {
    use State::{Born, Live, PartiallyFilled, Sent, Stopped, Suspended, Unknown};
    let working = [Born, Sent, Live, PartiallyFilled, Suspended, Stopped];
    for state in State::ALL {
        assert_eq!(state.is_working(), working.contains(&state), "{state:?}");
        assert_eq!(state.is_alive(), state.is_working() || state == Unknown, "{state:?}");
    }
    use OrdStatus::{Calculated, Canceled, DoneForDay, Expired, Filled, Rejected};
    let over = [Filled, DoneForDay, Canceled, Rejected, Calculated, Expired];
    for status in OrdStatus::ALL {
        assert_eq!(status.is_alive(), !over.contains(&status), "{status:?}");
    }
}

#[test]
fn a_report_is_of_an_execution_or_answers_a_request_or_neither() {
    use ExecType::{CancelRejected, ReplaceRejected, Replaced, Trade, TradeCancel, TradeCorrect};
    for report in ExecType::ALL {
        let execution = [Trade, TradeCorrect, TradeCancel].contains(&report);
        let answer = [Replaced, CancelRejected, ReplaceRejected].contains(&report);
        assert_eq!((report.is_execution(), report.answers_a_request()), (execution, answer));
    }
}

#[test]
fn a_report_moves_what_it_may() {
    use State::{Born, Calculated, Canceled, DoneForDay, Live, Sent, Stopped, Suspended};
    for (state, report, next) in [
        (Born, ExecType::PendingNew, Sent),
        (Live, ExecType::PendingNew, Live),
        (Live, ExecType::Replaced, State::PartiallyFilled),
        (DoneForDay, ExecType::Replaced, DoneForDay),
        (DoneForDay, ExecType::Restated, State::PartiallyFilled),
        (Live, ExecType::Suspended, Suspended),
        (Stopped, ExecType::Suspended, Stopped),
        (Canceled, ExecType::Suspended, Canceled),
        (Live, ExecType::Calculated, Calculated),
        (Canceled, ExecType::Calculated, Canceled),
    ] {
        assert_eq!(next_state(state, report, Progress::Part), next, "{state:?} {report:?}");
    }
}
