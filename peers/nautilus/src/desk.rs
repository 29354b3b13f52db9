//! The engines, wired as their own tests wire them, and what the venue knows of each order.

use std::cell::RefCell;
use std::rc::Rc;

use nautilus_common::cache::Cache;
use nautilus_common::clock::{Clock, TestClock};
use nautilus_common::messages::execution::{SubmitOrder, TradingCommand};
use nautilus_common::msgbus::{MessageBus, set_message_bus};
use nautilus_common::throttler::RateLimit;
use nautilus_core::{UUID4, UnixNanos};
use nautilus_execution::engine::ExecutionEngine;
use nautilus_execution::engine::stubs::StubExecutionClient;
use nautilus_model::accounts::{AccountAny, CashAccount};
use nautilus_model::enums::{
    AccountType, LiquiditySide, OmsType, OrderSide, OrderType, TimeInForce,
};
use nautilus_model::events::{
    AccountState, OrderAccepted, OrderEventAny, OrderFilled, OrderSubmitted,
};
use nautilus_model::identifiers::{
    AccountId, ClientId, ClientOrderId, InstrumentId, StrategyId, TradeId, TraderId, Venue,
    VenueOrderId,
};
use nautilus_model::instruments::stubs::equity_aapl;
use nautilus_model::instruments::{Instrument, InstrumentAny};
use nautilus_model::orders::{LimitOrder, Order as _, OrderAny};
use nautilus_model::types::{AccountBalance, Currency, Money, Price, Quantity};
use nautilus_portfolio::Portfolio;
use nautilus_risk::engine::RiskEngine;
use nautilus_risk::engine::config::RiskEngineConfig;
use peer_interface::{Child, ChildState, Fill, Hand, Parent, Position, number};

/// Open orders that new engines can take over in a moment.
const TAKEN_OVER: usize = 200;

/// Has nothing beside its desk.
pub struct Nautilus;

/// Both engines and what they share.
struct Engines {
    cache: Rc<RefCell<Cache>>,
    risk: Rc<RefCell<RiskEngine>>,
    execution: Rc<RefCell<ExecutionEngine>>,
}

/// Who trades what.
#[derive(Clone, Copy)]
struct Names {
    trader: TraderId,
    strategy: StrategyId,
    client: ClientId,
    account: AccountId,
    instrument: InstrumentId,
}

/// An order as its venue knows it.
struct Order {
    id: ClientOrderId,
    venue_id: VenueOrderId,
    qty: u64,
    price: i64,
    cum: u64,
}

/// The engines, and the venue's orders.
pub struct Desk {
    engines: Engines,
    names: Names,
    orders: Vec<Order>,
    last_id: u64,
    bought: u64,
    now: UnixNanos,
}

fn account(names: &Names) -> AccountAny {
    let usd = Currency::USD();
    let (all, none) = (Money::new(1e9, usd), Money::new(0.0, usd));
    let state = AccountState::new(
        names.account,
        AccountType::Cash,
        vec![AccountBalance::new(all, none, all)],
        vec![],
        true,
        UUID4::new(),
        UnixNanos::default(),
        UnixNanos::default(),
        Some(usd),
    );
    AccountAny::Cash(CashAccount::new(state, true, false))
}

impl Engines {
    fn new(names: &Names, instrument: InstrumentAny) -> Option<Engines> {
        set_message_bus(Rc::new(RefCell::new(MessageBus::default())));
        let clock: Rc<RefCell<dyn Clock>> = Rc::new(RefCell::new(TestClock::new()));
        let cache = Rc::new(RefCell::new(Cache::new(None, None)));
        let venue = instrument.id().venue;
        cache.borrow_mut().add_instrument(instrument).ok()?;
        cache.borrow_mut().add_account(account(names)).ok()?;
        let portfolio = Portfolio::new(cache.clone(), clock.clone(), None);
        let config = RiskEngineConfig {
            max_order_submit: RateLimit::new(100_000, 1_000_000_000),
            ..RiskEngineConfig::default()
        };
        let risk = RiskEngine::new(config, portfolio, clock.clone(), cache.clone());
        let risk = Rc::new(RefCell::new(risk));
        RiskEngine::register_msgbus_handlers(&risk);
        let execution = ExecutionEngine::new(clock.clone(), cache.clone(), None);
        let execution = Rc::new(RefCell::new(execution));
        ExecutionEngine::register_msgbus_handlers(&execution);
        let (client, account) = (names.client, names.account);
        let stub = StubExecutionClient::new(client, account, venue, OmsType::Netting, Some(clock));
        execution.borrow_mut().register_client(Box::new(stub)).ok()?;
        Some(Engines { cache, risk, execution })
    }

    fn process(&self, event: &OrderEventAny) {
        self.execution.borrow_mut().process(event);
    }
}

impl Desk {
    /// A desk without orders.
    pub fn open() -> Option<Desk> {
        let instrument = InstrumentAny::Equity(equity_aapl());
        let venue: Venue = instrument.id().venue;
        let names = Names {
            trader: TraderId::from("TRADER-001"),
            strategy: StrategyId::from("S-001"),
            client: ClientId::from(venue.as_str()),
            account: AccountId::from(format!("{venue}-001").as_str()),
            instrument: instrument.id(),
        };
        let engines = Engines::new(&names, instrument)?;
        let (orders, now) = (Vec::new(), UnixNanos::default());
        Some(Desk { engines, names, orders, last_id: 0, bought: 0, now })
    }

    fn submit(&self, order: &Order) -> i32 {
        let names = &self.names;
        let limit = OrderAny::Limit(LimitOrder::new(
            names.trader,
            names.strategy,
            names.instrument,
            order.id,
            OrderSide::Buy,
            Quantity::new(order.qty as f64, 0),
            Price::new(order.price as f64 / 100.0, 2),
            TimeInForce::Day,
            None,
            false,
            false,
            false,
            None,
            None,
            None,
            None,
            None,
            None,
            None,
            None,
            None,
            None,
            None,
            UUID4::new(),
            self.now,
        ));
        let client = Some(names.client);
        let command =
            SubmitOrder::from_order(&limit, names.trader, client, None, UUID4::new(), self.now);
        let added = self.engines.cache.borrow_mut().add_order(limit, None, client, false);
        if added.is_err() {
            return number::FAULT;
        }
        self.engines.risk.borrow_mut().execute(TradingCommand::SubmitOrder(command));
        let submitted = OrderSubmitted::new(
            names.trader,
            names.strategy,
            names.instrument,
            order.id,
            names.account,
            UUID4::new(),
            self.now,
            self.now,
        );
        self.engines.process(&OrderEventAny::Submitted(submitted));
        number::OK
    }

    fn accept(&self, order: &Order) {
        let names = &self.names;
        let accepted = OrderAccepted::new(
            names.trader,
            names.strategy,
            names.instrument,
            order.id,
            order.venue_id,
            names.account,
            UUID4::new(),
            self.now,
            self.now,
            false,
        );
        self.engines.process(&OrderEventAny::Accepted(accepted));
    }

    fn filled(&self, order: &Order) -> Option<u64> {
        let cache = self.engines.cache.borrow();
        cache.order(&order.id).map(|order| order.filled_qty().as_f64() as u64)
    }
}

impl Hand for Desk {
    fn admit(&mut self, order: &Parent, _: u64) -> Result<u64, i32> {
        // The comparison buys only.
        if order.side == 1 { Ok(order.client_id) } else { Err(number::FAULT) }
    }

    fn route(&mut self, child: &Child, now: u64) -> Result<u64, i32> {
        self.now = UnixNanos::from(now);
        self.last_id += 1;
        let order = Order {
            id: ClientOrderId::new(format!("O-{}", self.last_id)),
            venue_id: VenueOrderId::new(format!("V-{}", self.last_id)),
            qty: child.qty,
            price: child.price,
            cum: 0,
        };
        let answer = self.submit(&order);
        self.orders.push(order);
        if answer == number::OK { Ok(self.orders.len() as u64 - 1) } else { Err(answer) }
    }

    fn ack(&mut self, child: u64, now: u64) -> i32 {
        self.now = UnixNanos::from(now);
        let Some(order) = self.orders.get(child as usize) else { return number::UNKNOWN };
        self.accept(order);
        number::OK
    }

    fn fill(&mut self, fill: &Fill, now: u64) -> i32 {
        self.now = UnixNanos::from(now);
        let Some(order) = self.orders.get_mut(fill.child as usize) else {
            return number::UNKNOWN;
        };
        order.cum += fill.qty;
        self.bought += fill.qty;
        let names = &self.names;
        let filled = OrderFilled::new(
            names.trader,
            names.strategy,
            names.instrument,
            order.id,
            order.venue_id,
            names.account,
            TradeId::new(format!("{:x}", fill.execution)),
            OrderSide::Buy,
            OrderType::Limit,
            Quantity::new(fill.qty as f64, 0),
            Price::new(fill.price as f64 / 100.0, 2),
            Currency::USD(),
            LiquiditySide::Maker,
            UUID4::new(),
            self.now,
            self.now,
            false,
            None,
            None,
        );
        self.engines.process(&OrderEventAny::Filled(filled));
        number::OK
    }

    /// The cache never forgets an order by itself, and a position keeps its fills. New engines take
    /// over what is open, after a look at the old ones; where that is too much to take over, the
    /// cache is told to forget what has ended.
    fn retire(&mut self, _: u64, _: u64) -> i32 {
        if self.orders.iter().any(|order| self.filled(order) != Some(order.cum)) {
            return number::FAULT;
        }
        let open = self.orders.iter().filter(|order| order.cum < order.qty).count();
        if open > TAKEN_OVER {
            let mut cache = self.engines.cache.borrow_mut();
            for order in self.orders.iter().filter(|order| order.cum == order.qty) {
                cache.purge_order(order.id);
            }
            drop(cache);
            self.orders.retain(|order| order.cum < order.qty);
            return number::OK;
        }
        self.orders.retain(|order| order.cum < order.qty);
        let Some(engines) = Engines::new(&self.names, InstrumentAny::Equity(equity_aapl())) else {
            return number::FAULT;
        };
        self.engines = engines;
        for order in &self.orders {
            if self.submit(order) != number::OK {
                return number::FAULT;
            }
            self.accept(order);
        }
        number::OK
    }

    fn child_state(&mut self, child: u64) -> Result<ChildState, i32> {
        let order = self.orders.get(child as usize).ok_or(number::UNKNOWN_CHILD)?;
        let executed = self.filled(order).ok_or(number::UNKNOWN_CHILD)?;
        let leaves = order.qty - executed;
        let state = if leaves == 0 { 5 } else { 3 };
        Ok(ChildState { executed, leaves, state, pending_cancel: 0 })
    }

    fn position(&mut self, _: u32, _: u32) -> Result<Position, i32> {
        Ok(Position { bought: self.bought, ..Position::default() })
    }
}
