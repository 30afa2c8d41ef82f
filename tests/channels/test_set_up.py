"""The set-up's questions about a channel, answered by a person of our own, at the stand-in platforms."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.channels.base import SetUp
from bot.channels.facebook import SPEC as FACEBOOK_SPEC
from bot.channels.instagram import SPEC as INSTAGRAM_SPEC
from bot.config import Settings, parse_settings
from bot.domain.errors import BotError
from bot.domain.ports import Check
from bot.domain.post import Channel
from bot.i18n import speak
from bot.sandbox.sandbox import Sandbox

YES, NO = True, False


@pytest.fixture(autouse=True)
def english(german: None) -> None:
    """Said in English here."""
    del german
    speak("en")


class Volunteer:
    """Answers what is asked in the order of a list; None takes what is offered. Nothing may stay over."""

    def __init__(self, home: Path, *answers: object, **settings: str) -> None:
        self.home = home
        self.answers = list(answers)
        self.settings: dict[str, str | None] = dict(settings)
        self.said: list[str] = []
        self.kept: list[str] = []
        self.is_well = True

    def _answer(self, question: str, default: object) -> object:
        self.said.append(question)
        given = self.answers.pop(0)
        return default if given is None else given

    def show(self, words: str, *, indent: int = 0) -> None:
        number = re.match(r"  \d+  ", words)
        assert indent == (number.end() if number else 0), "what follows stands below the words"
        self.said.append(words)

    def ask_yes(self, question: str, *, default: bool) -> bool:
        return bool(self._answer(question, default))

    def ask_line(self, question: str, *, default: str = "") -> str:
        return str(self._answer(question, default))

    def ask_secret(self, question: str, *, default: str | None = None) -> str:
        return str(self._answer(question, default))

    def ask_choice(self, question: str, *, most: int, default: int) -> int:
        chosen = self._answer(question, default)
        assert isinstance(chosen, int)
        assert 1 <= chosen <= most
        return chosen

    def load(self) -> Settings:
        return parse_settings(self.home, self.settings)

    def keep(self, **settings: str) -> None:
        self.kept += settings
        self.settings |= settings

    def try_out(self, attempt: Callable[[], bool]) -> bool:
        try:
            return attempt()
        except BotError as error:
            self.said.append(str(error))
            return False

    def repeat(self, ask: Callable[[], bool]) -> None:
        while not ask():
            if not self.answers:
                return

    def show_checks(self, checks: Sequence[Check]) -> bool:
        self.said += [check.message for check in checks]
        return all(check.mark != "problem" for check in checks)

    def check(self, channel: Channel) -> bool:
        self.said.append(f"checked {channel}")
        return self.is_well

    def says(self, words: str) -> bool:
        return any(words in line for line in self.said)


def ask(spec: object, person: Volunteer) -> bool:
    set_up: SetUp = spec.set_up  # type: ignore[attr-defined]
    answer = set_up.ask(person)
    assert person.answers == []
    return answer


def test_not_now_is_an_answer_and_the_offered_one(tmp_path: Path, world: Sandbox) -> None:
    del world
    person = Volunteer(tmp_path, None)
    assert ask(FACEBOOK_SPEC, person)
    assert person.settings == {"BOT_FACEBOOK_PAGE_ID": "", "BOT_FACEBOOK_TOKEN": ""}
    assert person.says("docs/facebook.md")
    speak("de")
    german = Volunteer(tmp_path, NO)
    ask(FACEBOOK_SPEC, german)
    assert german.says("docs/de/facebook.md")


def test_a_page_that_is_set_stays_unless_its_access_is_renewed(tmp_path: Path, world: Sandbox) -> None:
    page = world.facebook
    before = {"BOT_FACEBOOK_PAGE_ID": page.page_id, "BOT_FACEBOOK_TOKEN": "alt"}
    person = Volunteer(tmp_path, NO, **before)
    assert ask(FACEBOOK_SPEC, person)
    assert (person.settings, person.kept) == (before, [])
    app = (page.app_id, page.app_secret)
    person = Volunteer(tmp_path, None, page.user_token, *app, YES, NO, **before)
    assert ask(FACEBOOK_SPEC, person)
    assert person.settings == {"BOT_FACEBOOK_PAGE_ID": page.page_id, "BOT_FACEBOOK_TOKEN": page.token}


def test_the_app_is_kept_when_a_person_wants_to_be_warned_and_is_not_asked_again(
    tmp_path: Path, world: Sandbox
) -> None:
    page = world.facebook
    person = Volunteer(tmp_path, YES, page.user_token, page.app_id, page.app_secret, None, None)
    ask(FACEBOOK_SPEC, person)
    kept = {"BOT_FACEBOOK_APP_ID": page.app_id, "BOT_FACEBOOK_APP_SECRET": page.app_secret}
    assert kept.items() <= person.settings.items()
    assert person.says("is valid for the Page")
    again = Volunteer(tmp_path, YES, page.user_token, YES, **person.settings)
    ask(FACEBOOK_SPEC, again)
    assert again.kept == ["BOT_FACEBOOK_PAGE_ID", "BOT_FACEBOOK_TOKEN"]


def test_without_an_app_the_person_hears_that_the_token_ends(tmp_path: Path, world: Sandbox) -> None:
    page = world.facebook
    person = Volunteer(tmp_path, YES, page.user_token, "", None)
    ask(FACEBOOK_SPEC, person)
    assert person.says("ends within hours")
    assert person.kept == []
    person = Volunteer(tmp_path, YES, page.user_token, "", YES, YES)
    ask(FACEBOOK_SPEC, person)
    assert person.settings["BOT_FACEBOOK_PAGE_ID"] == page.page_id
    assert person.kept == ["BOT_FACEBOOK_PAGE_ID", "BOT_FACEBOOK_TOKEN"]


def test_after_a_slip_the_app_is_offered_again(tmp_path: Path, world: Sandbox) -> None:
    page = world.facebook
    slip = (page.user_token, page.app_id, "vertippt")
    person = Volunteer(tmp_path, YES, *slip, page.user_token, None, page.app_secret, YES, NO)
    ask(FACEBOOK_SPEC, person)
    assert person.says("App ID and App secret")
    assert person.settings["BOT_FACEBOOK_TOKEN"] == page.token
    first = ("falsches-token", page.app_id, page.app_secret)
    person = Volunteer(tmp_path, YES, *first, page.user_token, None, None, YES, NO)
    ask(FACEBOOK_SPEC, person)
    assert person.settings["BOT_FACEBOOK_TOKEN"] == page.token


def test_of_several_pages_the_right_one_is_chosen(tmp_path: Path, world: Sandbox) -> None:
    page = world.facebook
    page.add_neighbour("4711", "Nachbarn")
    person = Volunteer(tmp_path, YES, page.user_token, page.app_id, page.app_secret, 1, NO)
    ask(FACEBOOK_SPEC, person)
    lines = [line.split() for line in person.said if line.startswith("  ")]
    assert [line[0] for line in lines] == ["1", "2"]
    assert f"({person.settings['BOT_FACEBOOK_PAGE_ID']})" == lines[0][-1]


def test_the_wrong_page_is_not_kept(tmp_path: Path, world: Sandbox) -> None:
    page = world.facebook
    person = Volunteer(tmp_path, YES, page.user_token, page.app_id, page.app_secret, NO)
    ask(FACEBOOK_SPEC, person)
    assert person.kept == []


@pytest.mark.parametrize(
    ("settings", "answers", "backend", "checked"),
    [
        ({"BOT_FACEBOOK_PAGE_ID": "1", "BOT_FACEBOOK_TOKEN": "t"}, [None], "graph", True),
        ({}, [None], "instagrapi", False),
        ({}, [3], "instagrapi", False),
        ({}, [2, "@verein", "geheim", ""], "instagrapi", True),
        ({"BOT_FACEBOOK_PAGE_ID": "1", "BOT_FACEBOOK_TOKEN": "t"}, [3], "instagrapi", False),
    ],
)
def test_the_official_way_is_offered_where_there_is_a_page(
    tmp_path: Path, settings: dict[str, str], answers: list[object], backend: str, *, checked: bool
) -> None:
    person = Volunteer(tmp_path, *answers, **settings)
    assert ask(INSTAGRAM_SPEC, person)
    assert person.settings["BOT_INSTAGRAM_BACKEND"] == backend
    assert person.says("checked instagram") is checked
    assert person.says("which is not set up yet") is not bool(settings)
    assert person.says("Not now")


def test_what_is_set_may_stay_as_it_is(tmp_path: Path) -> None:
    ways = (
        {"BOT_INSTAGRAM_USERNAME": "verein", "BOT_INSTAGRAM_PASSWORD": "geheim"},
        {"BOT_INSTAGRAM_BACKEND": "graph", "BOT_FACEBOOK_PAGE_ID": "1", "BOT_FACEBOOK_TOKEN": "t"},
    )
    for settings in ways:
        person = Volunteer(tmp_path, 3, **settings)
        assert ask(INSTAGRAM_SPEC, person)
        assert (person.kept, person.says("Leave it as it is")) == ([], True)


def test_the_official_way_needs_the_page_first_and_its_check(tmp_path: Path) -> None:
    person = Volunteer(tmp_path, 1)
    assert not ask(INSTAGRAM_SPEC, person)
    assert (person.kept, person.says("First the Facebook Page")) == ([], True)
    person = Volunteer(tmp_path, 1, BOT_FACEBOOK_PAGE_ID="1", BOT_FACEBOOK_TOKEN="t")
    person.is_well = False
    assert not ask(INSTAGRAM_SPEC, person)


def test_a_user_name_needs_a_password_and_is_asked_for_until_it_is_right(tmp_path: Path) -> None:
    person = Volunteer(tmp_path, 2, "@verein", "", "", "geheim", "@verein", "geheim", "JBSW Y3DP EHPK 3PXP")
    assert ask(INSTAGRAM_SPEC, person)
    assert person.settings == {
        "BOT_INSTAGRAM_BACKEND": "instagrapi",
        "BOT_INSTAGRAM_USERNAME": "verein",
        "BOT_INSTAGRAM_PASSWORD": "geheim",
        "BOT_INSTAGRAM_TOTP_SEED": "JBSWY3DPEHPK3PXP",
    }


def test_a_channel_names_its_account_and_its_way_by_the_settings(tmp_path: Path) -> None:
    page = {"BOT_FACEBOOK_PAGE_ID": "42", "BOT_FACEBOOK_TOKEN": "t"}
    profile = {"BOT_INSTAGRAM_USERNAME": "verein", "BOT_INSTAGRAM_PASSWORD": "geheim"}
    told = []
    for said in ({}, page, profile, {**page, **profile, "BOT_INSTAGRAM_BACKEND": "graph"}):
        settings = parse_settings(tmp_path, said)
        for spec in (FACEBOOK_SPEC, INSTAGRAM_SPEC):
            assert spec.set_up
            told.append((spec.name_account(settings), spec.set_up.describe(settings)))
    nothing = ("", "not now")
    assert told == [
        nothing,
        nothing,
        ("facebook:42", "42"),
        nothing,
        nothing,
        ("instagram:verein", "@verein"),
        ("facebook:42", "42"),
        ("instagram:page-42", "official, through the Page"),
    ]


def test_each_channel_makes_the_publisher_that_is_set(tmp_path: Path) -> None:
    settings = {
        "BOT_FACEBOOK_PAGE_ID": "42",
        "BOT_FACEBOOK_TOKEN": "t",
        "BOT_INSTAGRAM_USERNAME": "verein",
        "BOT_INSTAGRAM_PASSWORD": "geheim",
    }
    made = []
    for backend in ("instagrapi", "graph"):
        loaded = parse_settings(tmp_path, {**settings, "BOT_INSTAGRAM_BACKEND": backend})
        for spec in (FACEBOOK_SPEC, INSTAGRAM_SPEC):
            publisher = spec.make_publisher(loaded, lambda: datetime.now(UTC))
            assert publisher.account == spec.name_account(loaded)
            made.append(type(publisher).__name__)
            assert spec.list_rules()
    assert made == ["FacebookPage", "InstagramProfile", "FacebookPage", "InstagramGraph"]
