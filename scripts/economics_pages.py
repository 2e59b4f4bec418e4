#!/usr/bin/env python3
"""Writes the pages of money that come from the program: what comes out of the shipped studies, and how the results compare
with published models.

    scripts/economics_pages.py TACHY     the program, e.g. build/release/tachy; some minutes

Writes scenarios/studies/README.md and the table in scenarios/library/economics/README.md.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[1]
TACHY = pathlib.Path(sys.argv[1]).resolve() if len(sys.argv) == 2 else sys.exit(__doc__)
FIVE_YEARS = ("scenarios/policy/esketamine-label.yaml", "--set", "horizon=5 years", "--draws", "50", "--patients", "1000")
STUDIES = (  # trial, the decision it is for, what it is asked with
    ("wearing-off.yaml", "maintenance.yaml", ("--cost", "1e6", "--each", "15e3..25e3")),
    ("where-doses-are-taken.yaml", "take-home.yaml", ("--cost", "2e6", "--each", "600")),
    ("where-doses-are-taken.yaml", "take-home.yaml",
     ("--cost", "2e6", "--each", "600", "--set", "willingness_to_pay=225000")),
)
BEGIN, END = "<!-- table: begin -->\n", "<!-- table: end -->\n"


def tachy(*words):
    return subprocess.run((TACHY, *map(str, words)), cwd=ROOT, check=True, capture_output=True, text=True).stdout


def run(result, *words):
    tachy("run", *words, "-o", result, "-q")


def economics(result, *words):
    return json.loads(tachy("economics", result, "--json", *words))


def arm_called(answer, name):
    return next(arm for arm in answer["arms"] if arm["arm"] == name)


def within(here, low, high, factor=1.5):
    return low / factor <= here <= high * factor


def consistency_rows(result):
    """(question, published, here, whether it agrees: within a factor of one and a half, shares within ten points)"""
    care, society = economics(result), economics(result, "--set", "perspective=society")
    new, old = "esketamine_56", "placebo_spray"
    more = {key: arm_called(care, new)[key]["mean"] - arm_called(care, old)[key]["mean"] for key in ("cost", "qalys")}
    icer = more["cost"] / more["qalys"]
    icer_society = (arm_called(society, new)["cost"]["mean"] - arm_called(society, old)["cost"]["mean"]) / more["qalys"]
    at = next(row for row in care["thresholds"] if row["willingness_to_pay"] == 150000)
    above = at["share_best"][[arm["arm"] for arm in care["arms"]].index(old)]
    device = next(row for row in care["inputs"] if row["input"] == "prices.esketamine_device")
    cut = 1 - device["even"] / device["value"]
    totals = json.loads(tachy("compare", result, "--json"))
    weeks = next(m for m in totals["measures"] if m["measure"] == "remission_weeks")
    share = {arm["arm"]: arm["mean"] * 7 / (5 * 365) for arm in weeks["arms"]}
    ratio = care["other_utilities"]["ratio_of_gains"]
    return [
        ("US, five years, health care: more cost", "16,995 USD (Ross and Soeteman 2020)", f"{more['cost']:,.0f} USD",
         within(more["cost"], 16995, 16995)),
        ("more QALYs", "0.07 (the same)", f"{more['qalys']:.3f}", within(more["qalys"], 0.07, 0.07)),
        ("per QALY", "242,496 USD (the same); 198,000 over a lifetime (ICER 2019)", f"{icer:,.0f} USD",
         within(icer, 198000, 242496)),
        ("per QALY, society", "237,111 USD (Ross and Soeteman 2020)", f"{icer_society:,.0f} USD",
         within(icer_society, 237111, 237111)),
        ("chance that it costs more than 150,000 per QALY", "above 0.95 (the same); 0.85 (ICER 2019)", f"{above:.2f}",
         0.75 <= above),
        ("price at which it would cost 150,000 per QALY", "42 % below (the same); 25 to 52 % (ICER 2019)",
         f"{100 * cut:.0f} % below ({device['even']:,.0f} for {device['value']:,.0f} USD a device)", 0.15 <= cut <= 0.62),
        ("share of the time in remission, esketamine and comparator", "31.1 and 25.3 % (Ross and Soeteman 2020)",
         f"{100 * share[new]:.0f} and {100 * share[old]:.0f} %",
         abs(share[new] - 0.311) <= 0.1 and abs(share[old] - 0.253) <= 0.1),
        ("utilities: gain by EQ-5D over that by SF-6D", "2.2 between remission and severe depression (Kolovos 2017)",
         f"{ratio:.1f}", within(ratio, 0.31 / 0.14, 0.31 / 0.14)),
        ("cheaper for each that remits than the comparator", "yes (Desai 2021, of the maker)",
         "yes" if more["cost"] < 0 else "no: dearer, and more remit", more["cost"] < 0),
    ]


def write_consistency(result):
    rows = ["| question | published | here | consistent? |", "|---|---|---|---|"]
    rows += [f"| {question} | {published} | {here} | {'yes' if agrees else 'no'} |"
             for question, published, here, agrees in consistency_rows(result)]
    page = ROOT / "scenarios" / "library" / "economics" / "README.md"
    before, rest = page.read_text().split(BEGIN)
    page.write_text(before + BEGIN + "\n".join(rows) + "\n" + rest[rest.index(END):])


def write_studies(results):
    page = ["""# Studies that have not been made

Each file is a scenario with a `study:` block ([the language](../README.md), "A study that has not been made"); `tachy study`
asks whether it is worth what it costs, for a decision between the arms of a result. Printed by `scripts/economics_pages.py`
from the program; do not edit. What a study costs is an assumption of this page, to be replaced by yours.
"""]
    for trial, decision, words in STUDIES:
        told = tachy("study", f"scenarios/studies/{trial}", "--result", results[decision], *words)
        title, question = told.splitlines()[:2]
        heading = title if "--set" not in words else f"{title}: the same, at another price of a QALY"
        page.append(f"""## {heading}

{question} For [{decision}](../policy/{decision}), [{trial}]({trial}).

    tachy run scenarios/policy/{decision}
    tachy study scenarios/studies/{trial} --result results/{decision.replace('.yaml', '.h5')} {' '.join(words)}

```
{told}```
""")
    (ROOT / "scenarios" / "studies" / "README.md").write_text("\n".join(page))


with tempfile.TemporaryDirectory() as folder:
    here = pathlib.Path(folder)
    run(here / "five.h5", *FIVE_YEARS)
    write_consistency(here / "five.h5")
    decisions = {decision: here / decision.replace(".yaml", ".h5") for _, decision, _ in STUDIES}
    for decision, result in decisions.items():
        run(result, f"scenarios/policy/{decision}")
    write_studies(decisions)
print("Written: scenarios/studies/README.md and the table of scenarios/library/economics/README.md.")
