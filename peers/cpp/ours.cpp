// The core through its C interface, as a C or C++ gateway would call it.
#include "peer.h"
#include "plimsoll.h"

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <new>

namespace {

struct Ours;

struct Hand {
    plim_lane lane;
    Ours *ours;
};

struct Ours {
    void *memory = nullptr;
    plim_region region{};
    plim_control control{};
    plim_account_id accounts[PEER_ACCOUNTS]{};
    plim_instrument_id instruments[PEER_INSTRUMENTS]{};
    plim_venue_id venues[PEER_VENUES]{};
    plim_strategy_id strategy = 0;
    plim_party_id parties[3]{};
    plim_monitor_id monitor = 0;
    Hand hands[2]{};

    ~Ours() { std::free(memory); }
};

template <class Struct> Struct sized() {
    Struct made;
    std::memset(&made, 0, sizeof made);
    made.struct_size = sizeof made;
    return made;
}

Hand &of(peer_hand *hand) { return *reinterpret_cast<Hand *>(hand); }
Ours &of(peer_house *house) { return *reinterpret_cast<Ours *>(house); }

bool format(Ours &ours, const peer_terms &terms) {
    plim_config config;
    if (plim_config_default(&config) != PLIM_OK) return false;
    config.lanes = 2;
    config.accounts = PEER_ACCOUNTS;
    config.instruments = PEER_INSTRUMENTS;
    config.venues = PEER_VENUES;
    config.strategies = 1;
    config.parties = 3;
    config.registry = 1;
    config.positions = PEER_ACCOUNTS * PEER_INSTRUMENTS;
    config.parents = terms.parents;
    config.children = terms.children;
    config.executions = terms.executions;
    config.client_ids = terms.client_ids;
    config.repeats = PEER_INSTRUMENTS;
    std::size_t bytes = 0;
    if (plim_required_bytes(&config, &bytes) != PLIM_OK) return false;
    ours.memory = std::aligned_alloc(4096, (bytes + 4095) / 4096 * 4096);
    if (ours.memory == nullptr) return false;
    std::memset(ours.memory, 0, bytes);
    return plim_format(ours.memory, bytes, &config, &ours.region) == PLIM_OK;
}

bool limit(Ours &ours, const peer_terms &terms) {
    auto throttles = sized<plim_throttles>();
    throttles.window = PEER_WINDOW;
    throttles.max_ratio = terms.max_ratio;
    throttles.orders = terms.orders;
    throttles.cancels = terms.orders;
    throttles.max_rejects = 1u << 20;
    plim_control *control = &ours.control;
    return plim_control_open(&ours.region, control) == PLIM_OK &&
           plim_control_set_firm_limit(control, PEER_MONEY) == PLIM_OK &&
           plim_control_set_suspense_limit(control, PLIM_QTY_MAX) == PLIM_OK &&
           plim_control_set_alarm_deadline(control, PEER_PATIENCE) == PLIM_OK &&
           plim_control_set_throttles(control, &throttles) == PLIM_OK &&
           plim_control_set_clock_tolerance(control, UINT64_C(1) << 60) == PLIM_OK &&
           plim_control_set_reset_terms(control, 1, UINT64_C(1) << 60) == PLIM_OK;
}

bool define(Ours &ours, const peer_terms &terms) {
    plim_control *control = &ours.control;
    auto instrument = sized<plim_instrument_terms>();
    instrument.collar = PLIM_COLLAR_REFERENCE;
    instrument.lot = PEER_LOT;
    instrument.tick_value = 1;
    instrument.max_order_qty = PEER_MAX_QTY;
    instrument.band = PEER_BAND;
    instrument.max_age = PEER_REFERENCE_AGE;
    auto strategy = sized<plim_strategy_terms>();
    strategy.code = 1;
    strategy.generation = 1;
    strategy.max_held = 1u << 20;
    strategy.max_ratio = terms.max_ratio;
    strategy.max_repeats = terms.max_repeats;
    auto position = sized<plim_position_limit>();
    position.long_qty = position.short_qty = PEER_POSITION;
    const std::uint32_t roles[] = {PLIM_PARTY_CLIENT, PLIM_PARTY_TRADER, PLIM_PARTY_DESK};
    bool fine = true;
    for (plim_account_id &id : ours.accounts)
        fine = fine && plim_control_define_account(control, PEER_MONEY, &id) == PLIM_OK;
    for (plim_instrument_id &id : ours.instruments)
        fine = fine && plim_control_define_instrument(control, &instrument, &id) == PLIM_OK;
    for (plim_venue_id &id : ours.venues)
        fine = fine && plim_control_define_venue(control, nullptr, &id) == PLIM_OK;
    for (int i = 0; i < 3; ++i)
        fine = fine && plim_control_define_party(control, roles[i], std::uint64_t(i) + 1,
                                                 &ours.parties[i]) == PLIM_OK;
    for (plim_account_id account : ours.accounts)
        for (plim_instrument_id id : ours.instruments)
            fine = fine && plim_control_set_position_limit(control, account, id, &position) ==
                               PLIM_OK;
    for (plim_instrument_id id : ours.instruments)
        fine = fine &&
               plim_control_set_reference_price(control, id, PEER_REFERENCE, 1) == PLIM_OK;
    return fine &&
           plim_control_define_strategy(control, &strategy, &ours.strategy) == PLIM_OK &&
           plim_control_define_monitor(control, PEER_SILENCE, &ours.monitor) == PLIM_OK &&
           plim_heartbeat(&ours.region, ours.monitor, 1) == PLIM_OK;
}

// Opens for the strategy, or for none.
bool arm(Ours &ours, std::uint32_t strategies, std::uint64_t now) {
    const plim_session_strategy allowed = {ours.strategy, 1, UINT64_C(1) << 40, PLIM_NOTIONAL_MAX};
    plim_fingerprint_parts here;
    plim_difference differs;
    if (plim_fingerprint(&ours.region, &here) != PLIM_OK) return false;
    auto manifest = sized<plim_manifest>();
    manifest.fingerprints = &here;
    manifest.fingerprint_count = 1;
    manifest.strategies = &allowed;
    manifest.strategy_count = strategies;
    manifest.lease = PEER_LEASE;
    return plim_control_arm(&ours.control, &manifest, PEER_LEASE, now, &differs) == PLIM_OK;
}

peer_house *open(const peer_terms *terms) {
    Ours *ours = new (std::nothrow) Ours;
    if (ours == nullptr) return nullptr;
    bool fine = format(*ours, *terms) && limit(*ours, *terms) && define(*ours, *terms) &&
                arm(*ours, 1, 1);
    for (std::uint32_t i = 0; fine && i < 2; ++i) {
        ours->hands[i].ours = ours;
        fine = plim_lane_open(&ours->region, i, &ours->hands[i].lane) == PLIM_OK;
    }
    if (fine) return reinterpret_cast<peer_house *>(ours);
    delete ours;
    return nullptr;
}

void close(peer_house *house) { delete &of(house); }

peer_hand *hand(peer_house *house, std::uint32_t thread) {
    return reinterpret_cast<peer_hand *>(&of(house).hands[thread & 1]);
}

std::int32_t admit(peer_hand *hand, const peer_parent *order, std::uint64_t now,
                   std::uint64_t *id) {
    const Ours &ours = *of(hand).ours;
    auto parent = sized<plim_new_parent>();
    parent.account = ours.accounts[order->account];
    parent.instrument = ours.instruments[order->instrument];
    parent.strategy = ours.strategy;
    parent.generation = 1;
    parent.side = order->side;
    parent.has_price = 1;
    parent.max_children = order->max_children;
    parent.client_id.low = order->client_id;
    parent.qty = order->qty;
    parent.price = order->price;
    parent.max_sent = order->max_sent;
    parent.max_refused = 1u << 30;
    parent.expire_time = order->expires;
    parent.lease_ns = order->lease;
    parent.max_notional = PLIM_NOTIONAL_MAX;
    parent.parties = {1, ours.parties[0], 1, ours.parties[1], 1, ours.parties[2]};
    return plim_admit(&of(hand).lane, &parent, now, id);
}

std::int32_t route(peer_hand *hand, const peer_child *order, std::uint64_t now,
                   std::uint64_t *id) {
    plim_new_child child = {};
    child.struct_size = sizeof child;
    child.venue = of(hand).ours->venues[order->venue];
    child.parent = order->parent;
    child.qty = order->qty;
    child.price = order->price;
    return plim_route(&of(hand).lane, &child, now, id);
}

std::int32_t request_cancel(peer_hand *hand, std::uint64_t child, std::uint64_t now) {
    plim_request_id request;
    return plim_request_cancel(&of(hand).lane, child, now, &request);
}

std::int32_t cancel_parent(peer_hand *hand, std::uint64_t parent, std::uint64_t now) {
    return plim_cancel_parent(&of(hand).lane, parent, now);
}

std::int32_t retire(peer_hand *hand, std::uint64_t parent, std::uint64_t now) {
    return plim_retire(&of(hand).lane, parent, now);
}

std::int32_t report(peer_hand *hand, const plim_venue_report &report, std::uint64_t now) {
    plim_outcome outcome;
    if (plim_report(&of(hand).lane, &report, now, &outcome) != PLIM_OK) return PEER_FAULT;
    if (outcome.child == 0) return PEER_UNKNOWN;
    return (outcome.duplicate ? PEER_DUPLICATE : 0) |
           (outcome.parent_done ? PEER_PARENT_ENDED : 0) |
           ((outcome.raised >> PLIM_ALARM_CHILD_OVERFILL & 1) ? PEER_CHILD_OVERFILL : 0) |
           (outcome.overfill > 0 ? PEER_OVERFILL : 0);
}

std::int32_t ack(peer_hand *hand, std::uint64_t child, std::uint64_t now) {
    plim_venue_report said = {};
    said.struct_size = sizeof said;
    said.exec_type = PLIM_EXEC_NEW;
    said.child = child;
    return report(hand, said, now);
}

std::int32_t fill(peer_hand *hand, const peer_fill *fill, std::uint64_t now) {
    plim_venue_report said = {};
    said.struct_size = sizeof said;
    said.exec_type = PLIM_EXEC_TRADE;
    said.child = fill->child;
    said.exec_id.low = fill->execution;
    said.last_qty = fill->qty;
    said.last_px = fill->price;
    return report(hand, said, now);
}

std::int32_t canceled(peer_hand *hand, std::uint64_t child, std::uint64_t cum_qty,
                      std::uint64_t now) {
    plim_venue_report said = {};
    said.struct_size = sizeof said;
    said.exec_type = PLIM_EXEC_CANCELED;
    said.child = child;
    said.has_cum_qty = 1;
    said.cum_qty = cum_qty;
    return report(hand, said, now);
}

std::int32_t halt(peer_house *house, std::uint32_t scope, std::uint64_t id, std::uint64_t now) {
    const Ours &ours = of(house);
    auto receipt = sized<plim_receipt>();
    if (scope == PEER_ACCOUNT) id = ours.accounts[id];
    if (scope == PEER_INSTRUMENT) id = ours.instruments[id];
    if (scope == PEER_VENUE) id = ours.venues[id];
    if (scope == PEER_STRATEGY) id = ours.strategy;
    if (scope == PEER_PARTY) id = ours.parties[id];
    return plim_kill(&ours.region, scope, id, 1, now, &receipt);
}

std::int32_t spoil(peer_house *house, std::uint32_t what, std::uint64_t now) {
    Ours &ours = of(house);
    plim_disconnected open;
    switch (what) {
    case PEER_DISARM: return plim_control_disarm(&ours.control, now);
    case PEER_DISCONNECT:
        return plim_control_disconnect(&ours.control, ours.venues[0], now, &open);
    case PEER_STRIKE_STRATEGY:
        return plim_control_disarm(&ours.control, now) == PLIM_OK && arm(ours, 0, now) &&
                       plim_heartbeat(&ours.region, ours.monitor, now) == PLIM_OK
                   ? PEER_OK
                   : PEER_FAULT;
    case PEER_LOWER_REFERENCE:
        return plim_control_set_reference_price(&ours.control, ours.instruments[0],
                                                PEER_REFERENCE - 2 * PEER_BAND, now);
    default: return PEER_FAULT;
    }
}

std::int32_t parent_state(peer_hand *hand, std::uint64_t id, peer_parent_state *state) {
    auto view = plim_parent_view{};
    const plim_status status = plim_view_parent(&of(hand).ours->region, id, &view);
    if (status != PLIM_OK) return status;
    *state = {view.executed, view.working + view.unknown + view.cooling, view.headroom,
              view.overfill, view.sent, view.children, std::uint32_t(view.state)};
    return PEER_OK;
}

std::int32_t child_state(peer_hand *hand, std::uint64_t id, peer_child_state *state) {
    auto view = plim_child_view{};
    const plim_status status = plim_view_child(&of(hand).ours->region, id, &view);
    if (status != PLIM_OK) return status;
    *state = {view.cum_qty, view.leaves_qty + view.unknown_qty + view.cooling_qty,
              std::uint32_t(view.state), view.pending_cancel};
    return PEER_OK;
}

std::int32_t position(peer_hand *hand, std::uint32_t account, std::uint32_t instrument,
                      peer_position *state) {
    const Ours &ours = *of(hand).ours;
    plim_exposure exposure;
    plim_money money;
    plim_status status = plim_view_exposure(&ours.region, ours.accounts[account],
                                            ours.instruments[instrument], &exposure);
    if (status != PLIM_OK) return status;
    status = plim_view_money(&ours.region, ours.accounts[account], &money);
    if (status != PLIM_OK) return status;
    *state = {exposure.bought,    exposure.sold, exposure.buy_room,
              exposure.sell_room, money.account, money.firm};
    return PEER_OK;
}

} // namespace

extern "C" const peer_engine_table *peer_engine() {
    static constexpr peer_engine_table TABLE = {
        PEER_VERSION, PEER_FULL | PEER_THREADS,
        "core-c",     "the core, through its C interface",
        open,         close,
        hand,         admit,
        route,        request_cancel,
        cancel_parent, retire,
        ack,          fill,
        canceled,     nullptr,
        halt,         spoil,
        parent_state, child_state,
        position};
    return &TABLE;
}
