// The parent orders of the day, as customers sent them.
#pragma once

#include "messages.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace gateway {

struct ParentOrder {
  std::uint32_t row = 0;          // its place among its router's orders
  std::string client_id;          // the customer's name for it
  unsigned router = 0;            // the server it went to: 1 to 8
  std::string symbol;
  Side side = Side::buy;
  std::uint64_t qty = 0;          // shares
  std::int64_t limit_price = 0;   // cents
  std::uint64_t peg_qty = 0;      // shares in each child of Power Peg; 0 on routers 1 to 7
};

/// Appends the orders in the CSV file `path`. False, with a message on standard error, when it
/// cannot be read or a line is wrong.
bool read_orders(const std::string& path, std::vector<ParentOrder>& orders);

/// The orders of one router, numbered from 0.
std::vector<ParentOrder> orders_of_router(const std::vector<ParentOrder>& orders, unsigned router);

}  // namespace gateway
