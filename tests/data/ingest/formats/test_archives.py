"""Compressed files: cut short, nested, hostile, or simply several files in one."""

import gzip
import resource
import struct

import pytest
from samples.bad_input import makers

from headwater.data.ingest.formats import opening
from headwater.data.ingest.formats.sheets import MEGABYTE, Limits, current_limits
from headwater.vocabulary.errors import Unavailable

TEXT = makers.csv_text().encode()


def test_a_gzipped_csv_is_ordinary_input(tmp_path, opened, rows):
    (sheet,) = opened(makers.make_gzip(tmp_path, TEXT)).sheets
    assert sheet.kind == "csv"
    assert [row[0] for row in rows(sheet)] == ["a1", "a2", "a3"]


def test_a_gzip_file_of_several_members_is_read_whole(tmp_path, opened):
    path = makers.make_file(tmp_path, gzip.compress(TEXT) + gzip.compress(b"a4,2024-03,Drugs,-1\n"))
    assert opened(path).sheets[0].rows_hint == 4


@pytest.mark.parametrize("keep", [12, 30, -4, -1])
def test_a_truncated_gzip_is_broken(tmp_path, refusal, keep):
    assert refusal(makers.make_gzip(tmp_path, TEXT, keep=keep)) == "broken_archive"


def test_a_gzip_with_a_wrong_checksum_is_broken(tmp_path, refusal):
    packed = bytearray(gzip.compress(TEXT))
    packed[-6] ^= 1
    assert refusal(makers.make_file(tmp_path, bytes(packed))) == "broken_archive"


def test_a_gzip_bomb_is_stopped_at_the_limit_and_says_it(tmp_path, opened):
    path = makers.make_gzip_bomb(tmp_path, size=40 * MEGABYTE)
    (problem,) = opened(path, unpacked=8 * MEGABYTE).problems
    assert (problem.code, problem.detail) == ("too_large_unpacked", "8 MB")


def test_an_archive_in_an_archive_is_not_opened(tmp_path, refusal):
    assert refusal(makers.make_file(tmp_path, gzip.compress(gzip.compress(TEXT)))) == "not_text"
    inner = makers.make_zip(tmp_path, {"a.csv": TEXT}, "inner.zip").read_bytes()
    assert refusal(makers.make_zip(tmp_path, {"inner.zip": inner})) == "not_text"
    assert refusal(makers.make_zip(tmp_path, {"inner.csv.gz": gzip.compress(TEXT)})) == "not_text"


def test_every_table_in_a_zip_is_a_sheet_and_the_rest_is_left_out(tmp_path, opened, rows):
    members = {
        "a.csv": TEXT,
        "more/b.csv": b"x;y\n1;2\n",
        "README.txt": b"hello",
        "__MACOSX/._a.csv": b"\x00\x05",
    }
    found = opened(makers.make_zip(tmp_path, members))
    assert [sheet.name for sheet in found.sheets] == ["a.csv", "more/b.csv"]
    assert found.left_out == ("README.txt", "__MACOSX/._a.csv")
    assert rows(found.sheets[1]) == [("1", "2", 2)]


def test_a_workbook_in_a_zip_names_its_member_and_worksheet(tmp_path, opened):
    book = makers.make_workbook(tmp_path, {"Return": [makers.HEADINGS, *makers.ROWS]}).read_bytes()
    found = opened(makers.make_zip(tmp_path, {"q1.xlsx": book}))
    assert [sheet.name for sheet in found.sheets] == ["q1.xlsx: Return"]


def test_a_name_that_climbs_out_of_the_folder_writes_nothing_there(tmp_path, opened):
    path = makers.make_zip(tmp_path, {"../../escaped.csv": TEXT, "/etc/escaped.csv": TEXT})
    found = opened(path)
    assert len(found.sheets) == 2
    assert all((tmp_path / "work") in sheet.path.parents for sheet in found.sheets)
    assert not list(tmp_path.parent.glob("escaped*"))


def test_one_damaged_member_refuses_the_whole_zip(tmp_path, refusal):
    path = makers.make_zip(tmp_path, {"a.csv": TEXT, "b.csv": TEXT * 50})
    content = bytearray(path.read_bytes())
    content[content.find(b"b.csv") + 20] ^= 0xFF
    path.write_bytes(content)
    assert refusal(path) == "broken_archive"


def test_a_zip_bomb_is_stopped_over_all_members_together(tmp_path, opened):
    path = makers.make_zip(tmp_path, {f"{n}.csv": b"a,b\n" + b"1,2\n" * MEGABYTE for n in range(3)})
    (problem,) = opened(path, unpacked=10 * MEGABYTE).problems
    assert (problem.code, problem.detail) == ("too_large_unpacked", "10 MB")


def test_too_many_members_and_too_long_a_list_of_them_are_refused(tmp_path, refusal):
    assert (
        refusal(makers.make_zip(tmp_path, {f"{n}.csv": b"a,b\n" for n in range(1_001)}))
        == "too_large_unpacked"
    )
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, 2**31, 0, 0)
    assert refusal(makers.make_file(tmp_path, b"PK\x03\x04" + end)) == "too_large_unpacked"


def test_a_zip_with_a_password_is_refused(tmp_path, refusal):
    path = makers.make_zip(tmp_path, {"a.csv": TEXT})
    content = bytearray(path.read_bytes())
    content[content.find(b"PK\x01\x02") + 8] |= 1
    content[content.find(b"PK\x03\x04") + 6] |= 1
    path.write_bytes(content)
    assert refusal(path) == "encrypted_workbook"


@pytest.mark.parametrize("members", [{}, {"a.pdf": b"%PDF"}])
def test_a_zip_with_no_table_is_empty(tmp_path, refusal, members):
    assert refusal(makers.make_zip(tmp_path, members)) == "empty_file"


def test_a_zip_cut_short_is_broken(tmp_path, refusal):
    path = makers.make_zip(tmp_path, {"a.csv": TEXT})
    path.write_bytes(path.read_bytes()[:-30])
    assert refusal(path) == "broken_archive"


def test_a_zip_of_a_method_nobody_knows_is_broken(tmp_path, refusal):
    path = makers.make_zip(tmp_path, {"a.csv": TEXT})
    content = bytearray(path.read_bytes())
    content[content.find(b"PK\x01\x02") + 10] = 99
    path.write_bytes(content)
    assert refusal(path) == "broken_archive"


def test_a_full_disk_says_so_and_leaves_nothing(tmp_path, work):
    """A real limit on the size of a file, in place of a real full disk."""
    path = makers.make_gzip_bomb(tmp_path, size=8 * MEGABYTE)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2 * MEGABYTE, before[1]))
    try:
        with pytest.raises(Unavailable) as refused:
            opening.open_file(path, work=work, limits=Limits(unpacked_bytes=64 * MEGABYTE))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert refused.value.code == "disk_full"
    assert list(work.iterdir()) == []


def test_a_file_that_is_not_there_is_unavailable(tmp_path, work):
    with pytest.raises(Unavailable):
        opening.open_file(tmp_path / "gone.csv", work=work, limits=current_limits())
    assert list(work.iterdir()) == []


def test_the_limits_come_from_the_settings(settings):
    settings.HEADWATER_UNPACKED_LIMIT = 5 * MEGABYTE
    assert current_limits().unpacked_bytes == 5 * MEGABYTE
