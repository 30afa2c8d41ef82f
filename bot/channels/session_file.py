"""The session file of an Instagram profile: the device, the session, and when a password was last sent."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.files import write_whole


class Damaged(Exception):
    """The file is there but cannot be read; says where and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """What the file holds.

    settings: instagrapi's, secrets included; username: whose session that is; password_sent_at: aware UTC,
    None when never; password_mark: which password that was, as a short salted digest; refused: why the
    session or login is no good, else empty.
    """

    settings: Mapping[str, Any] = field(default_factory=dict, repr=False)
    username: str = ""
    password_sent_at: datetime | None = None
    password_mark: str = ""
    refused: str = ""

    def is_logged_in(self, username: str) -> bool:
        """Whether there is a session of this user that Instagram has not refused."""
        is_theirs = self.username.lower() == username.lower()
        return is_theirs and bool(self.settings.get("authorization_data")) and not self.refused

    def mark_of(self, password: str) -> str:
        """Tells passwords apart without keeping them: a changed one may be tried at once."""
        salt = str(self.settings.get("uuids", {}).get("uuid", "")).encode()
        return hashlib.scrypt(password.encode(), salt=salt, n=2**12, r=8, p=1, dklen=4).hex()

    def evolve(self, **changes: Any) -> "Session":
        """A changed copy."""
        return replace(self, **changes)


def load(path: Path) -> Session:
    """Read the file; a missing one is an empty session.

    Raises Damaged otherwise: a new device by itself would be a second phone to Instagram.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        sent_at = data["password_sent_at"]
        return Session(
            settings=dict(data["settings"]),
            username=data.get("username", ""),
            password_sent_at=datetime.fromisoformat(sent_at) if sent_at else None,
            password_mark=data["password_mark"],
            refused=data["refused"],
        )
    except FileNotFoundError:
        return Session()
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Damaged(f"{path.name}: {type(error).__name__}") from None


def save(path: Path, session: Session) -> None:
    """Write the file whole or not at all, readable for its owner only."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    sent_at = session.password_sent_at
    data = {
        "settings": session.settings,
        "username": session.username,
        "password_sent_at": sent_at.isoformat() if sent_at else None,
        "password_mark": session.password_mark,
        "refused": session.refused,
    }
    write_whole(path, json.dumps(data, indent=1).encode())
