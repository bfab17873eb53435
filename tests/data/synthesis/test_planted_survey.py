"""What the truth says of the survey is in its files, found with their weights and lost without them."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from data.synthesis.county_reader import Row, row_problem, rows_of

from headwater.data.contracts.registry import get_contract
from headwater.data.synthesis import county
from headwater.statistics import survey_estimates as survey
from headwater.statistics.survey_estimates import Design, SurveyEstimate
from headwater.vocabulary.estimates import Estimate

Truth = dict[str, Any]
Waves = dict[str, list[Row]]
SURE = 0.999  # so that none of some sixty shares misses by chance
CODES = {"hurt_last_year": ("1",)}
SAYS, NEITHER = ("1", "2"), ("8", "9")


def answers_of(folder: Path, truth: Truth) -> Waves:
    """Good rows of those who answered, by wave."""
    contract = get_contract("community_survey")
    found: Waves = {}
    for file in truth["files"]:
        if file["contract"] == contract.key:
            good = [
                row for row in rows_of(folder / file["path"], contract) if row_problem(row, contract) is None
            ]
            answered = [row for row in good if row["status"] == "A"]
            found[answered[0]["wave_starts"]] = answered
    return found


@pytest.fixture(scope="module")
def waves(town: Path, town_truth: Truth) -> Waves:
    return answers_of(town, town_truth)


def share(rows: list[Row], question: str, among: list[bool] | None = None) -> SurveyEstimate:
    told = [row[question] not in NEITHER for row in rows]
    chosen = told if among is None else [a and t for a, t in zip(among, told, strict=True)]
    design = Design(
        [float(row["survey_weight"]) for row in rows],
        [row["stratum"] for row in rows],
        [row["sampling_point"] for row in rows],
    )
    says = [row[question] in CODES.get(question, SAYS) for row in rows]
    return survey.weighted_share(says, design, counts="adults", among=chosen, confidence=SURE)


def holds(found: Estimate, truth: float) -> bool:
    return found.lower <= truth <= found.upper


def test_every_wave_is_there_and_some_did_not_answer(waves: Waves, town_truth: Truth) -> None:
    told = town_truth["planted"]["community_survey"]["waves"]
    assert list(waves) == [wave["wave"] for wave in told]
    asked = town_truth["contracts"]["community_survey"]["good"]
    assert 0.3 < sum(map(len, waves.values())) / asked < 0.6


def test_weighted_shares_hold_the_truth_in_every_wave(waves: Waves, town_truth: Truth) -> None:
    for wave in town_truth["planted"]["community_survey"]["waves"]:
        rows = waves[wave["wave"]]
        for question, truth in wave["all"].items():
            assert holds(share(rows, question).estimate, truth), (wave["wave"], question)
        for sex, shares in wave["sex"].items():
            found = share(rows, "safe_after_dark", [row["sex"] == sex for row in rows])
            assert holds(found.estimate, shares["safe_after_dark"]), (wave["wave"], sex)


def test_without_weights_the_young_are_half_lost(waves: Waves, town_truth: Truth) -> None:
    for wave in town_truth["planted"]["community_survey"]["waves"]:
        rows, truth = waves[wave["wave"]], wave["age_band"]["16-24"]
        weights = np.array([float(row["survey_weight"]) for row in rows])
        young = np.array([row["age_band"] == "16-24" for row in rows])
        assert weights[young].sum() / weights.sum() == pytest.approx(truth, abs=0.001)
        assert young.mean() < 0.75 * truth


def test_women_feel_less_safe_after_dark_and_people_get_on_better_each_year(
    waves: Waves, town_truth: Truth
) -> None:
    planted = town_truth["planted"]["community_survey"]["differences"]
    last = waves[max(waves)]
    women, men = (share(last, "safe_after_dark", [row["sex"] == sex for row in last]) for sex in "FM")
    gap = survey.difference(women.estimate, men.estimate, counts="share")
    assert holds(gap, planted["women_after_dark"])
    assert gap.upper < 0
    first = waves[min(waves)]
    rise = survey.difference(
        share(last, "get_on_well").estimate, share(first, "get_on_well").estimate, counts="share"
    )
    assert holds(rise, planted["cohesion_per_wave"] * (len(waves) - 1))


def test_other_words_alone_look_like_a_fall(waves: Waves, town_truth: Truth) -> None:
    planted = town_truth["planted"]["community_survey"]["differences"]
    first, second, *_ = (waves[key] for key in sorted(waves))
    assert {row["question_version"] for row in first} == {"1"}
    assert {row["question_version"] for row in second} == {"2"}
    fall = survey.difference(
        share(second, "safe_after_dark").estimate, share(first, "safe_after_dark").estimate, counts="share"
    )
    assert holds(fall, -planted["other_words_in_the_first_wave"])
    assert fall.upper < 0


def test_where_nothing_is_planted_nothing_differs(tmp_path: Path) -> None:
    made = county.generate(tmp_path, people=8_000, years=2, plants="none")
    assert made.files
    told = json.loads(made.truth.read_text(encoding="utf-8"))["planted"]["community_survey"]
    assert not any(value for key, value in told["differences"].items() if key != "fear_without_risk_in")
    assert told["waves"][0]["all"] == told["waves"][1]["sex"]["F"] == told["waves"][1]["sex"]["M"]
