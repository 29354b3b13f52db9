#include "measure.hpp"

#include "engine.hpp"

#include <algorithm>
#include <sstream>

#include <pthread.h>
#include <sched.h>

namespace driver {

double tick_length() {
    static const double LENGTH = [] {
        const std::uint64_t first = ticks();
        const double start = nanoseconds();
        while (nanoseconds() - start < 2e7) relax();
        return (nanoseconds() - start) / double(ticks() - first);
    }();
    return LENGTH;
}

void stay_on(unsigned core) {
    cpu_set_t cores;
    CPU_ZERO(&cores);
    CPU_SET(core, &cores);
    (void)pthread_setaffinity_np(pthread_self(), sizeof cores, &cores);
}

double quantile(std::vector<double> figures, double share) {
    if (figures.empty()) fail("nothing was measured");
    const auto at = std::size_t(share * double(figures.size() - 1) + 0.5);
    std::nth_element(figures.begin(), figures.begin() + std::ptrdiff_t(at), figures.end());
    return figures[at];
}

double Results::p10(const std::string &of, const std::string &whose) const {
    const auto found = rounds_.find({of, whose});
    if (found == rounds_.end()) fail("no figure of " + of + " for " + whose);
    return quantile(found->second, 0.1);
}

double Results::median(const std::string &of, const std::string &whose) const {
    const auto found = rounds_.find({of, whose});
    if (found == rounds_.end()) fail("no figure of " + of + " for " + whose);
    return quantile(found->second, 0.5);
}

Spread Results::spread(const std::string &of, const std::string &whose) const {
    const auto found = single_.find({of, whose});
    if (found == single_.end()) fail("no single calls of " + of + " for " + whose);
    std::vector<std::uint32_t> sorted = found->second;
    std::sort(sorted.begin(), sorted.end());
    const auto at = [&](double share) {
        return double(sorted[std::size_t(share * double(sorted.size() - 1))]) * tick_length();
    };
    return {at(0.5), at(0.99), at(0.999)};
}

std::string Results::json() const {
    std::ostringstream out;
    const char *comma = "";
    out << "{\"rounds\":[";
    for (const auto &[key, figures] : rounds_) {
        out << comma << "\n{\"of\":\"" << key.first << "\",\"engine\":\"" << key.second
            << "\",\"rounds\":" << figures.size() << ",\"p10_ns\":" << quantile(figures, 0.1)
            << ",\"median_ns\":" << quantile(figures, 0.5) << "}";
        comma = ",";
    }
    out << "],\n\"single\":[";
    comma = "";
    for (const auto &[key, figures] : single_) {
        const Spread at = spread(key.first, key.second);
        out << comma << "\n{\"of\":\"" << key.first << "\",\"engine\":\"" << key.second
            << "\",\"calls\":" << figures.size() << ",\"p50_ns\":" << at.p50
            << ",\"p99_ns\":" << at.p99 << ",\"p999_ns\":" << at.p999 << "}";
        comma = ",";
    }
    out << "]}";
    return out.str();
}

} // namespace driver
