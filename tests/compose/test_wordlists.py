"""Word lists which a comms team edits."""

from pathlib import Path

import pytest

import bot.compose
from bot.compose.draft import WordLists
from bot.domain.errors import NeedsPerson
from tests.records import list_loose, list_said


def write(directory: Path, name: str, text: str) -> WordLists:
    path = directory / "words" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8-sig"))
    return WordLists(template_dirs=[directory])


def test_comments_and_empty_lines_are_left_out(tmp_path: Path) -> None:
    lists = write(tmp_path, "sober.de.txt", "# Wörter\n\nTrauer\n  Tod von \n")
    assert lists.list_words("sober", "de-at") == ("Trauer", "Tod von")


def test_the_instances_own_list_replaces_the_packaged_one(tmp_path: Path) -> None:
    write(tmp_path / "packaged", "sober.de.txt", "Trauer")
    write(tmp_path / "own", "sober.de.txt", "Abschied")
    lists = WordLists(template_dirs=[tmp_path / "own", tmp_path / "packaged"])
    assert lists.list_words("sober", "de") == ("Abschied",)


def test_a_language_without_a_list_has_no_words(tmp_path: Path) -> None:
    assert WordLists(template_dirs=[tmp_path]).list_words("sober", "tr") == ()


def test_tables_have_a_key_and_words(tmp_path: Path) -> None:
    lists = write(tmp_path, "tags-subjects.de.txt", "Sport: Fußball, Turnier,\n")
    assert lists.get_table("tags-subjects", "de") == {"Sport": ("Fußball", "Turnier")}


def test_a_line_without_a_colon_is_named(tmp_path: Path) -> None:
    lists = write(tmp_path, "tags-subjects.de.txt", "Sport Fußball")
    with pytest.raises(NeedsPerson, match="Sport Fußball"):
        lists.get_table("tags-subjects", "de")


def test_a_list_in_another_encoding_is_named(tmp_path: Path) -> None:
    lists = write(tmp_path, "sober.de.txt", "")
    (tmp_path / "words/sober.de.txt").write_bytes("Überfall".encode("latin-1"))
    with pytest.raises(NeedsPerson, match=r"sober\.de\.txt"):
        lists.list_words("sober", "de")


def test_what_is_not_said_of_a_reading_is_nothing() -> None:
    assert (list_said(bot.compose), list_loose(bot.compose)) == ({"Reading.language"}, set())
