// The simulated clock of a day: nanoseconds since midnight. Nobody in these acts sleeps.
#pragma once

#include <plimsoll.hpp>

#include <cstdint>
#include <cstdio>
#include <string>

namespace fleet {

constexpr std::uint64_t kSecond = 1'000'000'000;
constexpr std::uint64_t kMinute = 60 * kSecond;
constexpr std::uint64_t kHour = 60 * kMinute;

constexpr plimsoll::Nanos at(std::uint64_t hour, std::uint64_t minute, std::uint64_t second = 0) {
  return plimsoll::Nanos(hour * kHour + minute * kMinute + second * kSecond);
}

/// "09:30:00".
inline std::string text_of(plimsoll::Nanos time) {
  const auto seconds = static_cast<unsigned>(time.get() / kSecond % 86'400);
  const unsigned minutes = seconds / 60;
  char text[16];
  std::snprintf(text, sizeof text, "%02u:%02u:%02u", minutes / 60, minutes % 60, seconds % 60);
  return text;
}

}  // namespace fleet
