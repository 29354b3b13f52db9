//! The alarms of which the laws say exactly when they are raised: of clocks and of codes.
//!
//! Law: such an alarm is raised once by the call that finds its cause, with that call's time, and
//! by no other (L8, RTS 6 Art. 16).
//!
//! Uses: `plimsoll`, `world`. Used by: `model`.

use crate::call::Call;
use crate::play::{Scene, Verdict, must};
use crate::world::{DESK, FIRST_CODE, FLAG, GENERATION, TRADER};
use plimsoll::{AlarmKind, NewParent, Parties, PartyRole, Refusal};

/// Whether something that an order carries is unknown here.
pub(super) fn is_unknown(order: &NewParent) -> bool {
    let code = !(FIRST_CODE..FIRST_CODE + 2).contains(&order.strategy.0);
    code || order.generation != GENERATION || order.flags & !FLAG != 0 || strange(order.parties)
}

/// Whether a party is not known in its role.
pub(super) fn strange(parties: Parties) -> bool {
    parties
        .iter()
        .any(|party| ![(PartyRole::Desk, DESK), (PartyRole::Trader, TRADER)].contains(&party))
}

/// What the alarm of a call should say: its time, the value, the other value where it is known.
fn caused(kind: AlarmKind, scene: &Scene<'_>) -> Option<(u64, u64, Option<u64>)> {
    let refused = scene.answer.refusal();
    match (kind, scene.call) {
        (AlarmKind::UnknownCode, Call::Admit { order, .. }) if is_unknown(order) => {
            let now = scene.driver.world.now;
            Some((now, u64::from(order.strategy.0), Some(order.flags)))
        }
        (AlarmKind::ClockBackwards, Call::LateTick { behind, .. })
            if refused == Some(Refusal::ClockBackwards) =>
        {
            let given = scene.driver.world.now - behind;
            Some((given, given, None))
        }
        (AlarmKind::ClockStopped, Call::LateTick { behind, .. })
            if refused == Some(Refusal::ClockStopped) =>
        {
            let given = scene.driver.world.now - behind;
            Some((given, given, None))
        }
        _ => None,
    }
}

/// Whether each of these alarms was raised by this call if it found the cause, and else is as it
/// was.
pub(super) fn agree(scene: &Scene<'_>) -> Verdict {
    for kind in [AlarmKind::UnknownCode, AlarmKind::ClockBackwards, AlarmKind::ClockStopped] {
        let (before, after) = (scene.before.alarm(kind), scene.after.alarm(kind));
        let (Some(before), Some(after)) = (before, after) else { continue };
        match caused(kind, scene) {
            Some((at, value, other)) => {
                // A time that is far ahead of all that were told before is not believed at once.
                let tolerance = scene.driver.world.setup.tolerance;
                // One before the lane's own last is not either.
                let now = scene.driver.world.now;
                let late = matches!(scene.call, Call::LateTick { .. });
                let is_time = |said: u64| {
                    said == at
                        || (tolerance..at).contains(&said)
                        || (late && (at..=now).contains(&said))
                };
                let first = before.raised || is_time(after.first_at.0);
                let said = after.raised
                    && after.count == before.count + 1
                    && is_time(after.last_at.0)
                    && after.value == value;
                let other = other.is_none_or(|other| other == after.other);
                must(first && said && other, || format!("L8: {kind:?} says {after:?} at {at}"))?;
            }
            None => must(after.count == before.count, || {
                format!("L8: {kind:?} was raised without cause: {after:?}")
            })?,
        }
    }
    Ok(())
}
