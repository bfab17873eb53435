"""An analyst gets a file whose headings nobody knows, says once what they mean, and next month's goes by itself."""

from pathlib import Path

import pytest
from journeys import browser as browsers
from web import town

from headwater.cli.worker import HANDLERS
from headwater.data.synthesis.agencies import private_ambulance
from headwater.machinery.jobs.worker import run_until_idle

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "vault"])]

COLUMNS = {heading: name for name, heading in private_ambulance.COLUMNS.items()}


@pytest.fixture
def two_months(tmp_path) -> tuple[Path, Path]:
    """The export of the county's private ambulance as it would come month by month, under its own headings."""
    words = [
        (nature, sex)
        for nature in private_ambulance.CODES["chief_complaint"]
        for sex in ("Male", "Female", "?")
    ]
    files = []
    for month in ("Apr", "May"):
        file = tmp_path / f"all_the_jobs_of_the_private_ambulance_in_{month.lower()}.csv"
        rows = [
            f"AL-{month}{at:03},{at + 1:02}-{month}-2024 22:15,{nature},454000,340000,Market Square,{20 + at},{sex},Y"
            for at, (nature, sex) in enumerate(words)
        ]
        file.write_text(
            "\n".join([",".join(private_ambulance.HEADINGS.values()), *rows]) + "\n", encoding="utf-8"
        )
        files.append(file)
    return files[0], files[1]


def send(page, site: str, file: Path) -> None:
    """Send a file by the page, and let the worker do its part."""
    page.goto(f"{site}/submissions/send/")
    page.get_by_label("Whose file is it?").select_option(label="Private Ambulance")
    page.get_by_label("File", exact=True).set_input_files(file)
    page.get_by_role("button", name="Send").click()
    page.get_by_role("heading", level=1, name=file.name).wait_for()
    run_until_idle(HANDLERS)


def test_columns_are_matched_once_and_the_next_file_goes_by_itself(
    chromium, served_town, sign_in, two_months
):
    town.make_agreement(contract_key="ambulance_assaults")
    town.make_organisation("private-ambulance", kind="ambulance")
    with browsers.watched(chromium) as seen:
        page = seen.page
        sign_in(page, "analyst")
        send(page, served_town, two_months[0])
        page.get_by_role("button", name="Match the columns").wait_for()
        page.goto(f"{served_town}/desk/")
        page.get_by_role("link", name="1 file waits").click()
        page.get_by_role("link", name="Match the columns of").click()
        assert browsers.faults_wide_and_narrow(seen) == []
        page.get_by_label("What does the file hold?").select_option(label="Ambulance calls after assault")
        page.get_by_role("button", name="Go on").click()
        page.get_by_role("heading", name="What each column is").wait_for()
        for heading, column in COLUMNS.items():
            page.get_by_label(heading, exact=True).select_option(value=column)
        assert browsers.faults_wide_and_narrow(seen) == []
        page.get_by_role("button", name="Go on").click()
        page.get_by_role("heading", name="What the codes mean").wait_for()
        for column, codes in private_ambulance.CODES.items():
            for theirs, ours in codes.items():
                asked = page.get_by_label(f"“{theirs}” in {private_ambulance.COLUMNS[column]}", exact=True)
                if asked.count():
                    asked.select_option(value=ours)
        assert browsers.faults_wide_and_narrow(seen) == []
        page.get_by_role("button", name="Keep this match").click()
        page.get_by_text("The columns are known").wait_for()
        run_until_idle(HANDLERS)
        page.get_by_text("Landed", exact=True).first.wait_for()  # the page asks again by itself
        assert "0 kept out" in page.locator("dl").inner_text()
        send(page, served_town, two_months[1])
        page.get_by_text("Landed", exact=True).first.wait_for()
        assert "0 kept out" in page.locator("dl").inner_text()
        assert seen.complaints == []
