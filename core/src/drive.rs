//! Driving: a plan, routed leg by leg until the gate refuses.
//!
//! The gate is asked for each leg as it is for any other child; a plan has no rights of its own.
//!
//! Uses: `slice`, `gate`. Used by: gateways.

use crate::gate::NewChild;
use crate::id::{ChildId, ParentId};
use crate::lane::Lane;
use crate::refusal::Refusal;
use crate::slice::{Leg, Plan};
use crate::units::{Nanos, TimeInForce};

/// A leg that became a child.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The child.
    pub child: ChildId,
    /// Its leg.
    pub leg: Leg,
}

/// How far a plan was routed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Driven {
    /// Legs that became children: the first ones of the plan.
    pub placed: usize,
    /// Why the next one did not; `None`: all are out, or `out` is full.
    pub refused: Option<Refusal>,
}

impl Lane<'_> {
    /// Routes the legs of `plan` in order and writes each child to `out`, until the gate refuses
    /// one or `out` is full. Write each child's message, then call [`Lane::sent`] for it.
    pub fn route_plan(
        &mut self,
        parent: ParentId,
        plan: &Plan,
        time_in_force: TimeInForce,
        now: Nanos,
        out: &mut [Placed],
    ) -> Driven {
        let mut placed = 0;
        for (leg, place) in plan.iter().zip(out) {
            let child = NewChild {
                parent,
                venue: leg.venue,
                qty: leg.qty,
                price: leg.price,
                time_in_force,
            };
            match self.route(&child, now) {
                Ok(child) => *place = Placed { child, leg: *leg },
                Err(refusal) => return Driven { placed, refused: Some(refusal) },
            }
            placed += 1;
        }
        Driven { placed, refused: None }
    }
}
