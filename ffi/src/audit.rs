//! The audit: the books checked against themselves.
//!
//! Uses: `border`, `handle`, `status`, `text`. Used by: C programs.

use crate::border::outgoing;
use crate::handle::{Watch, plim_region, region_of};
use crate::status::{answer, plim_status};
use crate::text::{self, Row};
use core::ffi::c_char;
use core::mem::discriminant;
use plimsoll::{AccountId, Audit, ChildId, Finding, ParentId};

/// What an audit finds that does not agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub enum plim_finding {
    /// Nothing: the books are right.
    PLIM_FINDING_NONE = 0,
    /// A parent's quantity is not executed + reserved + headroom - overfill; subject: the parent.
    PLIM_FINDING_CONSERVATION = 1,
    /// A parent's executed is not the sum of its children's executions, of what was assigned to it
    /// and of what was executed elsewhere; subject: the parent.
    PLIM_FINDING_EXECUTED = 2,
    /// A parent has ended with something reserved, or has not ended with nothing left; subject: it.
    PLIM_FINDING_END = 3,
    /// What the levels above set aside for a parent is not what it needs; subject: the parent.
    PLIM_FINDING_SETTLED = 4,
    /// A parent's list of children is broken; subject: the parent.
    PLIM_FINDING_LIST = 5,
    /// A child's leaves are not its bound less its executions; subject: the child.
    PLIM_FINDING_LEAVES = 6,
    /// A child's bound is not what facts and requests make it; subject: the child.
    PLIM_FINDING_BOUND = 7,
    /// An execution stands twice, not where its id leads, or is counted for another quantity than
    /// its last correction says; subject: the child.
    PLIM_FINDING_EXECUTION = 8,
    /// A position is not what its parents make it; subject: its place in the table.
    PLIM_FINDING_POSITION = 9,
    /// An account's headroom is not its limit less what its parents set aside; subject: the
    /// account.
    PLIM_FINDING_ACCOUNT = 10,
    /// The firm's headroom is not its limit less what all parents set aside.
    PLIM_FINDING_FIRM = 11,
    /// Suspense's totals, or a position's of them, are not the sum of its entries.
    PLIM_FINDING_SUSPENSE = 12,
    /// A parent's unknown, cooling or inferred is not the sum of its children's; subject: the
    /// parent.
    PLIM_FINDING_UNKNOWN = 13,
    /// Whether a child is cooling is not what its facts say; subject: the child.
    PLIM_FINDING_COOLING = 14,
    /// What is inferred of a child is not what its venue has stated beyond its executions; subject:
    /// the child.
    PLIM_FINDING_INFERRED = 15,
    /// Something that this build of the border has no number for. Never in a tested build.
    PLIM_FINDING_UNTRANSLATED = 99,
}

use plim_finding as F;

/// Every finding of the core, with its twin. What a finding carries does not count here.
const TWINS: [(F, Finding); 15] = {
    let parent = ParentId::from_bits(0);
    let child = ChildId::from_bits(0);
    [
        (F::PLIM_FINDING_CONSERVATION, Finding::Conservation(parent, 0)),
        (F::PLIM_FINDING_EXECUTED, Finding::Executed(parent)),
        (F::PLIM_FINDING_END, Finding::End(parent)),
        (F::PLIM_FINDING_SETTLED, Finding::Settled(parent)),
        (F::PLIM_FINDING_LIST, Finding::List(parent)),
        (F::PLIM_FINDING_LEAVES, Finding::Leaves(child)),
        (F::PLIM_FINDING_BOUND, Finding::Bound(child)),
        (F::PLIM_FINDING_EXECUTION, Finding::Execution(child)),
        (F::PLIM_FINDING_POSITION, Finding::Position(0)),
        (F::PLIM_FINDING_ACCOUNT, Finding::Account(AccountId(0))),
        (F::PLIM_FINDING_FIRM, Finding::Firm),
        (F::PLIM_FINDING_SUSPENSE, Finding::Suspense),
        (F::PLIM_FINDING_UNKNOWN, Finding::Unknown(parent)),
        (F::PLIM_FINDING_COOLING, Finding::Cooling(child)),
        (F::PLIM_FINDING_INFERRED, Finding::Inferred(child)),
    ]
};

impl From<Finding> for plim_finding {
    fn from(finding: Finding) -> plim_finding {
        let mut twins = TWINS.iter();
        let twin = twins.find(|(_, known)| discriminant(known) == discriminant(&finding));
        twin.map_or(F::PLIM_FINDING_UNTRANSLATED, |(twin, _)| *twin)
    }
}

#[expect(clippy::indexing_slicing, reason = "only the compiler runs it")]
static FINDINGS: [Row; TWINS.len() + 1] = {
    let mut rows = [Row::EMPTY; TWINS.len() + 1];
    rows[0] = Row::new(F::PLIM_FINDING_NONE as i32, "none");
    let mut row = 0;
    while row < TWINS.len() {
        let (twin, finding) = TWINS[row];
        rows[row + 1] = Row::new(twin as i32, finding.name());
        row += 1;
    }
    rows
};

/// Says a finding in one word, as `plimsoll replay` prints it: "audit_conservation"; "none" for
/// none.
///
/// @param finding [in] a plim_finding, or any other number.
/// @return static text that ends in NUL; "unknown_finding" for a number that is none. Never NULL.
///
/// Thread: any, also in a signal handler. Never allocates, never blocks.
#[unsafe(no_mangle)]
pub extern "C" fn plim_finding_text(finding: i32) -> *const c_char {
    text::find(&[&FINDINGS], finding, c"unknown_finding")
}

/// What an audit found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct plim_audit_result {
    /// Parents that are not retired; 0 where something does not agree.
    pub parents: u64,
    /// Their children; 0 where something does not agree.
    pub children: u64,
    /// Their executions; 0 where something does not agree.
    pub executions: u64,
    /// Where the first disagreement is: what plim_finding says; 0 for none.
    pub subject: u64,
    /// By how many units, for PLIM_FINDING_CONSERVATION; otherwise 0.
    pub difference: i64,
    /// The first disagreement. PLIM_FINDING_NONE: the books are right.
    pub finding: plim_finding,
    /// Zero.
    pub reserved: u32,
}

impl plim_audit_result {
    fn from_core(result: Result<Audit, Finding>) -> plim_audit_result {
        let audit = result.unwrap_or_default();
        let (finding, subject, difference) = match result {
            Ok(_) => (F::PLIM_FINDING_NONE, 0, 0),
            Err(finding) => {
                let (subject, difference) = subject(finding);
                (finding.into(), subject, difference)
            }
        };
        plim_audit_result {
            parents: audit.parents,
            children: audit.children,
            executions: audit.executions,
            subject,
            difference,
            finding,
            reserved: 0,
        }
    }
}

/// Where a finding is, and by how much.
fn subject(finding: Finding) -> (u64, i64) {
    match finding {
        Finding::Conservation(parent, difference) => (parent.to_bits(), difference),
        Finding::Executed(parent)
        | Finding::Unknown(parent)
        | Finding::End(parent)
        | Finding::Settled(parent)
        | Finding::List(parent) => (parent.to_bits(), 0),
        Finding::Leaves(child)
        | Finding::Bound(child)
        | Finding::Cooling(child)
        | Finding::Inferred(child)
        | Finding::Execution(child) => (child.to_bits(), 0),
        Finding::Position(place) => (u64::from(place), 0),
        Finding::Account(account) => (u64::from(account.0), 0),
        Finding::Firm | Finding::Suspense | _ => (0, 0),
    }
}

/// Checks the books against themselves: every parent's sum, every child's executions, every total
/// against its records. Exact only at rest: while lanes trade it may find what is only in motion.
///
/// @param region [in]  from plim_format or plim_attach; not NULL.
/// @param found  [out] written only on PLIM_OK; not NULL.
/// @return PLIM_OK, also where something does not agree: look at `finding`; or a border status.
///
/// Thread: any. Its time grows with the books. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_audit(
    region: *const plim_region,
    found: *mut plim_audit_result,
) -> plim_status {
    // SAFETY: the caller's duty: `region` is a region handle's storage.
    let region = unsafe { region_of::<Watch>(region) };
    // SAFETY: the caller's duty: `found` is writable.
    let out = unsafe { outgoing(found) };
    answer(region.and_then(|region| {
        out?.write(plim_audit_result::from_core(region.audit()));
        Ok(())
    }))
}
