"""On which side of a limit something holds."""

from tests.archive.test_limits_of_reading import LIMITS

HOLDS = """
its links; paragraphs beside an article's box; between title and text; a known line; a name; words of a
credit; a credit; a notice; categories; a line before a longer one; a line before one much longer; a
challenge; a password; what follows a host; a line that runs; what subscribers see; where it is shown;
what says the day; a short year; a line named a day; a sentence behind a day; words before a day; words
behind a day; the earliest year; the earliest year of an address; a torn sentence; a page's number; a
pager; open numbers; links of a whole article; beside a list; running text beside a list; a title of a
list; a feed behind other words; a feed's earliest year; a kicker before it; links in a row; a greeting
alone; readers among words; readers among few words; readers among many words; oneself among words; prices
among words; a line of a picture; a line of the title's picture; a credit in a caption; an agency behind a
caption; the earliest year of a page
"""
"""What holds, or is more, up to its limit; the others are so beyond it, or tell something else there."""


def weigh_up(told: object) -> int:
    """Numbers by their size, all else by whether it is something."""
    return told if isinstance(told, int) else bool(told)


def test_what_holds_up_to_a_limit_does_not_hold_beyond_it_and_the_other_way_round() -> None:
    told = {name: [weigh_up(tell(limit + more)) for more in (0, 1)] for name, (tell, limit) in LIMITS.items()}
    up_to = {name for name, (at, beyond) in told.items() if at > beyond}
    assert up_to == set(" ".join(HOLDS.split()).split("; "))
