"""Proves the theorems for all inputs, and sees the wrong variants refuted.

`python -m words --ir x86_64=FILE --ir aarch64=FILE [--variants N | --every-variant]`
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
from words.theorem import THEOREMS, Run, first_fault, patience
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
    """Judges variants of one function: all, or so many that count, spread over it."""
    patience.milliseconds = milliseconds
    found = list(variants_of(MODULES[build], short))
    if most is not None:
        # Spread over the function, the same ones every time.
        step = max(1, len(found) // (most * 2 + 1))
        found = found[step // 2 :: step] + found[: step // 2]
    judged = []
    for variant in found:
        verdict, by = judge(MODULES[build], variant)
        judged.append((verdict, short, variant.says, by))
        if most is not None and sum(1 for one in judged if one[0] == REFUTED) >= most:
            break
    return judged


def call(task):
    """Carries out a task in another process."""
    function, *arguments = task
    return function(*arguments)


def tasks_of(builds, shorts, options):
    """What is to be proved: each function of each build, but for those that are the same."""
    proofs, same = [], 0
    for short in shorts:
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
    most = None if options.every_variant else options.variants
    patient = 300000 if options.every_variant else 4000
    varied = [(vary, builds[0], short, most, patient) for short in shorts] if most != 0 else []
    return proofs, same, varied


def report(judged, every):
    """Prints what became of the variants; whether all is well."""
    counts = Counter(one[0] for one in judged)
    refuted = {one[1] for one in judged if one[0] == REFUTED}
    bad = [f"{one[1]} survives: {one[2]}" for one in judged if one[0] == SURVIVED]
    bad += [
        f"no variant of {short} is refuted" for short in sorted(THEOREMS) if short not in refuted
    ]
    if every:
        bad += [f"{one[1]} undecided: {one[2]}" for one in judged if one[0] == UNDECIDED]
        for one in judged:
            if one[0] == EQUAL:
                print(f"words: the same for all inputs: {one[1]}: {one[2]}")
    print(
        f"words: {counts[REFUTED]} wrong variants refuted, {counts[EQUAL]} proved to do the same, "
        f"{counts[UNDECIDED]} undecided in time, {counts[SURVIVED]} survived "
        f"({counts[NONSENSE]} made no sense)"
    )
    return bad


def main():
    """Runs what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ir", action="append", required=True, metavar="NAME=FILE")
    parser.add_argument("--variants", type=int, default=2, help="refuted variants a function")
    parser.add_argument("--every-variant", action="store_true")
    parser.add_argument("--jobs", type=int, default=multiprocessing.cpu_count())
    options = parser.parse_args()
    began = time.monotonic()
    for given in options.ir:
        name, _, path = given.partition("=")
        MODULES[name] = Module(Path(path).read_text(encoding="utf-8"))
    builds, shorts = list(MODULES), sorted(THEOREMS)
    wanted = set(MODULES[builds[0]].words())
    bad = [f"nothing is claimed of {short}" for short in sorted(wanted - set(THEOREMS))]
    proofs, same, varied = tasks_of(builds, shorts, options)
    proved, instructions, judged = 0, 0, []
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
        for some in pool.imap_unordered(call, varied):
            judged += some
    if varied:
        bad += report(judged, options.every_variant)
    bad += small.faults(MODULES[builds[0]])
    bad += controls.faults()
    for fault in bad:
        print(f"words: WRONG: {fault}", file=sys.stderr)
    print(f"words: {time.monotonic() - began:.0f} s in all")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
