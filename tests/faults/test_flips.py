"""One bit flipped anywhere in a file that tachy wrote: the file is refused by its name, and nothing crashes.

Usage: test_flips.py TACHY SOURCE_DIR. 120 tries; 5,000 for each kind of file with TACHY_SLOW_TESTS.
"""
import hashlib
import os
import pathlib
import random
import resource
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "cli"))
from commands import DONE, FAILED, INVALID, MAINTENANCE, SCENARIOS, TUTORIAL, CommandTest, main  # noqa: E402

SLOW_TRIES = 5000 if os.environ.get("TACHY_SLOW_TESTS") else 0
SMALL = ("run", MAINTENANCE, "--draws", "0", "--patients", "300", "--arms", "none,weekly", "--set", "horizon=8 weeks", "-q", "-o")
POSTERIOR = SCENARIOS / "library" / "posteriors"


class Flips(CommandTest):
    def every_flip_is_refused(self, name, tries, code, *arguments):
        good = (self.here / name).read_bytes()
        bits = random.Random(14)
        tries = SLOW_TRIES or tries
        for _ in range(tries):
            bad, bit = bytearray(good), bits.randrange(len(good) * 8)
            bad[bit // 8] ^= 1 << bit % 8
            self.write(name, bytes(bad))
            result = self.tachy(*arguments)
            self.assertEqual(result.returncode, code, f"bit {bit}: {result}")
            self.assertIn(name, result.stderr)
            self.assertEqual((self.here / name).read_bytes(), bytes(bad))
        print(f"{name}: {tries} flips of {len(good) * 8:,} bits, all refused", file=sys.stderr)

    def test_of_an_outcome_file(self):
        self.expect(DONE, *SMALL, "result.h5")
        self.every_flip_is_refused("result.h5", 60, FAILED, "compare", "result.h5")

    def test_of_what_a_stopped_run_keeps(self):
        self.expect(DONE, *SMALL, "good.h5")
        limit = (self.here / "good.h5").stat().st_size - 1000  # there is room for the part, not for the result
        self.expect(FAILED, *SMALL, "out.h5", preexec=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
        self.every_flip_is_refused("out.h5.part", 30, FAILED, *SMALL, "out.h5")
        self.assertFalse((self.here / "out.h5").exists())

    def test_of_the_draws_of_a_posterior(self):
        lines = (POSTERIOR / "calibrated.csv").read_text().splitlines(True)
        draws = "".join(lines[:next(i for i, line in enumerate(lines) if line.startswith("0,")) + 40])
        self.write("fitted.csv", draws)
        part = (POSTERIOR / "calibrated.yaml").read_text().replace("calibrated.csv", "fitted.csv")
        good = hashlib.sha256(draws.encode()).hexdigest()
        known = hashlib.sha256("".join(lines).encode()).hexdigest()
        self.assertIn(known, part)
        self.write("fitted.yaml", part.replace(known, good))
        os.symlink(SCENARIOS / "library", self.here / "library")
        self.write("own.yaml", TUTORIAL.read_text() + "\nparameters: {use: fitted.yaml, draw: 7}\n")
        self.expect(DONE, "check", "own.yaml")
        self.every_flip_is_refused("fitted.csv", 30, INVALID, "check", "own.yaml")


if __name__ == "__main__":
    main()
