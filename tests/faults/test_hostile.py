"""Files of others that are whole HDF5 but mean harm, or make no sense: refused with their name, quickly, and nothing
outside them is read.

Usage: test_hostile.py TACHY SOURCE_DIR
"""
import os
import pathlib
import sys
import time

import h5py
import numpy

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "cli"))
from commands import DONE, FAILED, MAINTENANCE, CommandTest, main  # noqa: E402
from odd_files import ImportTest, seal  # noqa: E402

SOON = 20  # seconds, with sanitizers on a busy machine


class Patients(ImportTest):
    patients = "patients.h5"

    def refused(self, words):
        started = time.monotonic()
        errors = self.refused_import(words)
        self.assertLess(time.monotonic() - started, SOON)
        self.assertIn("patients.h5", errors)
        self.assertNotIn("root:", errors)

    def file(self):
        return h5py.File(self.here / "patients.h5", "w")

    def test_links_out_of_the_file_are_not_followed(self):
        with h5py.File(self.here / "secret.h5", "w") as secret:
            secret["age"] = numpy.full(5, 40.0)
        for link in (h5py.ExternalLink("secret.h5", "age"), h5py.SoftLink("/elsewhere")):
            with self.file() as file:
                file["age"] = link
            self.refused("is a link to another place")

    def test_values_that_lie_in_another_file_are_not_read(self):
        with self.file() as file:
            file.create_dataset("age", (5,), "f8", external=[("/etc/passwd", 0, 40)])
        self.refused("lie in another file")

    def test_virtual_datasets_are_not_put_together(self):
        layout = h5py.VirtualLayout((5,), "f8")
        layout[:] = h5py.VirtualSource("secret.h5", "age", shape=(5,))
        with self.file() as file:
            file.create_virtual_dataset("age", layout)
        self.refused("is put together from other files")

    def test_rows_that_were_never_written_are_not_made(self):
        with self.file() as file:
            file.create_dataset("age", (20_000_000,), "f8", chunks=(1024,))
        self.refused("claims 20000000 values, more than were written")

    def test_giants_are_refused_without_being_shown(self):
        with self.file() as file:
            file["age"] = numpy.array([b"x" * 2_000_000] * 3)
        self.refused("cells of text are 2000000 bytes long")
        with self.file() as file:
            file["age"] = ["x" * 30_000_000] * 2
        self.refused("age")


class Outcomes(CommandTest):
    def setUp(self):
        super().setUp()
        self.expect(DONE, "run", MAINTENANCE, "--patients", "300", "--arms", "none,weekly", "--set", "horizon=8 weeks", "--log", "5%",
                    "-q", "-o", "good.h5")
        self.good = (self.here / "good.h5").read_bytes()

    def changed(self, change):
        """A file with a change and a checksum that fits, as a program might write it that knows the seal."""
        self.write("bad.h5", self.good)
        with h5py.File(self.here / "bad.h5", "r+") as file:
            change(file)
        seal(self.here / "bad.h5")

    def refused(self, change, *commands):
        self.changed(change)
        for command in commands:
            self.assertIn("bad.h5", self.expect(FAILED, *command).stderr)

    def test_sizes_and_codes_are_checked_before_they_are_used(self):
        def shorter(name):
            def change(file):
                values = file[name][:-1]
                attributes = dict(file[name].attrs)
                del file[name]
                file[name] = values
                for key in ("units", "flag_meanings"):
                    if key in attributes:
                        file[name].attrs[key] = attributes[key]
            return change

        def value(name, number):
            def change(file):
                file[name][0] = number
            return change

        csv, nonmem, compare = ("export", "bad.h5", "--csv", "t"), ("export", "bad.h5", "--nonmem", "n.csv"), ("compare", "bad.h5")
        self.refused(shorter("outcomes/arm_label"), compare)
        self.refused(shorter("totals/relapses"), compare, csv)
        for name in ("parameters/value", "parameters/source", "doses/day", "events/value"):
            self.refused(shorter(name), csv)
        self.refused(value("doses/status", 99), csv)
        self.refused(value("doses/arm_index", 99), csv)
        self.refused(lambda file: file["calendar/phase"].__setitem__((0, 0), 99), csv)
        self.refused(shorter("doses/patient"), nonmem)
        self.assertFalse((self.here / "t" / "weekly.csv").exists())
        self.assertFalse((self.here / "n.csv").exists())

    def test_an_outcome_that_lies_elsewhere_is_refused(self):
        def link(file):
            del file["totals/relapses"]
            file["totals/relapses"] = h5py.ExternalLink("good.h5", "totals/relapses")

        self.refused(link, ("compare", "bad.h5"), ("export", "bad.h5", "--csv", "t"), ("diff", "bad.h5", "good.h5"))

    def test_titles_and_labels_of_others_are_shown_not_obeyed(self):
        def rename(file):
            file.attrs["title"] = "a\x1b]0;pwned\x07\x1b[31m\u202e"
            labels = file["outcomes/arm_label"]
            labels[0] = "b\x1b[31m\nc"

        self.changed(rename)
        for more in ((), ("--csv",), ("--json",)):
            said = self.expect(DONE, "compare", "bad.h5", *more).stdout
            self.assertNotIn("\x1b", said)
            self.assertNotIn("\u202e", said)


if __name__ == "__main__":
    main()
