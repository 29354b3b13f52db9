// The C++ wrapper, as a gateway in C++ calls it. The house is opened as the C face opens it: that
// is not measured.
#include "plimsoll.hpp"

#include "../c/house.h"

#include "../c/face.h"

#include <memory>
#include <vector>

namespace {

using namespace plimsoll;

constexpr std::uint32_t SEATS = 4;

// The value of an answer; anything else ends the program, for it would be measured.
template <class T>
T need(Result<T> answer) {
    if (!answer) {
        std::fprintf(stderr, "refused: %s\n", answer.text());
        std::exit(1);
    }
    return *std::move(answer);
}

Maybe<PartyId> party(std::uint32_t has, plim_party_id id) {
    return has != 0 ? Maybe<PartyId>(PartyId(id)) : Maybe<PartyId>();
}

NewParent parent_terms(const plim_new_parent& raw) {
    NewParent terms = {};
    terms.account = AccountId(raw.account);
    terms.instrument = InstrumentId(raw.instrument);
    terms.strategy = StrategyId(raw.strategy);
    terms.side = static_cast<Side>(raw.side);
    terms.price = Price(raw.price);
    terms.fan_out.max_children = raw.max_children;
    terms.fan_out.max_sent = raw.max_sent;
    terms.fan_out.max_refused = raw.max_refused;
    terms.fan_out.max_notional = Notional(raw.max_notional);
    terms.generation = raw.generation;
    terms.parties.client = party(raw.parties.has_client, raw.parties.client);
    terms.parties.trader = party(raw.parties.has_trader, raw.parties.trader);
    terms.parties.desk = party(raw.parties.has_desk, raw.parties.desk);
    return terms;
}

}  // namespace

struct seat {
    Region region;
    Lane lane;
    EventReader events;
    NewParent parent;
    NewChild child;
    std::uint64_t now;

    Nanos later() { return Nanos(now += BETWEEN); }
};

struct face {
    house set_up;
    std::unique_ptr<seat> seats[SEATS];
};

namespace {

std::uint64_t admit_for(seat* seat, std::uint64_t client, std::uint64_t qty, std::uint64_t* made) {
    seat->parent.client_id = ClientId(client);
    seat->parent.qty = Qty(qty);
    *made = need(seat->lane.admit(seat->parent, seat->later())).get();
    return *made;
}

std::uint64_t route(seat* seat, std::uint64_t parent, std::uint64_t* made) {
    seat->child.parent = ParentId(parent);
    *made = need(seat->lane.route(seat->child, seat->later())).get();
    return *made;
}

std::uint64_t sent(seat* seat, std::uint64_t child, std::uint64_t*) {
    if (!seat->lane.sent(ChildId(child), seat->later())) std::exit(1);
    return 1;
}

std::uint64_t hear(seat* seat, const Report& report) {
    const Outcome done = need(seat->lane.report(report, seat->later()));
    if (done.breach != Breach::None) {
        std::fprintf(stderr, "a breach: %s\n", text(done.breach));
        std::exit(1);
    }
    return done.child->get() + done.duplicate + done.parent_done;
}

std::uint64_t ack(seat* seat, std::uint64_t child, std::uint64_t*) {
    return hear(seat, Report(ChildId(child), ExecType::New));
}

std::uint64_t trade(seat* seat, std::uint64_t child, std::uint64_t number, std::uint64_t qty,
                    std::uint64_t cum) {
    Report said = Report::trade(ChildId(child), ExecId(number, child), Qty(qty), Price(PRICE));
    said.cum_qty = Qty(cum);
    said.leaves_qty = Qty(CHILD_QTY - cum);
    return hear(seat, said);
}

std::uint64_t request_cancel(seat* seat, std::uint64_t child, std::uint64_t*) {
    return need(seat->lane.request_cancel(ChildId(child), seat->later())).number;
}

std::uint64_t end(seat* seat, std::uint64_t child, std::uint64_t cum) {
    Report said(ChildId(child), ExecType::Canceled);
    said.cum_qty = Qty(cum);
    return hear(seat, said);
}

std::uint64_t retire(seat* seat, std::uint64_t parent, std::uint64_t*) {
    std::uint64_t sum = 0;
    for (ChildId id : seat->region.children(ParentId(parent))) {
        const ChildView child = need(seat->region.child(id));
        if (child.leaves_qty.get() != 0) sum += end(seat, id.get(), child.cum_qty.get());
    }
    // One that is executed in full has ended, and is not closed.
    if (seat->lane.cancel(ParentId(parent), seat->later())) sum++;
    if (!seat->lane.retire(ParentId(parent), seat->later())) std::exit(1);
    return sum;
}

std::uint64_t open_events(seat* seat, std::uint64_t, std::uint64_t*) {
    Event events[16];
    std::uint64_t missed = 0;
    seat->events = need(seat->region.events(seat->lane.index()));
    while (need(seat->events.read(events, 16, missed)) != 0) {
    }
    return 0;
}

std::uint64_t read_events(seat* seat, std::size_t most) {
    Event events[16];
    std::uint64_t missed = 0;
    if (need(seat->events.read(events, most, missed)) != most || missed != 0) std::exit(1);
    return events[0].child.get();
}

void prefetch_children(seat* seat, const std::uint64_t* raw, std::size_t count) {
    std::vector<ChildId> children;
    for (std::size_t at = 0; at < count; at++) children.emplace_back(raw[at]);
    if (!seat->region.prefetch(children.data(), count)) std::exit(1);
}

void prefetch_parents(seat* seat, const std::uint64_t* raw, std::size_t count) {
    std::vector<ParentId> parents;
    for (std::size_t at = 0; at < count; at++) parents.emplace_back(raw[at]);
    if (!seat->region.prefetch(parents.data(), count)) std::exit(1);
}

}  // namespace

#include "../c/perform.h"

face* face_open(const house_size* size) {
    if (size->lanes > SEATS) std::exit(1);
    auto* made = new face();
    house_open(&made->set_up, size);
    return made;
}

void face_close(face* face) {
    for (auto& seat : face->seats) seat.reset();
    house_close(&face->set_up);
    delete face;
}

seat* face_seat(face* face, std::uint32_t index) {
    const house& set_up = face->set_up;
    Region region = need(Region::attach(set_up.memory, set_up.bytes));
    NewChild child = {};
    child.venue = VenueId(set_up.child.venue);
    child.qty = Qty(CHILD_QTY);
    child.price = Price(PRICE);
    face->seats[index].reset(new seat{region, need(region.lane(LaneIndex(index))),
                                      need(region.events(LaneIndex(index))),
                                      parent_terms(set_up.parent), child, OPENS});
    open_events(face->seats[index].get(), 0, nullptr);
    return face->seats[index].get();
}
