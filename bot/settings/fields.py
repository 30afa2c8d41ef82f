"""What a setting may be: types that read its words and refuse others in the person's language."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, SecretStr
from pydantic_settings import NoDecode

from bot.domain.durations import parse_duration
from bot.domain.windows import Window, parse_windows
from bot.domain.words import say

_LARGEST_PORT = 2**16 - 1


def _parse_timezone(name: object) -> object:
    try:
        return ZoneInfo(name) if isinstance(name, str) else name
    except (KeyError, ValueError, OSError) as cause:
        sentence = say("must be a time zone such as Europe/Berlin")
        raise ValueError(sentence) from cause


def _check_color(value: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        sentence = say("must be a colour such as #0a5c8a")
        raise ValueError(sentence)
    return value.lower()


def _check_version(value: str) -> str:
    if not re.fullmatch(r"v\d{2}\.\d", value):
        sentence = say("must be a Graph API version such as v25.0")
        raise ValueError(sentence)
    return value


def _check_address(value: str) -> str:
    found = re.fullmatch(r"(?:[^\s:]+|\[[0-9a-fA-F:.]+\]):(\d{1,5})", value)
    if value and not (found and int(found[1]) <= _LARGEST_PORT):
        sentence = say(
            "must be an address with a port up to {largest}, such as 127.0.0.1:9090", largest=_LARGEST_PORT
        )
        raise ValueError(sentence)
    return value


def _check_ping(value: SecretStr) -> SecretStr:
    if value.get_secret_value() and not re.fullmatch(r"https?://[^\s/]+(/\S*)?", value.get_secret_value()):
        sentence = say("must be an address that begins with https:// or http://")
        raise ValueError(sentence)
    return value


def _splitter(pattern: str) -> BeforeValidator:
    def split(words: object) -> object:
        return tuple(part for part in re.split(pattern, words) if part) if isinstance(words, str) else words

    return BeforeValidator(split)


def _parser(parse: Callable[[str], object]) -> BeforeValidator:
    def read(words: object) -> object:
        return parse(words) if isinstance(words, str) else words

    return BeforeValidator(read)


Address = Annotated[str, AfterValidator(_check_address)]
Color = Annotated[str, AfterValidator(_check_color)]
Duration = Annotated[timedelta, _parser(parse_duration)]
Fragments = Annotated[tuple[str, ...], NoDecode, _splitter(r"\s*;\s*")]
GraphVersion = Annotated[str, AfterValidator(_check_version)]
PingUrl = Annotated[SecretStr, AfterValidator(_check_ping)]
SecretWords = Annotated[tuple[SecretStr, ...], NoDecode, _splitter(r"[\s,]+")]
Windows = Annotated[tuple[Window, ...], NoDecode, _parser(parse_windows)]
Words = Annotated[tuple[str, ...], NoDecode, _splitter(r"[\s,]+")]
Zone = Annotated[ZoneInfo, BeforeValidator(_parse_timezone)]
