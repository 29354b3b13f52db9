// Compares engines, then measures them. Usage:
//
//     driver [--small] [--json FILE] [--faulty LIBRARY] [--messages LIBRARY] LIBRARY…
//
// The first engine is the one that all others must agree with: they answer the same histories and
// the same scenes, call by call, or nothing is measured. Engines of the library of faulty ones must
// be told from it.
#include "goals.hpp"
#include "history.hpp"

#include <cstdio>
#include <cstring>
#include <fstream>
#include <thread>

namespace driver {

namespace {

struct Options {
    bool small = false;
    std::string json, faulty, messages;
    std::vector<std::string> libraries;
};

Options parse(int count, char **words) {
    Options options;
    for (int i = 1; i < count; ++i) {
        const std::string word = words[i];
        std::string *value = word == "--json"       ? &options.json
                             : word == "--faulty"   ? &options.faulty
                             : word == "--messages" ? &options.messages
                                                    : nullptr;
        if (word == "--small") {
            options.small = true;
        } else if (value != nullptr) {
            if (++i == count) fail(word + " needs a file");
            *value = words[i];
        } else {
            options.libraries.push_back(word);
        }
    }
    if (options.libraries.empty()) fail("no engine is named");
    return options;
}

// What an engine does otherwise than the first; nothing where it does the same.
std::optional<std::string> unequal(const peer_engine_table *engine,
                                   const std::vector<History> &histories) {
    if (auto wrong = wrong_check(engine)) return wrong;
    for (const History &history : histories)
        if (auto found = difference(engine, history)) return found;
    return std::nullopt;
}

void compare(const Engines &engines, const std::vector<History> &histories) {
    for (const peer_engine_table *engine : which(engines, PEER_FULL)) {
        if (auto found = unequal(engine, histories)) fail(*found);
        std::printf("equal: %s (%s)\n", engine->name, engine->title);
    }
}

void must_differ(const std::string &library, const std::vector<History> &histories) {
    using Function = const peer_engine_table *(*)(unsigned);
    const auto faulty = reinterpret_cast<Function>(find_in(library, "peer_faulty"));
    if (faulty == nullptr) fail(library + " exports no peer_faulty");
    unsigned number = 0;
    while (const peer_engine_table *engine = faulty(number++)) {
        const auto found = unequal(engine, histories);
        if (!found) fail(std::string(engine->name) + " is wrong, and was not told from the rest");
        std::printf("caught: %s (%s)\n", found->c_str(), engine->title);
    }
    if (number < 2) fail(library + " has no engine");
}

std::vector<History> make_histories(const peer_engine_table *engine, bool small) {
    std::vector<History> histories;
    const std::uint64_t seeds = small ? 8 : 32;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed)
        histories.push_back(make_history(engine, seed, 3000));
    std::printf("histories: %zu of 3000 calls, seed 1 answers", histories.size());
    for (const auto &[answer, times] : histories.front().answers())
        std::printf(" %d×%u", answer, times);
    std::printf("; scenes: %zu\n", checks());
    return histories;
}

// Says how far it has come.
void measured(const char *what) {
    std::printf("measured: %s\n", what);
    std::fflush(stdout);
}

void measure(const Engines &engines, const Options &options, Results &results) {
    const Extent extent{options.small, options.small ? 25u : 100u};
    const Engines full = which(engines, PEER_FULL);
    measure_one_thread(full, extent, results);
    measured("one thread");
    const Extent open{options.small, options.small ? 10u : 30u};
    measure_open_orders(engines, open, results);
    measured("beside other open orders");
    if (std::thread::hardware_concurrency() > 1) {
        const Extent two{options.small, options.small ? 40u : 200u};
        measure_two_threads(which(engines, PEER_FULL | PEER_THREADS), two, results);
        measured("two threads");
    } else {
        std::printf("one core: nothing is measured with two threads\n");
    }
    const Extent live{options.small, options.small ? 8u : 25u};
    measure_live(full, 1000, live, results);
    measured("by the number of live children");
    if (!options.small) {
        measure_live(full, 100000, live, results);
        measure_live(full, 1000000, live, results);
    }
    if (!options.messages.empty()) {
        const auto messages =
            reinterpret_cast<peer_messages_function>(find_in(options.messages, "peer_messages"));
        if (messages == nullptr) fail(options.messages + " exports no peer_messages");
        measure_messages(messages(), extent.rounds, results);
    }
}

void run(const Options &options) {
    stay_on(0);
    Engines engines;
    for (const std::string &library : options.libraries) engines.push_back(load_engine(library));
    const auto histories = make_histories(engines.front(), options.small);
    compare(engines, histories);
    if (!options.faulty.empty()) must_differ(options.faulty, histories);
    Results results;
    measure(engines, options, results);
    const auto reached = goals(results);
    std::printf("\n%s\n", tables(engines, results, reached).c_str());
    if (options.json.empty()) return;
    std::ofstream file(options.json);
    file << "{\"small\":" << (options.small ? "true" : "false")
         << ",\"cores\":" << std::thread::hardware_concurrency()
         << ",\n\"goals\":" << json_of(reached) << ",\n\"figures\":" << results.json() << "}\n";
    file.close();
    if (!file) fail("cannot write " + options.json);
}

} // namespace

} // namespace driver

int main(int count, char **words) {
    try {
        driver::run(driver::parse(count, words));
        return 0;
    } catch (const std::exception &failure) {
        std::fflush(stdout);
        std::fprintf(stderr, "error: %s\n", failure.what());
        return 1;
    }
}
