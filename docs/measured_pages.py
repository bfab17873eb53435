"""The page of measured coverage and false alarms, from what `measure_methods.py` found. It fails where a case was never measured."""

from collections.abc import Iterator

import alarm_cases
import coverage_cases
import measure_methods

INTRODUCTION = """# How often methods are right

Each number here was measured on made-up samples of which the truth is known, by `python docs/measure_methods.py`: the same seeds give the
same numbers, and a test measures some of them again.
"""
COVERAGE = """## Limits that should hold the truth 95 times in 100

Exact limits hold it more often, because counts are whole: they promise 95 at least. Wilson's swing a little about 95, from one share and total to
the next. Skewed values hold Student's and Atkinson's limits back until they are many. Cases marked *outside its use* are what the method's own
page warns of, measured so that the warning has a size.
"""
ALARMS = """## Alarms where nothing happens

Series, maps and pairs of counts in which nothing is at work but chance. The last column is what was measured, with the 95% limits of the
measuring itself.
"""


def pages() -> Iterator[tuple[str, str]]:
    found = measure_methods.read()
    parts = (INTRODUCTION, COVERAGE, _coverage(found["coverage"]), ALARMS, _alarms(found["alarms"]))
    yield "methods/coverage.md", "\n".join(parts)


def _coverage(found: dict[str, list[int]]) -> str:
    lines = ["| method | samples of | held | of |", "| --- | --- | --- | --- |"]
    for case in coverage_cases.cases():
        held, samples = found[case.key]
        lines.append(f"| {_link(case.method)} | {case.drawn} | {held / samples:.1%} | {samples:,} |")
    return "\n".join(lines) + "\n"


def _alarms(found: dict[str, list[int]]) -> str:
    from headwater.statistics import intervals

    lines = [
        "| method | where nothing happens | it speaks when | to be expected | it spoke |",
        "| --- | --- | --- | --- | --- |",
    ]
    for case in alarm_cases.cases():
        spoke, samples = found[case.key]
        lower, upper = intervals.wilson(spoke, samples)
        share = f"{spoke / samples:.1%} ({float(lower):.1%} to {float(upper):.1%}) of {samples:,}"
        lines.append(f"| {_link(case.method)} | {case.drawn} | {case.spoke} | {case.stated} | {share} |")
    return "\n".join(lines) + "\n"


def _link(method: str) -> str:
    family, name = method.split(".")
    return f"[`{name}`]({family}.md)"
