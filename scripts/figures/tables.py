"""The tables of an outcome: as CSV with every digit, and as HTML that Word opens as a table, rounded as its intervals allow."""
import csv
import html
import io
import math

import numpy as np

TABLES = {"means": "Means per patient, events per 1,000 patients", "differences": "Differences to the reference arm"}


def save(outcome, folder):
    written = []
    for name, caption in TABLES.items():
        if name == "differences" and len(outcome.arms) == 1:
            continue
        rows = [(total, *_words(outcome, total), _values(outcome, name, total)) for total in outcome.totals()]
        for kind, text in (("csv", _csv(outcome, rows)), ("html", _html(outcome, caption, rows))):
            written.append(folder / f"table_{name}.{kind}")
            written[-1].write_text(text, encoding="utf-8")
    return written


def _values(outcome, name, total):
    return outcome.mean(total) if name == "means" else outcome.difference(total)


def _words(outcome, total):
    label, unit = outcome.totals()[total]
    return label, unit, 1000 if unit == "1" else 1


def _csv(outcome, rows):
    text = io.StringIO()
    write = csv.writer(text, lineterminator="\n").writerow
    write(["measure", "unit", "arm", "estimate", "low", "high"])
    for total, _, unit, _, values in rows:
        for arm, numbers in zip(outcome.arms, values):
            write([total, unit, arm, *("" if np.isnan(number) else repr(float(number)) for number in numbers)])
    return text.getvalue()


def in_words(values, factor):
    """ "5.0 (0.4 to 12.9)": as many decimals as show two digits of half the interval, as the program has it."""
    estimate, low, high = (factor * float(number) for number in values)
    half = (high - low) / 2
    decimals = min(3, max(0, 1 - math.floor(math.log10(half)))) if half > 0 else 1
    if math.isnan(estimate):
        return "unknown"
    number = f"{estimate:,.{decimals}f}".replace("-", "\u2212")
    if math.isnan(low) or math.isnan(high):
        return f"{number} (no interval)"
    return f"{number} ({low:,.{decimals}f} to {high:,.{decimals}f})".replace("(-", "(\u2212").replace("to -", "to \u2212")


def _html(outcome, caption, rows):
    cell = "border-top:0.5pt solid #888;padding:2pt 6pt;text-align:left;vertical-align:top"
    heads = "".join(f'<th style="{cell}">{html.escape(head)}</th>' for head in ("Measure", *outcome.labels))
    body = ""
    for _, label, unit, factor, values in rows:
        per = "per 1,000" if unit == "1" else unit
        cells = "".join(f'<td style="{cell}">{html.escape(in_words(one, factor))}</td>' for one in values)
        body += f'<tr><td style="{cell}">{html.escape(f"{label}, {per}")}</td>{cells}</tr>\n'
    interval = f"95 % of {outcome.draws} draws" if outcome.draws else "95 %, chance alone"
    return (f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{html.escape(outcome.title)}</title></head>\n'
            f'<body style="font:10pt Calibri,sans-serif"><p><b>{html.escape(outcome.title)}</b><br>{caption}; in brackets {interval}. '
            f'{html.escape(outcome.notice)}</p>\n<table style="border-collapse:collapse;font:9pt Calibri,sans-serif">\n'
            f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{body}</tbody></table></body></html>\n")
