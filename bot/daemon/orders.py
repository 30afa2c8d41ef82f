"""What the daemon hands to a shift: settings and errands, through a pipe; no secret is written down."""

import pickle
from dataclasses import dataclass
from typing import IO

from bot.daemon.timetable import Errand
from bot.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """holder: the daemon's name in leases; parent: its process id, which the shift does not outlive."""

    settings: Settings
    errands: tuple[Errand, ...]
    holder: str
    parent: int


def write(orders: Orders, pipe: IO[bytes]) -> None:
    """Hand over, and close the pipe."""
    with pipe:
        pickle.dump(orders, pipe)


def read(pipe: IO[bytes]) -> Orders:
    """What our own parent wrote."""
    orders = pickle.load(pipe)  # noqa: S301 - from our own parent, over a pipe
    assert isinstance(orders, Orders)
    return orders
