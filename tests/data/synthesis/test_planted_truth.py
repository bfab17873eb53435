"""What `truth.json` says was planted is in the files, read by hand, within what chance allows."""

import csv
import json
import math
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from data.synthesis.county_reader import Row, moment, row_problem, rows_of

from headwater.data.contracts.registry import get_contract
from headwater.data.synthesis import plants

Truth = dict[str, Any]


def recorded(folder: Path, truth: Truth) -> list[Row]:
    """Every crime once, as it last stood: later files win, refused rows are left out."""
    contract = get_contract("police_recorded_crime")
    rows: dict[str, Row] = {}
    for file in truth["files"]:
        if file["contract"] == contract.key:
            for row in rows_of(folder / file["path"], contract):
                if not file["bad"] or row_problem(row, contract) is None:
                    rows[row["crime_ref"]] = row
    return list(rows.values())


@pytest.fixture(scope="session")
def crimes(town: Path, town_truth: Truth) -> list[Row]:
    return recorded(town, town_truth)


def month_of(row: Row) -> str:
    when = moment(row["recorded_on"])
    assert when is not None
    return f"{when:%Y-%m}"


def months_from(truth: Truth) -> list[str]:
    year, number = map(int, truth["first_month"].split("-"))
    return [
        f"{year + (number + m - 1) // 12}-{(number + m - 1) % 12 + 1:02d}" for m in range(truth["months"])
    ]


def is_within_chance(before: int, after: int, exposure: float, ratio: float, *, z: float = 3.3) -> bool:
    """Whether two Poisson counts agree with a ratio of rates; `exposure` is the second's over the first's."""
    spread = math.sqrt(1 / before + 1 / after)
    return abs(math.log(after / before / exposure / ratio)) < z * spread


def test_crimes_by_month_and_class_are_those_of_the_truth(crimes: list[Row], town_truth: Truth) -> None:
    seen = Counter((row["ho_class"], month_of(row)) for row in crimes)
    for code, counts in town_truth["planted"]["counts_by_month"].items():
        assert [seen[code, month] for month in months_from(town_truth)] == counts
    assert len(crimes) == town_truth["contracts"]["police_recorded_crime"]["current"]


def test_street_file_holds_the_same_violence_as_the_record_level_file(
    town: Path, crimes: list[Row], town_truth: Truth
) -> None:
    recorded_by_month = Counter(
        month_of(row) for row in crimes if row["ho_class"] not in {"34A", "34B", "10D", "81"}
    )
    for month in months_from(town_truth):
        path = town / "police" / f"{month}-aldershire-street.csv"
        with path.open(encoding="utf-8", newline="") as file:
            rows = [
                row for row in csv.DictReader(file) if row["Crime type"] == "Violence and sexual offences"
            ]
        assert len(rows) == recorded_by_month[month]


def test_recording_break_is_in_the_police_series_only(crimes: list[Row], town_truth: Truth) -> None:
    planted = town_truth["planted"]["recording_break"]
    of_class = [month_of(row) for row in crimes if row["ho_class"] == planted["ho_class"]]
    after = sum(month >= planted["month"] for month in of_class)
    observed = planted["observed"]
    assert (len(of_class) - after, after) == (observed["count_before"], observed["count_after"])
    exposure = observed["months_after"] / observed["months_before"]
    assert planted["ratio"] == pytest.approx(1.25)
    assert is_within_chance(len(of_class) - after, after, exposure, planted["ratio"])
    assert not is_within_chance(len(of_class) - after, after, exposure, 1.0)


def test_step_is_in_its_district_and_not_in_the_others(
    crimes: list[Row], town: Path, town_truth: Truth
) -> None:
    step = town_truth["planted"]["step"]
    observed = step["observed"]
    exposure = observed["months_after"] / observed["months_before"]
    assert is_within_chance(observed["count_before"], observed["count_after"], exposure, step["ratio"])
    assert not is_within_chance(observed["count_before"], observed["count_after"], exposure, 1.0)
    serious = Counter(
        month_of(row) >= step["month"] for row in crimes if row["ho_class"] in step["ho_classes"]
    )
    elsewhere = [
        serious[late] - observed[name] for late, name in ((False, "count_before"), (True, "count_after"))
    ]
    assert not is_within_chance(elsewhere[0], elsewhere[1], exposure, step["ratio"])


def test_trend_rises_at_the_planted_pace(town_truth: Truth) -> None:
    years = np.array(town_truth["planted"]["trend"]["observed_by_year"], dtype=float)
    time = np.arange(len(years)) - (len(years) - 1) / 2
    slope = float((time * np.log(years)).sum() / (time**2).sum())
    spread = 1 / math.sqrt(years.mean() * (time**2).sum())
    assert abs(slope - math.log(plants.PLANTED.trend_per_year)) < 3.3 * spread


def test_season_peaks_in_summer(town_truth: Truth) -> None:
    counts = town_truth["planted"]["seasonality"]["observed_by_month_of_year"]
    summer, winter = (sum(counts[str(n)] for n in months) for months in ((6, 7, 8), (12, 1, 2)))
    wave = plants.PLANTED.season * (1 + math.sqrt(3)) / 3
    assert is_within_chance(winter, summer, 1.0, (1 + wave) / (1 - wave))


def test_hotspots_have_many_times_the_rate_of_elsewhere(
    town: Path, crimes: list[Row], town_truth: Truth
) -> None:
    hotspots = town_truth["planted"]["hotspots"]
    hot = {code for hotspot in hotspots for code in hotspot["lsoa21"]}
    public = set(hotspots[0]["ho_classes"])
    coded = [row for row in crimes if row["lsoa_code"] and row["ho_class"] in public]
    late = [row for row in coded if month_of(row) >= town_truth["planted"]["lsoa_codes_of_2021_from"]]
    share = sum(row["lsoa_code"] in hot for row in late) / len(late)
    people = sum(hotspot["people"] for hotspot in hotspots) / town_truth["people"]
    assert share / (1 - share) / (people / (1 - people)) > 2.5
    assert all(hotspot["observed_ratio_to_elsewhere"] > 2 for hotspot in hotspots)


def test_robberies_repeat_near_and_soon(crimes: list[Row], town_truth: Truth) -> None:
    planted = town_truth["planted"]["near_repeat"]
    rows = [row for row in crimes if row["ho_class"] == planted["ho_class"] and row["easting"]]
    xy = np.array([[float(row["easting"]), float(row["northing"])] for row in rows])
    when = [moment(row["committed_from"]) for row in rows]
    day = np.array([moment.toordinal() for moment in when if moment])
    near = np.hypot(*(xy[:, None, axis] - xy[None, :, axis] for axis in (0, 1))) <= planted["within_m"] * 1.05

    def close_pairs(days: np.ndarray) -> int:
        soon = np.abs(days[:, None] - days[None, :]) <= planted["within_days"] + 1
        return int(np.triu(near & soon, 1).sum())

    rng = np.random.default_rng(1)
    shuffled = [close_pairs(rng.permutation(day)) for _ in range(99)]
    assert close_pairs(day) > max(shuffled)
    assert close_pairs(day) > 0.6 * planted["recorded_followers"]


def test_burden_of_serious_violence_is_unequal(crimes: list[Row], town_truth: Truth) -> None:
    burden = town_truth["planted"]["burden"]
    victims = Counter(
        row["victim_ethnicity"][0]
        for row in crimes
        if row["ho_class"] in burden["ho_classes"] and row["victim_ethnicity"] not in {"", "NS"}
    )
    exposure = burden["people"]["Black"] / burden["people"]["White"]
    assert is_within_chance(victims["W"], victims["B"], exposure, burden["ratio_to_white_in_truth"])
    assert burden["ratio_to_white_in_truth"] > plants.PLANTED.burden * 0.8


def test_deprivation_raises_the_rate_along_the_deciles(town_truth: Truth) -> None:
    gradient = town_truth["planted"]["deprivation_gradient"]
    rates = gradient["rate_per_100_000_a_year_by_decile_outside_hotspots"]
    assert rates == sorted(rates, reverse=True)
    assert rates[0] / rates[-1] == pytest.approx(gradient["ratio_most_to_least_deprived_tenth"], rel=0.25)


def test_intervention_lowers_the_rate_of_its_hotspot(town_truth: Truth) -> None:
    planted = town_truth["planted"]["intervention"]
    observed = planted["observed"]
    exposure = observed["months_after"] / observed["months_before"]
    assert planted["lsoa21"] == town_truth["planted"]["hotspots"][0]["lsoa21"]
    assert is_within_chance(observed["count_before"], observed["count_after"], exposure, planted["ratio"])


def test_null_series_are_flat(town: Path, town_truth: Truth) -> None:
    counts = town_truth["planted"]["street_counts_by_month"]
    names = {series["crime_type"] for series in town_truth["planted"]["null"]["series"]}
    spread = [np.var(counts[name], ddof=1) / np.mean(counts[name]) for name in sorted(names)]
    assert 0.6 < float(np.mean(spread)) < 1.4
    for name in names:
        half = len(counts[name]) // 2
        assert is_within_chance(sum(counts[name][:half]), sum(counts[name][half:]), 1.0, 1.0)


def test_links_join_rows_that_exist_and_are_of_one_time(
    town: Path, crimes: list[Row], town_truth: Truth
) -> None:
    by_ref = {row["crime_ref"]: row for row in crimes}
    calls = {
        row["cad_number"]: row
        for path in sorted((town / "ambulance").iterdir())
        for row in rows_of(path, get_contract("ambulance_assaults"))
    }
    attendances = {
        f"ed/{path.name}#{number}": row
        for path in sorted((town / "ed").iterdir())
        for number, row in enumerate(rows_of(path, get_contract("ed_assaults")), start=1)
    }
    pairs = Counter[str]()
    for ref, attendance, call in town_truth["links"]:
        times = []
        if call:
            times.append(moment(calls[call]["called_at"]))
        if attendance:
            times.append(moment(attendances[attendance]["arrived_at"]))
        if ref:
            times.append(moment(by_ref[ref]["committed_from"]))
        known = [when for when in times if when]
        assert len(known) == len(times) >= 2
        assert (max(known) - min(known)).total_seconds() <= 86_400 + 8 * 3_600
        pairs["police_and_ed"] += bool(ref and attendance)
        pairs["police_and_ambulance"] += bool(ref and call)
        pairs["ed_and_ambulance"] += bool(attendance and call)
    duplicates = town_truth["duplicates"]
    assert dict(pairs) == {name: duplicates[name] for name in pairs}
    assert duplicates["across_agencies"] == len(town_truth["links"])


def test_half_missing_month_stops_half_way(town: Path, town_truth: Truth) -> None:
    half = town_truth["planted"]["half_missing_month"]
    rows = rows_of(
        town / "ambulance" / f"ambulance_assaults_{half['month']}.csv", get_contract(half["contract"])
    )
    days = {when.day for row in rows if (when := moment(row["called_at"]))}
    assert max(days) <= half["days_sent"]
    assert half["calls_lost"] > 0


def test_truth_is_json_that_names_its_own_columns(town: Path) -> None:
    truth = json.loads((town / "truth.json").read_text(encoding="utf-8"))
    assert len(truth["link_columns"]) == len(truth["links"][0])
    assert truth["notice"].startswith("Generated")
