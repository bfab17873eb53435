"""The home folder, and files that are written whole or not at all."""

import stat

import pytest

from headwater.machinery import home


def mode(path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_folders_are_made_for_their_owner_only(own_home):
    assert home.folder("originals") == own_home / "home" / "originals"
    assert home.keys_folder() == own_home / "keys"
    assert {mode(home.folder(name)) for name in home.FOLDERS} == {0o700}


def test_folder_of_another_name_is_a_mistake(own_home):
    with pytest.raises(ValueError, match="not a folder of the home"):
        home.folder("../etc")


def test_sweep_work_removes_files_folders_and_links_but_not_what_links_name(own_home):
    kept = own_home / "kept"
    kept.mkdir()
    (kept / "file").write_text("stays")
    work = home.folder("work")
    (work / "copy.csv").write_text("x")
    (work / "folder" / "deep").mkdir(parents=True)
    (work / "link").symlink_to(kept)
    assert home.sweep_work() == 3
    assert list(work.iterdir()) == []
    assert (kept / "file").read_text() == "stays"


def test_write_whole_replaces_and_leaves_no_other_file(own_home):
    file = home.home() / "small.json"
    home.write_whole(file, b"old")
    home.write_whole(file, b"new")
    assert file.read_bytes() == b"new"
    assert mode(file) == 0o600
    assert list(file.parent.iterdir()) == [file]


def test_write_first_keeps_what_the_first_one_wrote(own_home):
    file = home.home() / "small.json"
    assert home.write_first(file, b"first")
    assert not home.write_first(file, b"second")
    assert file.read_bytes() == b"first"
    assert list(file.parent.iterdir()) == [file]
