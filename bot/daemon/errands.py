"""What a shift does: the pipeline's steps, one after another; the trouble of one does not stop the next."""

from collections.abc import Callable, Iterable, Mapping

from bot.daemon.timetable import Errand, find_lease
from bot.domain.errors import BotError, SettingsWrong
from bot.domain.pulse import GOOD_SHIFT, SHIFT, TIDY
from bot.pipeline.checkup import OK, examine, remember
from bot.pipeline.compose import compose_new
from bot.pipeline.crashes import find_place, forget_crash, note_crash
from bot.pipeline.passes import publish_and_reconcile
from bot.pipeline.reconcile import recover
from bot.pipeline.report import report_weekly
from bot.pipeline.revisit import revisit
from bot.pipeline.tell import tell
from bot.pipeline.watch import watch
from bot.wiring import Instance, service


def run_errands(app: Instance, errands: Iterable[Errand], *, holder: str) -> bool:
    """Run what is ours to run; whether all of it went well. holder: the daemon, in leases.

    Raises SettingsWrong: no step can do anything then.
    """
    outcomes = [_guard(app, errand, holder) for errand in Errand if errand in set(errands)]
    outcomes.append(_guarded(app, "tell", lambda: tell(app)))
    if all(outcomes):
        outcomes.append(_guarded(app, SHIFT, lambda: app.journal.note(GOOD_SHIFT, holder, now=app.clock())))
    return all(outcomes)


def _guard(app: Instance, errand: Errand, holder: str) -> bool:
    def step() -> None:
        if not _take_lease(app, errand, holder):
            return
        with service.make_leases(app).lead(find_lease(errand)) as is_leader:
            if is_leader:
                STEPS[errand](app)

    return _guarded(app, errand, step)


def _guarded(app: Instance, name: str, step: Callable[[], object]) -> bool:
    try:
        step()
        forget_crash(app, name)
    except SettingsWrong:
        raise
    except BotError as error:
        app.progress("step_crashed", step=name, problem=str(error))
        note_crash(app, name, error)
    except Exception as error:  # noqa: BLE001 - a defect in one step must not silence the others
        app.progress("step_crashed", step=name, problem=repr(error), place=find_place(error))
        note_crash(app, name, error)
    else:
        return True
    return False


def _take_lease(app: Instance, errand: Errand, holder: str) -> bool:
    leases, name, now = service.make_leases(app), find_lease(errand), app.clock()
    last = leases.find_holder(name)
    dead = last if last and app.is_dead(last) else holder
    return leases.take(name, holder, now=now, until=now + app.rules.lease, instead_of=dead)


def _watch(app: Instance) -> None:
    watch(app, forced=False)
    if app.articles.list_unposted():
        compose_new(app)
    revisit(app)


def _publish(app: Instance) -> None:
    recover(app)
    publish_and_reconcile(app, began_at=app.clock())


def _ask_doctor(app: Instance) -> None:
    checks = tuple(examine(app))
    for check in checks:
        if check.mark != OK:
            app.progress("check", name=check.name, mark=check.mark, problem=check.message)
    remember(app, checks)


def _tidy(app: Instance) -> None:
    thrown = service.tidy(app, app.clock())
    app.journal.note(TIDY, str(thrown), now=app.clock())


STEPS: Mapping[Errand, Callable[[Instance], object]] = {
    Errand.WATCH: _watch,
    Errand.PUBLISH: _publish,
    Errand.DOCTOR: _ask_doctor,
    Errand.TIDY: _tidy,
    Errand.REPORT: report_weekly,
}
