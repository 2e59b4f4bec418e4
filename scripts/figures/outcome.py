"""Reads what the figures show from an outcome file (output/README.md is its specification)."""
import hashlib

import h5py
import numpy as np

FORMAT, MAJOR = "tachy outcome", "1"
MISSING = 9.96e36  # doubles above it are the file's fill value
DAYS_PER_WEEK = 7
FEW_WEEKS = 8  # of which none is left out


SEAL = b"\ntachy: SHA-256 of all before this line "
SEALED_SINCE = (1, 3)
PART = b"tachy part file, format "  # how a part file begins


class OutcomeError(Exception):
    """The file is not an outcome file that these figures can show."""


class Outcome:
    """One outcome file in memory: arms in the order of the file, cubes as (arm, week, statistic)."""

    def __init__(self, path):
        if not path.is_file():
            raise OutcomeError(f"{path}: no such file")
        if not h5py.is_hdf5(path):
            with open(path, "rb") as file:
                if file.read(len(PART)) == PART:
                    raise OutcomeError(f"{path}: what a stopped run keeps, not a result; the same 'tachy run' again goes on")
            raise OutcomeError(f"{path}: not an HDF5 file")
        sealed = _sealed(path)
        with h5py.File(path, "r") as file:
            self._check(path, file.attrs)
            if not sealed and tuple(map(int, file.attrs["format_version"].split("."))) >= SEALED_SINCE:
                raise OutcomeError(f"{path}: its checksum is missing, or another program has changed it")
            self.title = file.attrs["title"]
            self.notice = file.attrs["notice"]
            self.seed = int(file.attrs["seed"])
            self.horizon_days = int(file.attrs["horizon_days"])
            self.draws = int(file.attrs.get("draws", 0))
            self.enrolled = int(file["cohort"].attrs["enrolled"])  # under draws: all lives of all of them
            self.patients = self.enrolled // max(self.draws, 1)
            self.economics = None  # what `tachy economics --json` says, if it was asked
            self.baseline_hamd17 = float(file["cohort"].attrs["mean_baseline_hamd17"])
            self.arms = list(file["outcomes/arm"].asstr())
            self.labels = list(file["outcomes/arm_label"].asstr())
            self.reference = self.arms.index(file.attrs["reference_arm"])
            self.weeks = file["outcomes/week"][:]
            self.curve_weeks = _weeks_of_curves(self.weeks.size, self.horizon_days)
            self.states = list(file["outcomes/state"].asstr())
            self._cubes = {name: _numbers(file[name]) for name in _cubes(file)}
            self.phase_ids = file["calendar/phase_id"].asstr()[:]
            self.flow = _flow(file, max(self.draws, 1))
            self._totals = {name: (data.attrs["long_name"], data.attrs["units"]) for name, data in file["paired"].items()
                            if data.ndim == 2 and "long_name" in data.attrs}
            self._rests_on = {name: data.attrs.get("rests_on", "") for name, data in file["paired"].items()}
        if not self.weeks.size or not self.enrolled:
            raise OutcomeError(f"{path}: nothing to draw, it has {self.weeks.size} weeks and "
                               f"{self.enrolled} patients")

    @staticmethod
    def _check(path, attributes):
        if attributes.get("format") != FORMAT:
            raise OutcomeError(f"{path}: not a tachy outcome file")
        version = attributes.get("format_version", "")
        if version.split(".")[0] != MAJOR:
            raise OutcomeError(f"{path}: format version {version}; these figures read version {MAJOR}")

    def course(self, measure):
        """(arm, week, 3): estimate, low and high end of the 95 % interval."""
        return self._cubes[f"outcomes/{measure}"]

    def curve(self, measure):
        """(weeks since the start, (arm, time, 3)): from the baseline on, by day where the file has days.

        Reviews of a week are drawn at its middle, those of a day at its end."""
        start = {"hamd17": self.baseline_hamd17}.get(measure, 0.0)
        daily = self._cubes.get(f"daily/{measure}")
        if daily is not None:
            times = (np.arange(daily.shape[1]) + 1) / DAYS_PER_WEEK
        else:
            weeks = slice(self.curve_weeks)
            daily, times = self.course(measure)[:, weeks], self.weeks[weeks] + 0.5
        before = np.full((len(self.arms), 1, 3), start)
        return np.concatenate([[0.0], times]), np.concatenate([before, daily], axis=1)

    def totals(self):
        """{name: (long name, unit)} of every total, in the order of the file."""
        return self._totals

    def mean(self, total):
        """(arm, 3): mean, low and high end of its 95 % interval."""
        return self._cubes[f"totals/{total}"][:, :3]

    def difference(self, total):
        """(arm, 3): mean difference to the reference arm, low and high end of its 95 % interval."""
        return self._cubes[f"paired/{total}"][:, :3]

    def rests_on(self, total):
        """The worst grade of evidence among what drives a total; empty in files before 1.4."""
        return self._rests_on.get(total, "")

    def planned(self):
        """(arm, day): whether a session is planned."""
        return self._cubes["calendar/planned"] > 0

    def phase(self):
        """(arm, day): index of the phase in force, -1 for none."""
        return self._cubes["calendar/phase"]


def _weeks_of_curves(weeks, days):
    """A curve of many weeks ends with the last whole one: in a shorter one few weekdays are reviewed, so that how long
    the last dose is ago would decide."""
    whole = days // DAYS_PER_WEEK
    return min(whole, weeks) if whole >= FEW_WEEKS else weeks


def _flow(file, draws):
    """[arm]{step: count, the mean over draws}; None in files before 1.4."""
    if "flow" not in file:
        return None
    steps = file["flow/step"].asstr()[:]
    counts = np.floor(file["flow/count"][:] / draws + 0.5).astype(int)  # as compare rounds
    return [dict(zip(steps, map(int, row))) for row in counts]


def _sealed(path):
    """Whether the file has a checksum at its end; an OutcomeError if it does not fit."""
    content = path.read_bytes()
    before, found, digits = content.rpartition(SEAL)
    if not found or len(digits) != 65:
        return False
    if hashlib.sha256(before).hexdigest().encode() != digits.strip():
        raise OutcomeError(f"{path}: damaged, it does not fit its checksum; 'tachy check' says where")
    return True


def _cubes(file):
    for group in ("outcomes", "daily", "totals", "paired", "calendar"):
        if group not in file:
            continue
        for name, data in file[group].items():
            if isinstance(data, h5py.Dataset) and data.dtype.kind in "iuf" and data.ndim > 1:
                yield f"{group}/{name}"


def _numbers(data):
    values = data[:]
    if values.dtype.kind == "f":
        values = np.where(values > MISSING, np.nan, values)
    return values
