"""The daemon: APScheduler ticks, the pipeline works. Which step, when; signals; nothing else."""

import signal
import threading
from collections.abc import Callable
from datetime import timedelta
from types import FrameType

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from bot.domain.errors import BotError
from bot.pipeline.app import App
from bot.pipeline.compose import compose_new
from bot.pipeline.passes import publish_and_reconcile
from bot.pipeline.reconcile import recover
from bot.pipeline.watch import watch

PUBLISH_EVERY = timedelta(seconds=5)
"""How soon the daemon notices a due post, or what another command changed in the queue."""
WATCH_EVERY = timedelta(seconds=30)
"""How often the daemon asks which source is due; the poll interval decides."""


class Daemon:
    """Runs until a signal; the running step is finished first."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._stopping = threading.Event()

    def run(self) -> None:
        """Block until SIGTERM or SIGINT. A second signal leaves at once, which the database survives."""
        self._listen()
        recover(self._app)
        scheduler = self._start()
        self._app.progress("started")
        self._stopping.wait()
        scheduler.shutdown(wait=True)
        self._app.progress("stopped")

    def _listen(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._on_signal)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        del frame
        signal.signal(number, signal.SIG_DFL)
        self._stopping.set()

    def _start(self) -> BackgroundScheduler:
        """One thread: steps never run beside each other. A tick that came late or twice is one tick."""
        scheduler = BackgroundScheduler(
            executors={"default": ThreadPoolExecutor(max_workers=1)},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
            timezone="UTC",
        )
        for step, interval in ((self._watch, WATCH_EVERY), (self._publish, PUBLISH_EVERY)):
            scheduler.add_job(
                self._guarded(step),
                "interval",
                seconds=interval.total_seconds(),
                next_run_time=self._app.clock(),
            )
        scheduler.start()
        return scheduler

    def _watch(self) -> None:
        watch(self._app, forced=False)
        compose_new(self._app)

    def _publish(self) -> None:
        recover(self._app)
        publish_and_reconcile(self._app, began_at=self._app.clock())

    def _guarded(self, step: Callable[[], None]) -> Callable[[], None]:
        """One crash of a step is reported and does not end the daemon; no step begins while it stops."""

        def run() -> None:
            if self._stopping.is_set():
                return
            try:
                step()
            except BotError as error:
                self._app.progress("step_crashed", step=step.__name__.strip("_"), problem=str(error))
            except Exception as error:  # noqa: BLE001 - a defect in one step must not silence the others
                self._app.progress("step_crashed", step=step.__name__.strip("_"), problem=repr(error))

        return run
