"""What `tachy check` passes, `tachy run` takes.

Tried are shipped and bad scenarios with lines changed, left out, repeated and swapped. Only that nobody may be treated
is found out by a run alone: patients must be drawn for that.

Usage: test_check_and_run.py TACHY SOURCE_DIR. 60 changed scenarios; 2,000 with TACHY_SLOW_TESTS.
"""
import collections
import os
import pathlib
import random
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "cli"))
from commands import DONE, INVALID, SCENARIOS, SOURCE, CommandTest, main  # noqa: E402

TRIES = 2000 if os.environ.get("TACHY_SLOW_TESTS") else 60
NUMBERS = ("0", "1", "2", "3", "4", "7", "12", "30", "52", "-1", "0.5", "1000000", "nan")
FEW = ("--patients", "20", "-j", "1", "--force", "-q", "-o")


def changed(text, luck):
    lines = text.splitlines(True) or ["\n"]
    for _ in range(luck.randint(1, 2)):
        place = luck.randrange(len(lines))
        number = re.search(r"\d+(\.\d+)?", lines[place].split("#")[0])
        kind = luck.random()
        if kind < 0.7 and number:
            lines[place] = lines[place][:number.start()] + luck.choice(NUMBERS) + lines[place][number.end():]
        elif kind < 0.8:
            del lines[place]
        elif kind < 0.9:
            lines.insert(place, lines[place])
        else:
            other = luck.randrange(len(lines))
            lines[place], lines[other] = lines[other], lines[place]
        lines = lines or ["\n"]
    return "".join(lines)


class CheckAndRun(CommandTest):
    def setUp(self):
        super().setUp()
        os.symlink(SCENARIOS / "library", self.here / "library")

    def outcome_of(self, path):
        check = self.tachy("check", path, "-q")
        self.assertIn(check.returncode, (DONE, INVALID), check)
        if check.returncode == INVALID:
            return "refused"
        run = self.tachy("run", path, *FEW, self.here / "out.h5")
        nobody = run.returncode == INVALID and "nobody was eligible" in run.stderr
        self.assertTrue(nobody or run.returncode == DONE, f"{pathlib.Path(path).read_text()}\n{run}")
        return "good, but nobody is eligible" if nobody else "good"

    def test_what_check_passes_run_takes(self):
        luck = random.Random(14)
        good = [path.read_text() for folder in ("policy", "tutorial", "trials")
                for path in sorted((SCENARIOS / folder).glob("*.yaml"))]
        bad = [path.read_text() for path in sorted((SOURCE / "tests" / "bad_scenarios").glob("*.yaml"))]
        found = collections.Counter()
        for _ in range(TRIES):
            text = luck.choice(bad if luck.random() < 0.2 else good)
            found[self.outcome_of(self.write("x.yaml", changed(text, luck)))] += 1
        print(dict(found), file=sys.stderr)
        self.assertGreater(found["good"], TRIES / 10)


if __name__ == "__main__":
    main()
