#!/usr/bin/env python3
"""What each option of `tachy run` costs, and how long the program takes to start.

    tests/benchmark/cost_of_options.py TACHY [--patients N] [--rounds N]

Every command is a process of its own, one after the other, round after round; medians are printed. Processor
time counts all threads and is what to trust when the machine is not idle; the share of writing is by the clock.
Nothing is asserted.
"""
import argparse
import os
import re
import statistics
import tempfile
import time
from pathlib import Path

MAINTENANCE = Path(__file__).resolve().parents[2] / "scenarios/policy/maintenance.yaml"
STARTS = {
    "tachy --version": ["--version"],
    "tachy check": ["check", MAINTENANCE],
    "tachy run, one patient": ["run", MAINTENANCE, "--draws", "0", "--patients", "1", "--force", "-o", "one.h5"],
}
OPTIONS = {
    "run": [],
    "run, one thread": ["-j", "1"],
    "one arm: weekly": ["--arms", "weekly"],
    "four arms": ["--arms", "none,weekly,two_weekly,four_weekly"],
    "--log-patients 12,99": ["--log-patients", "12,99"],
    "--log 0.1%": ["--log", "0.1%"],
    "--log 1%": ["--log", "1%"],
    "--log-when use_disorder": ["--log-when", "use_disorder"],
}


def timed(command, folder):
    """Seconds by the clock, seconds of processors, peak bytes and messages of one process."""
    messages = folder / "messages"
    start = time.perf_counter()
    pid = os.posix_spawn(command[0], [str(word) for word in command], os.environ, file_actions=[
        (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
        (os.POSIX_SPAWN_OPEN, 2, str(messages), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)])
    _, status, usage = os.wait4(pid, 0)
    seconds = time.perf_counter() - start
    text = messages.read_text(encoding="utf-8")
    if status != 0:
        raise SystemExit(f"{' '.join(map(str, command))} failed:\n{text}")
    return {"seconds": seconds, "processor": usage.ru_utime + usage.ru_stime, "peak": usage.ru_maxrss * 1024,
            "writing": seconds_of_stage(text, "writing the result")}


def seconds_of_stage(messages, stage):
    """From the lines of -v."""
    found = re.search(rf"{stage}: ([0-9.]+) s", messages)
    return float(found[1]) if found else 0.0


def in_turn(commands, rounds, folder):
    """name: the median of each number over the rounds, after one that does not count."""
    taken = {name: [] for name in commands}
    for round_number in range(rounds + 1):
        for name, command in commands.items():
            result = timed(command, folder)
            if round_number > 0:
                taken[name].append(result)
    return {name: {what: statistics.median(r[what] for r in results) for what in results[0]}
            for name, results in taken.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tachy", type=Path)
    parser.add_argument("--patients", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    tachy = arguments.tachy.resolve()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.chdir(folder)
        starts = in_turn({what: [tachy, *words] for what, words in STARTS.items()}, 4 * arguments.rounds, folder)
        print(f"{'Starting, milliseconds':<30} {'by the clock':>12} {'of processors':>13}")
        for what, result in starts.items():
            print(f"  {what:<28} {1e3 * result['seconds']:12.1f} {1e3 * result['processor']:13.1f}")

        runs = {what: [tachy, "-v", "run", MAINTENANCE, "--draws", "0", "--patients", str(arguments.patients), "--force", "-o",
                       "out.h5", *words] for what, words in OPTIONS.items()}
        measured = in_turn(runs, arguments.rounds, folder)
        whole = measured["run"]
        print(f"\n{arguments.patients} patients of maintenance.yaml; against a default run")
        print(f"  {'':<28} {'seconds':>8} {'processor':>9} {'ratio':>6} {'writing':>8} {'peak MB':>8}")
        for what, result in measured.items():
            print(f"  {what:<28} {result['seconds']:8.2f} {result['processor']:9.2f} "
                  f"{result['processor'] / whole['processor']:6.2f} "
                  f"{100 * result['writing'] / result['seconds']:6.1f} % {result['peak'] / 1e6:8.1f}")
        one = starts["tachy run, one patient"]["processor"] / whole["processor"]
        print(f"  one patient, that is reading the scenario and writing the file: {100 * one:.1f} % of the processor "
              "time of a default run")
        print(f"  load average at the end: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
