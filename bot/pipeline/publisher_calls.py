"""Asking a publisher so that every answer is one the protocol knows, whatever a client library raises."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.errors import (
    ChannelError,
    OutcomeUnknown,
    SettingsWrong,
    StorageError,
    Unavailable,
    make_storable,
)
from bot.domain.ports import KeepHandle, Publisher
from bot.domain.post import Channel, Finding, Post, PostError, Receipt, Search
from bot.domain.schedule import decide_stop, decide_wait
from bot.domain.state import EVERYTHING, Stop, StopKind
from bot.events import Event
from bot.i18n import say
from bot.pipeline.context import App


def find_publisher(app: App, post: Post) -> Publisher | None:
    """The publisher of a post's channel; None while it is off, or where it is another account by now."""
    publisher = app.publishers.get(post.channel)
    return publisher if publisher and publisher.account == post.account else None


def prepare(publisher: Publisher, post: Post, keep: KeepHandle) -> Mapping[str, str]:
    """The handles of the invisible steps. Raises ChannelError, never OutcomeUnknown; StorageError."""
    try:
        return publisher.prepare(post, keep)
    except OutcomeUnknown as error:
        raise Unavailable(str(error), code=error.code, advice=error.advice, trace=error.trace) from None
    except (ChannelError, StorageError, SettingsWrong):
        raise
    except Exception as error:  # noqa: BLE001 - a defect here must not leave the post without an ending
        sentence = say("Preparing failed unexpectedly ({code}). Nothing is public.", code=_name(error))
        raise Unavailable(sentence, code=_name(error)) from None


def publish(publisher: Publisher, post: Post, handles: Mapping[str, str]) -> Receipt:
    """The receipt of the one visible call. Raises ChannelError: after the fence, unclear means unknown."""
    try:
        return _check(publisher.publish(post, handles))
    except ChannelError:
        raise
    except Exception as error:  # noqa: BLE001 - the post may be public, whatever this is
        sentence = say(
            "The answer could not be understood ({code}); the post may be public.", code=_name(error)
        )
        raise OutcomeUnknown(sentence, code=_name(error)) from None


def find(publisher: Publisher, post: Post, search: Search) -> Finding:
    """Whether the article stands there. Raises ChannelError when it cannot be read."""
    try:
        found = publisher.find(post, search)
        if found.receipt is None:
            return found
        return replace(found, receipt=_check(found.receipt), excerpt=make_storable(found.excerpt))
    except OutcomeUnknown as error:
        raise Unavailable(str(error), code=error.code, advice=error.advice, trace=error.trace) from None
    except ChannelError:
        raise
    except Exception as error:  # noqa: BLE001 - a read that fails, for whatever cause, is never "not found"
        sentence = say(
            "Whether the post is public could not be read ({code}); it is asked again.", code=_name(error)
        )
        raise Unavailable(sentence, code=_name(error)) from None


def to_post_error(error: ChannelError) -> PostError:
    """The error as it is stored and shown."""
    return PostError(kind=error.kind, code=error.code, message=str(error), advice=error.advice)


def _check(receipt: Receipt) -> Receipt:
    """A receipt without an id proves nothing; a time without a zone is not believed."""
    remote_id, permalink = map(make_storable, (receipt.remote_id, receipt.permalink))
    receipt = replace(receipt, remote_id=remote_id, permalink=permalink)
    if not receipt.remote_id:
        sentence = say("The platform answered without an id; the post may be public.")
        raise OutcomeUnknown(sentence, code="no id")
    if receipt.published_at is not None and receipt.published_at.tzinfo is None:
        return replace(receipt, published_at=None)
    return receipt


def _name(error: Exception) -> str:
    return type(error).__name__


BLOCKED_FOR = timedelta(hours=23, minutes=30)
"""How long a blocked account rests at most: what waits is missed after a day."""


def is_stopped(app: App, channel: Channel) -> bool:
    """Whether a person or the platform holds this channel back now."""
    return bool(_list_stops(app, channel))


def is_refused(app: App, channel: Channel) -> bool:
    """Whether the platform refuses the account now, so that reading would not help or do harm either."""
    return any(stop.kind is not StopKind.PAUSE for stop in _list_stops(app, channel))


def stop_channel(app: App, channel: Channel, error: ChannelError) -> None:
    """Hold a channel back when the error speaks of its account; a person is told once."""
    kind = decide_stop(error)
    if kind is None:
        return
    now = app.clock()
    until = _until(app, kind, error, now)
    if app.stops.stop(Stop(scope=channel, kind=kind, reason=str(error), since=now, until=until)):
        app.progress(Event.CHANNEL_STOPPED, channel=channel, problem=str(error), advice=error.advice)


def _list_stops(app: App, channel: Channel) -> list[Stop]:
    return [stop for stop in app.stops.list_stops(app.clock()) if stop.scope in {channel, EVERYTHING}]


def _until(app: App, kind: StopKind, error: ChannelError, now: datetime) -> datetime | None:
    """Without the right to post a person is needed; a block and too many calls pass by themselves."""
    match kind:
        case StopKind.BLOCKED:
            return now + min(error.retry_after or BLOCKED_FOR, BLOCKED_FOR)
        case StopKind.THROTTLED:
            return now + decide_wait(error, 1, app.rules.retry, app.random)
        case _:
            return None
