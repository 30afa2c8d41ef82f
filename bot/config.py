"""Everything an instance can choose, as one frozen value."""

import contextlib
import difflib
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta
from io import StringIO
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from dotenv import dotenv_values
from dotenv.parser import parse_stream
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    model_validator,
)

from bot.domain.errors import SettingsWrong
from bot.domain.schedule import Window, parse_windows
from bot.domain.times import parse_duration
from bot.domain.urls import without_login
from bot.i18n import say

PREFIX = "BOT_"

_LARGEST_PORT = 2**16 - 1


def _check_address(value: str) -> str:
    found = re.fullmatch(r"(?:[^\s:]+|\[[0-9a-fA-F:.]+\]):(\d{1,5})", value)
    if value and not (found and int(found[1]) <= _LARGEST_PORT):
        sentence = say(
            "must be an address with a port up to {largest}, such as 127.0.0.1:9090", largest=_LARGEST_PORT
        )
        raise ValueError(sentence)
    return value


Address = Annotated[str, AfterValidator(_check_address)]


def _check_color(value: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        sentence = say("must be a colour such as #0a5c8a")
        raise ValueError(sentence)
    return value.lower()


Color = Annotated[str, AfterValidator(_check_color)]


def _parser(parse: Callable[[str], object]) -> BeforeValidator:
    def read(words: object) -> object:
        return parse(words) if isinstance(words, str) else words

    return BeforeValidator(read)


Duration = Annotated[timedelta, _parser(parse_duration)]


def _splitter(pattern: str) -> BeforeValidator:
    def split(words: object) -> object:
        return tuple(part for part in re.split(pattern, words) if part) if isinstance(words, str) else words

    return BeforeValidator(split)


Fragments = Annotated[tuple[str, ...], _splitter(r"\s*;\s*")]


def _check_version(value: str) -> str:
    if not re.fullmatch(r"v\d{2}\.\d", value):
        sentence = say("must be a Graph API version such as v25.0")
        raise ValueError(sentence)
    return value


GraphVersion = Annotated[str, AfterValidator(_check_version)]


def _check_site(value: str) -> str:
    if value and not re.fullmatch(r"https?://[^\s/?#@]+/?", value):
        sentence = say("must be an address without a path, such as https://desk.example.org")
        raise ValueError(sentence)
    return value.rstrip("/")


def _check_web(value: str) -> str:
    if value and not re.fullmatch(r"https?://[^\s/?#@]+(/\S*)?", value):
        sentence = say("must be an address that begins with https:// or http://")
        raise ValueError(sentence)
    return value


def _check_ip(value: str) -> str:
    try:
        return str(ip_address(value)) if value else ""
    except ValueError:
        sentence = say("must be the address of a machine, such as 127.0.0.1")
        raise ValueError(sentence) from None


def _check_ping(value: SecretStr) -> SecretStr:
    if value.get_secret_value() and not re.fullmatch(r"https?://[^\s/]+(/\S*)?", value.get_secret_value()):
        sentence = say("must be an address that begins with https:// or http://")
        raise ValueError(sentence)
    return value


IpAddress = Annotated[str, AfterValidator(_check_ip)]
SiteUrl = Annotated[str, AfterValidator(_check_site)]
WebUrl = Annotated[str, AfterValidator(_check_web)]
PingUrl = Annotated[SecretStr, AfterValidator(_check_ping)]
SecretWords = Annotated[tuple[SecretStr, ...], _splitter(r"[\s,]+")]
Windows = Annotated[tuple[Window, ...], _parser(parse_windows)]
Words = Annotated[tuple[str, ...], _splitter(r"[\s,]+")]


def _parse_timezone(name: object) -> object:
    try:
        return ZoneInfo(name) if isinstance(name, str) else name
    except (KeyError, ValueError, OSError) as cause:
        sentence = say("must be a time zone such as Europe/Berlin")
        raise ValueError(sentence) from cause


Zone = Annotated[ZoneInfo, BeforeValidator(_parse_timezone)]


class Settings(BaseModel):
    """Everything an instance can choose; names and meanings stand in `.env.example`."""

    model_config = ConfigDict(
        frozen=True, extra="ignore", validate_default=True, arbitrary_types_allowed=True
    )

    home: Path
    archive_urls: Words = ()
    facebook_page_id: str = ""
    facebook_token: SecretStr = SecretStr("")
    facebook_app_id: str = ""
    facebook_app_secret: SecretStr = SecretStr("")
    facebook_graph_version: GraphVersion = "v25.0"
    facebook_style: Literal["photo", "link"] = "photo"
    instagram_backend: Literal["instagrapi", "graph"] = "instagrapi"
    instagram_username: str = ""
    instagram_password: SecretStr = SecretStr("")
    instagram_totp_seed: SecretStr = SecretStr("")
    database_url: SecretStr = SecretStr("sqlite:///state/bot.db")
    timezone: Zone = ZoneInfo("Europe/Berlin")
    language: Literal["de", "en"] = "de"
    approval: Literal["auto", "manual", "sensitive"] = "sensitive"
    hold: Duration = timedelta(minutes=30)
    posting_windows: Windows = parse_windows("Mo-So 08:00-20:00")
    min_gap: Duration = timedelta(minutes=45)
    max_per_day: Annotated[int, Field(ge=1, le=1000)] = 6
    max_age: Duration = timedelta(days=14)
    missed_after: Duration = timedelta(hours=24)
    poll_interval: Duration = timedelta(minutes=10)
    retry_delay: Duration = timedelta(minutes=2)
    max_attempts: Annotated[int, Field(ge=1, le=100)] = 6
    confirm_delay: Duration = timedelta(minutes=2)
    lease: Duration = timedelta(minutes=5)
    http_timeout: Duration = timedelta(seconds=30)
    brand_name: str = ""
    brand_color: Color = "#0b5d7a"
    brand_logo: str = ""
    photo_credits: Fragments = ()
    link_tags: str = ""
    public_media_url: str = ""
    holidays: str = ""
    desk_addr: Address = "127.0.0.1:8090"
    desk_url: SiteUrl = ""
    desk_proxy: IpAddress = ""
    links_url: WebUrl = ""
    health_addr: Address = ""
    heartbeat_url: PingUrl = SecretStr("")
    keep: Duration = timedelta(days=365)
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_format: Literal["console", "json"] = "console"
    notify_urls: SecretWords = ()

    @property
    def source_urls(self) -> tuple[str, ...]:
        """The archive's addresses as they are stored and shown: without a login."""
        return tuple(map(without_login, self.archive_urls))

    @model_validator(mode="after")
    def _require_pairs(self) -> Self:
        """A channel that is half configured is a mistake, not a channel that is off."""
        _require_both(
            "BOT_FACEBOOK_PAGE_ID",
            self.facebook_page_id,
            "BOT_FACEBOOK_TOKEN",
            self.facebook_token.get_secret_value(),
        )
        if self.instagram_backend == "instagrapi":
            _require_both(
                "BOT_INSTAGRAM_USERNAME",
                self.instagram_username,
                "BOT_INSTAGRAM_PASSWORD",
                self.instagram_password.get_secret_value(),
            )
        elif not self.facebook_page_id:
            sentence = say("BOT_INSTAGRAM_BACKEND=graph needs BOT_FACEBOOK_PAGE_ID and BOT_FACEBOOK_TOKEN")
            raise ValueError(sentence)
        if not self.http_timeout:
            sentence = say("BOT_HTTP_TIMEOUT must be longer than 0, every network call has an end")
            raise ValueError(sentence)
        return self


def _require_both(first: str, value: str, second: str, other: str) -> None:
    if bool(value) != bool(other):
        missing, present = (first, second) if other else (second, first)
        sentence = say(
            "{missing} is missing although {present} is set (leave both empty to switch the channel off)",
            missing=missing,
            present=present,
        )
        raise ValueError(sentence)


def list_names() -> tuple[str, ...]:
    """Every setting's name, in the order of the documentation."""
    return tuple(PREFIX + name.upper() for name in Settings.model_fields if name != "home")


def list_secrets(settings: Settings) -> Iterator[str]:
    """Every secret of the settings, and the passwords within those that are addresses."""
    for name in Settings.model_fields:
        value = getattr(settings, name)
        for secret in value if isinstance(value, tuple) else (value,):
            if isinstance(secret, SecretStr):
                yield secret.get_secret_value()
                yield from _list_passwords(secret.get_secret_value())
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
    try:
        return Settings(home=home.resolve(), **_choose(written))
    except ValidationError as error:
        values = {**written, **{name: value for name, value in os.environ.items() if value}}
        raise SettingsWrong("\n".join(explain({**problem}, values) for problem in error.errors())) from None


def _choose(written: Mapping[str, str | None]) -> dict[str, Any]:
    """What is said of each field, by the environment or else in `.env`; an empty value says nothing."""
    said = {**written, **{name.upper(): value for name, value in os.environ.items() if value}}
    return {name.removeprefix(PREFIX).lower(): said[name] for name in list_names() if said.get(name)}


def _read_env_file(path: Path) -> dict[str, str | None]:
    try:
        if not path.exists():
            return {}
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        sentence = say(
            "{path} cannot be read ({why}). It must be a text file of NAME=value lines.",
            path=path,
            why=type(error).__name__,
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
            why=type(error).__name__,
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


def explain(problem: Mapping[str, Any], values: Mapping[str, str | None]) -> str:
    """One sentence about one of pydantic's errors. values: what was written, by the setting's name."""
    message = _plain(problem)
    if not problem["loc"]:
        return message
    name = PREFIX + str(problem["loc"][0]).upper()
    shown = "(hidden)" if any(word in name for word in _SECRETS) else repr(_shorten(values.get(name) or ""))
    return f"{name}={shown}: {message}"


def _shorten(value: str) -> str:
    return value if len(value) <= _LONGEST_SHOWN else value[: _LONGEST_SHOWN - 1] + "…"


def _plain(problem: Mapping[str, Any]) -> str:
    limits = problem.get("ctx", {})
    match problem["type"]:
        case "literal_error":
            return say("must be {allowed}", allowed=limits["expected"])
        case "greater_than_equal":
            return say("must be at least {limit}", limit=limits["ge"])
        case "less_than_equal":
            return say("must be at most {limit}", limit=limits["le"])
        case "int_parsing" | "int_parsing_size":
            return say("must be a whole number")
        case _:
            return str(problem["msg"]).removeprefix("Value error, ")
