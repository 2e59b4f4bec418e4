"""Signals at any moment of a run, the final write among them: nothing half, nothing lost, the same bytes afterwards.

Usage: test_signals.py TACHY SOURCE_DIR. A dozen signals; 312 kills and 241 others with TACHY_SLOW_TESTS.
"""
import os
import pathlib
import random
import signal
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "cli"))
from commands import DONE, MAINTENANCE, STOPPED, TACHY, CommandTest, default_signals, main  # noqa: E402

SLOW = bool(os.environ.get("TACHY_SLOW_TESTS"))
RUN = ("run", MAINTENANCE, "--draws", "0", "--arms", "none,weekly", "--patients", "12000",
       "--set", "horizon=26 weeks", "-q", "-o", "out.h5")
WAYS = {"plain": RUN, "logging": (*RUN, "--log", "2%")}


class Signals(CommandTest):
    def setUp(self):
        super().setUp()
        self.moments = random.Random(578)

    def undisturbed(self, run):
        started = time.monotonic()
        self.expect(DONE, *run)
        self.took = time.monotonic() - started
        result = (self.here / "out.h5").read_bytes()
        self.clean()
        return result

    def clean(self):
        for name in self.left():
            (self.here / name).unlink()

    def signalled(self, run, *numbers):
        """The exit code of a run that gets these signals, a moment apart, at any time or during the final write."""
        process = subprocess.Popen([TACHY, *map(str, run), "-j", str(self.moments.randint(1, 3))], cwd=self.here,
                                   env={**os.environ, "TACHY_CHECKPOINT_SECONDS": "0.02"}, preexec_fn=default_signals,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        late = self.moments.random() < 0.4  # the final write takes the last tenth
        time.sleep(self.took * (self.moments.uniform(0.85, 1.05) if late else self.moments.uniform(0.0, 1.0)))
        for number in numbers:
            process.send_signal(number)
            time.sleep(0.002)
        return process.wait(timeout=120)

    def whole_and_resumable(self, tries, codes, *numbers):
        for way, run in WAYS.items():
            good, seen = self.undisturbed(run), {}
            for _ in range(tries // len(WAYS)):
                code = self.signalled(run, *numbers)
                seen[code] = seen.get(code, 0) + 1
                self.assertIn(code, codes)
                if (self.here / "out.h5").exists():
                    self.assertEqual((self.here / "out.h5").read_bytes(), good)
                else:
                    self.assertNotEqual(code, DONE)
                if set(self.left()) != {"out.h5", "out.h5.run.json"}:  # ended before all was tidied up
                    self.expect(DONE, *run, "--force")
                    self.assertEqual((self.here / "out.h5").read_bytes(), good)
                self.assertEqual(self.left(), ["out.h5", "out.h5.run.json"])
                self.clean()
            print(f"{[signal.Signals(n).name for n in numbers]}, {way}: exit codes {seen}", file=sys.stderr)

    def test_kills(self):
        self.whole_and_resumable(312 if SLOW else 4, (DONE, -signal.SIGKILL), signal.SIGKILL)

    def test_signals_that_ask(self):
        for number, tries in ((signal.SIGTERM, 36), (signal.SIGINT, 46), (signal.SIGHUP, 46), (signal.SIGUSR1, 42)):
            self.whole_and_resumable(tries if SLOW else 2, (DONE, STOPPED, -number), number)

    def test_a_pause(self):
        self.whole_and_resumable(18 if SLOW else 2, (DONE,), signal.SIGSTOP, signal.SIGCONT)

    def test_asking_twice(self):
        self.whole_and_resumable(56 if SLOW else 2, (DONE, STOPPED, -signal.SIGINT), signal.SIGINT, signal.SIGINT)


if __name__ == "__main__":
    main()
