"""An outcome file nobody simulated: the parts of output/README.md that figures read, with smooth curves.

    made_up_outcome.py FILE [ARMS] [WEEKS]     to look at figures without a run
"""
import sys

import h5py
import numpy as np

ARMS = [  # id, label, days between maintenance sessions
    ("none", "No maintenance", 0),
    ("weekly", "Every week", 7),
    ("two_weekly", "Every two weeks", 14),
    ("four_weekly", "Every four weeks", 28),
    ("response_guided", "Response-guided, every one to six weeks", 21),
    ("six_weekly", "Every six weeks", 42),
    ("taper", "Taper over half a year", 35),
    ("twice_weekly", "Twice a week", 4),
]
STATES = ["remission_treated", "remission_untreated", "response_treated", "response_untreated",
          "symptomatic_treated", "symptomatic_untreated", "dead"]
FLOW = ["enrolled", "admitted_1", "admitted_2", "in_treatment", "completed", "total_cap", "no_benefit", "entry", "rule",
        "false_alarm", "dropped_out", "died", "withheld_week_cap", "withheld_year_cap", "withheld_session_cap"]
INDUCTION_DAYS = (0, 2, 4, 7, 9, 11)
PATIENTS = 4000
LABELS = {"remission_weeks": ("Weeks in remission", "wk"), "use_disorder_ever": ("Ever had use disorder", "1")}
MISSING = 9.9692099683868690e36


def with_interval(estimate, standard_error):
    """(arm, week) -> (arm, week, statistic)."""
    low, high = estimate - 1.96 * standard_error, estimate + 1.96 * standard_error
    return np.stack([estimate, np.clip(low, 0, None), high], axis=-1)


def share(p):
    return with_interval(p, np.sqrt(np.clip(p * (1 - p), 1e-9, None) / PATIENTS))


def planned_days(arms, days):
    planned = np.zeros((len(arms), days), np.uint8)
    phase = np.full((len(arms), days), -1, np.int32)
    for row, (_, _, every) in enumerate(arms):
        planned[row, [d for d in INDUCTION_DAYS if d < days]] = 1
        phase[row, :12] = 0
        if every:
            planned[row, 18::every] = 1
            phase[row, 18:] = 1
    return planned, phase


def courses(arms, weeks):
    """Shares (arm, week) of remission, response, misuse, disorder; sessions per patient and week."""
    week = np.arange(weeks)
    strength = np.array([7 / every if every else 0.0 for _, _, every in arms])[:, None]
    peak = 1 - np.exp(-week / 0.8)
    lasting = 0.9 * strength / (strength + 0.35)
    fade = lasting + (1 - lasting) * np.exp(-week / 14)
    remission = 0.04 + 0.30 * peak * fade
    response = remission + 0.05 + 0.22 * peak * fade
    misuse = 0.0004 + 0.004 * (strength + 0.1) * (1 - np.exp(-week / 50))
    disorder = misuse * 0.5 * (1 - np.exp(-week / 60))
    treated = np.where(strength > 0, 0.6 * np.exp(-week / 150), 0.0)
    sessions = np.where(week < 2, 2.8, strength * treated)
    return remission, response, misuse, disorder, treated, sessions


def flow_of(arms):
    """(arm, step): half are admitted to maintenance, of whom a third drop out."""
    half = PATIENTS // 2
    return np.array([[PATIENTS, PATIENTS, half, half - half // 3, 0, 0, half, 0, 0, 0, half // 3, 0, 0, 120, 0]
                     for _ in arms], np.int64)


def text(group, name, values, dims=None):
    data = group.create_dataset(name, data=[v.encode() for v in values], dtype=h5py.string_dtype())
    return scale(data, name) if dims is None else data


def scale(data, name):
    data.make_scale(name)
    return data


def economics(arms):
    """What `tachy economics --json` would say of such an outcome: what figures read of it."""
    ids = [arm[0] for arm in ARMS[:arms]]

    def interval(mean):
        return {"mean": mean, "low": 0.9 * mean, "high": 1.2 * mean}

    shares = [[1 / arms] * arms for _ in range(3)]
    return {
        "valuation": {"title": "Nowhere", "currency": "USD", "price_year": "2024", "perspective": "health_care",
                      "utility_set": "own", "discount_costs": 0.03, "discount_effects": 0.03, "willingness_to_pay": 50000},
        "best": ids[-1], "evpi": 60.0,
        "arms": [{"arm": arm, "cost": interval(20000 + 3000 * i), "qalys": interval(0.8 + 0.05 * i)} for i, arm in enumerate(ids)],
        "incremental": [{"arm": ids[0], "words": "the cheapest that is not dominated"},
                        *({"arm": arm, "words": "against", "icer": 60000} for arm in ids[1:])],
        "thresholds": [{"willingness_to_pay": 50000 * i, "share_best": share, "frontier": ids[0], "evpi": 30.0 * i}
                       for i, share in enumerate(shares)],
        "evppi": {"evidence": [{"group": "assumed", "parameters": 5, "evppi": 20.0, "low": 14.0, "high": 26.0, "told": True},
                               {"group": "fitted", "parameters": 7, "evppi": 20.0, "low": 0.0, "high": 60.0, "told": False}], "submodel": []},
    }


def write(path, arms=5, weeks=104, version="1.0"):
    chosen = ARMS[:arms]
    remission, response, misuse, disorder, treated, sessions = courses(chosen, weeks)
    with h5py.File(path, "w") as file:
        file.attrs.update({
            "format": "tachy outcome", "format_version": version, "title": "Made up: how often to dose?",
            "notice": "Hypothetical patients. Not dosing guidance.", "seed": np.uint64(2018),
            "horizon_days": 7 * weeks, "reference_arm": "none", "patients_requested": PATIENTS})
        out = file.create_group("outcomes")
        text(out, "arm", [a[0] for a in chosen])
        text(out, "arm_label", [a[1] for a in chosen], dims="arm")
        scale(out.create_dataset("week", data=np.arange(weeks, dtype=np.int32)), "week")
        text(out, "statistic", ["estimate", "low", "high"])
        score = 24 - 22 * response
        out["hamd17"] = with_interval(score, 6 / np.sqrt(PATIENTS))
        out["madrs"] = 1.3 * out["hamd17"][:]
        out["hamd17_sd"] = np.full(score.shape, 6.5)
        for name, values in (("response", response), ("remission", remission), ("misuse", misuse),
                             ("use_disorder", disorder)):
            out[name] = share(values)
        out["sessions"] = with_interval(sessions, np.sqrt(sessions / PATIENTS))
        out["hamd17"][-1, -1] = MISSING  # nobody of the last arm lives to see the last week
        text(out, "state", STATES)
        dead = np.linspace(0, 0.02, weeks)[None, :] + 0 * response
        parts = [remission * treated, remission * (1 - treated), (response - remission) * treated,
                 (response - remission) * (1 - treated), (1 - response - dead) * treated,
                 (1 - response - dead) * (1 - treated), dead]
        out["patients"] = np.rint(PATIENTS * np.stack(parts, axis=-1)).astype(np.int64)
        if weeks <= 8:
            daily = file.create_group("daily")
            for name in ("hamd17", "response", "remission"):
                daily[name] = np.repeat(out[name][:], 7, axis=1)
        paired, totals = file.create_group("paired"), file.create_group("totals")
        text(paired, "statistic", ["difference", "low", "high", "sd", "better", "worse", "unchanged"])
        gained = (remission - remission[:1]).sum(axis=1)
        cases = 2 * (disorder - disorder[:1])[:, -1]
        for name, values, error in (("remission_weeks", gained, 0.3), ("use_disorder_ever", cases, 0.0006)):
            error = np.where(np.arange(len(chosen)) == 0, 0, error)
            paired[name] = np.stack([values, values - 1.96 * error, values + 1.96 * error] + [0 * values] * 4, -1)
            label, unit = LABELS[name]
            paired[name].attrs.update({"long_name": label, "units": unit})
            totals[name] = np.stack([2 + values, 2 + values - 0.2, 2 + values + 0.2, 0 * values], -1)
            paired[name].attrs["rests_on"] = "derived" if name == "remission_weeks" else "assumed"
        flow = file.create_group("flow")
        text(flow, "step", FLOW)
        flow["count"] = flow_of(chosen)
        calendar = file.create_group("calendar")
        calendar["planned"], calendar["phase"] = planned_days(chosen, 7 * weeks)
        calendar.create_dataset("phase_id", data=[[b"induction", b"maintenance"]] * len(chosen),
                                dtype=h5py.string_dtype())
        file.create_group("cohort").attrs.update({"enrolled": PATIENTS, "mean_baseline_hamd17": 26.0})


if __name__ == "__main__":
    write(sys.argv[1], *(int(a) for a in sys.argv[2:]))
