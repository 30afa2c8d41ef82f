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
        """Send to each address for itself; False only when none took it."""
        files = [str(path) for path in attachments]
        taken = [_send_to(url, title, body, files) for url in self._urls]
        return any(taken)

    def count_unknown(self) -> int:
        """How many addresses Apprise does not understand."""
        import apprise

        return sum(not apprise.Apprise().add(url) for url in self._urls)


def _send_to(url: str, title: str, body: str, files: Sequence[str]) -> bool:
    import apprise

    sender = apprise.Apprise()
    if not sender.add(url):
        return False
    form = apprise.NotifyFormat.TEXT
    return bool(sender.notify(title=title, body=body, body_format=form, attach=list(files) or None))
