"""Compares the numbers that a page shows with those of its outcome file and of `tachy economics`.

Usage: read_back.py RESULT.h5 ECONOMICS.json NUMBERS.json       the last: [[place, number], ...] of the page's data attributes
Prints what differs; exit code 1 if anything does, or if a place is not known.
"""
import json
import math
import sys

import h5py


def labelled(group, axis):
    return list(group[axis].asstr())


class Result:
    def __init__(self, path, economics):
        self.file, self.economics = h5py.File(path), economics
        self.draws = int(self.file.attrs.get("draws", 1))

    def statistic(self, group, measure, arm, statistic):
        group = self.file[group]
        return group[measure][labelled(group, "arm").index(arm), labelled(group, "statistic").index(statistic)]

    def week(self, measure, arm, week, state=None):
        group = self.file["outcomes"]
        last = labelled(group, "state").index(state) if state else labelled(group, "statistic").index("estimate")
        return group[measure][labelled(group, "arm").index(arm), int(week), last]

    def flow(self, arm, step):
        group = self.file["flow"]
        return group["count"][labelled(group, "arm").index(arm), labelled(group, "step").index(step)] / self.draws

    def money(self, arm, what):
        arms = {one["arm"]: one for one in self.economics["arms"]}
        reference = arms[self.economics["reference_arm"]]
        if what in ("more_cost", "more_qalys"):
            plain = what[5:]
            return arms[arm][plain]["mean"] - reference[plain]["mean"]
        return arms[arm][what] if what == "share_best" else arms[arm][what]["mean"]

    def threshold(self, worth, what):
        one = min(self.economics["thresholds"], key=lambda at: abs(at["willingness_to_pay"] - float(worth)))
        arms = [arm["arm"] for arm in self.economics["arms"]]
        return one["evpi"] if what == "evpi" else one["share_best"][arms.index(what)]

    def tornado(self, name, end):
        return next(bar for bar in self.economics["tornado"] if bar["input"] == name)[end]

    def treated(self, arm, week):
        group = self.file["outcomes"]
        states = labelled(group, "state")
        counts = group["patients"][labelled(group, "arm").index(arm), int(week)]
        return sum(count for count, state in zip(counts, states) if state.endswith("_treated")) / counts.sum()

    def behind(self, best, other):
        arms = {one["arm"]: one["net_benefit"]["mean"] for one in self.economics["arms"]}
        return arms[best] - arms[other]

    def at(self, place):
        kind, *names = place.split("/")
        return {
            "paired": lambda: self.statistic("paired", *names),
            "totals": lambda: self.statistic("totals", *names),
            "outcomes": lambda: self.week(names[0], names[1], *names[2:]),
            "calendar": lambda: self.file["calendar/planned"][labelled(self.file["calendar"], "arm").index(names[0])].sum(),
            "parameters": lambda: self.file["parameters/value"][labelled(self.file["parameters"], "name").index(names[0])],
            "flow": lambda: self.flow(*names),
            "economics": lambda: self.money(*names),
            "threshold": lambda: self.threshold(*names),
            "tornado": lambda: self.tornado(*names),
            "evpi": lambda: self.economics["evpi"],
            "behind": lambda: self.behind(*names),
            "treated": lambda: self.treated(*names),
        }[kind]()


def main():
    path, economics, numbers = sys.argv[1:]
    with open(economics, encoding="utf-8") as file:
        result = Result(path, json.load(file))
    with open(numbers, encoding="utf-8") as file:
        shown = json.load(file)
    wrong = 0
    for place, number in shown:
        if place.startswith("selftest/"):
            continue
        expected = float(result.at(place))
        computed = place.startswith(("economics", "threshold", "tornado", "evpi", "behind"))  # anew, in another order of sums
        if not math.isclose(number, expected, rel_tol=1e-9 if computed else 1e-12, abs_tol=1e-7 if computed else 1e-12):
            wrong += 1
            print(f"{place}: {number} in the page, {expected} in the file")
    print(f"{len(shown)} numbers, {wrong} differ")
    return 1 if wrong or not shown else 0


if __name__ == "__main__":
    sys.exit(main())
