"""The process that stays: ticks, sends shifts, beats, answers signals. Nothing heavy is imported here."""

import os
import signal
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import FrameType
from typing import TYPE_CHECKING

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from bot import factories
from bot.config import Settings
from bot.daemon.health import DaemonHealth
from bot.daemon.jobs import Backoff, Job, JobTimes, Runner, Systemd
from bot.domain.errors import BotError, SettingsWrong
from bot.domain.ports import Progress
from bot.domain.state import (
    AT_REST,
    AT_WORK,
    CRASHED,
    GAP,
    HEARTBEAT,
    LONG_SHIFT,
    SHIFT,
    Counts,
    Snapshot,
    find_gap,
)
from bot.environment import collect_as_one_that_stays, find_notify_socket, is_dead, name_worker
from bot.events import Event
from bot.i18n import say

if TYPE_CHECKING:
    from bot.daemon.health import HealthServer


TICK = timedelta(seconds=2)
"""How soon a due post, or what another command changed in the queue, is noticed."""

BEAT = timedelta(seconds=60)
"""How often the database learns that the daemon lives; a third of the lease when that is shorter."""

LONGEST_SHIFT = timedelta(hours=2)
"""A shift that takes longer hangs: every network call in it has an end."""

RUNNERS = {
    "publish": (Job.PUBLISH, Job.DOCTOR),
    "watch": (Job.WATCH, Job.TIDY, Job.REPORT),
}
"""What is due goes out while the archive is being read, however long that takes."""


class Daemon:
    """One daemon. `run` blocks until a signal."""

    def __init__(self, settings: Settings, *, reload: Callable[[], Settings]) -> None:
        self._settings, self._reload = settings, reload
        self.worker = name_worker()
        self._progress: Progress = factories.make_progress(settings, self.worker)
        self._reader = factories.make_snapshot_reader(settings)
        self._runners = tuple(Runner(name, jobs, self.worker) for name, jobs in RUNNERS.items())
        self._told: set[str] = set()
        self._health = DaemonHealth(started_at=now_utc())
        self._systemd = Systemd(find_notify_socket())
        self._stopping = threading.Event()
        self._wants_reload = False
        self._wrong: SettingsWrong | None = None

    def run(self) -> None:
        """Until SIGTERM or SIGINT: the running post is finished within ten seconds.

        Raises SettingsWrong when the first shift finds that the settings cannot work.
        """
        health = self._open_health()
        self._listen()
        scheduler = self._start()
        self._progress(Event.STARTED)
        self._systemd.tell(READY="1")
        self._wait(scheduler)
        self._systemd.tell(STOPPING="1")
        for runner in self._runners:
            runner.ask_to_end()
        for runner in self._runners:
            runner.end()
        scheduler.shutdown(wait=True)
        self._leave()
        if health:
            health.close()
        self._progress(Event.STOPPED)
        if self._wrong:
            raise self._wrong

    def tick(self) -> None:
        """Collect the shift that ended, and send one when something is due. Never raises."""
        try:
            self._take_settings()
            for runner in self._runners:
                self._look_after_shift(runner)
            self._look_at_queue()
        except BotError as error:
            self._note_problem(str(error))
        except Exception as error:  # noqa: BLE001 - one bad tick must not end the daemon
            self._note_problem(repr(error))
        self._health.tick()
        self._systemd.tell(WATCHDOG="1")

    def beat(self) -> None:
        """Tell the database that we live, and keep our leases. Never raises."""
        now = now_utc()
        try:
            self._reader.beat(HEARTBEAT, self.worker, now=now, until=now + self._settings.lease)
        except BotError as error:
            self._note_problem(str(error))

    def _look_at_queue(self) -> None:
        if self._stopping.is_set():
            return
        now, due = now_utc(), self._find_due()
        for runner in self._runners:
            theirs = {job: time for job, time in due.items() if job in runner.jobs}
            if theirs and not runner.is_working and runner.backoff.may_send(theirs, now):
                runner.backoff.note(theirs, now)
                doing = ", ".join(job.doing for job in sorted(theirs))
                self._systemd.tell(STATUS=say("at work: {jobs}", jobs=doing))
                runner.send(sorted(theirs), self._settings)

    def _find_due(self) -> dict[Job, datetime]:
        """While the database cannot be read, a shift is sent to tell why, or to make it."""
        now = now_utc()
        try:
            snapshot = self._reader.look(now)
        except BotError as error:
            if self._health.has_ticked and not any(runner.is_working for runner in self._runners):
                self._note_problem(str(error))
            return {Job.WATCH: self._health.started_at}
        self._health.problem = ""
        self._health.notice_looks(snapshot.sources)
        self._health.notice_overdue(snapshot.overdue, now)
        self._note_gap(snapshot, now)
        return dict(self._make_job_times().find_due(snapshot, now))

    def _note_gap(self, snapshot: Snapshot, now: datetime) -> None:
        """The machine slept, stood still or was rolled back: what may have happened is looked for."""
        looks = [source.looked_at for source in snapshot.sources]
        gap = find_gap(looks, snapshot.notes, self._settings.poll_interval, now)
        if gap and not self._stopping.is_set():
            self._reader.note(GAP, gap, now=now)

    def _look_after_shift(self, runner: Runner) -> None:
        status = runner.collect()
        self._health.shift_ages = {**self._health.shift_ages, runner.name: runner.age}
        if status is None:
            self._look_at_age(runner)
            return
        self._told.discard(runner.name)
        self._health.notice_end(runner.name, say("the last shift had trouble, see the log") if status else "")
        if status == SettingsWrong.exit_status and not self._health.shifts["well"]:
            self._wrong = SettingsWrong(say("The settings do not work, see the log. The daemon has ended."))
            self._stopping.set()
        elif status not in {0, 1}:
            self._note_lost_shift(runner, say("it ended with status {status}", status=status))
        if not self._wrong:
            self._forget_long_shifts()
        self._systemd.tell(STATUS=self._health.trouble or say("waiting"))

    def _look_at_age(self, runner: Runner) -> None:
        """Others are told of a shift that takes long, by the database; one that hangs is killed."""
        if runner.age > LONGEST_SHIFT:
            runner.kill()
        elif runner.age > LONG_SHIFT and runner.name not in self._told:
            self._reader.note(AT_WORK + runner.name, self.worker, now=now_utc() - runner.age)
            self._told.add(runner.name)

    def _forget_long_shifts(self) -> None:
        """Also those that an earlier daemon noted before it was killed."""
        for runner in self._runners:
            if runner.name not in self._told:
                self._reader.forget(AT_WORK + runner.name)

    def _note_lost_shift(self, runner: Runner, problem: str) -> None:
        """Killed, such as by a machine without memory; the next shift tells people."""
        step = SHIFT + runner.name
        self._progress(Event.STEP_CRASHED, step=step, problem=problem)
        self._reader.note(CRASHED + step, problem, now=now_utc())

    def _make_job_times(self) -> JobTimes:
        return JobTimes(
            source_urls=self._settings.source_urls,
            poll_interval=self._settings.poll_interval,
            has_channels=bool(factories.list_channels(self._settings)),
            has_readers=bool(self._settings.notify_urls),
            timezone=self._settings.timezone,
            worker=self.worker,
            is_dead=is_dead,
        )

    def _note_problem(self, problem: str) -> None:
        """Each problem is logged when it begins, not with every tick."""
        if problem != self._health.problem:
            self._progress(Event.STEP_CRASHED, step="tick", problem=problem)
        self._health.problem = problem

    def _open_health(self) -> "HealthServer | None":
        if not self._settings.health_addr:
            return None
        from bot.daemon.health import HealthServer

        reader = factories.make_snapshot_reader(self._settings)
        lock = threading.Lock()

        def look() -> tuple[Counts, Snapshot]:
            with lock:
                return reader.count(), reader.look(now_utc())

        return HealthServer(self._settings.health_addr, self._health, look, now_utc)

    def _listen(self) -> None:
        signal.signal(signal.SIGTERM, self._on_stop)
        signal.signal(signal.SIGINT, self._on_stop)
        signal.signal(signal.SIGHUP, self._on_reload)

    def _on_stop(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        if self._stopping.is_set():
            for runner in self._runners:
                runner.abandon()
            os._exit(1)
        self._stopping.set()

    def _on_reload(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        self._wants_reload = True

    def _take_settings(self) -> None:
        """New settings from the next shift on; wrong ones are told and the old ones stay."""
        if not self._wants_reload:
            return
        self._wants_reload = False
        self._settings = self._reload()
        self._reader.close()
        self._reader = factories.make_snapshot_reader(self._settings)
        for runner in self._runners:
            runner.backoff = Backoff()
        self._progress(Event.SETTINGS_READ)

    def _start(self) -> BackgroundScheduler:
        """One thread for both jobs: a tick and a beat never share the connection at the same moment.

        coalesce, misfire_grace_time: a tick that came late, such as after the machine slept, is made up
        for once, however many were missed. max_instances: a slow tick is not overtaken by the next.
        """
        scheduler = BackgroundScheduler(
            executors={"default": ThreadPoolExecutor(max_workers=1)},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
            timezone=UTC,
        )
        beat = min(BEAT, max(self._settings.lease / 3, TICK))
        for job, every in ((self.tick, TICK), (self.beat, beat)):
            first = now_utc() + (every - TICK)
            scheduler.add_job(job, "interval", seconds=every.total_seconds(), next_run_time=first)
        scheduler.start()
        return scheduler

    def _wait(self, scheduler: BackgroundScheduler) -> None:
        """Until a signal; when the clock is set back, jobs planned by the old time would wait for so long."""
        watch = ClockWatch(now_utc, time.monotonic)
        while not self._stopping.wait(TICK.total_seconds()):
            if step := watch.find_step():
                self._progress(Event.CLOCK_WAS_SET, by=show_step(step), problem=explain_step())
                for job in scheduler.get_jobs():
                    job.modify(next_run_time=now_utc())

    def _leave(self) -> None:
        try:
            self._reader.note(AT_REST, self.worker, now=now_utc())
            self._reader.release(self.worker)
        except BotError as error:
            self._progress(Event.STEP_CRASHED, step="leave", problem=str(error))
        self._reader.close()


def now_utc() -> datetime:
    """The machine's clock, aware UTC."""
    return datetime.now(UTC)


def run_daemon(settings: Settings, *, reload: Callable[[], Settings]) -> None:
    """Run a daemon in the foreground. reload: reads the settings again, for SIGHUP."""
    collect_as_one_that_stays()
    Daemon(settings, reload=reload).run()


SLIGHT = timedelta(seconds=5)
"""NTP moves a clock by less at once; nothing of ours minds that."""


def show_step(step: timedelta) -> str:
    """Such as "-2:00:00"."""
    return f"{'-' if step < timedelta(0) else '+'}{timedelta(seconds=round(abs(step).total_seconds()))}"


def explain_step() -> str:
    """What people read in the log."""
    return say(
        "The computer's clock was set. Everything is planned anew; what may be public already is looked for "
        "before anything is sent."
    )


class ClockWatch:
    """clock: the machine's, aware; steady: seconds by a clock that nobody sets."""

    def __init__(self, clock: Callable[[], datetime], steady: Callable[[], float]) -> None:
        self._clock, self._steady = clock, steady
        self._origin = self._find_origin()

    def find_step(self) -> timedelta | None:
        """By how much the clock was set since the last question, negative: back; None: as good as not.

        After the machine slept it is the length of the sleep, for the steady clock slept too.
        """
        origin = self._find_origin()
        step = origin - self._origin
        if abs(step) < SLIGHT:
            return None
        self._origin = origin
        return step

    def _find_origin(self) -> datetime:
        return self._clock() - timedelta(seconds=self._steady())
