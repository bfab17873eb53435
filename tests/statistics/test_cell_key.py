"""Cell keys: the rule by hand, the same noise for the same records, and every case of the reference."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.statistics.cell_key import Noise, noise_table, perturb, ten_five_rule
from headwater.vocabulary.errors import Invalid


# the ONS rule: under 10 nothing is shown, the rest go to the nearest 5
@pytest.mark.parametrize(
    ("count", "shown"),
    [(1, None), (9, None), (10, 10), (12, 10), (13, 15), (750, 750), (752, 750), (1258, 1260)],
)
def test_the_ten_five_rule_shows_what_was_published(count: int, shown: int | None) -> None:
    found = perturb([0] * count, [17] * count, ten_five_rule(), size=1)
    assert (None if found.hidden[0] else int(found.values[0])) == shown


@pytest.mark.parametrize(("count", "row"), [(750, 750), (751, 501), (1000, 750), (1001, 501), (1258, 508)])
def test_large_counts_use_the_last_rows_in_turn(count: int, row: int) -> None:
    noise = noise_table(np.arange(1, 751), np.zeros(750, dtype=int), np.arange(1, 751))
    assert perturb([0] * count, [0] * count, noise, size=1).noise[0] == row


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 255)), min_size=1, max_size=60), st.randoms())
def test_a_cell_of_the_same_records_has_the_same_count_in_every_table(records, chance) -> None:
    chance_noise = Noise(np.random.default_rng(5).integers(0, 3, (751, 256)))
    cells, keys = (np.array(each) for each in zip(*records, strict=True))
    order = chance.sample(range(len(records)), len(records))
    fine = perturb(cells, keys, chance_noise, size=6, threshold=0)
    again = perturb(cells[order], keys[order], chance_noise, size=6, threshold=0)
    coarse = perturb(np.where(cells == 3, 0, 1), keys, chance_noise, size=2, threshold=0)
    assert again.values.tolist() == fine.values.tolist()
    assert coarse.values[0] == fine.values[3]


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: perturb([0, 3], [0, 0], ten_five_rule(), size=3), "from 0 to 2"),
        (lambda: perturb([0], [256], ten_five_rule(), size=1), "from 0 to 255"),
        (lambda: perturb([0, 1], [1], ten_five_rule(), size=2), "differ in length"),
        (lambda: perturb([], [], ten_five_rule(), size=2), "no cells"),
        (lambda: perturb([0], [1], ten_five_rule(), size=2, threshold=-1), "zero or more"),
        (lambda: perturb([0], [np.nan], ten_five_rule(), size=2), "missing"),
        (lambda: noise_table([751], [0], [1]), "up to 750"),
        (lambda: noise_table([3], [0], [-4]), "below zero"),
        (lambda: noise_table([3], [0], [0.5]), "whole noise"),
        (lambda: noise_table([3, 4], [0, 1], [1]), "differ in length"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(call, says: str) -> None:
    with pytest.raises(Invalid, match=says):
        call()


@pytest.mark.reference
def test_every_cell_of_the_reference_is_reached(oracle) -> None:
    people = oracle("ckp_micro.csv")
    lines = oracle("ckp_ptable_noise.csv")
    noise = noise_table(*([int(line[name]) for line in lines] for name in ("pcv", "ckey", "pvalue")))
    for name, case in oracle("cell_key.json")["cases"].items():
        ways = [*case["geog"], *case["tab_vars"]]
        at = {tuple(row[way] for way in ways): number for number, row in enumerate(case["expected"])}
        found = perturb(
            [at[tuple(person[way] for way in ways)] for person in people],
            [int(person["record_key"]) for person in people],
            noise if name == "noise_ptable" else ten_five_rule(),
            size=len(at),
            threshold=case["threshold"],
        )
        for number, row in enumerate(case["expected"]):
            assert found.counts[number] == row["pre_sdc_count"]
            assert found.cell_keys[number] == row["ckey"]
            assert found.noise[number] == row["pvalue"]
            assert (None if found.hidden[number] else found.values[number]) == row["count"]
