"""For whom a command prints: partners, unless it is asked for what everybody sees."""

import click

from headwater.insight.release.draft import Audience

PUBLIC = click.option("--public", is_flag=True, help="Only what everybody sees.")


def audience_of(*, public: bool) -> Audience:
    return Audience.PUBLIC if public else Audience.PARTNER
