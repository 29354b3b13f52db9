// What a gateway with QuickFIX pays for a message anyway: a NewOrderSingle from fields to bytes, an
// ExecutionReport from bytes to fields. C++14, for its headers.
#include "peer.h"

#include <quickfix/Message.h>
#include <quickfix/fix44/ExecutionReport.h>
#include <quickfix/fix44/NewOrderSingle.h>

#include <cstdlib>
#include <string>

namespace {

void head(FIX::Message &message, std::uint64_t number) {
    message.getHeader().setField(FIX::SenderCompID("GATEWAY"));
    message.getHeader().setField(FIX::TargetCompID("VENUE"));
    message.getHeader().setField(FIX::MsgSeqNum(int(number + 1)));
    message.getHeader().setField(FIX::SendingTime());
}

std::uint64_t build(std::uint64_t number) {
    FIX44::NewOrderSingle order(FIX::ClOrdID("P" + std::to_string(number)),
                                FIX::Side(FIX::Side_BUY), FIX::TransactTime(),
                                FIX::OrdType(FIX::OrdType_LIMIT));
    order.set(FIX::Symbol("ABC"));
    order.set(FIX::OrderQty(20));
    order.set(FIX::Price(100.25));
    order.set(FIX::TimeInForce(FIX::TimeInForce_DAY));
    order.set(FIX::Account("A1"));
    head(order, number);
    return order.toString().size();
}

// A report of a fill, as a venue would send it.
std::string made() {
    FIX44::ExecutionReport report(FIX::OrderID("V1"), FIX::ExecID("E1"),
                                  FIX::ExecType(FIX::ExecType_TRADE),
                                  FIX::OrdStatus(FIX::OrdStatus_PARTIALLY_FILLED),
                                  FIX::Side(FIX::Side_BUY), FIX::LeavesQty(10), FIX::CumQty(10),
                                  FIX::AvgPx(100.25));
    report.set(FIX::ClOrdID("P1"));
    report.set(FIX::Symbol("ABC"));
    report.set(FIX::OrderQty(20));
    report.set(FIX::LastQty(10));
    report.set(FIX::LastPx(100.25));
    report.set(FIX::TransactTime());
    head(report, 0);
    return report.toString();
}

// Into fields, and those that the core asks for out of them as numbers.
std::uint64_t parse(std::uint64_t) {
    static const std::string BYTES = made();
    FIX44::ExecutionReport report;
    report.setString(BYTES, false);
    FIX::ClOrdID child;
    FIX::ExecID execution;
    FIX::ExecType type;
    FIX::LastQty last;
    FIX::LastPx price;
    FIX::CumQty cum;
    report.get(child);
    report.get(execution);
    report.get(type);
    report.get(last);
    report.get(price);
    report.get(cum);
    const bool right = child.getString() == "P1" && type == FIX::ExecType_TRADE;
    if (!right || double(last) != 10) std::abort();
    return std::uint64_t(double(cum));
}

} // namespace

extern "C" const peer_message_table *peer_messages() {
    static constexpr peer_message_table TABLE = {PEER_VERSION, 0, "quickfix",
                                                 "QuickFIX 1.15, FIX 4.4", build, parse};
    return &TABLE;
}
