"""Editions over the API: published ones for anybody, the others for whom they are."""

import hashlib

from web import town

from headwater.governance.partners.queries import operator
from headwater.insight.release.draft import Audience
from headwater.insight.reporting import actions

REPORT = "annual-report-chapter"


def frozen(audience: Audience = Audience.PUBLIC):
    return actions.freeze_edition(REPORT, audience=audience, by=operator())


def test_the_content_of_a_published_edition_is_what_was_frozen(ask, figures):
    edition = actions.sign_edition(frozen(), signed_as="Chair", by=operator())
    assert ask("reports/editions").json() == []
    assert ask(f"reports/editions/{edition.uuid}").status_code == 404
    actions.publish_edition(edition, by=operator())
    [told] = ask("reports/editions").json()
    assert (told["state"], told["signed_as"], told["number"]) == ("published", "Chair", 1)
    content = ask(f"reports/editions/{edition.uuid}/content").content
    assert hashlib.sha256(content).hexdigest() == told["sha256"]


def test_what_waits_and_what_is_for_partners_needs_a_token_that_reads_both(ask, token_of, figures):
    edition = frozen(Audience.PARTNER)
    address = f"reports/editions/{edition.uuid}"
    drafts = token_of("programme_lead", "strategy.read")
    assert ask(address, token=drafts).status_code == 404
    assert ask("reports/editions", token=drafts, report=REPORT).json() == []


def test_a_token_that_reads_partners_figures_and_drafts_reads_it(ask, token_of, figures):
    edition = frozen(Audience.PARTNER)
    token = token_of("programme_lead", "strategy.read", "figures.read_partner")
    assert ask(f"reports/editions/{edition.uuid}/content", token=token).json()["audience"] == "partner"
    assert town.TOWN in ask(f"reports/editions/{edition.uuid}/content", token=token).content.decode()
