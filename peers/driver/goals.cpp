#include "goals.hpp"

#include <cstdio>
#include <sstream>

namespace driver {

namespace {

constexpr const char *OURS = "core-c";
constexpr const char *RUST = "core-rust";

// Reads figures; a goal whose figures are not there is left out.
class Reader {
    const Results &results_;
    std::vector<Goal> goals_;

  public:
    explicit Reader(const Results &results) : results_(results) {}

    double p10(const std::string &of, const std::string &whose) const {
        return results_.p10(of, whose);
    }
    bool has(const std::string &of, const std::string &whose) const {
        return results_.has(of, whose);
    }
    double cas() const { return p10("compare-and-swap", "machine"); }

    void most(const std::string &says, double goal, double seen) {
        goals_.push_back({says, true, goal, seen});
    }
    void least(const std::string &says, double goal, double seen) {
        goals_.push_back({says, false, goal, seen});
    }
    // How far another is behind us.
    void ahead(const std::string &of, const std::string &other, double goal) {
        if (has(of, other) && has(of, OURS))
            least(of + ": ahead of " + other, goal, p10(of, other) / p10(of, OURS));
    }
    std::vector<Goal> take() { return std::move(goals_); }
};

void in_swaps(Reader &read) {
    if (!read.has("route", OURS)) return;
    const double cas = read.cas();
    read.most("route with every check, in CAS", 8, read.p10("route", OURS) / cas);
    read.most("ack, in CAS", 1.5, read.p10("ack", OURS) / cas);
    read.most("partial fill, in CAS", 5, read.p10("partial fill", OURS) / cas);
    read.most("final fill, in CAS", 5, read.p10("final fill", OURS) / cas);
    read.most("parent life of 41 operations, in CAS", 150, read.p10("parent life", OURS) / cas);
    if (!read.has("route", RUST)) return;
    for (const char *of : {"route", "ack", "partial fill"})
        read.most(std::string("what the C interface adds to ") + of + ", in CAS", 1,
                  (read.p10(of, OURS) - read.p10(of, RUST)) / cas);
}

void one_thread(Reader &read) {
    for (const char *of : {"child life", "parent life"}) {
        if (!read.has(of, OURS) || !read.has(of, "floor")) continue;
        read.most(std::string(of) + ": times the expert's floor", 1.5,
                  read.p10(of, OURS) / read.p10(of, "floor"));
        read.ahead(of, "good", 1.3);
        read.ahead(of, "mutex-global", 2.7);
        read.ahead(of, "mutex-per-order", 4);
    }
}

void two_threads(Reader &read, const Results &results) {
    const std::string one = "strategy and venue, one parent";
    if (!read.has(one, OURS)) return;
    read.ahead(one, "mutex-per-order", 5);
    read.ahead(one, "spin-per-order", 2);
    const auto p99 = [&](const char *whose) { return results.spread("route, " + one, whose).p99; };
    read.least("route p99 under contention: ahead of mutex-per-order", 30,
               p99("mutex-per-order") / p99(OURS));
    read.least("lives on different parents: speed-up by a second thread", 1.8,
               read.p10("lives by one thread", OURS) /
                   read.p10("lives by two threads, two parents", OURS));
}

void by_number(Reader &read) {
    const auto live = [](const char *count) { return std::string("child life, ") + count; };
    for (const char *whose : {OURS, RUST}) {
        const std::string few = live("1000 live"), many = live("1000000 live");
        if (!read.has(few, whose) || !read.has(many, whose)) continue;
        const double base = read.p10(few, whose);
        read.most(std::string(whose) + ": 1 million live, times 1 thousand", 10,
                  read.p10(many, whose) / base);
        if (read.has(many + ", prefetched", whose))
            read.most(std::string(whose) + ": the same, prefetched", 4,
                      read.p10(many + ", prefetched", whose) / base);
    }
    read.ahead(live("0 other orders"), "nautilus", 100);
    read.ahead(live("1000 other orders"), "nautilus", 100);
    read.ahead(live("0 other orders"), "of-execution", 25);
    read.ahead(live("1000 other orders"), "of-execution", 300);
}

void messages(Reader &read) {
    if (!read.has("build NewOrderSingle", "quickfix") || !read.has("route", OURS)) return;
    read.most("route, per cent of building a NewOrderSingle", 2,
              100 * read.p10("route", OURS) / read.p10("build NewOrderSingle", "quickfix"));
    read.most("fill, per cent of parsing an ExecutionReport", 2,
              100 * read.p10("partial fill", OURS) / read.p10("parse ExecutionReport", "quickfix"));
}

std::string number(double value) {
    char text[32];
    std::snprintf(text, sizeof text, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value);
    return text;
}

using Columns = std::vector<std::string>;

void row(std::ostringstream &out, const Columns &cells) {
    for (const std::string &cell : cells) out << "| " << cell << " ";
    out << "|\n";
}

void head(std::ostringstream &out, const std::string &first, const Columns &rest) {
    Columns cells = {first};
    cells.insert(cells.end(), rest.begin(), rest.end());
    row(out, cells);
    out << "|---";
    for (std::size_t i = 0; i < rest.size(); ++i) out << "|---:";
    out << "|\n";
}

// Nanoseconds, p10 and median, an engine a row.
void table(std::ostringstream &out, const Engines &engines, const Results &results,
           const Columns &of) {
    head(out, "p10 / median, ns", of);
    for (const peer_engine_table *engine : engines) {
        Columns cells = {engine->name};
        bool any = false;
        for (const std::string &one : of) {
            const bool has = results.has(one, engine->name);
            any = any || has;
            cells.push_back(has ? number(results.p10(one, engine->name)) + " / " +
                                      number(results.median(one, engine->name))
                                : "");
        }
        if (any) row(out, cells);
    }
    out << "\n";
}

void singles(std::ostringstream &out, const Engines &engines, const Results &results,
             const Columns &of) {
    head(out, "p50 / p99 / p99.9, ns", of);
    for (const peer_engine_table *engine : engines) {
        Columns cells = {engine->name};
        bool any = false;
        for (const std::string &one : of) {
            const bool has = results.has_single(one, engine->name);
            any = any || has;
            if (!has) {
                cells.push_back("");
                continue;
            }
            const Spread at = results.spread(one, engine->name);
            cells.push_back(number(at.p50) + " / " + number(at.p99) + " / " + number(at.p999));
        }
        if (any) row(out, cells);
    }
    out << "\n";
}

} // namespace

std::vector<Goal> goals(const Results &results) {
    Reader read(results);
    in_swaps(read);
    one_thread(read);
    two_threads(read, results);
    by_number(read);
    messages(read);
    return read.take();
}

std::string json_of(const std::vector<Goal> &goals) {
    std::ostringstream out;
    const char *comma = "";
    out << "[";
    for (const Goal &goal : goals) {
        out << comma << "\n{\"says\":\"" << goal.says << "\",\"goal\":\""
            << (goal.at_most ? "<= " : ">= ") << goal.goal << "\",\"seen\":" << goal.seen
            << ",\"met\":" << (goal.is_met() ? "true" : "false") << "}";
        comma = ",";
    }
    out << "]";
    return out.str();
}

std::string tables(const Engines &engines, const Results &results,
                   const std::vector<Goal> &goals) {
    std::ostringstream out;
    head(out, "the machine", {"p10, ns"});
    for (const char *of : {"compare-and-swap", "empty call", "line one way"})
        if (results.has(of, "machine")) row(out, {of, number(results.p10(of, "machine"))});
    for (const char *of : {"build NewOrderSingle", "parse ExecutionReport"})
        if (results.has(of, "quickfix"))
            row(out, {std::string("QuickFIX: ") + of, number(results.p10(of, "quickfix"))});
    out << "\n";
    table(out, engines, results,
          {"route", "ack", "partial fill", "final fill", "repeated fill", "cancel request",
           "canceled"});
    table(out, engines, results, {"child life", "parent life"});
    singles(out, engines, results, {"route", "ack", "partial fill", "final fill"});
    Columns live;
    for (const char *count : {"1000", "100000", "1000000"})
        for (const char *how : {" live", " live, prefetched"}) {
            const std::string of = std::string("child life, ") + count + how;
            if (results.has(of, OURS)) live.push_back(of);
        }
    if (!live.empty()) table(out, engines, results, live);
    table(out, engines, results,
          {"child life, 0 other orders", "child life, 100 other orders",
           "child life, 1000 other orders"});
    const Columns together = {"strategy and venue, one parent", "strategy and venue, two parents"};
    table(out, engines, results,
          {"lives by one thread", "lives by two threads, two parents", together[0], together[1]});
    singles(out, engines, results, {"route, " + together[0], "route, " + together[1]});
    head(out, "goal", {"asked", "seen", ""});
    for (const Goal &goal : goals)
        row(out, {goal.says, (goal.at_most ? "≤ " : "≥ ") + number(goal.goal),
                  number(goal.seen), goal.is_met() ? "met" : "missed"});
    return out.str();
}

} // namespace driver
