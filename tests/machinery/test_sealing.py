"""Sealed streams and fields: whatever is changed, moved or cut is noticed."""

import io
import random
import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.machinery.encryption import sealing
from headwater.vocabulary.errors import Conflict

KEY = secrets.token_bytes(32)
CHUNK = sealing.CHUNK_BYTES
SIZES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK]


def sealed(content: bytes, *, about: str = "file") -> bytes:
    sink = io.BytesIO()
    assert sealing.seal_stream(io.BytesIO(content), sink, key=KEY, about=about) == len(content)
    return sink.getvalue()


def opened(content: bytes, *, key: bytes = KEY, about: str = "file") -> bytes:
    return sealing.open_stream(io.BytesIO(content), key=key, about=about).read()


def noise(size: int) -> bytes:
    return random.Random(size).randbytes(size)


@pytest.mark.parametrize("size", SIZES)
def test_stream_opens_to_what_was_sealed(size):
    assert opened(sealed(noise(size))) == noise(size)


def test_source_that_gives_little_at_once_is_sealed_whole():
    class Trickle(io.BytesIO):
        def read(self, size=-1, /):
            return super().read(min(size, 1000))

    sink = io.BytesIO()
    sealing.seal_stream(Trickle(noise(CHUNK + 5)), sink, key=KEY, about="file")
    assert opened(sink.getvalue()) == noise(CHUNK + 5)


@pytest.mark.parametrize("size", [1, CHUNK, 2 * CHUNK + 7])
def test_any_changed_byte_is_noticed(size):
    whole = sealed(noise(size))
    for place in [0, 4, 11, len(whole) // 2, len(whole) - 1]:
        broken = bytearray(whole)
        broken[place] ^= 1
        with pytest.raises(Conflict, match="changed or cut short"):
            opened(bytes(broken))


def cuts(whole: bytes) -> list[int]:
    head, step = 11, sealing.SEALED_CHUNK_BYTES
    return [0, 3, 11, 12, head + 15, head + step, head + 2 * step, len(whole) - 1]


def test_cut_stream_is_refused_before_the_first_byte():
    whole = sealed(noise(2 * CHUNK + 7))
    for cut in cuts(whole):
        with pytest.raises(Conflict):
            sealing.open_stream(io.BytesIO(whole[:cut]), key=KEY, about="file")


def test_added_bytes_are_noticed():
    with pytest.raises(Conflict):
        opened(sealed(noise(10)) + b"\0" * 20)


def test_exchanged_chunks_are_noticed():
    whole, step = sealed(noise(3 * CHUNK)), sealing.SEALED_CHUNK_BYTES
    head, one, two, rest = (
        whole[:11],
        whole[11 : 11 + step],
        whole[11 + step : 11 + 2 * step],
        whole[11 + 2 * step :],
    )
    with pytest.raises(Conflict):
        opened(head + two + one + rest)


def test_stream_does_not_open_as_another_file_or_with_another_key():
    with pytest.raises(Conflict):
        opened(sealed(b"x"), about="other")
    with pytest.raises(Conflict):
        opened(sealed(b"x"), key=secrets.token_bytes(32))


def test_same_content_never_seals_to_the_same_bytes():
    assert sealed(b"x") != sealed(b"x")


def test_opened_stream_can_be_sought_like_a_file():
    content = noise(2 * CHUNK + 100)
    plain, file = io.BytesIO(content), sealing.open_stream(io.BytesIO(sealed(content)), key=KEY, about="file")
    for offset, whence, size in [
        (CHUNK - 3, 0, 10),
        (-50, 2, 100),
        (0, 0, 5),
        (CHUNK, 1, CHUNK + 1),
        (9, 2, 1),
    ]:
        assert file.seek(offset, whence) == plain.seek(offset, whence)
        assert file.read(size) == plain.read(size)
    with pytest.raises(ValueError, match="before the start"):
        file.raw.seek(-1)


def test_closing_the_opened_stream_closes_its_source():
    source = io.BytesIO(sealed(b"x"))
    sealing.open_stream(source, key=KEY, about="file").close()
    assert source.closed


PLACE = {"table": "identity", "column": "surname", "row": "r1"}


@given(st.text())
def test_field_opens_in_its_place(value):
    assert sealing.open_field(sealing.seal_field(value, key=KEY, **PLACE), key=KEY, **PLACE) == value


@pytest.mark.parametrize(
    "moved",
    [
        {**PLACE, "table": "other"},
        {**PLACE, "column": "forename"},
        {**PLACE, "row": "r2"},
        {**PLACE, "table": "identitys", "column": "urname"},
    ],
)
def test_field_moved_to_another_place_does_not_open(moved):
    value = sealing.seal_field("Doe", key=KEY, **PLACE)
    with pytest.raises(Conflict, match="in its place") as refused:
        sealing.open_field(value, key=KEY, **moved)
    assert "Doe" not in refused.value.says
    with pytest.raises(Conflict):
        sealing.open_field(value[:5], key=KEY, **PLACE)
