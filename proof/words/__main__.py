"""Proves the theorems for all inputs, and sees the wrong variants refuted.

`python -m words --ir x86_64=FILE --ir aarch64=FILE [--variants N | --every-variant --seconds N]`
"""

import argparse
import multiprocessing
import sys
import time
from collections import Counter
from pathlib import Path

from words import controls, small
from words.canonical import canonical
from words.ir import Unknown
from words.module import Module
from words.theorem import CASES, THEOREMS, Run, first_fault, patience
from words.theorems import ROOMS
from words.variants import EQUAL, NONSENSE, REFUTED, SURVIVED, UNDECIDED, judge, variants_of

MODULES = {}


def prove(build, short):
    """Proves everything of one function: the instructions that were run, or what is wrong."""
    try:
        module = MODULES[build]
        fault = first_fault(module, short)
        if fault is None:
            return short, build, len(Run(module, short).machine.instructions), None
        says, model = fault
        return short, build, 0, f"{short} on {build}: {says}\n    where {model}"
    except Unknown as unknown:
        return short, build, 0, f"{short} on {build}: {unknown}"


def vary(build, short, most, milliseconds):
    """Judges variants of one function, spread over it, until so many are refuted."""
    patience.milliseconds = milliseconds
    found = list(variants_of(MODULES[build], short))
    # Spread over the function, the same ones every time.
    step = max(1, len(found) // (most * 2 + 1))
    judged = []
    for variant in found[step // 2 :: step] + found[: step // 2]:
        judged.append(judged_one(build, variant))
        if sum(1 for one in judged if one[0] == REFUTED) >= most:
            break
    return judged


def vary_all(build, short, first, last, milliseconds):
    """Judges these variants of one function."""
    patience.milliseconds = milliseconds
    found = list(variants_of(MODULES[build], short))[first:last]
    return [judged_one(build, variant) for variant in found]


def judged_one(build, variant):
    """What became of a variant: verdict, function, what was changed, and by which theorem."""
    verdict, by = judge(MODULES[build], variant)
    return verdict, variant.function, variant.says, by


def call(task):
    """Carries out a task in another process."""
    function, *arguments = task
    return function(*arguments)


def tasks_of(builds, shorts):
    """What is to be proved: each function of each build, but for those that are the same."""
    proofs, same = [], 0
    for short in hardest_first(shorts):
        texts = set()
        for build in builds:
            names = MODULES[build].words()
            if short not in names:
                raise Unknown(f"{short} is not in {build}")
            text = canonical(MODULES[build], names[short])
            if text in texts:
                same += 1
            else:
                texts.add(text)
                proofs.append((prove, build, short))
    return proofs, same


def tasks_of_variants(build, shorts, options):
    """What is to be judged, and how many of each function that makes: some of each, or every one."""
    if not options.every_variant:
        most = options.variants
        return [(vary, build, short, most, 4000) for short in hardest_first(shorts)], Counter()
    tasks, counts = [], Counter()
    for short in reversed(hardest_first(shorts)):
        counts[short] = len(list(variants_of(MODULES[build], short)))
        at_once = 1 if short in CASES else 6
        places = range(0, counts[short], at_once)
        tasks += [(vary_all, build, short, n, n + at_once, 120000) for n in places]
    return tasks, counts


def hardest_first(shorts):
    """The functions in the order that keeps all processors busy to the end."""
    return sorted(shorts, key=lambda short: (short not in CASES, short))


def judged_by(pool, varied, seconds):
    """What became of the variants, as many as there was time for."""
    until = time.monotonic() + seconds
    judged = []
    results = pool.imap_unordered(call, varied)
    for _ in varied:
        try:
            some = results.next(max(0.0, until - time.monotonic()))
        except multiprocessing.TimeoutError:
            pool.terminate()
            break
        judged += some
        for verdict, short, says, _ in some:
            if verdict in (SURVIVED, UNDECIDED):
                print(f"words: {verdict}: {short}: {says}", flush=True)
    return judged


def report(judged, counts):
    """Prints what became of the variants; what is wrong."""
    verdicts = Counter(one[0] for one in judged)
    refuted = {one[1] for one in judged if one[0] == REFUTED}
    left = counts - Counter(one[1] for one in judged)
    bad = [f"{one[1]} survives: {one[2]}" for one in judged if one[0] == SURVIVED]
    unrefuted = sorted(set(THEOREMS) - refuted - set(left))
    bad += [f"no variant of {short} is refuted" for short in unrefuted]
    if counts:
        bad += [f"{one[1]} undecided: {one[2]}" for one in judged if one[0] == UNDECIDED]
        for one in sorted(judged):
            if one[0] == EQUAL:
                print(f"words: the same for all inputs: {one[1]}: {one[2]}")
        for short in sorted(left):
            print(f"words: no time left: {left[short]} of {counts[short]} variants of {short}")
    print(
        f"words: {verdicts[REFUTED]} wrong variants refuted, {verdicts[EQUAL]} proved to do the "
        f"same, {verdicts[UNDECIDED]} undecided in time, {verdicts[SURVIVED]} survived "
        f"({verdicts[NONSENSE]} made no sense), {left.total()} not judged"
    )
    return bad


def main():
    """Runs what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ir", action="append", required=True, metavar="NAME=FILE")
    parser.add_argument("--variants", type=int, default=1, help="refuted variants a function")
    parser.add_argument("--every-variant", action="store_true")
    parser.add_argument("--seconds", type=float, default=1e6, help="for all variants together")
    parser.add_argument("--jobs", type=int, default=multiprocessing.cpu_count())
    options = parser.parse_args()
    began = time.monotonic()
    for given in options.ir:
        name, _, path = given.partition("=")
        MODULES[name] = Module(Path(path).read_text(encoding="utf-8"))
    builds, shorts = list(MODULES), sorted(THEOREMS)
    wanted = set(MODULES[builds[0]].words())
    bad = [f"nothing is claimed of {short}" for short in sorted(wanted - set(THEOREMS))]
    proofs, same = tasks_of(builds, shorts)
    varied, counts = tasks_of_variants(builds[0], shorts, options)
    proved, instructions = 0, 0
    with multiprocessing.get_context("fork").Pool(options.jobs) as pool:
        for short, _, run, fault in pool.imap_unordered(call, proofs):
            proved += len(THEOREMS[short]) if fault is None else 0
            instructions += run
            bad += [fault] if fault else []
        print(
            f"words: {proved} theorems of {len(shorts)} functions in {len(ROOMS)} rooms proved "
            f"for all inputs, {instructions} instructions run; {', '.join(builds)}: "
            f"{len(proofs)} forms, {same} the same as another; {time.monotonic() - began:.0f} s",
            flush=True,
        )
        judged = judged_by(pool, varied, options.seconds)
    bad += report(judged, counts)
    bad += small.faults(MODULES[builds[0]], 41 if options.every_variant else 401)
    bad += controls.faults()
    for fault in bad:
        print(f"words: WRONG: {fault}", file=sys.stderr)
    print(f"words: {time.monotonic() - began:.0f} s in all")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
