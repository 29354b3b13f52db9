// Property: what only an operator may do is done through the control handle alone, as in C: a
//           region is armed for a manifest and says what differs, opened again by two persons,
//           formatted with the gateway's own codes, watched by monitors and a journal, and its
//           controls listed and tested.
// Method:   a small region from its first byte to its first order, through every value of the C++
//           face that tests/c has not seen.

#include "desk.hpp"

#include <cstring>

using namespace plimsoll;

namespace {

/// As `plimsoll registry header` writes it.
constexpr std::uint32_t codes[2][4] = {{1, 1000, 1, 0}, {2, 8, 1, 0}};

void a_gateway_with_codes_of_its_own() {
    static Memory<64 * 1024> memory;
    const Region region =
        Region::format(memory.data(), memory.size(), Config::small(), codes, 2).value();
    std::uint32_t number = 0;
    for (const RegistryEntry& entry : region.registry()) {
        CHECK(std::memcmp(&entry, codes[number], sizeof entry) == 0);
        ++number;
    }
    CHECK(number == 2);
    const Inspection found = Region::inspect(memory.data(), memory.size()).value();
    CHECK(found.abi == PLIM_ABI_VERSION && found.build == plim_build_version());

    Control control = region.control().value();
    const RegistryEntry more[] = {{RegistryKind::Strategy, 1000, 2},
                                  {RegistryKind::Strategy, 1001, 1, true},
                                  {RegistryKind::Flag, 8},
                                  {RegistryKind::Flag, 9}};
    const std::uint64_t before = region.fingerprint().registry;
    control.extend_registry(more).value();
    CHECK(region.fingerprint().registry != before);
    CHECK(control.extend_registry(codes, 2).status() == Status::BadRegistry);
    CHECK(control.define_strategy({1001, 1, 1, 1, 1}).status() == Status::UnknownStrategy);
    CHECK(control.define_strategy({1000, 2, 1, 1, 1}).value() == StrategyId(1000));
    for (const plim_strategy_terms& terms : region.strategies()) CHECK(terms.generation == 2);
    CHECK(control.require_build(plim_build_version()).status() == Status::NothingToChange);
    control.require_build(plim_build_version() + 1).value();
    CHECK(Region::attach(memory).status() == Status::BuildTooOld);
}

void arming(desk::Desk& desk) {
    desk.control.disarm(desk::opens).value();
    const Fingerprint here = desk.region.fingerprint();
    Fingerprint other = here;
    other.build ^= 1;
    CHECK(other != here && other.whole() != here.whole() && here == desk.region.fingerprint());
    const SessionStrategy known[] = {{desk.strategy, 1}};
    const Fingerprint wrong[] = {other};
    {
        const Manifest manifest(wrong, known, desk::lease);
        const Armed armed = desk.control.arm(manifest, desk::lease, desk::opens);
        CHECK(armed.status() == Status::WrongFingerprint);
        CHECK(armed.difference().field == Field::Build);
        CHECK(armed.difference().expected == other.build && armed.difference().found == here.build);
        CHECK(std::strcmp(text(armed.difference().field), "build") == 0);
    }
    {
        const Armed armed = desk.control.arm({{here}, {{desk.strategy, 2}}, desk::lease},
                                             desk::lease, desk::opens);
        CHECK(armed.status() == Status::WrongGeneration);
        CHECK(armed.difference().field == Field::Generation && armed.difference().found == 1);
    }
    const Manifest nobody(wrong, 0, known, 0, desk::lease);
    CHECK(desk.control.arm(nobody, desk::lease, desk::opens).status() == Status::WrongFingerprint);
    const Armed armed = desk.arm(desk::lease, desk::opens);
    CHECK(armed.ok() && armed.difference().field == Field::None);
}

void two_persons(desk::Desk& desk) {
    const Cause cause(7, desk::opens, 1, 2);
    const Receipt receipt =
        desk.region.restrict_to(desk.venue, StopLevel::CancelAll, cause).value();
    CHECK(receipt.level() == StopLevel::CancelAll);
    CHECK(desk.region.level(desk.venue).value() == StopLevel::CancelAll);
    CHECK(desk.region.cause(desk.venue)->reason == 7 && desk.region.cause(desk.venue)->other == 2);
    CHECK(std::strcmp(text(StopLevel::CancelAll), "cancel_all") == 0);
    CHECK(desk.region.last_reset().status() == Status::NoSuchRequest);
    const char* const long_winded = "a reason that is longer than there is room for";
    CHECK(desk.control.request_reset(desk.venue, desk::asks, long_winded, desk::opens).status() ==
          Status::Text);
    const ResetTicket ticket =
        desk.control
            .request_reset(desk.venue, desk::asks, "0123456789abcdef0123456789abcdef", desk::opens)
            .value();
    const Fingerprint here = desk.region.fingerprint();
    CHECK(desk.control.confirm_reset(ticket.nonce, desk::asks, here, desk::opens).status() ==
          Status::SameKey);
    desk.control.confirm_reset(ticket.nonce, desk::confirms, here, desk::opens).value();
    CHECK(desk.region.level(desk.venue).value() == StopLevel::Open);
    const ResetRecord record = desk.region.last_reset().value();
    CHECK(record.scope == Scope(desk.venue) && record.scope != Scope::firm());
    CHECK(record.requested_by == 1 && record.confirmed_by == 2 && record.at == desk::opens);
    CHECK(std::strcmp(record.why, "0123456789abcdef0123456789abcdef") == 0);
}

void parties_and_flags(desk::Desk& desk, Lane& lane) {
    const PartyId trader = desk.control.define_party(PartyRole::Trader, 500).value();
    NewParent order = desk.order(50, Qty(10));
    order.parties.trader = trader;
    const ParentId parent = lane.admit(order, desk::opens).value();
    const ParentView view = desk.region.parent(parent).value();
    CHECK(view.parties.trader.value() == trader && !view.parties.desk && view.flags == 0);
    for (const plim_party& party : desk.region.parties()) CHECK(party.key == 500);
    std::size_t parents = 0;
    for (const ParentId one : desk.region.parents()) parents += one == parent;
    CHECK(parents == 1);
    desk.region.kill(trader, 1, desk::opens).value();
    const NewChild child = {parent, desk.venue, Qty(1), desk::par};
    CHECK(lane.route(child, desk::opens).status() == Status::Halted);
    desk.reset(trader);
    order.client_id = ClientId(51);
    order.flags = 1;
    CHECK(desk.region.alarms().empty());
    CHECK(lane.admit(order, desk::opens).status() == Status::UnknownFlag);
    CHECK(desk.region.alarms().contains(Alarm::UnknownCode));
    desk.control.acknowledge(Alarm::UnknownCode, desk::opens).value();
    CHECK(lane.route(child, desk::opens).ok());
    CHECK(desk.region.lane_view(LaneIndex(0))->published == 1);
    CHECK(desk.control.reenable(desk.strategy, desk.instrument, desk::opens).status() ==
          Status::NothingToChange);
}

void who_listens(desk::Desk& desk, Lane& lane) {
    Journal journal = desk.region.journal(LaneIndex(0)).value();
    Journal moved = std::move(journal);
    CHECK(journal.keep().status() == Status::Handle);  // NOLINT: on purpose
    Event events[16];
    std::uint64_t missed = 0;
    CHECK(moved.read(events, 16, missed).value() > 0);
    moved.keep().value();
    moved.end().value();
    desk.control.end_journal(LaneIndex(0)).value();

    CHECK(desk.region.heard_until() == Nanos::never());
    const MonitorId monitor = desk.control.define_monitor(Nanos(100)).value();
    CHECK(lane.admit(desk.order(60, Qty(1)), desk::opens).status() == Status::MonitorSilent);
    desk.region.heartbeat(monitor, desk::opens).value();
    CHECK(desk.region.heard_until() == desk::opens + Nanos(100));
    CHECK(lane.admit(desk.order(60, Qty(1)), desk::opens).ok());
}

void controls(desk::Desk& desk) {
    static Memory<64 * 1024> scratch;
    const auto find = [&](ControlId id) {
        for (const ControlInfo& info : desk.region.controls()) {
            if (info.id == id) return info;
        }
        CHECK(!"no such control");
        return ControlInfo();
    };
    std::uint32_t listed = 0;
    for (const ControlInfo& info : desk.region.controls()) {
        CHECK(std::strcmp(text(info.id), "no_control") != 0);
        CHECK(!info.last_test && !info.passed && info.last_hit.has_value() == (info.hits > 0));
        ++listed;
    }
    CHECK(listed == 86);
    CHECK(find(ControlId::SuspenseLimit).setting.value() == 1000);
    CHECK(find(ControlId::SuspenseLimit).measure == Measure::Units);
    CHECK(!find(ControlId::PositionSuspense).setting);
    CHECK(find(ControlId::Monitors).hits == 1 && find(ControlId::Flag).hits == 1);
    CHECK(std::strcmp(text(ControlId::KillFirm), "kill_firm") == 0);
    CHECK(std::strcmp(source(ControlId::Headroom), "law L1") == 0);
    CHECK(std::strcmp(text(Measure::Money), "money") == 0);
    CHECK(std::strcmp(text(Flaw::LetThrough), "let_through") == 0);

    const Nanos now(77);
    CHECK(desk.control.self_test(scratch.data(), 64, now).status() == Status::TooShort);
    const SelfTest found = desk.control.self_test(scratch, now).value();
    CHECK(found.controls == listed && found.passed == listed);
    CHECK(found.control == ControlId::None && found.flaw == Flaw::None);
    CHECK(found.expected == Status::Ok && found.found == Status::Ok);
    for (const ControlInfo& info : desk.region.controls()) {
        CHECK(info.last_test.value() == now && info.passed);
    }
}

}  // namespace

int main() {
    static desk::Room room;
    desk::Desk desk(room);
    Lane lane = desk.region.lane(LaneIndex(0)).value();
    a_gateway_with_codes_of_its_own();
    arming(desk);
    two_persons(desk);
    parties_and_flags(desk, lane);
    who_listens(desk, lane);
    controls(desk);
    return 0;
}
