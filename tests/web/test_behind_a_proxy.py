"""Behind a proxy each visitor is known by the address that the proxy gives, never by one that they claim."""

import pytest

from headwater.web import proxy


def asked(**environment: str) -> str:
    """The address that the application is told."""
    told = []

    def application(environment: proxy.Environment, start: object) -> list[bytes]:
        told.append(environment["REMOTE_ADDR"])
        return []

    proxy.visitors_address(application)({"REMOTE_ADDR": "10.0.0.1", **environment}, print)
    return told[0]


@pytest.mark.parametrize(
    ("header", "address"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("192.0.2.1, 198.51.100.7", "198.51.100.7"),
        ("2001:db8::7", "2001:db8::7"),
        ("", "10.0.0.1"),
    ],
)
def test_a_visitor_is_known_by_the_address_that_the_proxy_gives(header: str, address: str) -> None:
    assert asked(HTTP_X_FORWARDED_FOR=header) == address


def test_without_a_word_of_the_proxy_its_own_address_stands() -> None:
    assert asked() == "10.0.0.1"
