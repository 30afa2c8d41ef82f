"""Everything an instance can choose, as one frozen value."""

import contextlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.domain.address import without_login
from bot.domain.windows import parse_windows
from bot.domain.words import say
from bot.settings.fields import (
    Address,
    Color,
    Duration,
    Fragments,
    GraphVersion,
    PingUrl,
    SecretWords,
    Windows,
    Words,
    Zone,
)

PREFIX = "BOT_"


class Settings(BaseSettings):
    """Everything an instance can choose; names and meanings stand in `.env.example`."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, frozen=True, env_ignore_empty=True, extra="ignore", arbitrary_types_allowed=True
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
