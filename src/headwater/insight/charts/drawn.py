"""What every drawing has in common: it is made of facts alone, and the same facts draw the same."""

import hashlib
import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Drawn:
    """Everything that is in a drawing, and nothing else."""

    @property
    def content_hash(self) -> str:
        facts = json.dumps(asdict(self), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(facts.encode()).hexdigest()
