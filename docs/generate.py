"""Writes docs/reference from what is declared in the code; with --check it only says which pages are out of date."""

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import faces_pages
import measured_pages
import methods_pages

FOLDER = Path(__file__).parent / "reference"
HEAD = "<!-- Written by `make docs` from the code. Change the code, not this page. -->\n\n"


def table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table; a bar inside a cell does not end it."""
    heads = list(headings)
    lines = [heads, ["---"] * len(heads), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def settings_page() -> str:
    from headwater.settings import SETTINGS

    home = str(Path.home())
    rows = ((f"`{s.name}`", s.meaning, s.default.replace(home, "~")) for s in SETTINGS)
    return "# Settings\n\nBy environment; a wrong one stops the start.\n\n" + table(
        ("name", "meaning", "default"), rows
    )


def problems_page() -> str:
    from headwater.vocabulary.problems import CATALOGUE

    rows = ((f"`{kind.code}`", kind.says, kind.remedy) for kind in CATALOGUE.values())
    return "# Problems of supplied files\n\n" + table(("code", "what is said", "what to do"), rows)


def roles_page() -> str:
    from headwater.governance.access.roles import PERMISSIONS, ROLES

    roles = ((role.title, role.meaning, ", ".join(sorted(role.permissions))) for role in ROLES.values())
    permissions = ((f"`{key}`", meaning) for key, meaning in PERMISSIONS.items())
    return (
        "# Roles and permissions\n\n"
        + table(("role", "does", "may"), roles)
        + "\n## Permissions\n\n"
        + table(("permission", "allows"), permissions)
    )


def indicators_page() -> str:
    from headwater.insight.indicators.registry import indicators

    rows = ((f"`{each.key}`", each.title, each.question) for each in indicators().values())
    return "# Indicators\n\n" + table(("key", "title", "question"), rows)


def jobs_page() -> str:
    from headwater.machinery.jobs import states

    rows = ((step.before.value, step.verb, step.after.value, step.meaning) for step in states.TRANSITIONS)
    drawn = f"```mermaid\n{states.diagram()}\n```\n\n"
    return "# States of a job\n\n" + drawn + table(("state", "verb", "next state", "when"), rows)


def contract_pages() -> Iterator[tuple[str, str]]:
    from headwater.data.contracts import pages, registry

    found = registry.contracts()
    rows = ((f"[{c.title}](contracts/{key}.md)", c.supplier, c.licence.value) for key, c in found.items())
    yield "contracts.md", "# Contracts\n\n" + table(("source", "supplier", "licence"), rows)
    for key, contract in found.items():
        yield f"contracts/{key}.md", pages.reference_page(contract)


def pages() -> dict[str, str]:
    """Every page by its path under docs/reference."""
    found = {
        "settings.md": settings_page(),
        "problems.md": problems_page(),
        "roles.md": roles_page(),
        "indicators.md": indicators_page(),
        "jobs.md": jobs_page(),
        "api.md": faces_pages.api_page(table),
        "commands.md": faces_pages.commands_page(table),
        **dict(contract_pages()),
        **dict(methods_pages.pages()),
        **dict(measured_pages.pages()),
    }
    return {path: HEAD + text for path, text in found.items()}


def stale(wanted: dict[str, str]) -> list[str]:
    """Pages that are missing, differ, or are of something that is no longer there."""
    there = {str(file.relative_to(FOLDER)): file.read_text(encoding="utf-8") for file in FOLDER.rglob("*.md")}
    return sorted(path for path in there.keys() | wanted.keys() if there.get(path) != wanted.get(path))


def write(wanted: dict[str, str], changed: Iterable[str]) -> None:
    for path in changed:
        file = FOLDER / path
        if path in wanted:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(wanted[path], encoding="utf-8")
        else:
            file.unlink()


def main() -> int:
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"HEADWATER_HOME": home, "DJANGO_SETTINGS_MODULE": "headwater.settings"}
        import django

        django.setup()
        wanted = pages()
    changed = stale(wanted)
    if "--check" in sys.argv[1:]:
        print("\n".join(f"Out of date: docs/reference/{path} (make docs)" for path in changed))
        return int(bool(changed))
    write(wanted, changed)
    print(f"{len(wanted)} pages in docs/reference, {len(changed)} written.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
