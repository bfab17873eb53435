"""All that the agencies look at: the county, its people, what happened there, and the page on which truth
is kept.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from headwater.data.synthesis import writing
from headwater.data.synthesis.chance import Flags, Ints, Texts, stream
from headwater.data.synthesis.events import Incidents
from headwater.data.synthesis.gazetteer import Gazetteer
from headwater.data.synthesis.people import ETHNIC_CODES, FEMALE, People
from headwater.data.synthesis.places import Places
from headwater.data.synthesis.plants import Plan
from headwater.data.synthesis.truth import Truth
from headwater.data.synthesis.writing import Dialect, Table

_TO_SCHOOL_CODE = {
    "W1": "WBRI", "W2": "WIRI", "W3": "WROM", "W9": "WOTH", "M1": "MWBC", "M2": "MWBA", "M3": "MWAS",
    "M9": "MOTH", "A1": "AIND", "A2": "APKN", "A3": "ABAN", "A4": "CHNE", "A9": "AOTH", "B1": "BCRB",
    "B2": "BAFR", "B9": "BOTH", "O2": "OOTH", "O9": "OOTH",
}  # fmt: skip


@dataclass(frozen=True)
class World:
    """The generated county at the moment when the agencies export their files."""

    places: Places
    people: People
    gazetteer: Gazetteer
    plan: Plan
    incidents: Incidents
    seed: int
    folder: Path
    truth: Truth

    def send(
        self,
        where: str,
        contract: str,
        table: Table,
        dialect: Dialect = writing.PLAIN,
        *,
        bad: dict[str, int] | None = None,
        **notes: Any,
    ) -> None:
        """Writes one CSV file below the county's folder and what is true of it."""
        path = self.folder / where
        writing.write_csv(path, table, dialect)
        self.truth.wrote(path, contract, writing.rows_in(table), bad=bad, **notes)

    @property
    def start(self) -> date:
        return self.plan.first.start

    def stream(self, name: str) -> np.random.Generator:
        return stream(self.seed, name)

    def month_of_day(self, day: Ints) -> Ints:
        return np.asarray(np.searchsorted(self.plan.first_days, day, side="right") - 1, dtype=np.int64)

    def lsoa_of(self, cell: Ints, old_codes: Flags) -> Texts:
        """Codes of 2011 where `old_codes`, of 2021 elsewhere."""
        old = self.places.lsoa11.codes[self.places.lsoa11_of_cell[cell]]
        new = self.places.lsoa21.codes[self.places.lsoa21_of_cell[cell]]
        return np.where(old_codes, old, new).astype(object)

    def age_words(self, who: Ints, day: Ints) -> Texts:
        """Ages in words; nothing for nobody."""
        table = np.array([str(age) for age in range(121)], dtype=object)
        found = table[np.clip(self.people.age_on_each(np.maximum(who, 0), day), 0, 120)]
        found[who < 0] = None
        return found

    def sex_words(self, who: Ints) -> Texts:
        found = np.where(self.people.sex[np.maximum(who, 0)] == FEMALE, "F", "M").astype(object)
        found[who < 0] = None
        return found

    def police_ethnicity(self, who: Ints) -> Texts:
        found = np.array(ETHNIC_CODES, dtype=object)[self.people.ethnic[np.maximum(who, 0)]]
        found[who < 0] = None
        return found

    def school_ethnicity(self, who: Ints) -> Texts:
        return np.array([_TO_SCHOOL_CODE[code] for code in ETHNIC_CODES], dtype=object)[
            self.people.ethnic[who]
        ]
