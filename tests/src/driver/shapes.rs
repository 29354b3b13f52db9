//! What parents, children and forged reports look like: the numbers of a step made into terms.
//!
//! Uses: `driver`. Used by: `driver`.

use super::*;

/// A desk, a trader, both or none; where they are `strange`, one of them in a role that it has not.
fn parties(number: u8, strange: bool) -> Parties {
    let desk = matches!(number & 7, 0 | 2).then_some(DESK);
    let trader = matches!(number & 7, 1 | 2).then_some(TRADER);
    let client = strange.then_some(DESK);
    Parties { client, trader, desk }
}

impl Driver {
    pub(super) fn new_parent(
        &mut self,
        shape: u8,
        qty: u16,
        client: u8,
        price: u8,
        fan_out: u8,
    ) -> NewParent {
        let oddity = shape >> 5;
        let instrument = InstrumentId(if shape & 0b1110_0000 == 0b1010_0000 && shape & 1 == 1 {
            9
        } else {
            u32::from(shape >> 1 & 1)
        });
        let account =
            AccountId(if oddity == 5 && shape & 3 == 2 { 9 } else { u32::from(shape & 1) });
        let strategy = match (oddity, shape & 3, shape >> 4 & 1) {
            (5, 0, 0) => StrategyId(9),
            (5, 0, _) => StrategyId(RETIRED_CODE),
            (_, _, index) => world::strategy(u32::from(index)),
        };
        let most = if qty.is_multiple_of(64) { u64::from(u16::MAX) } else { 1_200 };
        let qty = self.in_lots(Some(instrument), u64::from(qty) % most);
        NewParent {
            account,
            instrument,
            client_id: self.client(client),
            side: [Side::Buy, Side::Buy, Side::Sell, Side::SellShort][usize::from(shape >> 2 & 3)],
            qty: Qty::saturating(qty),
            price: match (oddity, price) {
                (7, _) => None,
                (_, 250) => Some(Price(1 << 50)),
                (_, 251) => Some(Price(0)),
                _ => Some(Price(REFERENCE + i64::from(price % 16))),
            },
            strategy,
            generation: if oddity == 6 && shape & 3 == 0 { 2 } else { GENERATION },
            fan_out: FanOut {
                max_children: match fan_out % 8 {
                    0 => 2,
                    1 => 5,
                    _ => 1_000,
                },
                max_sent: match fan_out >> 3 & 7 {
                    0 => qty.max(1),
                    1 => qty.max(1) * 2,
                    _ => 1 << 40,
                },
                max_refused: match fan_out >> 6 {
                    0 => 2,
                    1 => 5,
                    _ => 1_000,
                },
                ..FanOut::WIDEST
            },
            parties: parties(client, oddity == 6 && shape & 3 == 1),
            flags: match (oddity, shape & 3) {
                (6, 2) => FLAG | 1 << 63,
                (6, 3) => RETIRED_FLAG,
                _ => FLAG * u64::from(client >> 3 & 1),
            },
            expire_time: matches!(price >> 4, 4 | 6)
                .then(|| Nanos(self.world.now + u64::from(fan_out) * 300)),
            lease: matches!(price >> 4, 5 | 6).then(|| u64::from(price & 15) * 3_000),
        }
    }

    /// A fresh name for most numbers, one that was used before for some; all alike in their low
    /// half.
    fn client(&mut self, number: u8) -> ClientId {
        if number > 230 && self.clients > 0 {
            return ClientId((u128::from(number) % self.clients + 1) << 70);
        }
        self.clients += 1;
        ClientId(self.clients << 70)
    }

    pub(super) fn new_child(
        &mut self,
        parent: ParentId,
        venue: u8,
        qty: u16,
        price: u8,
        terms: u8,
    ) -> NewChild {
        let view = self.world.region().parent(parent);
        let room = view.map_or(0, |view| view.headroom);
        let most = if qty.is_multiple_of(16) { room * 2 + 2 } else { room / 2 + 2 };
        let qty = self.in_lots(view.map(|view| view.instrument), u64::from(qty) % most);
        NewChild {
            parent,
            venue: if venue > 252 { VenueId(9) } else { world::venue(u32::from(venue)) },
            qty: Qty::saturating(qty),
            price: self.price(Some(parent), price),
            time_in_force: TIMES_IN_FORCE[usize::from(terms) % TIMES_IN_FORCE.len()],
        }
    }

    pub(super) fn forge(&self, step: &Step) -> Option<(u8, Report)> {
        match *step {
            Step::Forge { lane, child, exec_type, numbers, claims, exec } => {
                let child = pick(&self.world.children, child)?;
                let exec_type = EXEC_TYPES[usize::from(exec_type) % EXEC_TYPES.len()];
                let mut report = Report::new(child, exec_type);
                if exec_type == ExecType::Trade {
                    report.exec_id = ExecId(u128::from(exec % 8) << 64 | 7);
                    report.last_qty = Qty::saturating(u64::from(numbers) % 64);
                    report.last_px = Price(REFERENCE);
                }
                if matches!(exec_type, ExecType::TradeCancel | ExecType::TradeCorrect) {
                    // Of, or by the name of, anything that is known, or nothing.
                    report.exec_id = ExecId(u128::from(exec >> 3 & 7) << 64 | 7);
                    report.exec_ref =
                        (claims & 64 == 0).then_some(ExecId(u128::from(exec % 8) << 64 | 7));
                    report.last_qty = Qty::saturating(u64::from(numbers) % 64);
                    report.last_px = Price(REFERENCE + i64::from(claims >> 7));
                    report.exec_id = if exec > 200 { ExecId(0) } else { report.exec_id };
                }
                let number = u64::from(numbers) % 300;
                report.cum_qty = (claims & 1 != 0).then_some(Qty::saturating(number));
                report.leaves_qty = (claims & 2 != 0).then_some(Qty::saturating(number / 2));
                report.order_qty = (claims & 4 != 0).then_some(Qty::saturating(number + 1));
                report.ord_status = (claims & 8 != 0).then_some(OrdStatus::Filled);
                report.request = (claims & 16 != 0).then_some(u16::from(exec % 4));
                report.unknown_order = claims & 32 != 0
                    && matches!(exec_type, ExecType::CancelRejected | ExecType::ReplaceRejected);
                Some((lane, report))
            }
            Step::Stray { lane, exec_type, qty } => {
                let known = self.world.children.last().map_or(1, |child| child.to_bits());
                let bits = match qty % 4 {
                    0 => 0,
                    1 => known ^ (1 << 44),
                    2 => known ^ (1 << 60),
                    _ => known | ((1 << 30) - 1),
                };
                let exec_type = EXEC_TYPES[usize::from(exec_type) % EXEC_TYPES.len()];
                let mut report = Report::new(ChildId::from_bits(bits), exec_type);
                report.exec_id = ExecId(u128::from(qty));
                report.last_qty = Qty::saturating(u64::from(qty % 100));
                let (account, instrument) = (AccountId(0), InstrumentId(0));
                report.hint =
                    (qty & 4 != 0).then_some(Hint { account, instrument, side: Side::Buy });
                Some((lane, report))
            }
            _ => None,
        }
    }
}
