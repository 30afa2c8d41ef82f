"""What people hear of what the daily look found."""

from bot.domain.pulse import DOCTOR
from bot.pipeline.tell import list_causes
from tests.pipeline.world import World


def test_each_thing_the_daily_look_found_is_a_cause_of_its_own(world: World) -> None:
    found = "Facebook token: expires in 5 days. Renew it.\nClock: 1970-01-01"
    world.process.journal.note(DOCTOR, found, now=world.clock())
    told = {cause.sentence: cause.command for cause in list_causes(world.process)}
    assert told == dict.fromkeys(found.splitlines(), "bot doctor")


def test_a_daily_look_that_found_nothing_tells_nothing(world: World) -> None:
    world.process.journal.note(DOCTOR, "", now=world.clock())
    assert list_causes(world.process) == ()
