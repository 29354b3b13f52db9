#include "tape.hpp"

#include <algorithm>

namespace gateway {
namespace {

constexpr Nanos kFineStep = 10 * kMillisecond;
constexpr Nanos kFineUntil = 10 * kSecond;
constexpr std::size_t kFineSteps = kFineUntil / kFineStep;

std::size_t step_of(Nanos time) {
  if (time < kFineUntil) return time / kFineStep;
  return kFineSteps + (time - kFineUntil) / kSecond;
}

Nanos end_of(std::size_t step) {
  if (step < kFineSteps) return (step + 1) * kFineStep;
  return kFineUntil + (step - kFineSteps + 1) * kSecond;
}

}  // namespace

void Curve::add(Nanos time, std::uint64_t shares) {
  const std::size_t step = step_of(time);
  if (step >= steps_.size()) steps_.resize(step + 1);
  steps_[step] += shares;
}

void Curve::merge(const Curve& other) {
  steps_.resize(std::max(steps_.size(), other.steps_.size()));
  for (std::size_t step = 0; step < other.steps_.size(); ++step) steps_[step] += other.steps_[step];
}

std::vector<Curve::Point> Curve::points(Nanos close) const {
  std::vector<Point> points;
  std::uint64_t shares = 0;
  for (std::size_t step = 0; step < steps_.size() || end_of(step) <= close; ++step) {
    if (step < steps_.size()) shares += steps_[step];
    points.push_back({end_of(step), shares});
  }
  return points;
}

void Tape::book(const NewOrderSingle& order, std::uint64_t last_qty, std::int64_t last_px) {
  Line& line = lines[order.parent_row];
  line.shares += last_qty;
  line.money += static_cast<std::int64_t>(last_qty) * last_px;
  executions += 1;
  shares += last_qty;
  last_execution = order.sending_time;
  curve.add(order.sending_time, last_qty);
}

void Tape::merge(const Tape& other) {
  for (std::size_t row = 0; row < lines.size(); ++row) {
    lines[row].shares += other.lines[row].shares;
    lines[row].money += other.lines[row].money;
  }
  orders += other.orders;
  executions += other.executions;
  shares += other.shares;
  last_execution = std::max(last_execution, other.last_execution);
  curve.merge(other.curve);
}

}  // namespace gateway
