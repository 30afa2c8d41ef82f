"""The demo's and the tests' world: a sample archive and stand-in platforms on loopback, with faults on order.

    with Sandbox(directory) as world:
        start_a_bot(environment=world.environment())
        world.archive.publish_next(3)
        world.faults.add(Fault(point="facebook.feed", kind="drop", when=Moment.AFTER))
        ...
        assert len(world.facebook.posts()) == 3

`World` is the same without sockets: hand a `Request` to `World.answer`.
"""

from bot.sandbox.archive.samples import Sample
from bot.sandbox.catalogue import KINDS
from bot.sandbox.exchange import Break, Broken, Outcome, Request, Response
from bot.sandbox.faults import Fault
from bot.sandbox.kinds import POINTS, Family, Moment
from bot.sandbox.ledger import Act, Entry
from bot.sandbox.platforms import Medium, PagePost
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.world import World

__all__ = [
    "KINDS",
    "POINTS",
    "Act",
    "Break",
    "Broken",
    "Entry",
    "Family",
    "Fault",
    "Medium",
    "Moment",
    "Outcome",
    "PagePost",
    "Request",
    "Response",
    "Sample",
    "Sandbox",
    "World",
]
