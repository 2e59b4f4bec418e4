"""System calls that fail, one at a time: a preloaded library (shim.c) plays the full, broken or strange disk.

Whatever fails: exit code 0 with the same bytes as ever, or a refusal with a reason; never a crash or exit 70, never
half a file under a final name, never an older result lost, and the same command then works.

Usage: test_system_calls.py TACHY SOURCE_DIR SHIM. With TACHY_SLOW_TESTS each call of each command fails (up to 150 of
a kind), in 19 ways; else a few of them.
"""
import os
import pathlib
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "cli"))
from commands import DONE, FAILED, INVALID, MAINTENANCE, CommandTest, main  # noqa: E402

SHIM = os.path.abspath(sys.argv[3])
SLOW = bool(os.environ.get("TACHY_SLOW_TESTS"))
MOST = 150 if SLOW else 1  # of the calls of one kind, spread evenly
SMALL = ("run", MAINTENANCE, "--draws", "0", "--patients", "300", "--arms", "none,weekly", "--set", "horizon=8 weeks", "-j", "1", "-q")
STORY = ("replay", MAINTENANCE, "--patient", "3", "--arm", "weekly", "--to", "30", "--csv", "story.csv")

WAYS_TO_WRITE = {"tmpfile": ("ENOSPC", "EMFILE", "EOPNOTSUPP"), "create": ("EACCES", "ENOSPC"), "pwrite": ("ENOSPC", "EIO",
                 "EINTR", "short"), "fsync": ("EIO",), "ftruncate": ("EIO",), "linkat": ("ENOSPC", "EACCES"), "rename": ("EIO",),
                 "link": ("EIO",), "flock": ("EIO",), "unlink": ("EIO",), "mkstemp": ("ENOSPC",)}
WAYS_TO_READ = {"open": ("EIO", "EMFILE"), "fopen": ("EIO",), "read": ("EIO",), "pread": ("EIO", "short"), "fread": ("EIO",)}


class SystemCalls(CommandTest):
    def setUp(self):
        super().setUp()
        self.expect(DONE, *SMALL, "--log", "5%", "-o", "log.h5")
        self.expect(DONE, *SMALL, "-o", "old.h5")
        self.inputs = self.contents()
        self.tries = self.refused = 0

    def contents(self):
        """What stands under final names: not what a run keeps for going on, nor how long it took, nor leftovers."""
        return {name: (self.here / name).read_bytes() for name in self.left()
                if not name.startswith(".") and not name.endswith((".part", ".run.json", "counts"))}

    def clean(self):
        for path in self.here.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
            elif path.name not in self.inputs:
                path.unlink()
        for name, content in self.inputs.items():
            self.write(name, content)

    def faulty(self, wish, *arguments):
        return self.tachy(*arguments, LD_PRELOAD=SHIM, TACHY_FAULT=wish, TACHY_FAULT_COUNTS=str(self.here / "counts"))

    def counts(self):
        return dict((name, int(number)) for name, number in map(str.split, (self.here / "counts").read_text().splitlines()))

    def one_fault(self, wish, good, *arguments):
        self.clean()
        before = self.contents()
        result = self.faulty(wish, *arguments)
        self.tries += 1
        said = f"{wish}: {' '.join(map(str, arguments))}\n{result}"
        self.assertIn(result.returncode, (DONE, FAILED, INVALID), said)
        after = self.contents()
        if result.returncode == DONE:
            self.assertEqual(after, good, said)
            return
        self.refused += 1
        self.assertNotEqual(result.stderr, "", said)
        for name, content in after.items():  # each as it was, or as it should be
            self.assertIn(content, (before.get(name), good.get(name)), f"{name}\n{said}")
        self.assertLessEqual(before.keys(), after.keys(), said)
        if all(name in before for name in after):  # none was written: the same command writes it now
            self.expect(DONE, *arguments)
            self.assertEqual(self.contents(), good, said)

    def every_fault(self, ways, *arguments):
        self.clean()
        self.faulty("open 1000000 EIO", *arguments)  # none fails
        counts, good = self.counts(), self.contents()
        for call, errors in ways.items():
            step = max(1, -(-counts[call] // MOST))
            for number in range(counts[call], 0, -step):  # the last call too, which is often the decisive one
                for error in errors if SLOW else errors[:1]:
                    self.one_fault(f"{call} {number} {error}", good, *arguments)

    def tearDown(self):
        print(f"{self._testMethodName}: {self.tries} tries, {self.refused} refused", file=sys.stderr)

    def test_a_run(self):
        self.every_fault(WAYS_TO_WRITE | WAYS_TO_READ, *SMALL, "-o", "out.h5")

    def test_a_run_that_logs_and_replaces_an_older_result(self):
        self.every_fault(WAYS_TO_WRITE, *SMALL, "--log", "5%", "-o", "old.h5", "--force")

    def test_tables(self):
        self.every_fault(WAYS_TO_WRITE | WAYS_TO_READ, "export", "log.h5", "--csv", "tables")

    def test_dosing_records_and_the_story_of_a_patient(self):
        self.every_fault(WAYS_TO_WRITE | WAYS_TO_READ, "export", "log.h5", "--nonmem", "doses.csv")
        self.every_fault(WAYS_TO_WRITE, *STORY)

    def test_what_only_reads(self):
        for reading in (("compare", "old.h5"), ("diff", "old.h5", "old.h5"), ("check", "old.h5"), ("describe", MAINTENANCE)):
            self.every_fault(WAYS_TO_READ, *reading)


class OtherFileSystems(CommandTest):
    """What every call of a kind is refused: there another way is taken."""

    def run_where(self, refused, *more):
        return self.expect(DONE, *SMALL, "-o", "out.h5", *more, LD_PRELOAD=SHIM, TACHY_FAULT=refused)

    def setUp(self):
        super().setUp()
        self.expect(DONE, *SMALL, "-o", "good.h5")

    def test_without_nameless_files_a_named_one_is_used_and_nothing_is_left(self):
        self.run_where("tmpfile all EOPNOTSUPP")
        self.same_as_ever()

    def test_without_locks_it_is_said_and_the_result_is_the_same(self):
        self.assertIn("no lock on out.h5", self.run_where("flock all ENOLCK").stderr)
        self.same_as_ever()

    def same_as_ever(self):
        self.assertEqual(self.left(), ["good.h5", "good.h5.run.json", "out.h5", "out.h5.run.json"])
        self.assertEqual((self.here / "out.h5").read_bytes(), (self.here / "good.h5").read_bytes())


if __name__ == "__main__":
    main()
