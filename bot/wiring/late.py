"""A publisher whose client library is loaded when it is first spoken to, and not before.

A pass that has nothing to send, and a daemon that waits, need neither facebook-sdk nor instagrapi.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from bot.domain.ports import Check, KeepHandle, Publisher
from bot.domain.post import Channel, Post, Receipt


class LatePublisher:
    """Implements the port Publisher by the one that `make` returns."""

    def __init__(self, channel: Channel, account: str, make: Callable[[], Publisher]) -> None:
        self.channel = channel
        self.account = account
        self._make = make

    @cached_property
    def _publisher(self) -> Publisher:
        return self._make()

    def prepare(self, post: Post, keep: KeepHandle) -> Mapping[str, str]:
        """Do the invisible, repeatable steps."""
        return self._publisher.prepare(post, keep)

    def publish(self, post: Post, handles: Mapping[str, str]) -> Receipt:
        """Send the one visible call."""
        return self._publisher.publish(post, handles)

    def find(self, post: Post) -> Receipt | None:
        """Ask the platform whether this post is public."""
        return self._publisher.find(post)

    def edit(self, post: Post, caption: str) -> None:
        """Change the public text."""
        self._publisher.edit(post, caption)

    def withdraw(self, post: Post) -> None:
        """Delete the public post."""
        self._publisher.withdraw(post)

    def check(self) -> Sequence[Check]:
        """Look at token, rights, expiry, session."""
        return self._publisher.check()
