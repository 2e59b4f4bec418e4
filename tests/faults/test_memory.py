"""Memory that is short, in steps: a command ends with exit code 1 and a reason, or does what it always does.

Usage: test_memory.py TACHY SOURCE_DIR. A few steps; with TACHY_SLOW_TESTS from the least that the system's loader
needs to what is plenty, every 250 kB.
"""
import os
import pathlib
import resource
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "cli"))
from commands import DONE, FAILED, MAINTENANCE, CommandTest, main  # noqa: E402

STEPS = 160 if os.environ.get("TACHY_SLOW_TESTS") else 12
RANGE_KB = 40_000  # above the least; the largest of these commands needs about 35 MB
SMALL = ("run", MAINTENANCE, "--draws", "0", "--patients", "300", "-j", "2", "-q")
LOADER_FAILED = 127


def limited_to(kilobytes):
    return lambda: resource.setrlimit(resource.RLIMIT_AS, (kilobytes * 1024, kilobytes * 1024))


class Memory(CommandTest):
    def setUp(self):
        super().setUp()
        self.expect(DONE, *SMALL, "--log", "5%", "-o", "log.h5")
        self.least = next((kb for kb in range(10_000, 300_000, 500)
                           if self.tachy("--version", preexec=limited_to(kb)).returncode == DONE))

    def ends_clearly(self, *arguments, writes=()):
        refused = 0
        for step in range(STEPS):
            for path in self.here.iterdir():
                if path.name != "log.h5":
                    shutil.rmtree(path) if path.is_dir() else path.unlink()
            kilobytes = self.least - 1000 + step * RANGE_KB // STEPS
            result = self.tachy(*arguments, preexec=limited_to(kilobytes))
            if result.returncode == LOADER_FAILED:
                continue
            said = f"{kilobytes} kB: {result}"
            self.assertIn(result.returncode, (DONE, FAILED), said)
            if result.returncode == FAILED:
                refused += 1
                self.assertRegex(result.stderr, "memory|Cannot allocate|cannot start", said)
                self.assertEqual([name for name in writes if (self.here / name).exists()], [], said)
        print(f"{' '.join(map(str, arguments))}: {STEPS} steps, {refused} refused", file=sys.stderr)

    def test_of_a_run(self):
        self.ends_clearly(*SMALL, "-o", "out.h5", writes=["out.h5"])
        self.ends_clearly(*SMALL, "--log", "5%", "-o", "out.h5", writes=["out.h5"])

    def test_of_what_reads_a_result(self):
        for reading in ("compare", "check"):
            self.ends_clearly(reading, "log.h5")
        self.ends_clearly("export", "log.h5", "--csv", "tables", writes=["tables/weekly.csv", "tables/doses.csv"])
        self.ends_clearly("export", "log.h5", "--nonmem", "doses.csv", writes=["doses.csv"])

    def test_of_what_reads_a_scenario(self):
        self.ends_clearly("check", MAINTENANCE)
        self.ends_clearly("replay", MAINTENANCE, "--patient", "3", "--csv", "story.csv", writes=["story.csv"])


if __name__ == "__main__":
    main()
