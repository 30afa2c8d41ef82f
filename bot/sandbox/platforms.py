"""What stands publicly in the sandbox's world, as a visitor would see it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePost:
    """A post on the Facebook Page. `pictures` and `alt_texts` go in pairs; `link` is the link card's."""

    id: str
    message: str
    photo_ids: tuple[str, ...]
    pictures: tuple[bytes, ...]
    alt_texts: tuple[str, ...]
    link: str
    created_at: datetime
    permalink: str
    edited_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Medium:
    """A post on the Instagram profile.

    `device_timestamp` is the client's upload id (private API); `container_id` that of the official one.
    """

    pk: str
    code: str
    caption: str
    picture: bytes
    width: int
    height: int
    alt_text: str
    device_timestamp: str
    container_id: str
    taken_at: datetime
    permalink: str
    edited_at: datetime | None = None
