"""Asking a publisher so that every answer is one the protocol knows, whatever a client library raises."""

from collections.abc import Mapping
from dataclasses import replace

from bot.domain.errors import ChannelError, OutcomeUnknown, SettingsWrong, StorageError, Unavailable
from bot.domain.ports import KeepHandle, Publisher
from bot.domain.post import Post, PostError, Receipt
from bot.domain.words import say


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


def find(publisher: Publisher, post: Post) -> Receipt | None:
    """The receipt of what an earlier attempt left behind; None: read well and not there.

    Looks back to the first attempt whose outcome was unknown. Raises ChannelError when it cannot be read.
    """
    try:
        found = publisher.find(replace(post, sent_at=post.doubted_since or post.sent_at))
        return None if found is None else _check(found)
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
    if not receipt.remote_id:
        sentence = say("The platform answered without an id; the post may be public.")
        raise OutcomeUnknown(sentence, code="no id")
    if receipt.published_at is not None and receipt.published_at.tzinfo is None:
        return replace(receipt, published_at=None)
    return receipt


def _name(error: Exception) -> str:
    return type(error).__name__
