// The rollback: a newer build has used the region.

#include "acts.hpp"
#include "clock.hpp"
#include "operator.hpp"
#include "server.hpp"

#include <cstdio>
#include <cstring>

namespace fleet {
namespace {

using plimsoll::Status;

constexpr Rules kRules = {plimsoll::Nanos(kHour),
                          {plimsoll::Nanos(kMinute), plimsoll::Nanos(kHour)}};
constexpr std::uint64_t kMinor = 1 << 16;

/// "0.2.0", as plim_build_version counts.
std::string text_of_version(std::uint64_t version) {
  return std::to_string(version >> 32) + "." + std::to_string(version >> 16 & 0xffff) + "." +
         std::to_string(version & 0xffff);
}

/// The day before: this build, or the newer one, trades here and goes.
std::string a_day_with(std::uint64_t oldest, const Stage& stage) {
  const std::string path = stage.folder + "/rollback.region";
  const gateway::ParentOrder& order = stage.orders[0];
  Server server(path, Deployed::current, kRules, {order});
  server.arm(server.region.fingerprint(), at(9, 0)).value();
  const auto parent = server.lane.admit(server.parent(order, kRetail), at(9, 30)).value();
  server.send(parent, plimsoll::Qty(order.qty), plimsoll::Price(order.limit_price), at(9, 30))
      .value();
  if (oldest != 0) server.control.require_build(oldest).value();
  return path;
}

}  // namespace

void rollback(const Stage& stage, Verdict& verdict) {
  std::puts("The rollback: a newer build has used the region, and this one is put back");
  const std::uint64_t ours = plim_build_version();
  const std::uint64_t newer = ours + kMinor;
  // To break it: the newer build does not say that it was here.
  const std::string path = a_day_with(stage.broken ? 0 : newer, stage);
  const MappedFile file(path);
  const std::string before(static_cast<const char*>(file.data()), file.size());

  const auto region = plimsoll::Region::attach(file.data(), file.size());
  const auto found = plimsoll::Region::inspect(file.data(), file.size()).value();
  std::printf("  build %s trades, and says that none older may (this one plays it)\n",
              text_of_version(newer).c_str());
  std::printf("  build %s attaches:   %s\n", text_of_version(ours).c_str(), region.text());
  verdict.expect(region.status(), Status::BuildTooOld, "attaching with the older build");
  verdict.expect(found.oldest_build == newer, "the region names the build that it needs");

  const auto over = plimsoll::Region::format(file.data(), file.size(), plimsoll::Config::small());
  std::printf("  it formats over it:     %s\n", over.text());
  verdict.expect(over.status(), Status::AlreadyFormatted, "formatting over it");

  const Said said = operate(stage.plimsoll, "status", path);
  const std::size_t path_at = said.text.find(path);
  const std::size_t words_at = path_at == std::string::npos ? 0 : path_at + path.size() + 2;
  std::printf("  plimsoll status says:   exit status %d, and\n    %s\n", said.status,
              said.text.substr(words_at).c_str());
  const bool both = said.text.find(text_of_version(ours)) != std::string::npos &&
                    said.text.find(text_of_version(newer)) != std::string::npos;
  verdict.expect(said.status == 2 && both, "plimsoll names both versions: " + said.text);

  const bool same = std::memcmp(before.data(), file.data(), file.size()) == 0;
  std::printf("  the file, byte by byte: %s\n", same ? "as it was" : "changed");
  verdict.expect(same, "a build that is refused changes nothing");
}

}  // namespace fleet
