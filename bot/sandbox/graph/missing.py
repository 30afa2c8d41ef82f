"""Graph's answer for what is gone or hidden."""

from bot.sandbox.answers import graph_refused


def object_missing(node: str, verb: str) -> Exception:
    """Meta's answer for an object that is gone or hidden: 100/33."""
    message = f"Unsupported {verb} request. Object with ID '{node}' does not exist or cannot be loaded."
    return graph_refused(100, message, subcode=33)
