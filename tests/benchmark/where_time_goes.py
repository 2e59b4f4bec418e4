#!/usr/bin/env python3
"""Where the nanoseconds of an arm-day go: samples a run with perf and follows what was inlined.

    cmake --preset bench -DCMAKE_CXX_FLAGS=-g && cmake --build --preset bench --target tachy
    tests/benchmark/where_time_goes.py build/bench/tachy [words for `tachy run`, e.g. --arms weekly]

Needs perf and addr2line. The kernel is one large function; each sample is given to the innermost of its inlined
functions that is named below, and to the stage of the day that it was inlined into.
"""
import collections
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

MAINTENANCE = Path(__file__).resolve().parents[2] / "scenarios/policy/maintenance.yaml"
STAGES = [  # stage of the day: functions
    ("visits", "receive receive_all"),
    ("finding visitors", "hold_clinic"),
    ("reviews", "review_row hold_reviews run_clocks"),
    ("course", "begin_week"),
    ("the few", "review_exceptional_row review_exceptional hand_out_exceptional"),
    ("enrolment", "enrol exposure_to infusion nasal modes_of"),
    ("persons", "fill_persons sample_person draw_person sample"),
    ("totals", "add_totals totals_of"),
]
KINDS = [  # kind of work: functions
    ("generator", "philox draw"),
    ("deviates", "normal_pair pair_of happens uniform exponential minus_log_of_word"),
    ("hazards", "misuse_hazard_per_day urinary_hazard_per_day suicide_state_ratio misuse_base_per_year "
                "drop_out_hazard_per_day drop_out_probability leaves_treatment run_clocks"),
    ("fading and score", "fade score_on hamd17 observed_score"),
    ("session and harms", "session_harms hold_session after_session after_dose session_drive dose_of dose_mg among"),
    ("clinic rules", "arrive decide apply_rules judge_entry fires confirmed changed_interval plan_next book_next "
                     "enter_phase end_treatment gap_to_next_slot day_too_late renew_counts count_dose "
                     "misuse_alarm first_day_of"),
    ("tallies and records", "tally tally_visit tally_review count remember_visit record_week watch_relapse "
                            "status_of add_totals totals_of"),
    ("columns in and out", "read write read_group write_group gather scatter load store"),
    ("rows in and out", "load_four store_four read_rows write_rows"),
]


def table(rows):
    return {function: name for name, functions in rows for function in functions.split()}


STAGE_OF, KIND_OF = table(STAGES), table(KINDS)


def sampled_addresses(tachy, words, folder):
    """{(object, address in it): samples} of one run on one thread."""
    recording = folder / "perf.data"
    run = [tachy, "-q", "run", MAINTENANCE, "--draws", "0", "--patients", "200000", "-j", "1", "--force", "-o", folder / "out.h5",
           *words]
    subprocess.run(["perf", "record", "-q", "-F", "2000", "-o", recording, "--", *run], check=True,
                   stdout=subprocess.DEVNULL)
    script = subprocess.run(["perf", "script", "--no-demangle", "-i", recording, "-F", "ip,sym,symoff,dso"], check=True,
                            capture_output=True, text=True).stdout
    samples = collections.Counter()
    for line in script.splitlines():
        if found := re.match(r"\s*[0-9a-f]+ (.+)\+0x([0-9a-f]+) \((.*)\)$", line):
            samples[found[3], found[1], int(found[2], 16)] += 1
        else:
            samples["", "", 0] += 1
    return samples


def symbol_addresses(program):
    """name as linked: address."""
    names = subprocess.run(["nm", program], check=True, capture_output=True, text=True).stdout
    return {found[2]: int(found[1], 16) for found in re.finditer(r"^([0-9a-f]+) [tTwW] (.+)$", names, re.MULTILINE)}


def plain(name):
    """tachy::model::fade<float>(...) -> fade; lambdas -> ''."""
    name = name.replace("(anonymous namespace)::", "")
    name = re.sub(r"\(.*", "", name)
    depth, out = 0, []
    for letter in name:
        depth += (letter == "<") - (letter == ">")
        if depth == 0 and letter != ">":
            out.append(letter)
    return "".join(out).split("::")[-1].split()[-1] if out else ""


def inlined_chains(program, addresses):
    """For each address the functions it was inlined through, innermost first."""
    lines = subprocess.run(["addr2line", "-a", "-f", "-i", "-C", "-e", program], check=True, text=True,
                           input="\n".join(hex(a) for a in addresses), capture_output=True).stdout.splitlines()
    chains, chain = [], None
    for line in lines:
        if re.fullmatch(r"0x[0-9a-f]+", line):
            chain = []
            chains.append(chain)
        elif chain is not None:
            chain.append(line)
    return [[plain(function) for function in chain[0::2]] for chain in chains]


def first_named(chain, names):
    return next((names[function] for function in chain if function in names), "other")


def attribute(tachy, samples):
    """Counter of (stage, kind)."""
    addresses, where = symbol_addresses(tachy), {}
    own = [key for key in samples if Path(key[0]).name == tachy.name and key[1] in addresses]
    chains = inlined_chains(tachy, [addresses[name] + offset for _, name, offset in own])
    for key, chain in zip(own, chains):
        where[key] = (first_named(reversed(chain), STAGE_OF), first_named(chain, KIND_OF))
    result = collections.Counter()
    for key, count in samples.items():
        result[where.get(key, ("elsewhere", Path(key[0]).name or "unknown"))] += count
    return result


def main():
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    tachy = Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as name:
        found = attribute(tachy, sampled_addresses(tachy, sys.argv[2:], Path(name)))
    total = sum(found.values())
    stages = sorted({s for s, _ in found}, key=lambda s: -sum(n for (t, _), n in found.items() if t == s))
    for stage in stages:
        kinds = sorted(((n, k) for (s, k), n in found.items() if s == stage), reverse=True)
        print(f"{100 * sum(n for n, _ in kinds) / total:5.1f} %  {stage}")
        for count, kind in kinds:
            if count >= total / 500:
                print(f"         {100 * count / total:5.1f} %  {kind}")
    print("\nby kind of work")
    kinds = collections.Counter()
    for (_, kind), count in found.items():
        kinds[kind] += count
    for kind, count in kinds.most_common(12):
        print(f"{100 * count / total:5.1f} %  {kind}")
    print(f"{total} samples; load average {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
