"""What people decide: every verb through the real command line."""

import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NoReturn

import pytest
from PIL import Image
from typer.testing import Result

from bot.cli import prompts
from bot.domain.article import Article, ArticleStatus, Entry, Triage
from bot.domain.errors import NeedsPerson
from bot.domain.post import PostStatus, Styling
from bot.pipeline import actions
from tests.cli.conftest import NOW, Desk, PaperComposer
from tests.known_channels import FACEBOOK

Bot = Callable[..., Result]
BROKEN = "The caption template captions/facebook.jinja fails."
VERBS = ["approve", "cancel", "retry", "withdraw", "edit", "reschedule"]


def test_approve_schedules_a_draft_and_remembers_who(desk: Desk, bot: Bot) -> None:
    post_id = desk.add_post(status=PostStatus.DRAFT)
    assert bot("approve", str(post_id)).exit_code == 0
    post = desk.get_post(post_id)
    assert post.status is PostStatus.SCHEDULED
    assert post.approved_by
    assert f"{post.approved_by}: approve" in bot("show", str(post_id)).stdout


def test_one_refusal_does_not_stop_the_others(desk: Desk, bot: Bot) -> None:
    public, draft = (
        desk.add_post("A", status=PostStatus.PUBLISHED),
        desk.add_post("B", status=PostStatus.DRAFT),
    )
    result = bot("approve", str(public), str(draft))
    assert result.exit_code == 1
    assert f"Post {public} " in result.stderr
    assert desk.get_post(draft).status is PostStatus.SCHEDULED


def test_cancel_keeps_the_reason(desk: Desk, bot: Bot) -> None:
    post_id = desk.add_post()
    bot("cancel", str(post_id), "--reason", "Trauerfall")
    assert desk.get_post(post_id).status is PostStatus.CANCELLED
    assert "Trauerfall" in bot("show", str(post_id)).stdout


def test_retry_is_refused_while_a_post_may_be_public(desk: Desk, bot: Bot) -> None:
    post_id = desk.add_post(status=PostStatus.UNCONFIRMED)
    result = bot("retry", str(post_id))
    assert result.exit_code == 1
    assert "may be public" in result.stderr
    assert desk.get_post(post_id).status is PostStatus.UNCONFIRMED


def test_retry_makes_a_failed_post_due_now(desk: Desk, bot: Bot) -> None:
    post_id = desk.add_post(status=PostStatus.FAILED)
    assert bot("retry", str(post_id)).exit_code == 0
    assert desk.get_post(post_id).due_at == NOW


@pytest.mark.parametrize(
    ("words", "local"),
    [
        (["--at", "morgen 9:30"], "2026-11-23T09:30+01:00"),
        (["--at", "2026-12-24 18:00"], "2026-12-24T18:00+01:00"),
        (["--in", "2h"], "2026-11-22T19:05+01:00"),
    ],
    ids=["words", "ISO", "duration"],
)
def test_reschedule_understands_times_in_the_instances_zone(
    desk: Desk, bot: Bot, words: list[str], local: str
) -> None:
    post_id = desk.add_post(status=PostStatus.MISSED)
    result = bot("reschedule", str(post_id), *words)
    assert result.exit_code == 0, result.output
    post = desk.get_post(post_id)
    assert post.status is PostStatus.SCHEDULED
    assert post.due_at.isoformat()[:16] == (NOW.fromisoformat(local).astimezone(NOW.tzinfo)).isoformat()[:16]


def test_several_posts_of_a_channel_are_spread_by_the_gap(desk: Desk, bot: Bot) -> None:
    first, second = desk.add_post("A"), desk.add_post("B")
    bot("reschedule", str(first), str(second), "--at", "morgen 9:30")
    assert desk.get_post(second).due_at - desk.get_post(first).due_at == timedelta(minutes=45)


def test_one_post_that_cannot_be_rescheduled_does_not_stop_the_others(desk: Desk, bot: Bot) -> None:
    public, first, second = desk.add_post(status=PostStatus.PUBLISHED), desk.add_post("A"), desk.add_post("B")
    numbers = [str(post_id) for post_id in (first, public, first, second)]
    result = bot("reschedule", *numbers, "--at", "morgen 9:30")
    assert result.exit_code == 1
    assert f"Post {public} stays as it is" in result.stderr
    due = [desk.get_post(post_id).due_at for post_id in (first, second)]
    assert due == [datetime(2026, 11, 23, 8, 30, tzinfo=UTC), datetime(2026, 11, 23, 9, 15, tzinfo=UTC)]


def test_a_night_time_counts_but_is_remarked(desk: Desk, bot: Bot) -> None:
    result = bot("reschedule", str(desk.add_post()), "--at", "tomorrow 3:00")
    assert result.exit_code == 0
    assert "outside the posting windows" in result.stderr


def test_a_neighbour_within_the_gap_is_remarked(desk: Desk, bot: Bot) -> None:
    neighbour, post_id = desk.add_post("A"), desk.add_post("B")
    result = bot("reschedule", str(post_id), "--at", "heute 19:20")
    assert result.exit_code == 0
    assert f"post {neighbour} goes out at Sun 22 Nov 19:05" in result.stderr


@pytest.mark.parametrize(
    "words",
    [[], ["--at", "morgen", "--next"], ["--at", "irgendwann"], ["--at", "2020-01-01"], ["--in", "soon"]],
    ids=["no time", "two times", "no such time", "past", "no duration"],
)
def test_reschedule_without_one_clear_time_is_wrong_usage(desk: Desk, bot: Bot, words: list[str]) -> None:
    post_id = desk.add_post()
    before = desk.get_post(post_id)
    assert bot("reschedule", str(post_id), *words).exit_code == 2
    assert desk.get_post(post_id) == before


def test_mark_posted_believes_the_person(desk: Desk, bot: Bot) -> None:
    post_id = desk.add_post(status=PostStatus.UNCONFIRMED)
    assert bot("mark-posted", str(post_id), "https://www.facebook.com/1").exit_code == 0
    post = desk.get_post(post_id)
    assert (post.status, post.permalink) == (PostStatus.PUBLISHED, "https://www.facebook.com/1")


def test_who_wants_to_delete_what_is_not_public_is_told_so_and_not_asked(desk: Desk, bot: Bot) -> None:
    told = bot("withdraw", str(desk.add_post(status=PostStatus.DRAFT)))
    assert (told.exit_code, "is not public" in told.stderr) == (1, True)


def test_what_the_platform_gave_is_named_and_stays_when_a_person_names_another_address(
    desk: Desk, bot: Bot
) -> None:
    post_id = desk.add_post(status=PostStatus.PUBLISHED)
    refused = bot("mark-posted", str(post_id), "https://www.facebook.com/1")
    assert (refused.exit_code, "https://fb.example/7" in refused.stderr) == (1, True)
    assert desk.get_post(post_id).permalink == "https://fb.example/7"
    assert bot("mark-posted", str(post_id), "https://fb.example/7").exit_code == 0


@pytest.mark.parametrize("is_by_hand", [True, False])
def test_a_persons_own_address_can_be_mended_and_a_missing_one_told(
    desk: Desk, bot: Bot, *, is_by_hand: bool
) -> None:
    post_id = desk.add_post(status=PostStatus.SCHEDULED if is_by_hand else PostStatus.PUBLISHED)
    with desk.open() as instance:
        if is_by_hand:
            actions.mark_posted(instance, post_id, "https://www.facebook.com/mistyped", who="anna")
        else:
            instance.posts.change(desk.get_post(post_id), allowed=[PostStatus.PUBLISHED], permalink="")
    told = bot("mark-posted", str(post_id), "https://www.facebook.com/1", "--as", "Berta")
    assert (told.exit_code, desk.get_post(post_id).permalink) == (0, "https://www.facebook.com/1")
    assert "it stands at https://www.facebook.com/1" in told.stderr
    with desk.open() as instance:
        assert instance.journal.list_deeds(post_id)[-1].who == "Berta"


def test_withdraw_asks_and_without_a_terminal_wants_yes(desk: Desk, bot: Bot) -> None:
    post_id = desk.add_post(status=PostStatus.PUBLISHED)
    assert bot("withdraw", str(post_id), stdin="y\n").exit_code == 2
    assert desk.publishers[FACEBOOK].withdrawn == []
    assert bot("withdraw", str(post_id), "--yes").exit_code == 0
    assert desk.publishers[FACEBOOK].withdrawn == [post_id]


@pytest.mark.parametrize(
    "words", [["withdraw", "--yes"], ["edit", "--publish", "--caption", "x"]], ids=" ".join
)
@pytest.mark.parametrize("status", [PostStatus.DRAFT, PostStatus.SCHEDULED, PostStatus.FAILED])
def test_what_is_not_public_cannot_be_changed_there_and_the_verb_that_helps_is_named(
    desk: Desk, bot: Bot, words: list[str], status: PostStatus
) -> None:
    post_id = desk.add_post(status=status)
    result = bot(words[0], str(post_id), *words[1:])
    assert result.exit_code == 1
    assert f"Post {post_id} is not public" in result.stderr
    assert "`bot cancel`" in result.stderr
    assert desk.get_post(post_id).status is status


def test_edit_changes_the_text_and_voids_the_approval(desk: Desk, bot: Bot) -> None:
    post_id = desk.add_post(status=PostStatus.DRAFT)
    bot("approve", str(post_id))
    assert bot("edit", str(post_id), "--caption", "Neuer Text").exit_code == 0
    post = desk.get_post(post_id)
    assert (post.composition.caption, post.status, post.approved_by) == ("Neuer Text", PostStatus.DRAFT, "")


def test_an_edited_text_has_the_hashtags_that_stand_in_it(desk: Desk, bot: Bot) -> None:
    number = str(desk.add_post())
    assert (
        bot(
            "edit", number, "--caption", "Fest #Essen, #Fest und #Essen: https://a.example/#oben #1"
        ).exit_code
        == 0
    )
    assert desk.get_post(int(number)).composition.hashtags == ("Essen", "Fest")
    shown = json.loads(bot("preview", "--json").stdout)
    assert [record["hashtags"] for record in shown] == [["Essen", "Fest"]]


def test_the_story_tells_what_was_done_in_the_readers_words(desk: Desk, bot: Bot) -> None:
    number = str(desk.add_post(status=PostStatus.DRAFT))
    bot("edit", number, "--caption", "Neu", "--alt-text", "Anders", "--as", "Amina")
    bot("reschedule", number, "--at", "2026-11-30T09:30:00+02:00", "--as", "Bert")
    out = bot("show", number).stdout
    assert "Amina: edited (alt text, text)" in out
    assert "Bert: rescheduled (Mon 30 Nov 08:30)" in out
    assert "T07:30" not in out


def test_an_image_that_is_no_picture_is_refused(desk: Desk, bot: Bot, tmp_path: Path) -> None:
    file = tmp_path / "bild.png"
    file.write_bytes(b"\x89PNG")
    result = bot("edit", str(desk.add_post()), "--image", str(file))
    assert result.exit_code == 2
    assert "bild.png" in result.stderr


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF"])
def test_an_image_of_any_usual_kind_is_taken(desk: Desk, bot: Bot, tmp_path: Path, kind: str) -> None:
    file = tmp_path / f"bild.{kind.lower()}"
    Image.new("RGB", (300, 300), "red").save(file, kind)
    assert bot("edit", str(desk.add_post()), "--image", str(file)).exit_code == 0


def test_the_picture_is_drawn_anew_as_a_person_wants_it(desk: Desk, bot: Bot) -> None:
    number = str(desk.add_post("Ein Titel"))
    wishes = ("--picture-title", "Kürzer", "--layout", "card", "--focus", "50,20")
    assert bot("edit", number, *wishes).exit_code == 0
    assert bot("edit", number, "--focus", "top").exit_code == 0
    post = desk.get_post(int(number))
    assert post.composition.styling == Styling(title="Kürzer", layout="card", focus="top", tone="paper")
    assert post.edited


@pytest.mark.parametrize(
    ("wish", "said"),
    [(("--focus", "left"), "50,30"), (("--layout", "photo"), "photo")],
    ids=["focus", "layout"],
)
def test_a_wish_that_cannot_be_fulfilled_is_explained(
    desk: Desk, bot: Bot, wish: tuple[str, str], said: str
) -> None:
    result = bot("edit", str(desk.add_post("Ein Titel")), *wish)
    assert result.exit_code == 2
    assert said in result.stderr


def test_pause_and_resume(desk: Desk, bot: Bot) -> None:
    assert bot("pause", "--channel", "facebook", "--reason", "Ferien", "--until", "1.12.").exit_code == 0
    stop = json.loads(bot("status", "--json").stdout)["stops"][0]
    assert (stop["scope"], stop["until"]) == ("facebook", "2026-11-30T23:00:00+00:00")
    assert bot("resume", "--channel", "facebook").stdout == "1 stop lifted.\n"
    assert bot("resume").stdout == "Nothing was held back.\n"


def test_a_pause_without_a_reason_is_wrong_usage(bot: Bot) -> None:
    assert bot("pause").exit_code == 2


def test_backfill_counts_first_and_makes_posts_for_both_channels(desk: Desk, bot: Bot) -> None:
    for title in ("A", "B", "C"):
        desk.add_article(title, ArticleStatus.BASELINE)
    refused = bot("backfill", "--limit", "2")
    assert refused.exit_code == 2
    assert "Make 4 posts for 2 articles?" in refused.stderr
    assert bot("backfill", "--limit", "2", "--yes").exit_code == 0
    assert len(json.loads(bot("posts", "--json").stdout)) == 4


def test_backfill_says_why_an_article_got_no_post(
    desk: Desk, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise NeedsPerson(BROKEN)

    monkeypatch.setattr(PaperComposer, "compose", refuse)
    desk.add_article("Alt", ArticleStatus.BASELINE)
    result = bot("backfill", "--limit", "1", "--yes")
    assert (result.exit_code, result.stdout) == (1, "0 posts made.\n")
    assert "Composing: Alt" in result.stderr
    assert BROKEN in result.stderr


def test_backfill_takes_one_that_was_wrongly_taken_for_old(desk: Desk, bot: Bot) -> None:
    old = desk.add_article("Alt", ArticleStatus.SKIPPED)
    desk.add_article("Anders", ArticleStatus.SKIPPED)
    assert bot("backfill", str(old), "https://verein.example/Alt", "--yes").exit_code == 0
    made = json.loads(bot("posts", "--json").stdout)
    assert [post["article_title"] for post in made] == ["Alt", "Alt"]
    for words, status in (("99", 1), ("https://verein.example/Nie", 1), (str(old), 1)):
        assert bot("backfill", words, "--yes").exit_code == status
    assert bot("backfill", str(old), "--limit", "1", "--yes").exit_code == 2
    assert len(json.loads(bot("posts", "--json").stdout)) == 2


def test_an_empty_day_is_not_every_older_article(desk: Desk, bot: Bot) -> None:
    """As a script writes it whose variable is empty."""
    desk.add_article("Alt", ArticleStatus.BASELINE)
    assert bot("backfill", "--since", "", "--yes").exit_code == 2
    assert json.loads(bot("posts", "--json").stdout) == []


@pytest.mark.parametrize("verb", ["retry", "mark-posted"])
@pytest.mark.parametrize("answer", [" ", ",", "99", "1 99"], ids=["blank", "comma", "unknown", "one unknown"])
def test_an_answer_that_does_not_name_candidates_changes_nothing(
    desk: Desk, bot: Bot, monkeypatch: pytest.MonkeyPatch, verb: str, answer: str
) -> None:
    monkeypatch.setattr(prompts, "is_terminal", lambda: True)
    post_id = desk.add_post(status=PostStatus.FAILED)
    result = bot(verb, stdin=f"{answer}\n")
    assert (result.exit_code, "Nothing was done." in result.stderr) == (2, True)
    assert desk.get_post(post_id).status is PostStatus.FAILED


def test_a_number_with_many_zeros_is_no_larger_than_the_most(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["0000000019", "2"])
    monkeypatch.setattr(prompts.typer, "prompt", lambda *words, **options: next(answers))
    assert prompts.ask_number("Which one?", most=3) == 2


@pytest.mark.parametrize("verb", VERBS)
def test_no_verb_asks_where_nobody_sits(bot: Bot, verb: str) -> None:
    words = ["--next"] if verb == "reschedule" else []
    result = bot(verb, *words, stdin="1\n")
    assert result.exit_code == 2
    assert "Which post?" in result.stderr


@pytest.mark.parametrize(
    ("status", "exit_status"),
    [
        (PostStatus.SCHEDULED, 0),
        (PostStatus.DRAFT, 1),
        (PostStatus.FAILED, 1),
        (PostStatus.MISSED, 1),
    ],
)
def test_the_status_says_whether_somebody_is_needed(
    desk: Desk, bot: Bot, status: PostStatus, exit_status: int
) -> None:
    desk.write_env("BOT_ARCHIVE_URLS=https://verein.example/")
    desk.add_post(status=status)
    assert bot("status").exit_code == exit_status
    assert bot("status", "--json").exit_code == exit_status


def test_an_instance_without_a_source_or_a_channel_needs_somebody(desk: Desk, bot: Bot) -> None:
    desk.publishers.clear()
    result = bot("status")
    assert result.exit_code == 1
    assert "No source is named." in result.stdout
    assert "No channel is switched on" in result.stdout
    needs = json.loads(bot("status", "--json").stdout)["needs"]
    assert [need["command"] for need in needs] == ["bot init", "bot init"]
    result = bot("run", "--once")
    assert (result.exit_code, "No source is named." in result.stderr) == (1, True)


def test_backfill_tells_of_articles_that_it_has_not_read(desk: Desk, bot: Bot) -> None:
    desk.add_article("Alt", ArticleStatus.BASELINE)
    with desk.open() as app:
        listed = Entry(url="https://verein.example/ungelesen")
        bare = Article(url=listed.url, title="Ungelesen", text="")
        triage = Triage(status=ArticleStatus.BASELINE)
        app.articles.add(bare, source="https://verein.example/", listed=listed, triage=triage, now=desk.now)
    told = "1 older article is known by its title only"
    assert told in bot("backfill", "--limit", "5").stderr
    assert told not in bot("backfill", "--limit", "1").stderr


def test_a_spreadsheet_gets_every_post_and_no_formula(desk: Desk, bot: Bot) -> None:
    desk.add_post('=HYPERLINK("https://evil.example")', caption="Zeile 1\nZeile 2")
    (row,) = csv.DictReader(io.StringIO(bot("export", "--format", "csv").stdout))
    assert row["article_title"].startswith("'=")
    assert row["caption"] == "Zeile 1\nZeile 2"


def test_a_calendar_gets_what_is_planned(desk: Desk, bot: Bot) -> None:
    desk.add_post("Fest; mit Komma, " + "ä" * 60)
    desk.add_post("Abgesagt", status=PostStatus.CANCELLED)
    lines = bot("export", "--format", "ics").stdout_bytes.decode().split("\r\n")
    assert lines.count("BEGIN:VEVENT") == 1
    assert "DTSTART:20261122T180500Z" in lines
    assert max(len(line.encode()) for line in lines) <= 75
    assert any(line.startswith("SUMMARY:Facebook: Fest\\; mit Komma\\, ") for line in lines)


def test_the_export_holds_the_audit_trail(desk: Desk, bot: Bot) -> None:
    post_id = desk.add_post(status=PostStatus.DRAFT)
    bot("approve", str(post_id))
    (deed,) = json.loads(bot("export", "--format", "json").stdout)["deeds"]
    assert (deed["verb"], deed["post_id"]) == ("approve", post_id)


def test_the_doctor_names_what_is_missing(desk: Desk, bot: Bot) -> None:
    result = bot("doctor")
    assert result.exit_code == 1
    assert "BOT_ARCHIVE_URLS" in result.stdout
    checks = json.loads(bot("doctor", "--json").stdout)
    assert all(set(check) == {"name", "mark", "message", "advice", "ends_at"} for check in checks)


def test_a_link_that_opens_on_this_computer_only_is_said_to_be_one(desk: Desk, bot: Bot) -> None:
    bot("people", "add", "Anna")
    assert "BOT_DESK_URL" in bot("people", "link", "Anna").stderr
    desk.write_env("BOT_DESK_URL=https://desk.example")
    assert "BOT_DESK_URL" not in bot("people", "link", "Anna").stderr


def test_who_expected_to_see_a_post_is_told_what_waits_after_a_pass(desk: Desk, bot: Bot) -> None:
    assert "scheduled" not in bot("run", "--once").stdout
    desk.add_post("A", status=PostStatus.DRAFT)
    desk.add_post("B")
    told = bot("run", "--once").stdout
    assert "1 post waits for a yes (`bot posts`)." in told
    assert "1 post is scheduled, for Sun, 22 Nov 2026, 19:05." in told
