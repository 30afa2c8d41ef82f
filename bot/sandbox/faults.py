"""Faults on order: which point, which kind, before or after the platform has carried the request out.

`catalogue.py` holds the table of kinds; this file takes orders and plays them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from bot.sandbox import kinds
from bot.sandbox.catalogue import KINDS
from bot.sandbox.exchange import Break, Broken, Outcome, Response
from bot.sandbox.kinds import Family, Kind, Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """An order: the next `times` requests at `point`, after letting `skip` pass, meet this kind.

    Raises ValueError for a point or kind that does not exist, or a moment that makes no sense for it.
    """

    point: str
    kind: str
    when: Moment = Moment.BEFORE
    times: int = 1
    skip: int = 0

    def __post_init__(self) -> None:
        kind = KINDS.get(self.kind)
        if kind is None or self.point not in kinds.POINTS:
            raise ValueError(f"There is no fault {self.kind!r} at {self.point!r}.")
        if not kind.fits(self.point):
            raise ValueError(f"{self.point} cannot meet {self.kind}.")
        if self.when not in kind.moments:
            raise ValueError(f"{self.kind} cannot happen {self.when} the commit.")


class FaultBook:
    """The orders still to be carried out, first come first served."""

    def __init__(self) -> None:
        self._open: list[_Order] = []
        self._lock = Lock()

    def add(self, fault: Fault) -> None:
        """Take an order."""
        with self._lock:
            self._open.append(_Order(fault))

    def clear(self) -> None:
        """Forget all orders."""
        with self._lock:
            self._open.clear()

    @property
    def waiting(self) -> tuple[Fault, ...]:
        """Orders which have not run out."""
        with self._lock:
            return tuple(order.fault for order in self._open)

    def take(self, point: str) -> Fault | None:
        """The fault which the next request at this point meets, counted off."""
        with self._lock:
            for order in self._open:
                if order.fault.point == point and order.strikes():
                    self._open = [each for each in self._open if each.left]
                    return order.fault
        return None


class _Order:
    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        self.left = fault.times
        self._skip = fault.skip

    def strikes(self) -> bool:
        if self._skip:
            self._skip -= 1
            return False
        self.left -= 1
        return True


def play(fault: Fault | None, family: Family, carry_out: Callable[[], Response]) -> Outcome:
    """Answer a request, as spoilt by the fault."""
    if fault is None:
        return carry_out()
    kind = KINDS[fault.kind]
    if fault.when is Moment.LATE:
        return Broken(how=Break.HANG, late=carry_out)
    response = carry_out() if fault.when is Moment.AFTER else None
    return _spoil(kind, family, response)


def _spoil(kind: Kind, family: Family, response: Response | None) -> Outcome:
    if kind.how is not None:
        return Broken(how=kind.how, response=response)
    return kind.answers[family]
