"""`bot posts`, `bot articles`, `bot show`: tables for people, JSON for scripts."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from rich.cells import cell_len
from typer.testing import Result

from bot.domain.article import ArticleStatus
from bot.domain.post import PostStatus
from bot.domain.state import HEARTBEAT
from tests.cli.conftest import Desk
from tests.known_channels import INSTAGRAM

Bot = Callable[..., Result]
POST = [
    "id",
    "article_id",
    "article_url",
    "article_title",
    "channel",
    "status",
    "due_at",
    "caption",
    "link",
    "image",
    "image_sha256",
    "alt_text",
    "remote_id",
    "permalink",
    "attempts",
    "error",
    "approved_by",
    "created_at",
    "published_at",
]


def test_posts_for_scripts_have_the_promised_names(desk: Desk, bot: Bot) -> None:
    post_id = desk.add_post()
    (record,) = json.loads(bot("posts", "--json").stdout)
    assert set(POST) <= set(record)
    assert (record["id"], record["status"], record["attempts"]) == (post_id, "scheduled", 0)
    assert datetime.fromisoformat(record["due_at"]).utcoffset() is not None


def test_articles_for_scripts_have_the_promised_names(desk: Desk, bot: Bot) -> None:
    desk.add_article(status=ArticleStatus.BASELINE)
    (record,) = json.loads(bot("articles", "--json").stdout)
    names = {"id", "url", "title", "categories", "published_at", "first_seen_at", "status", "reason"}
    assert set(record) == names
    assert record["status"] == "baseline"


@pytest.mark.parametrize("command", ["posts", "articles"])
def test_an_empty_listing_is_an_empty_list_for_scripts_and_a_hint_for_people(bot: Bot, command: str) -> None:
    assert json.loads(bot(command, "--json").stdout) == []
    result = bot(command)
    assert result.stdout == ""
    assert "bot run --once" in result.stderr


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        (["--status", "draft"], ["Entwurf"]),
        (["--channel", "instagram"], ["Entwurf"]),
        (["--status", "draft", "--channel", "facebook"], []),
        ([], ["Entwurf", "Geplant"]),
    ],
    ids=["status", "channel", "both", "all"],
)
def test_posts_can_be_filtered(desk: Desk, bot: Bot, words: list[str], titles: list[str]) -> None:
    desk.add_post("Geplant")
    desk.add_post("Entwurf", channel=INSTAGRAM, status=PostStatus.DRAFT)
    records = json.loads(bot("posts", "--json", *words).stdout)
    assert [record["article_title"] for record in records] == titles


def test_a_long_history_is_cut_and_says_so(desk: Desk, bot: Bot) -> None:
    for number in range(3):
        desk.add_post(f"Artikel {number}")
    result = bot("posts", "--json", "--limit", "2")
    assert len(json.loads(result.stdout)) == 2
    assert "--all" in result.stderr
    assert len(json.loads(bot("posts", "--json", "--limit", "2", "--all").stdout)) == 3


@pytest.mark.parametrize("command", ["posts", "articles"])
def test_tables_fit_eighty_columns(desk: Desk, bot: Bot, command: str) -> None:
    desk.add_post(
        "Freiwilligenkoordinierungsstelle öffnet Beratung zur Berufsqualifikationsfeststellung " * 2
    )
    assert max(len(line) for line in bot(command).stdout.splitlines()) <= 80


@pytest.mark.parametrize("columns", ["60", "80", "120"])
def test_a_table_cuts_no_title_and_ends_no_line_in_blanks(
    desk: Desk, bot: Bot, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    titles = (
        "Vortrag über die Rechte von Beschäftigten " * 4,
        "新春联欢会" * 12,
        "Ein Wort" + "gefüge" * 20,
        "=1",
    )
    for title in titles:
        desk.add_post(title.strip(), status=PostStatus.FAILED)
    for command in ("posts", "articles"):
        lines = bot(command).stdout.splitlines()
        shown = "".join("".join(lines).split())
        assert all("".join(title.split()) in shown for title in titles)
        assert all(line == line.rstrip() and cell_len(line) <= int(columns) for line in lines)


def test_times_are_local_and_relative(desk: Desk, bot: Bot) -> None:
    desk.add_post()
    out = bot("posts").stdout
    assert "Sun 22 Nov 19:05" in out
    assert "in 2 hours" in out


def test_a_title_cannot_command_the_terminal(desk: Desk, bot: Bot) -> None:
    desk.add_post("Fest\x1b]0;owned\x07 \x1b[2J")
    assert "\x1b" not in bot("posts").stdout
    assert "\x1b" not in bot("show", "1").stdout


def test_show_tells_what_is_next(desk: Desk, bot: Bot) -> None:
    post_id = desk.add_post(status=PostStatus.DRAFT)
    out = bot("show", str(post_id)).stdout
    assert "It is not visible." in out
    assert f"bot approve {post_id}" in out


def test_show_for_scripts_has_the_history(desk: Desk, bot: Bot) -> None:
    record = json.loads(bot("show", str(desk.add_post()), "--json").stdout)
    assert set(POST) <= set(record)
    assert record["history"] == []


def test_an_unknown_post_is_wrong_usage(bot: Bot) -> None:
    result = bot("show", "99")
    assert result.exit_code == 2
    assert "There is no post 99." in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("minutes", "said", "is_running"),
    [(None, "has never run here", False), (1, "is running", True), (9, "last seen 9 minutes ago", False)],
    ids=["never", "now", "gone"],
)
def test_the_status_says_whether_the_daemon_lives(
    desk: Desk, bot: Bot, minutes: int | None, said: str, *, is_running: bool
) -> None:
    if minutes is not None:
        with desk.open() as app:
            app.journal.note(HEARTBEAT, "host:1", now=desk.now - timedelta(minutes=minutes))
    assert said in bot("status").stdout
    assert json.loads(bot("status", "--json").stdout)["daemon"]["is_running"] is is_running


def test_a_long_sentence_goes_on_below_its_own_beginning(desk: Desk, bot: Bot) -> None:
    desk.write_env("BOT_ARCHIVE_URLS=https://verein.example/")
    desk.add_post("Freiwilligenkoordinierungsstelle öffnet Beratung " * 3, status=PostStatus.FAILED)
    lines = bot("status").stdout.splitlines()
    begin = next(place for place, line in enumerate(lines) if line.startswith("• "))
    assert lines[begin + 1].startswith("  Freiwilligen")
    assert max(map(len, lines)) <= 80


def test_a_pause_is_named_in_words_and_needs_a_person_while_it_has_no_end(desk: Desk, bot: Bot) -> None:
    desk.write_env("BOT_ARCHIVE_URLS=https://verein.example/")
    assert "all channels" in bot("pause", "--reason", "Ferien").stdout
    result = bot("status")
    assert result.exit_code == 1
    assert "• Nothing is sent on all channels: Ferien\n  → bot resume" in result.stdout
    bot("resume")
    assert bot("pause", "--reason", "Ferien", "--until", "in 3h", "--channel", "facebook").exit_code == 0
    result = bot("status")
    assert (result.exit_code, "Nobody is needed." in result.stdout) == (0, True), result.stdout


def test_a_restored_instance_says_once_that_it_waits(desk: Desk, bot: Bot, tmp_path: Path) -> None:
    copy = str(tmp_path / "copy.db")
    assert bot("backup", copy).exit_code == 0
    assert bot("restore", copy, "--yes").exit_code == 0
    result = bot("status")
    assert (result.exit_code, result.stdout.count("Nothing is sent"), "→ bot resume" in result.stdout) == (
        1,
        1,
        True,
    )


def test_the_doctor_names_a_setting_that_has_two_values(desk: Desk, bot: Bot) -> None:
    desk.write_env(
        "BOT_HOLD=1h", "BOT_KEEP=9d", "BOT_HOLD=2h", "BOT_KEEP=9d", "# BOT_LEASE=5m", "BOT_LEASE=6m"
    )
    told = [check for check in json.loads(bot("doctor", "--json").stdout) if check["name"] == "Settings"]
    assert [
        (check["mark"], "sets BOT_HOLD twice; the last line counts." in check["message"]) for check in told
    ] == [("warning", True)]


def test_a_year_with_one_post_is_told_of_in_the_singular(desk: Desk, bot: Bot, tmp_path: Path) -> None:
    desk.add_post(status=PostStatus.PUBLISHED)
    desk.publishers.clear()
    told = bot("report", "--year", "2026", "--html", str(tmp_path / "year.html")).stdout
    assert told.startswith("1 post for 1 news item; the page is ")


def test_filters_that_find_nothing_do_not_claim_that_nothing_is_known(desk: Desk, bot: Bot) -> None:
    desk.add_article()
    assert "no such articles" in bot("articles", "--status", "gone").stderr


def test_a_number_that_does_not_exist_is_met_with_the_nearest(desk: Desk, bot: Bot) -> None:
    desk.add_post("A")
    near = desk.add_post("B")
    assert f"There is no post {near + 90}. Did you mean {near}?" in bot("show", str(near + 90)).stderr
    assert "The latest is 2." in bot("preview", "77").stderr


def test_why_at_that_time_is_said(desk: Desk, bot: Bot) -> None:
    post_id = desk.add_post()
    assert "Others go out before it" in " ".join(bot("show", str(post_id)).stdout.split())
    bot("reschedule", str(post_id), "--at", "morgen 9:30")
    assert "A person chose this time." in " ".join(bot("preview").stdout.split())
