"""The help lines that stand on every page, with or without the internet.

Checked against each service's own words. A number here is read by somebody who needs it: change it only with
its source open.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class HelpLine:
    """Whom to call: `number` as people read it, `link` as a phone dials it."""

    name: str
    when: str
    number: str = ""
    address: str = ""

    @property
    def link(self) -> str:
        return "tel:" + self.number.replace(" ", "") if self.number else self.address


HELP_LINES: tuple[HelpLine, ...] = (
    HelpLine("In danger right now", "Police, ambulance or fire. It is free from any phone.", "999"),
    HelpLine("Police, when it is not an emergency", "To report something or to ask for advice.", "101"),
    HelpLine(
        "Childline",
        "For anybody under 19, about anything. Free, day and night. It does not show on the bill.",
        "0800 1111",
    ),
    HelpLine("Samaritans", "For anybody who needs to talk, day and night. Free.", "116 123"),
    HelpLine("Crimestoppers", "To say what you know without giving your name.", "0800 555 111"),
    HelpLine(
        "Fearless",
        "For young people: say what you know without giving your name.",
        address="https://www.fearless.org",
    ),
)
# where "Exit this page" goes: a page that nobody asks about
EXIT_TO = "https://www.bbc.co.uk/weather"
