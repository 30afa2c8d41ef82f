"""Environment and `.env` become one Settings, or a sentence that names what is wrong."""

import os
import pickle
from dataclasses import FrozenInstanceError, fields
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot import environment
from bot.config import Settings, list_names, list_secrets, load_settings
from bot.domain.errors import SettingsWrong


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of the person who runs the tests counts."""
    for name in [name for name in os.environ if name.upper().startswith("BOT_")]:
        monkeypatch.delenv(name)
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)


def load(home: Path, written: str = "") -> Settings:
    (home / ".env").write_text(written, encoding="utf-8")
    return load_settings(home)


def test_without_any_setting_the_defaults_hold(tmp_path: Path) -> None:
    settings = load_settings(tmp_path)
    assert (settings.hold, settings.min_gap, settings.max_per_day) == (
        timedelta(minutes=30),
        timedelta(minutes=45),
        6,
    )
    assert settings.timezone == ZoneInfo("Europe/Berlin")
    assert settings.database_url.words == "sqlite:///state/bot.db"
    assert settings.home == tmp_path.resolve()


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_HOLD", "2h")
    settings = load(tmp_path, "BOT_HOLD=1h\nBOT_MIN_GAP=10m\n")
    assert (settings.hold, settings.min_gap) == (timedelta(hours=2), timedelta(minutes=10))


def test_a_credential_of_systemd_wins_over_the_file_and_the_environment_over_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    credentials = tmp_path / "credentials"
    credentials.mkdir()
    (credentials / "BOT_INSTAGRAM_PASSWORD").write_text("from systemd\n")
    (credentials / "BOT_INSTAGRAM_USERNAME").write_text("loaded")
    (credentials / "tls-key").write_text("not ours")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(credentials))
    monkeypatch.setenv("BOT_INSTAGRAM_USERNAME", "verband")
    settings = load(tmp_path, "BOT_INSTAGRAM_PASSWORD=written")
    assert settings.instagram_password.words == "from systemd"
    assert settings.instagram_username == "verband"


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [("BOT_TOKN", b"x", "BOT_TOKN is not a setting"), ("BOT_FACEBOOK_TOKEN", b"\xff\xfe", "cannot be read")],
)
def test_a_credential_that_is_wrong_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, content: bytes, told: str
) -> None:
    (tmp_path / name).write_bytes(content)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    with pytest.raises(SettingsWrong, match=told):
        load_settings(tmp_path)


def test_an_empty_value_is_the_default(tmp_path: Path) -> None:
    assert load(tmp_path, "BOT_HOLD=\nBOT_FACEBOOK_TOKEN=\n").hold == timedelta(minutes=30)


@pytest.mark.parametrize("separator", [" ", ",", ", ", "  \t"])
def test_several_sources_are_separated_by_blanks_or_commas(tmp_path: Path, separator: str) -> None:
    urls = ("https://a.example/aktuelles", "https://b.example/feed")
    assert load(tmp_path, f'BOT_ARCHIVE_URLS="{separator.join(urls)}"').archive_urls == urls


def test_credits_and_people_to_tell_are_lists(tmp_path: Path) -> None:
    settings = load(tmp_path, "BOT_PHOTO_CREDITS=Verbund; M. Muster\nBOT_NOTIFY_URLS=json://a mailto://b")
    assert settings.photo_credits == ("Verbund", "M. Muster")
    assert [url.words for url in settings.notify_urls] == ["json://a", "mailto://b"]


def test_a_comma_within_an_address_for_people_divides_nothing(tmp_path: Path) -> None:
    settings = load(tmp_path, "BOT_NOTIFY_URLS=mailtos://a:b@c?to=x@d,y@d, json://e,json://f")
    assert [url.words for url in settings.notify_urls] == [
        "mailtos://a:b@c?to=x@d,y@d",
        "json://e",
        "json://f",
    ]


def test_a_file_as_windows_writes_it_is_read(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"\xef\xbb\xbfBOT_LANGUAGE=en\r\nBOT_HOLD=1h\r\n")
    assert load_settings(tmp_path).hold == timedelta(hours=1)
    assert environment.find_language(tmp_path) == "en"


@pytest.mark.parametrize(
    "line",
    ["file:///srv/news", "news", "/srv/news", "https://a.example http://[::1]:80/b", "HTTPS://A.example"],
)
def test_addresses_and_folders_are_sources(tmp_path: Path, line: str) -> None:
    assert load(tmp_path, f"BOT_ARCHIVE_URLS={line}").archive_urls == tuple(line.split())


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("BOT_HOLD=bald", "BOT_HOLD='bald': must be a duration"),
        ("BOT_KEEP=999999d", "BOT_KEEP='999999d': must be at most 36500d"),
        ("BOT_POSTING_WINDOWS=immer", "BOT_POSTING_WINDOWS='immer': must be windows such as"),
        ("BOT_TIMEZONE=Mars/Olympus", "BOT_TIMEZONE='Mars/Olympus': must be a time zone"),
        ("BOT_MAX_PER_DAY=0", "BOT_MAX_PER_DAY='0': must be at least 1"),
        ("BOT_MAX_PER_DAY=viele", "BOT_MAX_PER_DAY='viele': must be a whole number"),
        ("BOT_LANGUAGE=fr", "BOT_LANGUAGE='fr': must be 'de' or 'en'"),
        ("BOT_BRAND_COLOR=blau", "BOT_BRAND_COLOR='blau': must be a colour"),
        ("BOT_HEALTH_ADDR=9090", "BOT_HEALTH_ADDR='9090': must be an address"),
        ("BOT_HEALTH_ADDR=127.0.0.1:65536", "must be an address with a port up to 65535"),
        ("BOT_HEARTBEAT_URL=hc.example/key", "BOT_HEARTBEAT_URL=(hidden): must be an address that begins"),
        ("BOT_FACEBOOK_GRAPH_VERSION=25", "BOT_FACEBOOK_GRAPH_VERSION='25': must be a Graph API version"),
        ("BOT_FACEBOOK_PAGE_ID=1", "BOT_FACEBOOK_TOKEN is missing although BOT_FACEBOOK_PAGE_ID is set"),
        ("BOT_INSTAGRAM_PASSWORD=x", "BOT_INSTAGRAM_USERNAME is missing"),
        ("BOT_INSTAGRAM_BACKEND=graph", "BOT_INSTAGRAM_BACKEND=graph needs"),
        (
            "BOT_FACEBOOK_PAGE_ID=unsere.seite",
            "BOT_FACEBOOK_PAGE_ID='unsere.seite': must be the Page's number",
        ),
        ("BOT_INSTAGRAM_TOTP_SEED=123456", "BOT_INSTAGRAM_TOTP_SEED=(hidden): must be the key"),
        (
            "BOT_ARCHIVE_URLS=news htp://a.example",
            "BOT_ARCHIVE_URLS='news htp://a.example': must be addresses",
        ),
        ("BOT_ARCHIVE_URLS=https://", "must be addresses that begin with https://"),
        ("BOT_NOTIFY_URLS=anna@verein.example", "BOT_NOTIFY_URLS=(hidden): must be addresses for Apprise"),
        ("BOT_PUBLIC_MEDIA_URL=media", "BOT_PUBLIC_MEDIA_URL='media': must be an address"),
        ("BOT_LINK_TAGS=utm_source={kanal}", "BOT_LINK_TAGS='utm_source={kanal}': must be a query such as"),
        ("BOT_LINK_TAGS=social", "BOT_LINK_TAGS='social': must be a query"),
        ("BOT_HTTP_TIMEOUT=0", "BOT_HTTP_TIMEOUT must be longer than 0"),
        ("BOT_FACEBOOK_TOKEN=EAA halb", "BOT_FACEBOOK_TOKEN=(hidden): must be one word without blanks"),
        ("BOT_HOLDS=1h", "BOT_HOLDS is not a setting. Did you mean BOT_HOLD?"),
        ("BOT_XYZZY=1", "BOT_XYZZY is not a setting"),
    ],
    ids=lambda value: value.partition("=")[0],
)
def test_what_is_wrong_is_named_with_what_is_allowed(tmp_path: Path, line: str, told: str) -> None:
    with pytest.raises(SettingsWrong) as caught:
        load(tmp_path, line)
    assert told in str(caught.value)
    assert caught.value.exit_status == 3


def test_a_blank_at_the_end_of_a_token_is_nobodys_fault(tmp_path: Path) -> None:
    written = "BOT_FACEBOOK_PAGE_ID=1\nBOT_FACEBOOK_TOKEN=' EAAx '"
    assert load(tmp_path, written).facebook_token.words == "EAAx"


def test_everything_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(SettingsWrong) as caught:
        load(tmp_path, "BOT_HOLD=x\nBOT_LANGUAGE=fr\n")
    assert len(str(caught.value).splitlines()) == 2


def test_no_sentence_and_no_print_shows_a_secret(tmp_path: Path) -> None:
    secret = "EAAGeheim123"
    with pytest.raises(SettingsWrong) as caught:
        load(tmp_path, f"BOT_FACEBOOK_TOKEN={secret}\nBOT_HOLD=x")
    assert secret not in str(caught.value)
    settings = load(tmp_path, f"BOT_FACEBOOK_TOKEN={secret}\nBOT_FACEBOOK_PAGE_ID=1")
    assert secret not in f"{settings!r} {settings}"


@pytest.mark.parametrize("address", ["127.0.0.1:65535", "localhost:0", "[::1]:9090", "[::FFFF:127.0.0.1]:1"])
def test_every_address_with_a_possible_port_is_taken(tmp_path: Path, address: str) -> None:
    assert load(tmp_path, f"BOT_HEALTH_ADDR={address}").health_addr == address


def test_the_heartbeats_address_is_a_secret_for_its_path_lets_one_ping(tmp_path: Path) -> None:
    url = "https://hc.example/ping/4f1c-geheim"
    settings = load(tmp_path, f"BOT_HEARTBEAT_URL={url}")
    assert settings.heartbeat_url.words == url
    assert "geheim" not in f"{settings!r} {settings}"
    assert url in list_secrets(settings)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"\x80BOT_HOLD=1h"], ids=["UTF-16", "Latin-1"])
def test_a_file_that_is_no_text_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / ".env").write_bytes(content)
    with pytest.raises(SettingsWrong, match="must be a text file"):
        load_settings(tmp_path)


def test_settings_are_frozen_and_travel_to_a_shift(tmp_path: Path) -> None:
    settings = load(
        tmp_path, "BOT_FACEBOOK_TOKEN=t\nBOT_FACEBOOK_PAGE_ID=1\nBOT_POSTING_WINDOWS=Mo 08:00-09:00"
    )
    with pytest.raises(FrozenInstanceError):
        settings.hold = timedelta(0)  # type: ignore[misc]
    assert pickle.loads(pickle.dumps(settings)) == settings


def test_the_names_are_those_of_the_fields() -> None:
    assert "BOT_ARCHIVE_URLS" in list_names()
    assert "BOT_HOME" not in list_names()
    assert len(list_names()) == len(set(list_names())) == len(fields(Settings)) - 1


def test_a_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    """As some editors on Windows write it."""
    (tmp_path / ".env").write_bytes(b"\xef\xbb\xbfBOT_HOLD=1h\n")
    assert load_settings(tmp_path).hold == timedelta(hours=1)


def test_the_value_that_is_told_is_the_one_that_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An empty variable of the environment overrules nothing."""
    monkeypatch.setenv("BOT_HOLD", "")
    with pytest.raises(SettingsWrong, match="BOT_HOLD='bald'"):
        load(tmp_path, "BOT_HOLD=bald")


def test_a_lease_is_no_longer_than_what_a_wrong_clock_is_told_by(tmp_path: Path) -> None:
    """Two daemons would hold it at once: one of more than a day is believed of nobody, and clocks differ."""
    assert load(tmp_path, "BOT_LEASE=12h").lease == timedelta(hours=12)
    with pytest.raises(SettingsWrong, match="BOT_LEASE='2d': must be at most 12h"):
        load(tmp_path, "BOT_LEASE=2d")


def test_no_call_may_last_for_longer_than_its_post_is_held(tmp_path: Path) -> None:
    assert load(tmp_path, "BOT_HTTP_TIMEOUT=10m").http_timeout == timedelta(minutes=10)
    with pytest.raises(SettingsWrong, match="BOT_HTTP_TIMEOUT='30d': must be at most 10m"):
        load(tmp_path, "BOT_HTTP_TIMEOUT=30d")


@pytest.mark.parametrize(
    "words",
    [
        "verein.essen",
        "@verein.essen",
        " verein.essen ",
        "https://www.instagram.com/verein.essen/",
        "instagram.com/verein.essen?hl=de",
        "https://instagram.com/@verein.essen",
    ],
)
def test_a_profile_is_known_by_whatever_people_copy(tmp_path: Path, words: str) -> None:
    settings = load(tmp_path, f"BOT_INSTAGRAM_USERNAME='{words}'\nBOT_INSTAGRAM_PASSWORD=x\n")
    assert settings.instagram_username == "verein.essen"


@pytest.mark.parametrize("words", ["https://www.instagram.com/p/Cxyz/", "zwei Wörter", "@"])
def test_what_can_be_no_profile_is_refused(tmp_path: Path, words: str) -> None:
    with pytest.raises(SettingsWrong, match=r"BOT_INSTAGRAM_USERNAME=.*verein\.essen"):
        load(tmp_path, f"BOT_INSTAGRAM_USERNAME='{words}'\nBOT_INSTAGRAM_PASSWORD=x\n")
