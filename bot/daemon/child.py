"""One shift: python -m bot.daemon.child. Runs its jobs and ends, and its memory with it."""

import ctypes
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Mapping
from types import FrameType

from bot import factories
from bot.app import Instance
from bot.daemon import jobs
from bot.daemon.jobs import Assignment, Job, find_lease
from bot.domain.errors import BotError, SettingsWrong
from bot.domain.ports import Progress
from bot.domain.state import GOOD_SHIFT, SHIFT, TIDY
from bot.environment import name_worker
from bot.events import Event
from bot.i18n import speak
from bot.pipeline.doctor import OK, examine, remember
from bot.pipeline.plan import compose_new, cure_drafts
from bot.pipeline.reconcile import recover
from bot.pipeline.refresh import revisit
from bot.pipeline.reports import report_weekly, tell
from bot.pipeline.run import find_place, forget_crash, note_crash, publish_and_reconcile
from bot.pipeline.watch import watch

PR_SET_PDEATHSIG = 1
"""Linux, prctl(2)."""


class Leaving(BaseException):
    """The daemon stops: the running post is finished, nothing new is begun."""


def main() -> int:
    """Exit status 0: all went well; 1: something did not and was logged; 3: the settings are wrong."""
    given = jobs.read(sys.stdin.buffer)
    leaving = threading.Event()
    _listen(leaving, given.parent)
    speak(given.settings.language)
    progress = factories.make_progress(given.settings, name_worker())
    app = Instance(given.settings, progress=leave_before_steps(progress, leaving), confined=True)
    try:
        went_well = run_jobs(app, given.jobs, name=given.name, holder=given.holder)
    except Leaving:
        went_well = True
    except SettingsWrong as error:
        progress(Event.SETTINGS_WRONG, problem=str(error))
        return error.exit_status
    finally:
        app.close()
    if went_well and not leaving.is_set():
        _ping(given, progress)
    return 0 if went_well else 1


def leave_before_steps(progress: Progress, leaving: threading.Event) -> Progress:
    """Progress that ends the shift at the next safe place once the daemon stops."""

    def tell(event: Event, **facts: object) -> None:
        if leaving.is_set() and event.ends_shift:
            raise Leaving
        progress(event, **facts)

    return tell


def _listen(leaving: threading.Event, parent: int) -> None:
    """SIGTERM asks to leave; it also comes when the daemon was killed, which the kernel tells us."""

    def leave(number: int, frame: FrameType | None) -> None:
        del number, frame
        leaving.set()

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    if sys.platform == "linux":
        _prctl()(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        leaving.set()


def _prctl() -> Callable[[int, int], int]:
    prctl: Callable[[int, int], int] = ctypes.CDLL(None).prctl
    return prctl


def _ping(given: Assignment, progress: Progress) -> None:
    url = given.settings.heartbeat_url.words
    if url and not jobs.ping(url, timeout=given.settings.http_timeout.total_seconds()):
        progress(Event.HEARTBEAT_FAILED)


def _ask_doctor(app: Instance) -> None:
    checks = tuple(examine(app))
    for check in checks:
        if check.mark != OK:
            app.progress(Event.CHECK, name=check.name, mark=check.mark, problem=check.message)
    remember(app, checks)


def _publish(app: Instance) -> None:
    recover(app)
    publish_and_reconcile(app, began_at=app.clock())


def _tidy(app: Instance) -> None:
    thrown = factories.tidy(app, app.clock())
    app.journal.note(TIDY, str(thrown), now=app.clock())


def _watch(app: Instance) -> None:
    watch(app, forced=False)
    cure_drafts(app)
    if app.articles.list_unposted():
        compose_new(app)
    revisit(app)


STEPS: Mapping[Job, Callable[[Instance], object]] = {
    Job.WATCH: _watch,
    Job.PUBLISH: _publish,
    Job.DOCTOR: _ask_doctor,
    Job.TIDY: _tidy,
    Job.REPORT: report_weekly,
}


def _guard(app: Instance, job: Job, holder: str) -> bool:
    def step() -> None:
        if not _take_lease(app, job, holder):
            return
        with factories.make_leases(app).lead(find_lease(job)) as is_leader:
            if is_leader:
                STEPS[job](app)

    return _guarded(app, job, step)


def _guarded(app: Instance, name: str, step: Callable[[], object]) -> bool:
    try:
        step()
        forget_crash(app, name)
    except SettingsWrong:
        raise
    except BotError as error:
        app.progress(Event.STEP_CRASHED, step=name, problem=str(error))
        note_crash(app, name, error)
    except Exception as error:  # noqa: BLE001 - a defect in one step must not silence the others
        app.progress(Event.STEP_CRASHED, step=name, problem=repr(error), place=find_place(error))
        note_crash(app, name, error)
    else:
        return True
    return False


def _take_lease(app: Instance, job: Job, holder: str) -> bool:
    leases, name, now = factories.make_leases(app), find_lease(job), app.clock()
    last = leases.find_holder(name)
    dead = last if last and app.is_dead(last) else holder
    return leases.take(name, holder, now=now, until=now + app.rules.lease, instead_of=dead)


def run_jobs(app: Instance, wanted: Iterable[Job], *, name: str, holder: str) -> bool:
    """Run what is ours to run; whether all of it went well.

    name: of the shift; holder: the daemon, in leases.

    Raises SettingsWrong: no step can do anything then.
    """
    outcomes = [_guard(app, job, holder) for job in Job if job in set(wanted)]
    outcomes.append(_guarded(app, "tell", lambda: tell(app)))
    if all(outcomes):
        outcomes.append(_guarded(app, SHIFT + name, lambda: _note_good_end(app, holder)))
    return all(outcomes)


def _note_good_end(app: Instance, holder: str) -> None:
    app.journal.note(GOOD_SHIFT, holder, now=app.clock())
    forget_crash(app, SHIFT.strip())  # as release 1.0 called every shift: nothing else would clear that note


if __name__ == "__main__":
    sys.exit(main())
