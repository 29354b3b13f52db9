#include "orders.hpp"

#include <charconv>
#include <fstream>
#include <iostream>
#include <string_view>

namespace gateway {
namespace {

constexpr std::string_view kHeading = "client_id,router,symbol,side,qty,limit_price,peg_qty";

std::vector<std::string_view> split(std::string_view line) {
  std::vector<std::string_view> fields;
  for (;;) {
    const std::size_t comma = line.find(',');
    fields.push_back(line.substr(0, comma));
    if (comma == std::string_view::npos) return fields;
    line.remove_prefix(comma + 1);
  }
}

template <typename Number>
bool parse(std::string_view text, Number& number) {
  const char* end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, number);
  return error == std::errc() && stopped == end;
}

/// Dollars with exactly two decimals, to cents. Money never passes through floating point.
bool parse_cents(std::string_view text, std::int64_t& cents) {
  const std::size_t point = text.find('.');
  if (point == std::string_view::npos || point + 3 != text.size()) return false;
  std::string digits(text);
  digits.erase(point, 1);
  return parse(std::string_view(digits), cents) && cents > 0;
}

bool parse_side(std::string_view text, Side& side) {
  if (text != "buy" && text != "sell") return false;
  side = text == "buy" ? Side::buy : Side::sell;
  return true;
}

bool parse_order(std::string_view line, ParentOrder& order) {
  const std::vector<std::string_view> fields = split(line);
  if (fields.size() != 7) return false;
  order.client_id = fields[0];
  order.symbol = fields[2];
  return parse(fields[1], order.router) && parse_side(fields[3], order.side) &&
         parse(fields[4], order.qty) && parse_cents(fields[5], order.limit_price) &&
         parse(fields[6], order.peg_qty);
}

}  // namespace

bool read_orders(const std::string& path, std::vector<ParentOrder>& orders) {
  std::ifstream file(path);
  std::string line;
  if (!std::getline(file, line) || line != kHeading) {
    std::cerr << path << ": not a file of orders\n";
    return false;
  }
  for (unsigned number = 2; std::getline(file, line); ++number) {
    ParentOrder order;
    if (!parse_order(line, order)) {
      std::cerr << path << ":" << number << ": not an order\n";
      return false;
    }
    orders.push_back(order);
  }
  return true;
}

std::vector<ParentOrder> orders_of_router(const std::vector<ParentOrder>& orders, unsigned router) {
  std::vector<ParentOrder> own;
  for (const ParentOrder& order : orders) {
    if (order.router != router) continue;
    own.push_back(order);
    own.back().row = static_cast<std::uint32_t>(own.size() - 1);
  }
  return own;
}

}  // namespace gateway
