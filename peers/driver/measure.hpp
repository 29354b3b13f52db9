// Clocks, and what was measured: figures by engine and by what they are of.
#ifndef PLIMSOLL_PEERS_DRIVER_MEASURE_HPP
#define PLIMSOLL_PEERS_DRIVER_MEASURE_HPP

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#if defined(__x86_64__)
#include <x86intrin.h>
#endif

namespace driver {

inline double nanoseconds() {
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    return double(std::chrono::duration_cast<std::chrono::nanoseconds>(now).count());
}

// The finest clock there is, in ticks of its own.
inline std::uint64_t ticks() {
#if defined(__x86_64__)
    return __rdtsc();
#else
    return std::uint64_t(nanoseconds());
#endif
}

// Nanoseconds of a tick.
double tick_length();

inline void relax() {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#endif
}

// Keeps the calling thread on a core; where that is forbidden the figures are worse.
void stay_on(unsigned core);

// The figure that a share of the sorted ones is below.
double quantile(std::vector<double> figures, double share);

struct Spread {
    double p50, p99, p999;
};

class Results {
    using Key = std::pair<std::string, std::string>; // of what, whose
    std::map<Key, std::vector<double>> rounds_;
    std::map<Key, std::vector<std::uint32_t>> single_;

  public:
    // A round's mean, in nanoseconds.
    void add(const std::string &of, const std::string &whose, double figure) {
        rounds_[{of, whose}].push_back(figure);
    }
    // Single calls, in ticks: filled by whoever measures.
    std::vector<std::uint32_t> &single(const std::string &of, const std::string &whose) {
        return single_[{of, whose}];
    }
    bool has(const std::string &of, const std::string &whose) const {
        return rounds_.count({of, whose}) != 0;
    }
    bool has_single(const std::string &of, const std::string &whose) const {
        return single_.count({of, whose}) != 0;
    }
    double p10(const std::string &of, const std::string &whose) const;
    double median(const std::string &of, const std::string &whose) const;
    Spread spread(const std::string &of, const std::string &whose) const;
    // Everything, as JSON.
    std::string json() const;
};

// One thing timed: its mean of so many, in nanoseconds.
template <class Work> double timed(std::uint64_t count, Work work) {
    const double start = nanoseconds();
    work();
    return (nanoseconds() - start) / double(count);
}

} // namespace driver

#endif
