"""Tells people by Apprise: mail, Telegram, Matrix, Signal and what else it knows."""

from collections.abc import Sequence
from pathlib import Path


class AppriseNotifier:
    """Sends one message to every configured address; implements the port Notifier.

    urls: Apprise addresses; they hold credentials and are never shown.
    """

    def __init__(self, urls: Sequence[str]) -> None:
        self._urls = tuple(urls)

    def send(self, title: str, body: str, attachments: Sequence[Path] = ()) -> bool:
        """Send; False when at least one address did not take it."""
        import apprise

        sender = apprise.Apprise()
        known = [sender.add(url) for url in self._urls]
        files = [str(path) for path in attachments]
        sent = sender.notify(
            title=title, body=body, body_format=apprise.NotifyFormat.TEXT, attach=files or None
        )
        return bool(sent) and all(known)

    def count_unknown(self) -> int:
        """How many addresses Apprise does not understand."""
        import apprise

        return sum(not apprise.Apprise().add(url) for url in self._urls)
