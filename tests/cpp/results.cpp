// Property: a result is looked at, or the program stops: dropping one unlooked stops a program that
//           checks itself, and the value of a refusal stops any program.
// Method:   a child process does each wrong thing and must be aborted; the parent does the right
//           ones and must not.

#include "desk.hpp"

#include <csignal>
#include <cstdio>
#include <string>
#include <sys/types.h>
#include <sys/wait.h>
#include <type_traits>
#include <unistd.h>
#include <utility>

using namespace plimsoll;

static_assert(!std::is_copy_constructible<Result<int>>::value, "a result is looked at once");
static_assert(!std::is_convertible<Result<int>, bool>::value, "only where a truth is asked for");
static_assert(!std::is_convertible<Result<int>, int>::value, "a value is asked for");

namespace {

/// Whether a process that does this is aborted.
template <class Wrong>
bool aborts(Wrong wrong) {
    const pid_t child = fork();
    CHECK(child >= 0);
    if (child == 0) {
        // What it says while it dies is of no interest.
        CHECK(std::freopen("/dev/null", "w", stderr) != nullptr);
        std::signal(SIGABRT, SIG_DFL);
        wrong();
        _exit(0);
    }
    int status = 0;
    CHECK(waitpid(child, &status, 0) == child);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

Result<int> answer(Status status) {
    if (status != Status::Ok) return status;
    return 42;
}

Result<void> nothing(Status status) { return status; }

void wrong_things() {
#if defined(NDEBUG)
    const bool checked = false;
#else
    const bool checked = true;
#endif
    CHECK(aborts([] { const Result<int> dropped = answer(Status::Ok); }) == checked);
    CHECK(aborts([] { const Result<int> dropped = answer(Status::Held); }) == checked);
    CHECK(aborts([] { const Result<void> dropped = nothing(Status::Held); }) == checked);
    CHECK(aborts([] { answer(Status::Held).value(); }));
    CHECK(aborts([] { nothing(Status::Held).value(); }));
    CHECK(aborts([] { Result<int>(Status::Ok).ok(); }));
    CHECK(aborts([] { Maybe<Qty>().value(); }));
    CHECK(aborts([] { Plan()[0]; }));
}

void right_things() {
    const Result<int> good = answer(Status::Ok);
    CHECK(good.ok() && good.status() == Status::Ok && *good == 42 && good.value() == 42);
    const Result<int> bad = answer(Status::ExceedsHeadroom);
    CHECK(!bad && bad.status() == Status::ExceedsHeadroom);
    CHECK(bad.text() == std::string("exceeds_headroom"));
    CHECK(nothing(Status::Ok).ok());
    CHECK(!nothing(Status::Halted).ok());

    // Who moves a result away need not look at what is left.
    Result<int> first = answer(Status::Ok);
    Result<int> second = std::move(first);
    CHECK(std::move(second).value() == 42);
    CHECK(Maybe<Qty>(Qty(3)).value_or(Qty(4)) == Qty(3));
    CHECK(Maybe<Qty>().value_or(Qty(4)) == Qty(4));
}

}  // namespace

int main() {
    wrong_things();
    right_things();
    return 0;
}
