"""What both platforms' stand-ins share: the pictures they take, what stands there publicly, their whims."""

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from PIL import Image, UnidentifiedImageError


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture that was really decoded. `format` is Pillow's name, such as "JPEG"."""

    content: bytes
    format: str
    width: int
    height: int

    @property
    def aspect(self) -> float:
        return self.width / self.height


def parse_picture(content: bytes) -> Picture | None:
    """Decode the whole picture; None when it is none or broken."""
    try:
        with Image.open(io.BytesIO(content)) as image:
            image.load()
            return Picture(content=content, format=image.format or "", width=image.width, height=image.height)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        return None


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


Rewrite = Callable[[str], str]


@dataclass(kw_only=True)
class Whims:
    """A platform's moods; all are off until ordered.

    rewrite: what a stored text becomes; texts_to_drop: how many of the next posts lose theirs; node_lag: for
    how long a new object cannot be read by its id, nor what hangs on it be seen.
    """

    rewrite: Rewrite = str
    texts_to_drop: int = 0
    node_lag: timedelta = timedelta(0)

    def take_text(self, text: str) -> str:
        """The text as it is stored."""
        if self.texts_to_drop:
            self.texts_to_drop -= 1
            return ""
        return self.rewrite(text)

    def hides(self, made_at: datetime, now: datetime) -> bool:
        """Whether an object is still too new to be read."""
        return now - made_at < self.node_lag


def rewrite_as_platforms_do(text: str) -> str:
    """Other quotes and dashes, no invisible characters, single blanks, addresses without slash and tags."""
    plain = text.translate(str.maketrans("„“”‚‘’–", "\"\"\"'''-", "\u200b\u2060\u00ad\ufe0f"))
    plain = re.sub(r"(https?://)www\.", r"\1", plain)
    plain = re.sub(r"(https?://[^\s?]*?)/?(?:\?\S*)?(?=\s|$)", r"\1", plain)
    return re.sub(r"[^\S\n]+", " ", plain).strip()
