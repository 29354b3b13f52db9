// Property: numbers of different kinds cannot be taken for one another, and none costs more than
//           the bare number; every enumerator of C++ is the one of C; ids go to text and back.
// Method:   the compiler's own answers, and a round trip for each kind of id.

#include "desk.hpp"

#include <cstring>
#include <type_traits>

using namespace plimsoll;

namespace {

template <class From, class To>
constexpr bool becomes() {
    return std::is_convertible<From, To>::value;
}

static_assert(!becomes<int, Qty>(), "a quantity is said to be one");
static_assert(!becomes<std::uint64_t, Qty>(), "a quantity is said to be one");
static_assert(!becomes<Qty, std::uint64_t>(), "and is asked for its number");
static_assert(!becomes<Qty, Price>() && !becomes<Price, Qty>(), "qty and price");
static_assert(!std::is_constructible<Qty, Price>::value, "qty and price");
static_assert(!std::is_constructible<ParentId, ChildId>::value, "parents and children");
static_assert(!std::is_constructible<AccountId, VenueId>::value, "accounts and venues");
static_assert(!std::is_constructible<Nanos, Qty>::value, "times and quantities");
static_assert(!std::is_constructible<ExecId, ClientId>::value, "executions and clients");
static_assert(becomes<AccountId, Scope>() && becomes<ParentId, Scope>(), "an id is a scope");
static_assert(!becomes<ChildId, Scope>(), "a child is no scope: cancel it");

static_assert(sizeof(Qty) == 8 && sizeof(Price) == 8 && sizeof(AccountId) == 4, "no cost");
static_assert(sizeof(ExecId) == 16 && sizeof(ChildId) == 8, "no cost");
static_assert(std::is_trivially_copyable<Qty>::value, "no cost");
static_assert(std::is_trivially_copyable<NewChild>::value, "no cost");
static_assert(std::is_trivially_copyable<Report>::value, "no cost");

static_assert(Qty(2) + Qty(3) == Qty(5) && Qty(2) - Qty(3) == Qty(0), "sums");
static_assert(Qty(2) < Qty(3) && Qty(3) >= Qty(3) && Qty(2) != Qty(3), "order");
static_assert(Price(-2) < Price(1), "prices have a sign");
static_assert(Nanos(1) + Nanos(2) == Nanos(3), "times");
static_assert(Qty::max().get() == 4398046511103u, "2^42 - 1");
static_assert(ExecId(7) == ExecId(0, 7) && ExecId(1, 7) != ExecId(0, 7), "128 bits");
static_assert(static_cast<plim_status>(Status::Ok) == PLIM_OK, "statuses are C's");
static_assert(!Maybe<Qty>() && Maybe<Qty>(Qty(1)).has_value(), "maybe");

template <class Id>
void there_and_back(const Id& id) {
    const Text written = text(id);
    CHECK(written.size() == std::strlen(written.c_str()) && written.size() < PLIM_TEXT_SIZE);
    CHECK(parse<Id>(written.c_str()).value() == id);
    CHECK(parse<Id>(written.c_str(), written.size()).value() == id);
    CHECK(parse<Id>(written.c_str(), written.size() - 1).status() == Status::Text);
#if __cplusplus >= 201703L
    const std::string_view view = written;
    CHECK(parse<Id>(view).value() == id);
    CHECK(parse<Id>(std::string_view("XX-12")).status() == Status::Text);
#endif
}

}  // namespace

int main() {
    static desk::Room room;
    desk::Desk desk(room);
    Lane lane = desk.region.lane(LaneIndex(0)).value();
    const ParentId parent = lane.admit(desk.order(1, Qty(100)), desk::opens).value();
    const ChildId child = lane.route({parent, desk.venue, Qty(10), desk::par}, desk::opens).value();
    there_and_back(parent);
    there_and_back(child);
    there_and_back(lane.request_cancel(child, desk::opens).value());
    CHECK(parse<ChildId>(text(parent).c_str()).status() == Status::Text);
    CHECK(parse<ExecId>("E1").value() != parse<ExecId>("E2").value());
    const ExecId hashed(0x809ff5fc73986368, 0xcae75b5136307826);
    CHECK(parse<ExecId>("1234567890123456").value() == hashed);
    CHECK(parse<ClientId>("1234567890123456").status() == Status::Text);
    CHECK(parse<ClientId>("order-1").value() == parse<ClientId>("order-1").value());
    CHECK(std::strcmp(text(Status::ExceedsHeadroom), "exceeds_headroom") == 0);
    CHECK(std::strcmp(text(ChildState::Born), "born") == 0);
    CHECK(std::strcmp(text(ParentState::Held), "held") == 0);
    CHECK(std::strcmp(text(Alarm::CumQtyGap), "cum_qty_gap") == 0);
    CHECK(std::strcmp(text(Breach::ImpossiblePrice), "impossible_price") == 0);
    CHECK(std::strcmp(text(Finding::Inferred), "audit_inferred") == 0);
    return 0;
}
