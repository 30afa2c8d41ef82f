"""What platforms do without being asked: rewrite a text, lose it, show what is new late."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

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
