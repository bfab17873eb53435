"""What a store cannot hold is answered with a sentence, on whichever store: never with an error of the program."""

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.every_store]

PAGES = (
    "/areas/E01%00/",
    "/areas/E01%00/?indicator=%00",
    "/trends/?indicator=%00&area=%00",
    "/map/?indicator=%00",
    "/indicators/%00/",
    "/api/v1/areas/%00",
    "/api/v1/areas?kind=%00",
    "/api/v1/figures?indicator=%00&area=%00",
    f"/areas/{'E' * 5000}/",
)


@pytest.mark.parametrize("address", PAGES)
def test_address_with_what_no_store_holds_is_answered(address, own_home):
    assert Client(raise_request_exception=False).get(address).status_code in {200, 400, 404}


def test_sign_in_with_what_no_store_holds_is_answered(own_home):
    given = {"login": "a\x00@example.org", "password": "a\x00"}
    assert Client(raise_request_exception=False).post("/account/login/", given).status_code == 200


def test_token_with_what_no_store_holds_is_unknown(own_home):
    asked = Client(raise_request_exception=False).get(
        "/api/v1/figures", headers={"Authorization": "Bearer a\x00b"}
    )
    assert asked.status_code == 401
