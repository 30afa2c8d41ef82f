"""Everything an instance can choose, as one frozen value."""

import contextlib
import difflib
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import timedelta
from io import StringIO
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Literal, TypeVar
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from dotenv import dotenv_values
from dotenv.parser import parse_stream

from bot.domain.errors import SettingsWrong, explain_refusal
from bot.domain.schedule import Window, parse_windows
from bot.domain.state import LONGEST_LEASE
from bot.domain.times import parse_duration
from bot.domain.urls import without_login
from bot.i18n import say

PREFIX = "BOT_"

_LARGEST_PORT = 2**16 - 1
_HIDDEN = "**********"

T = TypeVar("T")
Parse = Callable[[str], T]
"""From what a person wrote to a value; raises ValueError with a sentence for that person."""


@dataclass(frozen=True, slots=True, repr=False)
class Secret:
    """Words that no log, error or page shows: printed as stars."""

    words: str = ""

    def __repr__(self) -> str:
        return f"Secret({_HIDDEN!r})" if self.words else "Secret('')"

    __str__ = __repr__


def _parse_address(words: str) -> str:
    found = re.fullmatch(r"(?:[^\s:]+|\[[0-9a-fA-F:.]+\]):(\d{1,5})", words)
    if not (found and int(found[1]) <= _LARGEST_PORT):
        sentence = say(
            "must be an address with a port up to {largest}, such as 127.0.0.1:9090", largest=_LARGEST_PORT
        )
        raise ValueError(sentence)
    return words


def _parse_color(words: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", words):
        sentence = say("must be a colour such as #0a5c8a")
        raise ValueError(sentence)
    return words.lower()


def _splitter(pattern: str) -> Parse[tuple[str, ...]]:
    return lambda words: tuple(part for part in re.split(pattern, words) if part)


_split_words = _splitter(r"[\s,]+")
_split_fragments = _splitter(r"\s*;\s*")


def _parse_sources(words: str) -> tuple[str, ...]:
    sources = _split_words(words)
    if any("://" in each and not re.match(r"(?i:https?|file)://\S", each) for each in sources):
        sentence = say("must be addresses that begin with https:// or http://, or folders")
        raise ValueError(sentence)
    return sources


def _parse_notify_urls(words: str) -> tuple[Secret, ...]:
    """A comma may also stand within an address, between people who get the same mail."""
    urls = [part for part in re.split(r"\s+|,\s*(?=[a-z][a-z0-9+.-]*://)|,$", words.strip()) if part]
    if not all(re.match(r"[A-Za-z][A-Za-z0-9+.-]*://\S", url) for url in urls):
        sentence = say(
            "must be addresses for Apprise such as mailtos://…, see https://appriseit.com/services/"
        )
        raise ValueError(sentence)
    return tuple(map(Secret, urls))


def _parse_seed(words: str) -> Secret:
    if not re.fullmatch(r"[A-Za-z2-7]{8,}=*", re.sub(r"[\s-]", "", words)):
        sentence = say("must be the key of the two-factor app: letters and the digits 2 to 7")
        raise ValueError(sentence)
    return Secret(words)


def _parse_page_id(words: str) -> str:
    if not re.fullmatch(r"[0-9]{1,30}", words):
        sentence = say("must be the Page's number, such as 104857600001234; `bot init` finds it")
        raise ValueError(sentence)
    return words


def _parse_token(words: str) -> Secret:
    token = words.strip()
    if token.split() != [token]:
        raise ValueError(
            say("must be one word without blanks; copy it once more, or let `bot init` ask for it")
        )
    return Secret(token)


_PROFILE = re.compile(
    r"(?:https?://)?(?:www\.|m\.)?instagram\.com/@?([\w.]+)/?(?:\?\S*)?", re.IGNORECASE | re.ASCII
)


def _parse_username(words: str) -> str:
    """Also as people copy it: with the sign in front, or as the profile's whole address."""
    name = found[1] if (found := _PROFILE.fullmatch(words.strip())) else words.strip().removeprefix("@")
    if not name or "/" in name or re.search(r"\s", name):
        sentence = say("must be the profile's name, such as verein.essen")
        raise ValueError(sentence)
    return name


def _parse_link_tags(words: str) -> str:
    plain = words.replace("{channel}", "x").lstrip("?&")
    if not re.fullmatch(r"[^\s={}&#?]+=[^\s={}&#?]*(&[^\s={}&#?]+=[^\s={}&#?]*)*", plain):
        sentence = say("must be a query such as {example}", example="utm_source={channel}&utm_medium=social")
        raise ValueError(sentence)
    return words


def _parse_version(words: str) -> str:
    if not re.fullmatch(r"v\d{2}\.\d", words):
        sentence = say("must be a Graph API version such as v25.0")
        raise ValueError(sentence)
    return words


def _parse_site(words: str) -> str:
    if not re.fullmatch(r"https?://[^\s/?#@]+/?", words):
        sentence = say("must be an address without a path, such as https://desk.example.org")
        raise ValueError(sentence)
    return words.rstrip("/")


def _parse_web(words: str) -> str:
    if not re.fullmatch(r"https?://[^\s/?#@]+(/\S*)?", words):
        sentence = say("must be an address that begins with https:// or http://")
        raise ValueError(sentence)
    return words


def _parse_ip(words: str) -> str:
    try:
        return str(ip_address(words))
    except ValueError:
        sentence = say("must be the address of a machine, such as 127.0.0.1")
        raise ValueError(sentence) from None


def _parse_ping(words: str) -> Secret:
    if not re.fullmatch(r"https?://[^\s/]+(/\S*)?", words):
        sentence = say("must be an address that begins with https:// or http://")
        raise ValueError(sentence)
    return Secret(words)


def _parse_timezone(words: str) -> ZoneInfo:
    try:
        return ZoneInfo(words)
    except (KeyError, ValueError, OSError) as cause:
        sentence = say("must be a time zone such as Europe/Berlin")
        raise ValueError(sentence) from cause


def _one_of(*allowed: str) -> Parse[Any]:
    def parse(words: str) -> str:
        if words not in allowed:
            *most, last = map(repr, allowed)
            raise ValueError(say("must be {most} or {last}", most=", ".join(most), last=last))
        return words

    return parse


def _whole(least: int, most: int) -> Parse[int]:
    def parse(words: str) -> int:
        if not re.fullmatch(r"\s*[+-]?[0-9]{1,18}\s*", words):
            raise ValueError(say("must be a whole number"))
        number = int(words)
        if number < least:
            raise ValueError(say("must be at least {limit}", limit=least))
        if number > most:
            raise ValueError(say("must be at most {limit}", limit=most))
        return number

    return parse


def _parse_lease(words: str) -> timedelta:
    """A longer one might be taken for that of a wrong clock, also by a machine whose clock is behind."""
    lease = parse_duration(words)
    if lease > LONGEST_LEASE / 2:
        raise ValueError(say("must be at most {limit}", limit="12h"))
    return lease


LONGEST_TIMEOUT = timedelta(minutes=10)


def _parse_timeout(words: str) -> timedelta:
    """A longer one would hold everything up, and a post under its lease for longer than any lease lasts."""
    timeout = parse_duration(words)
    if timeout > LONGEST_TIMEOUT:
        raise ValueError(say("must be at most {limit}", limit="10m"))
    return timeout


def _setting(default: T, parse: Parse[T] = str) -> T:  # type: ignore[assignment] # text stays as it is
    """A field with its way from words to a value; nothing written leaves the default."""
    chosen: T = field(default=default, metadata={"parse": parse})
    return chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything an instance can choose; names and meanings stand in `.env.example`.

    Raises ValueError with a sentence for a person when settings do not go together.
    """

    home: Path
    archive_urls: tuple[str, ...] = _setting((), _parse_sources)
    facebook_page_id: str = _setting("", _parse_page_id)
    facebook_token: Secret = _setting(Secret(), _parse_token)
    facebook_app_id: str = _setting("")
    facebook_app_secret: Secret = _setting(Secret(), Secret)
    facebook_graph_version: str = _setting("v25.0", _parse_version)
    facebook_style: str = _setting("photo", _one_of("photo", "link"))
    instagram_backend: str = _setting("instagrapi", _one_of("instagrapi", "graph"))
    instagram_username: str = _setting("", _parse_username)
    instagram_password: Secret = _setting(Secret(), Secret)
    instagram_totp_seed: Secret = _setting(Secret(), _parse_seed)
    database_url: Secret = _setting(Secret("sqlite:///state/bot.db"), Secret)
    timezone: ZoneInfo = _setting(ZoneInfo("Europe/Berlin"), _parse_timezone)
    language: str = _setting("de", _one_of("de", "en"))
    approval: str = _setting("sensitive", _one_of("auto", "manual", "sensitive"))
    hold: timedelta = _setting(timedelta(minutes=30), parse_duration)
    posting_windows: tuple[Window, ...] = _setting(parse_windows("Mo-So 08:00-20:00"), parse_windows)
    min_gap: timedelta = _setting(timedelta(minutes=45), parse_duration)
    max_per_day: int = _setting(6, _whole(1, 1000))
    max_age: timedelta = _setting(timedelta(days=14), parse_duration)
    missed_after: timedelta = _setting(timedelta(hours=24), parse_duration)
    poll_interval: timedelta = _setting(timedelta(minutes=10), parse_duration)
    retry_delay: timedelta = _setting(timedelta(minutes=2), parse_duration)
    max_attempts: int = _setting(6, _whole(1, 100))
    confirm_delay: timedelta = _setting(timedelta(minutes=2), parse_duration)
    lease: timedelta = _setting(timedelta(minutes=5), _parse_lease)
    http_timeout: timedelta = _setting(timedelta(seconds=30), _parse_timeout)
    brand_name: str = _setting("")
    brand_color: str = _setting("#0b5d7a", _parse_color)
    brand_logo: str = _setting("")
    photo_credits: tuple[str, ...] = _setting((), _split_fragments)
    link_tags: str = _setting("", _parse_link_tags)
    public_media_url: str = _setting("", _parse_web)
    holidays: str = _setting("")
    desk_addr: str = _setting("127.0.0.1:8090", _parse_address)
    desk_url: str = _setting("", _parse_site)
    desk_proxy: str = _setting("", _parse_ip)
    links_url: str = _setting("", _parse_web)
    health_addr: str = _setting("", _parse_address)
    heartbeat_url: Secret = _setting(Secret(), _parse_ping)
    keep: timedelta = _setting(timedelta(days=365), parse_duration)
    log_level: str = _setting("info", _one_of("debug", "info", "warning", "error"))
    log_format: Literal["console", "json"] = _setting("console", _one_of("console", "json"))
    notify_urls: tuple[Secret, ...] = _setting((), _parse_notify_urls)

    @property
    def source_urls(self) -> tuple[str, ...]:
        """The archive's addresses as they are stored and shown: without a login."""
        return tuple(map(without_login, self.archive_urls))

    def __post_init__(self) -> None:
        """A channel that is half configured is a mistake, not a channel that is off."""
        _require_both(
            "BOT_FACEBOOK_PAGE_ID",
            self.facebook_page_id,
            "BOT_FACEBOOK_TOKEN",
            self.facebook_token.words,
        )
        if self.instagram_backend == "instagrapi":
            _require_both(
                "BOT_INSTAGRAM_USERNAME",
                self.instagram_username,
                "BOT_INSTAGRAM_PASSWORD",
                self.instagram_password.words,
            )
        elif not self.facebook_page_id:
            sentence = say("BOT_INSTAGRAM_BACKEND=graph needs BOT_FACEBOOK_PAGE_ID and BOT_FACEBOOK_TOKEN")
            raise ValueError(sentence)
        if not self.http_timeout:
            sentence = say("BOT_HTTP_TIMEOUT must be longer than 0, every network call has an end")
            raise ValueError(sentence)


def _require_both(first: str, value: str, second: str, other: str) -> None:
    if bool(value) != bool(other):
        missing, present = (first, second) if other else (second, first)
        sentence = say(
            "{missing} is missing although {present} is set (leave both empty to switch the channel off)",
            missing=missing,
            present=present,
        )
        raise ValueError(sentence)


_FIELDS = {chosen.name: chosen.metadata["parse"] for chosen in fields(Settings) if chosen.metadata}


def list_names() -> tuple[str, ...]:
    """Every setting's name, in the order of the documentation."""
    return tuple(PREFIX + name.upper() for name in _FIELDS)


def list_secrets(settings: Settings) -> Iterator[str]:
    """Every secret of the settings, and the passwords within those that are addresses."""
    for name in _FIELDS:
        value = getattr(settings, name)
        for secret in value if isinstance(value, tuple) else (value,):
            if isinstance(secret, Secret):
                yield secret.words
                yield from _list_passwords(secret.words)
    for url in settings.archive_urls:
        yield from _list_passwords(url)


def _list_passwords(url: str) -> Iterator[str]:
    with contextlib.suppress(ValueError):
        password = urlsplit(url).password or ""
        yield from {password, unquote(password)} - {""}


HOME_NAME = "BOT_HOME"
CREDENTIALS_NAME = "CREDENTIALS_DIRECTORY"
"""Where systemd puts what a unit loads with LoadCredential= (systemd.exec(5)): one file for each setting."""


def load_settings(home: Path) -> Settings:
    """Read an instance's settings; the environment wins over systemd's credentials, these over `home/.env`.

    Raises SettingsWrong naming each wrong setting, its value (secrets hidden) and what is allowed.
    """
    written = _read_env_file(home / ".env") | _read_credentials(os.environ.get(CREDENTIALS_NAME, ""))
    _refuse_unknown([*written, *os.environ])
    return parse_settings(
        home, {**written, **{name.upper(): value for name, value in os.environ.items() if value}}
    )


def parse_settings(home: Path, said: Mapping[str, str | None]) -> Settings:
    """Settings from words by the setting's name; an empty value says nothing. Raises SettingsWrong."""
    values: dict[str, Any] = {}
    wrong = []
    for name, parse in _FIELDS.items():
        words = said.get(PREFIX + name.upper())
        try:
            values |= {name: parse(words)} if words else {}
        except ValueError as error:
            wrong.append(_explain(PREFIX + name.upper(), words or "", error))
    if wrong:
        raise SettingsWrong("\n".join(wrong))
    try:
        return Settings(home=home.resolve(), **values)
    except ValueError as error:
        raise SettingsWrong(str(error)) from None


def _read_env_file(path: Path) -> dict[str, str | None]:
    try:
        if not path.exists():
            return {}
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        sentence = say(
            "{path} cannot be read ({why}). It must be a text file of NAME=value lines.",
            path=path,
            why=explain_refusal(error),
        )
        raise SettingsWrong(sentence) from None
    _refuse_garbled(text, path)
    return dict(dotenv_values(stream=StringIO(text), interpolate=False))  # a password may hold "${"


def _read_credentials(directory: str) -> dict[str, str | None]:
    files = sorted(Path(directory).glob(f"{PREFIX}*")) if directory else []
    try:
        return {file.name: file.read_text(encoding="utf-8").strip() for file in files}
    except (OSError, UnicodeDecodeError) as error:
        sentence = say(
            "A credential in {directory} cannot be read ({why}).",
            directory=directory,
            why=explain_refusal(error),
        )
        raise SettingsWrong(sentence) from None


def _refuse_garbled(text: str, path: Path) -> None:
    """A line that cannot be read would be left out without a word, and its setting with it."""
    lines = [str(found.original.line) for found in parse_stream(StringIO(text)) if found.error]
    if lines:
        sentence = say(
            "{path} cannot be read in line {lines}: every line must be NAME=value, with both quotes or none.",
            path=path,
            lines=", ".join(lines),
        )
        raise SettingsWrong(sentence)


def _refuse_unknown(names: Iterable[str]) -> None:
    known = {*list_names(), HOME_NAME}
    unknown = sorted({name for name in names if name.upper().startswith(PREFIX)} - known)
    if unknown:
        raise SettingsWrong("\n".join(_suggest(name, known) for name in unknown))


def _suggest(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name.upper(), list(known), n=1)
    if near:
        return say("{name} is not a setting. Did you mean {near}?", name=name, near=near[0])
    return say("{name} is not a setting. They all stand in .env.example.", name=name)


_LONGEST_SHOWN = 100
"""Characters of a wrong value that are repeated to the person."""
_SECRETS = ("TOKEN", "PASSWORD", "SECRET", "SEED", "NOTIFY_URLS", "DATABASE_URL", "HEARTBEAT_URL")


def _explain(name: str, words: str, error: ValueError) -> str:
    is_secret = any(part in name for part in _SECRETS)
    shown = say("(hidden)") if is_secret else repr(_shorten(words))
    return f"{name}={shown}: {error}"


def _shorten(value: str) -> str:
    return value if len(value) <= _LONGEST_SHOWN else value[: _LONGEST_SHOWN - 1] + "…"
