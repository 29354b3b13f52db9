#include "venue.hpp"

namespace gateway {

void Venue::run() {
  drain(orders, [this](const NewOrderSingle& order) { trade(order); });
  reports.close();
}

void Venue::trade(const NewOrderSingle& order) {
  ExecutionReport report;
  report.cl_ord_id = order.cl_ord_id;
  report.exec_type = ExecType::accepted;
  report.leaves_qty = order.order_qty;
  report.transact_time = order.sending_time;
  push_waiting(reports, report);

  // Every third order meets two resting ones, and is filled in two parts.
  orders_seen_ += 1;
  std::uint64_t part = orders_seen_ % 3 == 0 ? (order.order_qty + 1) / 2 : order.order_qty;
  report.exec_type = ExecType::trade;
  while (report.leaves_qty > 0) {
    if (!bell_.take()) return;   // The line is dead: no more answers.
    if (report.cum_qty == 0) tape_.orders += 1;
    report.exec_id = ++last_exec_id_;
    report.last_qty = part;
    report.last_px = order.price;
    report.cum_qty += part;
    report.leaves_qty -= part;
    tape_.book(order, report.last_qty, report.last_px);
    push_waiting(reports, report);
    part = report.leaves_qty;
  }
}

}  // namespace gateway
