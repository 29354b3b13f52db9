#include "desk.hpp"

namespace gateway {

bool Desk::send(const ParentOrder& parent, const ChildTerms& child) {
  attempts_.made += 1;
  const Answer answer = gate_.route(parent, child, now_);
  if (!answer.born) {
    note_refusal(answer);
    return false;
  }
  NewOrderSingle order;
  order.cl_ord_id = answer.cl_ord_id;
  order.parent_row = parent.row;
  order.side = parent.side;
  order.order_qty = child.qty;
  order.price = child.price;
  order.sending_time = now_;
  sessions_[child.venue]->send(order);
  gate_.sent(now_);
  attempts_.born += 1;
  return true;
}

void Desk::note_refusal(const Answer& answer) {
  attempts_.refused[answer.refusal] += 1;
  if (!attempts_.any_refused) {
    attempts_.any_refused = true;
    attempts_.first_refused_at = now_;
  }
  if (answer.halted && !attempts_.halted) {
    attempts_.halted = true;
    attempts_.halted_at = now_;
  }
}

}  // namespace gateway
