//! The alphabet that histories are spelled in: every operation, with quantities of 0 to 3, on two
//! parents and three children.
//!
//! Law: a letter means the same calls wherever it stands, with the names that the history before it
//! has brought; one that names what is not there yet is not spelled.
//!
//! Uses: `call`, `orders`, `world`. Used by: `exhaust`.

use crate::call::{Answer, Call};
use crate::orders::{PRICE, child, ended, parent, qty, trade};
use crate::world::{KEYS, START, World};
use plimsoll::{
    AccountId, AlarmKind, ChildId, ExecId, ExecType, Level, OrdStatus, ParentId, Report, Scope,
    VenueId,
};

/// Parents in a history, at most.
pub const PARENTS: usize = 2;
/// Children in a history, at most.
pub const CHILDREN: usize = 3;

/// One operation. Parents and children are numbered as the history brought them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "named as the calls that they stand for")]
pub enum Letter {
    Admit(u64),
    Amend(usize, u64),
    CancelParent(usize),
    Hold(usize),
    Release(usize),
    Retire(usize),
    Route(usize, u64),
    Sent(usize),
    Doubt(usize),
    RequestCancel(usize),
    RequestReplace(usize, u64),
    /// A report of the session.
    Say(usize, Word),
    /// The same through the control handle, as a statement.
    State(usize, Word),
    /// The same, as a drop copy.
    Copy(usize, Word),
    ProveCooled(usize),
    /// An execution of a child that never was.
    Stray(u64),
    Kill(Scope),
    KillParent(usize),
    ReduceOnly,
    /// By two persons, one after the other.
    Reset(Scope),
    /// Whatever is raised.
    Acknowledge,
    Arm,
    Disarm,
    Disconnect,
    Reconnect,
    BeginMassStatus,
    EndMassStatus,
}

/// What is said of a child. `None`: it is left unsaid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "named as the reports that they stand for")]
pub enum Word {
    New,
    /// Which execution, of how much, and by which CumQty.
    Trade(u128, u64, Option<u64>),
    /// How it ended, and at which CumQty.
    End(ExecType, Option<u64>),
    /// Which request, and the OrderQty.
    Replaced(Option<u16>, Option<u64>),
    ReplaceRejected(u16),
    CancelRejected,
    /// 'Unknown order', in answer to a replace or to a cancel.
    Unknown(ExecType),
    Restated(u64),
    Bust(u128),
    Correct(u128, u64),
    /// A CumQty, and whether it is all of it.
    Status(u64, bool),
    Suspended,
}

impl Word {
    fn report(self, child: ChildId) -> Report {
        let plain = |exec_type| Report::new(child, exec_type);
        match self {
            Word::New => plain(ExecType::New),
            Word::Trade(exec, n, cum) => Report { cum_qty: cum.map(qty), ..trade(child, exec, n) },
            Word::End(exec_type, Some(cum)) => ended(child, exec_type, cum),
            Word::End(exec_type, None) => plain(exec_type),
            Word::Replaced(request, order_qty) => {
                let order_qty = order_qty.map(qty);
                Report { request, order_qty, ..plain(ExecType::Replaced) }
            }
            Word::ReplaceRejected(number) => {
                Report { request: Some(number), ..plain(ExecType::ReplaceRejected) }
            }
            Word::CancelRejected => plain(ExecType::CancelRejected),
            Word::Unknown(exec_type) => Report { unknown_order: true, ..plain(exec_type) },
            Word::Restated(n) => {
                let exec_id = ExecId(70 + u128::from(n));
                Report { exec_id, order_qty: Some(qty(n)), ..plain(ExecType::Restated) }
            }
            Word::Bust(exec) => {
                let exec_ref = Some(ExecId(exec));
                Report { exec_id: ExecId(20 + exec), exec_ref, ..plain(ExecType::TradeCancel) }
            }
            Word::Correct(exec, n) => Report {
                exec_type: ExecType::TradeCorrect,
                exec_ref: Some(ExecId(exec)),
                ..trade(child, 30 + 10 * exec + u128::from(n), n)
            },
            Word::Status(cum, whole) => {
                let status = if whole { OrdStatus::Filled } else { OrdStatus::PartiallyFilled };
                let ord_status = Some(status);
                Report { cum_qty: Some(qty(cum)), ord_status, ..plain(ExecType::OrderStatus) }
            }
            Word::Suspended => plain(ExecType::Suspended),
        }
    }
}

/// The account that all parents are of.
const ACCOUNT: Scope = Scope::Account(AccountId(0));
const VENUE: VenueId = VenueId(0);

/// What may be said of each child.
fn words() -> Vec<Word> {
    let trades = (1..=2).flat_map(|exec| (1..=3).map(move |n| Word::Trade(exec, n, None)));
    let ends = [None, Some(0), Some(1), Some(2), Some(3)].map(|cum| {
        [
            Word::End(ExecType::Canceled, cum),
            Word::End(ExecType::Expired, cum),
            Word::End(ExecType::Rejected, cum),
            Word::End(ExecType::DoneForDay, cum),
        ]
    });
    let by_number = [1, 2].map(|number| Word::Replaced(Some(number), None));
    let by_qty = [1, 2, 3].map(|n| Word::Replaced(None, Some(n)));
    let rest = [
        Word::New,
        Word::Trade(1, 1, Some(2)),
        Word::Trade(2, 1, Some(1)),
        Word::Trade(2, 1, Some(3)),
        Word::ReplaceRejected(1),
        Word::ReplaceRejected(2),
        Word::CancelRejected,
        Word::Unknown(ExecType::CancelRejected),
        Word::Unknown(ExecType::ReplaceRejected),
        Word::Restated(1),
        Word::Restated(3),
        Word::Bust(1),
        Word::Bust(2),
        Word::Correct(1, 1),
        Word::Correct(1, 3),
        Word::Status(1, false),
        Word::Status(3, false),
        Word::Suspended,
    ];
    trades.chain(ends.into_iter().flatten()).chain(by_number).chain(by_qty).chain(rest).collect()
}

/// Every letter.
#[must_use]
pub fn alphabet() -> Vec<Letter> {
    let mut letters: Vec<Letter> = (1..=3).map(Letter::Admit).collect();
    for parent in 0..PARENTS {
        letters.extend((0..=3).map(|n| Letter::Amend(parent, n)));
        letters.extend((0..=3).map(|n| Letter::Route(parent, n)));
        let plain = [Letter::CancelParent, Letter::Hold, Letter::Release, Letter::Retire];
        letters.extend(plain.map(|letter| letter(parent)));
        letters.push(Letter::KillParent(parent));
    }
    for child in 0..CHILDREN {
        let plain = [Letter::Sent, Letter::Doubt, Letter::RequestCancel, Letter::ProveCooled];
        letters.extend(plain.map(|letter| letter(child)));
        letters.extend((0..=3).map(|n| Letter::RequestReplace(child, n)));
        letters.extend(words().into_iter().map(|word| Letter::Say(child, word)));
        let ends = [0, 1, 2, 3].map(|cum| Word::End(ExecType::Canceled, Some(cum)));
        let states = [Word::Status(1, false), Word::Status(2, true), Word::Status(0, false)];
        letters.extend(ends.into_iter().chain(states).map(|word| Letter::State(child, word)));
        let copies = [Word::Trade(1, 1, None), Word::Trade(1, 1, Some(2)), Word::Bust(1)];
        letters.extend(copies.map(|word| Letter::Copy(child, word)));
    }
    letters.extend([Letter::Stray(1), Letter::ReduceOnly, Letter::Acknowledge]);
    letters.extend([Scope::Firm, ACCOUNT].map(Letter::Kill));
    letters.extend([Scope::Firm, ACCOUNT].map(Letter::Reset));
    letters.extend([Letter::Arm, Letter::Disarm, Letter::Disconnect, Letter::Reconnect]);
    letters.extend([Letter::BeginMassStatus, Letter::EndMassStatus]);
    letters
}

impl Letter {
    /// The one call that it stands for; `None` where it names what is not there, where the history
    /// has its parents and children already, and of a letter that stands for several.
    fn call(self, world: &World) -> Option<Call> {
        let lane = 0;
        let parent_of = |place: usize| world.parents.get(place).copied();
        let child_of = |place: usize| world.children.get(place).copied();
        let of_parent = |place, call: fn(u32, ParentId) -> Call| {
            parent_of(place).map(|parent| call(lane, parent))
        };
        let of_child =
            |place, call: fn(u32, ChildId) -> Call| child_of(place).map(|child| call(lane, child));
        let report = |place, word: Word| child_of(place).map(|child| word.report(child));
        match self {
            Letter::Admit(n) => {
                let name = world.parents.len();
                let order = parent(name as u128 + 1, n);
                (name < PARENTS).then_some(Call::Admit { lane, order })
            }
            Letter::Amend(place, n) => {
                parent_of(place).map(|parent| Call::Amend { lane, parent, qty: qty(n) })
            }
            Letter::CancelParent(place) => {
                of_parent(place, |lane, parent| Call::CancelParent { lane, parent })
            }
            Letter::Hold(place) => of_parent(place, |lane, parent| Call::Hold { lane, parent }),
            Letter::Release(place) => parent_of(place).map(|parent| Call::Release { parent }),
            Letter::Retire(place) => of_parent(place, |lane, parent| Call::Retire { lane, parent }),
            Letter::Route(place, n) => {
                let order = parent_of(place).map(|parent| child(parent, n));
                let order = order.filter(|_| world.children.len() < CHILDREN);
                order.map(|order| Call::Route { lane, order })
            }
            Letter::Sent(place) => of_child(place, |lane, child| Call::Sent { lane, child }),
            Letter::Doubt(place) => of_child(place, |lane, child| Call::Doubt { lane, child }),
            Letter::RequestCancel(place) => {
                of_child(place, |lane, child| Call::RequestCancel { lane, child })
            }
            Letter::RequestReplace(place, n) => child_of(place).map(|child| Call::RequestReplace {
                lane,
                child,
                qty: qty(n),
                price: PRICE,
            }),
            Letter::Say(place, word) => {
                report(place, word).map(|report| Call::Report { lane, report })
            }
            Letter::State(place, word) => report(place, word).map(|report| Call::Status { report }),
            Letter::Copy(place, word) => {
                report(place, word).map(|report| Call::DropCopy { report })
            }
            Letter::ProveCooled(place) => child_of(place).map(|child| Call::ProveCooled { child }),
            Letter::Stray(n) => {
                let report = trade(ChildId::from_bits(1), 90, n);
                Some(Call::Report { lane, report })
            }
            Letter::Kill(scope) => Some(Call::Kill { lane, scope, reason: 1 }),
            Letter::KillParent(place) => of_parent(place, |lane, parent| Call::Kill {
                lane,
                scope: Scope::Parent(parent),
                reason: 1,
            }),
            Letter::ReduceOnly => Some(Call::Restrict { scope: ACCOUNT, level: Level::ReduceOnly }),
            Letter::Arm => Some(Call::Arm { lease_until: u64::MAX }),
            Letter::Disarm => Some(Call::Disarm),
            Letter::Disconnect => Some(Call::Disconnect { venue: VENUE }),
            Letter::Reconnect => Some(Call::Reconnect { venue: VENUE }),
            Letter::BeginMassStatus => Some(Call::BeginMassStatus { venue: VENUE }),
            Letter::EndMassStatus => Some(Call::EndMassStatus { venue: VENUE }),
            Letter::Reset(_) | Letter::Acknowledge => None,
        }
    }

    /// Makes its calls, all at the same time of day; the last of them, and its answer. `None`, and
    /// nothing is called, where it cannot be spelled here.
    pub fn spell(self, world: &mut World) -> Option<(Call, Answer)> {
        let make = |world: &mut World, call: Call| {
            world.now = START;
            let answer = world.apply(&call);
            Some((call, answer))
        };
        match self {
            Letter::Reset(scope) => {
                let asked = make(world, Call::RequestReset { scope, key: KEYS[0] });
                let Some((_, Answer::Ticket(Ok(ticket)))) = asked else { return asked };
                let (nonce, key) = (ticket.nonce, KEYS[1]);
                make(world, Call::ConfirmReset { nonce, key, fresh: true })
            }
            Letter::Acknowledge => {
                let raised = |kind: &AlarmKind| world.region().alarm(*kind).raised;
                let raised: Vec<AlarmKind> = AlarmKind::ALL.into_iter().filter(raised).collect();
                let mut last = None;
                for alarm in raised {
                    last = make(world, Call::Acknowledge { alarm });
                }
                last
            }
            letter => {
                let call = letter.call(world)?;
                make(world, call)
            }
        }
    }

    /// Whether it may lower what is latched: it is the operator's.
    #[must_use]
    pub fn unlatches(self) -> bool {
        matches!(self, Letter::Reset(_) | Letter::Acknowledge | Letter::Arm)
    }

    /// The CumQty that it says an order has ended with, on the order's own session.
    #[must_use]
    pub fn ends_with(self) -> Option<(usize, u64)> {
        match self {
            Letter::Say(child, Word::End(ExecType::Canceled | ExecType::Expired, cum)) => {
                cum.map(|cum| (child, cum))
            }
            _ => None,
        }
    }

    /// Whether it may take back what was claimed before.
    #[must_use]
    pub fn takes_back(self) -> bool {
        let corrects = |word: Word| matches!(word, Word::Bust(_) | Word::Correct(..));
        match self {
            Letter::State(..) => true,
            Letter::Say(_, word) | Letter::Copy(_, word) => corrects(word),
            _ => false,
        }
    }
}
