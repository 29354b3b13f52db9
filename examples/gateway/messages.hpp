// What travels between the gateway and its venues, with the names and numbers that FIX gives them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace gateway {

/// Nanoseconds since 09:30 on the simulated clock of the market.
using Nanos = std::uint64_t;

constexpr Nanos kMillisecond = 1'000'000;
constexpr Nanos kSecond = 1'000 * kMillisecond;
constexpr Nanos kMinute = 60 * kSecond;

/// FIX 54.
enum class Side : std::uint8_t { buy = 1, sell = 2 };

/// FIX 11 ClOrdID: the gateway's name for a child on the wire, at most 20 characters.
class ClOrdId {
 public:
  static constexpr std::size_t kMaxLength = 20;

  ClOrdId() = default;
  explicit ClOrdId(std::string_view text) {
    length_ = static_cast<std::uint8_t>(text.copy(text_.data(), kMaxLength));
  }
  std::string_view text() const { return {text_.data(), length_}; }

 private:
  std::array<char, kMaxLength> text_{};
  std::uint8_t length_ = 0;
};

/// FIX 35=D.
struct NewOrderSingle {
  ClOrdId cl_ord_id;
  /// The line of the parent among the router's orders. A venue copies it to the tape and uses it
  /// for nothing else; the tape is how this program counts without asking the ledger.
  std::uint32_t parent_row = 0;
  Side side = Side::buy;
  std::uint64_t order_qty = 0;    // shares
  std::int64_t price = 0;         // cents
  Nanos sending_time = 0;
};

/// FIX 150 ExecType, as far as these venues use it.
enum class ExecType : std::uint8_t { accepted, trade };

/// FIX 35=8.
struct ExecutionReport {
  ClOrdId cl_ord_id;
  ExecType exec_type = ExecType::accepted;
  std::uint64_t exec_id = 0;      // never twice at one venue
  std::uint64_t last_qty = 0;     // shares
  std::int64_t last_px = 0;       // cents
  std::uint64_t cum_qty = 0;      // shares
  std::uint64_t leaves_qty = 0;   // shares
  Nanos transact_time = 0;
};

}  // namespace gateway
