#include "plimsoll_gate.hpp"

#include <cstdlib>
#include <iostream>
#include <cstring>
#include <new>
#include <utility>

namespace gateway {
namespace {

plimsoll::Side side_of(Side side) {
  return side == Side::buy ? plimsoll::Side::Buy : plimsoll::Side::Sell;
}

/// The report as the core takes it. A ClOrdID that is none of ours names no child, and goes to
/// suspense.
plimsoll::Report report_of(unsigned venue, const ExecutionReport& report) {
  const auto named = plimsoll::parse<plimsoll::ChildId>(report.cl_ord_id.text());
  const plimsoll::ChildId child = named ? *named : plimsoll::ChildId();
  if (report.exec_type == ExecType::accepted) {
    return plimsoll::Report(child, plimsoll::ExecType::New);
  }
  // An ExecID is unique at its venue; with the venue's number it is unique in the region.
  const plimsoll::ExecId exec_id(venue, report.exec_id);
  plimsoll::Report trade = plimsoll::Report::trade(child, exec_id, plimsoll::Qty(report.last_qty),
                                                   plimsoll::Price(report.last_px));
  trade.cum_qty = plimsoll::Qty(report.cum_qty);
  trade.leaves_qty = plimsoll::Qty(report.leaves_qty);
  return trade;
}

}  // namespace

RegionMemory::RegionMemory(std::size_t bytes)
    : bytes_((bytes + PLIM_LINE - 1) / PLIM_LINE * PLIM_LINE),
      block_(std::aligned_alloc(PLIM_LINE, bytes_)) {
  if (!block_) throw std::bad_alloc();
  // The core never formats over a region, so a new one needs memory that holds none.
  std::memset(block_.get(), 0, bytes_);
}

void RegionMemory::Free::operator()(void* block) const { std::free(block); }

PlimsollGate::PlimsollGate(unsigned venues)
    : memory_(plimsoll::Region::required_bytes(capacities(venues)).value()),
      region_(format(memory_.data(), memory_.size(), venues)),
      lane_(region_.lane(plimsoll::LaneIndex(0)).value()) {
  for (unsigned venue = 0; venue < venues; ++venue) {
    sessions_.emplace_back(region_.lane(plimsoll::LaneIndex(1 + venue)).value());
  }
}

bool PlimsollGate::admit(const std::vector<ParentOrder>& orders) {
  plimsoll::Control control = region_.control().value();
  names_ = define_day(region_, control, orders, static_cast<unsigned>(sessions_.size()));
  for (const ParentOrder& order : orders) {
    plimsoll::NewParent terms;
    terms.account = names_.account;
    terms.instrument = names_.instruments[order.symbol];
    terms.strategy = names_.strategy;
    terms.generation = kStrategyGeneration;
    terms.client_id = plimsoll::parse<plimsoll::ClientId>(order.client_id).value();
    terms.side = side_of(order.side);
    terms.qty = plimsoll::Qty(order.qty);
    terms.price = plimsoll::Price(order.limit_price);
    terms.fan_out = fan_out_of(order);
    const auto admitted = lane_.admit(terms, plimsoll::Nanos(0));
    if (!admitted) {
      std::cerr << order.client_id << ": " << admitted.text() << '\n';
      return false;
    }
    parents_.push_back(*admitted);
  }
  return true;
}

Answer PlimsollGate::route(const ParentOrder& parent, const ChildTerms& child, Nanos now) {
  const auto born = lane_.route({parents_[parent.row], names_.venues[child.venue],
                                 plimsoll::Qty(child.qty), plimsoll::Price(child.price)},
                                plimsoll::Nanos(now));
  Answer answer;
  if (!born) {
    answer.refusal = born.text();
    answer.halted = born.status() == plimsoll::Status::Halted;
    return answer;
  }
  in_doubt_ = *born;
  answer.born = true;
  answer.cl_ord_id = ClOrdId(plimsoll::text(*born));
  return answer;
}

void PlimsollGate::sent(Nanos now) {
  if (!lane_.sent(in_doubt_, plimsoll::Nanos(now))) sent_refused_ = true;
}

void PlimsollGate::report(unsigned venue, const ExecutionReport& report) {
  Session& session = sessions_[venue];
  const auto outcome = session.lane.report(report_of(venue, report),
                                           plimsoll::Nanos(report.transact_time));
  if (outcome && outcome->breach == plimsoll::Breach::None) return;
  // A breach was booked and has raised its alarm; here it is only remembered for the examination.
  if (session.reports_amiss == 0) {
    session.first_amiss = outcome ? plimsoll::text(outcome->breach) : outcome.text();
  }
  session.reports_amiss += 1;
}

void PlimsollGate::examine(RouterResult& result) const {
  const plimsoll::Finding finding = region_.audit().value().finding;
  if (finding != plimsoll::Finding::None) {
    result.faults.push_back(std::string("the audit: ") + plimsoll::text(finding));
  }
  for (const ParentOrder& order : result.orders) {
    if (order.row < parents_.size()) examine_parent(order, result.tape, result);
  }
  for (const Session& session : sessions_) {
    if (session.reports_amiss == 0) continue;
    result.faults.push_back(std::string("a report was amiss: ") + session.first_amiss);
  }
  if (sent_refused_) result.faults.push_back("sent was refused");
  if (region_.suspense().value().reports != 0) result.faults.push_back("something is in suspense");
  result.tripped = region_.is_halted(names_.strategy).value();
  if (result.tripped) {
    result.tripped_at = region_.alarm(plimsoll::Alarm::StrategyTripped).value().first_at;
  }
}

void PlimsollGate::examine_parent(const ParentOrder& order, const Tape& tape,
                                  RouterResult& result) const {
  const plimsoll::ParentView view = region_.parent(parents_[order.row]).value();
  const std::uint64_t traded = tape.lines[order.row].shares;
  const auto fault = [&](const char* what) {
    result.faults.push_back("parent " + order.client_id + ": " + what);
  };
  if (traded > order.qty) fault("the venues traded more than its quantity");
  if (view.executed.get() != traded) fault("the ledger and the venues disagree");
  if (view.overfill.get() != 0) fault("the ledger has an overfill");
  if (view.executed + view.headroom != view.qty) fault("quantity is reserved though nothing works");
}

}  // namespace gateway
