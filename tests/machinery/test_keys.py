"""Keys: made once, wrapped, rotated, destroyed; and what their loss says."""

import stat
import threading

import pytest

from headwater.machinery import home
from headwater.machinery.encryption import keys
from headwater.vocabulary.errors import Conflict, NotFound, Refused, Unavailable


def test_new_keys_differ_and_open_again(own_home):
    one, two = keys.new_key("submission"), keys.new_key("submission")
    assert one.startswith("submission-")
    assert len(keys.opened(one)) == 32
    assert keys.opened(one) == keys.opened(one) != keys.opened(two)


def test_named_key_is_made_once_also_by_many_threads(own_home):
    found = []
    threads = [threading.Thread(target=lambda: found.append(keys.named("audit"))) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 16
    assert len(set(found)) == 1


def test_key_files_are_private_and_hold_no_plain_key(own_home):
    key = keys.opened(keys.new_key("submission"))
    files = list(home.keys_folder().iterdir())
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert all(key not in file.read_bytes() for file in files)


def test_destroyed_key_is_refused_with_a_sentence_and_its_bytes_are_gone(own_home):
    key_id = keys.new_key("submission")
    wrapped = (home.keys_folder() / f"{key_id}.key").read_bytes()
    keys.destroy(key_id)
    keys.destroy(key_id)
    assert keys.destroyed(key_id)
    assert all(wrapped not in file.read_bytes() for file in home.keys_folder().iterdir())
    with pytest.raises(Refused, match="purged") as refused:
        keys.opened(key_id)
    assert refused.value.code == "key_destroyed"


def test_destroyed_named_key_is_never_made_again(own_home):
    keys.named("pseudonyms-linkage")
    keys.destroy("pseudonyms-linkage")
    with pytest.raises(Refused):
        keys.named("pseudonyms-linkage")


def test_key_that_was_never_made_or_lost_is_not_called_purged(own_home):
    with pytest.raises(NotFound, match="put it back"):
        keys.opened("submission-0")
    with pytest.raises(NotFound):
        keys.destroy("submission-0")
    assert not keys.destroyed("submission-0")


@pytest.mark.parametrize("key_id", ["../site", "site", "Audit", ""])
def test_key_id_that_is_no_plain_name_is_a_mistake(own_home, key_id):
    with pytest.raises(ValueError, match="lower-case"):
        keys.opened(key_id)


def test_rotation_wraps_all_keys_again_and_drops_the_old_master(own_home):
    ids = [keys.new_key("submission") for _ in range(3)]
    before = [keys.opened(key_id) for key_id in ids]
    old_master = (home.keys_folder() / "master.json").read_bytes()
    old_file = (home.keys_folder() / f"{ids[0]}.key").read_bytes()
    (home.keys_folder() / "site.key").write_text("not ours")
    assert keys.rotate_master() == 3
    assert [keys.opened(key_id) for key_id in ids] == before
    assert (home.keys_folder() / "master.json").read_bytes() != old_master
    (home.keys_folder() / f"{ids[0]}.key").write_bytes(old_file)
    with pytest.raises(Conflict):  # a file from before the rotation does not open any more
        keys.opened(ids[0])


def test_rotation_that_was_killed_half_way_opens_everything_and_can_be_finished(own_home, monkeypatch):
    ids = [keys.new_key("submission") for _ in range(4)]
    before = [keys.opened(key_id) for key_id in ids]
    write, written = home.write_whole, []

    def killed_at_the_third(path, content):
        if len(written) == 3:
            raise KeyboardInterrupt
        written.append(path)
        write(path, content)

    monkeypatch.setattr(home, "write_whole", killed_at_the_third)
    with pytest.raises(KeyboardInterrupt):
        keys.rotate_master()
    monkeypatch.undo()
    assert [keys.opened(key_id) for key_id in ids] == before
    keys.rotate_master()
    assert [keys.opened(key_id) for key_id in ids] == before


def test_lost_master_key_is_said_and_no_new_one_is_made_over_it(own_home):
    keys.new_key("submission")
    (home.keys_folder() / "master.json").unlink()
    with pytest.raises(Unavailable, match="The master key is missing"):
        keys.new_key("submission")
    assert not (home.keys_folder() / "master.json").exists()


@pytest.mark.parametrize("damage", [b"", b"{}", b'{"master": "x", "wrapped": ""}'])
def test_damaged_key_file_is_said(own_home, damage):
    key_id = keys.new_key("submission")
    (home.keys_folder() / f"{key_id}.key").write_bytes(damage)
    with pytest.raises(Conflict, match="same backup"):
        keys.opened(key_id)


def test_key_file_of_another_key_does_not_open(own_home):
    one, two = keys.new_key("submission"), keys.new_key("submission")
    folder = home.keys_folder()
    (folder / f"{one}.key").write_bytes((folder / f"{two}.key").read_bytes())
    with pytest.raises(Conflict):
        keys.opened(one)
