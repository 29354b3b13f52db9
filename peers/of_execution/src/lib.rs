//! `of_execution` 0.2.0: its synchronous engine with route limits, and a venue that does what the
//! driver says. It knows neither parents nor positions, and no execution twice; its journal is one
//! that keeps nothing.

use std::sync::{Arc, Mutex, PoisonError};

use of_execution::{
    AllowAllRiskGate, ExecutionAdapter, ExecutionCapabilities, ExecutionEngine,
    ExecutionEventBuffer, ExecutionHealth, ExecutionJournal, ExecutionResult, JournalCommandKind,
    JournalRecord, RouteConfig,
};
use of_execution_core::{
    AccountId, AmendRequest, CancelRequest, ClientOrderId, ExecutionEvent, ExecutionId,
    ExecutionSymbol, ExecutionType, OrderPrice, OrderQty, OrderRequest, OrderSide, OrderStatus,
    OrderType, RiskLimits, RouteId, StrategyId, TimeInForce, VenueOrderId,
};
use peer_interface::{
    Child, ChildState, Fill, Hand, House, Parent, Position, Terms, export_engine, number,
};

/// What the venue says next.
type Wire = Arc<Mutex<Option<ExecutionEvent>>>;

/// A session with a venue: submits vanish, and events come as the driver makes them.
struct Venue(Wire);

impl ExecutionAdapter for Venue {
    fn connect(&mut self) -> ExecutionResult<()> {
        Ok(())
    }
    fn submit(&mut self, _: &OrderRequest, _: &mut ExecutionEventBuffer) -> ExecutionResult<()> {
        Ok(())
    }
    fn cancel(&mut self, _: &CancelRequest, _: &mut ExecutionEventBuffer) -> ExecutionResult<()> {
        Ok(())
    }
    fn amend(&mut self, _: &AmendRequest, _: &mut ExecutionEventBuffer) -> ExecutionResult<()> {
        Ok(())
    }
    fn poll(&mut self, out: &mut ExecutionEventBuffer) -> ExecutionResult<usize> {
        match self.0.lock().unwrap_or_else(PoisonError::into_inner).take() {
            Some(event) => out.push(event).map(|()| 1),
            None => Ok(0),
        }
    }
    fn recover_open_orders(&mut self, _: &mut ExecutionEventBuffer) -> ExecutionResult<usize> {
        Ok(0)
    }
    fn capabilities(&self) -> ExecutionCapabilities {
        ExecutionCapabilities::simulated()
    }
    fn health(&self) -> ExecutionHealth {
        ExecutionHealth { connected: true, ..ExecutionHealth::default() }
    }
}

/// Keeps nothing: the core's peers keep no journal either.
struct NoJournal;

impl ExecutionJournal for NoJournal {
    fn record_command(
        &mut self,
        _: JournalCommandKind,
        _: ClientOrderId,
        _: u64,
    ) -> ExecutionResult<()> {
        Ok(())
    }
    fn record_event(&mut self, _: &ExecutionEvent) -> ExecutionResult<()> {
        Ok(())
    }
    fn replay(&self, _: &mut Vec<JournalRecord>) -> ExecutionResult<usize> {
        Ok(0)
    }
}

type Engine = ExecutionEngine<Venue, AllowAllRiskGate, NoJournal>;

/// Has nothing beside its hand.
pub struct Orderflow;

/// An order as its venue knows it.
struct Order {
    request: OrderRequest,
    cum: i64,
}

/// The engine, and what its venue knows.
pub struct Desk {
    engine: Engine,
    wire: Wire,
    out: ExecutionEventBuffer,
    orders: Vec<Order>,
    template: OrderRequest,
    last_id: u64,
    bought: u64,
}

/// A number in sixteen characters.
fn text<const N: usize>(number: u64) -> of_execution_core::FixedAscii<N> {
    let mut digits = [0; 16];
    for (place, digit) in digits.iter_mut().enumerate() {
        *digit = b"0123456789abcdef"[(number >> (60 - 4 * place)) as usize & 15];
    }
    let digits = std::str::from_utf8(&digits).unwrap_or_default();
    of_execution_core::FixedAscii::new(digits).unwrap_or_default()
}

fn template() -> Option<OrderRequest> {
    Some(OrderRequest {
        client_order_id: ClientOrderId::default(),
        account_id: AccountId::new("account").ok()?,
        route_id: RouteId::new("route").ok()?,
        strategy_id: StrategyId::new("strategy").ok()?,
        symbol: ExecutionSymbol::new("venue", "instrument").ok()?,
        side: OrderSide::Buy,
        order_type: OrderType::Limit,
        time_in_force: TimeInForce::Day,
        quantity: OrderQty(0),
        limit_price: OrderPrice(0),
        stop_price: OrderPrice(0),
        ts_exchange_ns: 0,
        ts_recv_ns: 0,
    })
}

fn engine(template: &OrderRequest, wire: &Wire) -> Option<Engine> {
    let route = RouteConfig {
        route_id: template.route_id,
        account_id: template.account_id,
        symbol: template.symbol,
        enabled: true,
        risk_limits: RiskLimits {
            kill_switch: false,
            max_order_qty: number::MAX_QTY as i64,
            max_order_notional: 1 << 60,
            max_open_orders: u32::MAX,
            max_open_notional: 1 << 100,
            price_band_ticks: number::BAND as i64,
        },
    };
    let venue = Venue(Arc::clone(wire));
    let mut engine = ExecutionEngine::new(venue, AllowAllRiskGate, NoJournal, vec![route]);
    engine.start().ok()?;
    Some(engine)
}

impl House for Orderflow {
    type Hand = Desk;

    fn open(_: &Terms) -> Option<(Orderflow, Vec<Desk>)> {
        let (template, wire) = (template()?, Wire::default());
        let desk = Desk {
            engine: engine(&template, &wire)?,
            wire,
            out: ExecutionEventBuffer::with_capacity(16),
            orders: Vec::new(),
            template,
            last_id: 0,
            bought: 0,
        };
        Some((Orderflow, vec![desk]))
    }
}

impl Desk {
    fn hear(&mut self, event: ExecutionEvent) -> i32 {
        *self.wire.lock().unwrap_or_else(PoisonError::into_inner) = Some(event);
        self.out.clear();
        match self.engine.poll(&mut self.out) {
            Ok(1) => number::OK,
            Ok(_) | Err(_) => number::FAULT,
        }
    }

    fn child_state_of(&self, place: usize) -> Option<ChildState> {
        let state = self.engine.order_state(&self.orders.get(place)?.request.client_order_id)?;
        Some(ChildState {
            executed: state.cumulative_qty.0 as u64,
            leaves: state.leaves_qty.0 as u64,
            state: if state.status == OrderStatus::Filled { 5 } else { 3 },
            pending_cancel: 0,
        })
    }

    fn submit(&mut self, request: OrderRequest) -> i32 {
        self.out.clear();
        self.engine.submit(request, &mut self.out).map_or(number::FAULT, |()| number::OK)
    }
}

impl Hand for Desk {
    fn admit(&mut self, order: &Parent, _: u64) -> Result<u64, i32> {
        self.template.side = if order.side == 1 { OrderSide::Buy } else { OrderSide::Sell };
        Ok(order.client_id)
    }

    fn route(&mut self, order: &Child, now: u64) -> Result<u64, i32> {
        self.last_id += 1;
        let request = OrderRequest {
            client_order_id: text(self.last_id),
            quantity: OrderQty(order.qty as i64),
            limit_price: OrderPrice(order.price),
            ts_recv_ns: now,
            ..self.template
        };
        self.orders.push(Order { request, cum: 0 });
        match self.submit(request) {
            number::OK => Ok(self.orders.len() as u64 - 1),
            refused => Err(refused),
        }
    }

    fn ack(&mut self, child: u64, _: u64) -> i32 {
        let Some(order) = self.orders.get(child as usize) else { return number::UNKNOWN };
        let event = ExecutionEvent::accepted(&order.request, VenueOrderId::default());
        self.hear(event)
    }

    fn fill(&mut self, fill: &Fill, now: u64) -> i32 {
        let Some(order) = self.orders.get_mut(fill.child as usize) else {
            return number::UNKNOWN;
        };
        order.cum += fill.qty as i64;
        let leaves = order.request.quantity.0 - order.cum;
        let filled = leaves == 0;
        let event = ExecutionEvent {
            exec_type: ExecutionType::Trade,
            order_status: if filled { OrderStatus::Filled } else { OrderStatus::PartiallyFilled },
            execution_id: text::<48>(fill.execution) as ExecutionId,
            last_qty: OrderQty(fill.qty as i64),
            last_price: OrderPrice(fill.price),
            cumulative_qty: OrderQty(order.cum),
            leaves_qty: OrderQty(leaves),
            average_price: OrderPrice(fill.price),
            ts_recv_ns: now,
            ..ExecutionEvent::accepted(&order.request, VenueOrderId::default())
        };
        if order.request.side == OrderSide::Buy {
            self.bought += fill.qty;
        }
        self.hear(event)
    }

    /// The engine never forgets an order, and looks at every one of them on each submit. So that
    /// only what is open is in its way, a new engine takes over what is open; the old one's books
    /// are looked at first.
    fn retire(&mut self, _: u64, _: u64) -> i32 {
        for (place, order) in self.orders.iter().enumerate() {
            let state = self.child_state_of(place);
            if state.is_none_or(|state| state.executed != order.cum as u64) {
                return number::FAULT;
            }
        }
        let Some(engine) = engine(&self.template, &self.wire) else { return number::FAULT };
        self.engine = engine;
        self.orders.retain(|order| order.cum < order.request.quantity.0);
        for place in 0..self.orders.len() {
            let request = self.orders[place].request;
            let event = ExecutionEvent::accepted(&request, VenueOrderId::default());
            if self.submit(request) != number::OK || self.hear(event) != number::OK {
                return number::FAULT;
            }
        }
        number::OK
    }

    fn child_state(&mut self, child: u64) -> Result<ChildState, i32> {
        self.child_state_of(child as usize).ok_or(number::UNKNOWN_CHILD)
    }

    fn position(&mut self, _: u32, _: u32) -> Result<Position, i32> {
        Ok(Position { bought: self.bought, ..Position::default() })
    }
}

export_engine!(Orderflow, c"of-execution", c"of_execution 0.2.0 from the registry", number::SLOW);
