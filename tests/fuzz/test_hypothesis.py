"""A few seconds of fuzzing with every run of the suite; `make fuzz` goes on for as long as one likes."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks import fuzz
from tests.fuzz import answers, seeds, targets

FEW = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
SOME = settings(FEW, max_examples=60)
MANY = settings(FEW, max_examples=150)

TAGS = ["rss", "channel", "item", "title", "link", "guid", "pubDate", "description", "feed", "entry", "id"]
TAGS += [
    "urlset",
    "url",
    "loc",
    "html",
    "body",
    "article",
    "h1",
    "p",
    "a",
    "img",
    "base",
    "meta",
    "div",
    "li",
]
ATTRIBUTES = ["href", "src", "class", "rel", "content", "property", "charset", "srcset", "datetime", "type"]
VALUES = [
    "javascript:alert(1)",
    "http://[::1",
    "//x",
    "utf-7",
    "undefined",
    "og:title",
    "canonical",
    "next",
    "",
]
NASTY = [
    "\x00",
    "\u202e",
    "\ud800",
    "\ufeff",
    "&#xD800;",
    "&lt;b&gt;",
    "]]>",
    "<!--",
    "{{ 7*7 }}",
    "@alle #x",
]
NASTY += ["©", "Quelle: x", "v.l.n.r.", "z.B.", "31.02.2026", "25:99 Uhr", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "„", "…", "a" * 300]
WORDS = st.one_of(st.sampled_from(NASTY), st.text(max_size=30))
TEXT = st.lists(WORDS, max_size=12).map(" ".join)


@st.composite
def elements(draw: st.DrawFn, depth: int = 3) -> str:
    """Markup that is nearly right."""
    tag = draw(st.sampled_from(TAGS))
    attributes = draw(
        st.dictionaries(st.sampled_from(ATTRIBUTES), st.sampled_from(VALUES) | WORDS, max_size=2)
    )
    inner = draw(st.lists(elements(depth - 1) | TEXT, max_size=4) if depth else st.lists(TEXT, max_size=2))
    written = "".join(f' {name}="{value}"' for name, value in attributes.items())
    end = draw(st.sampled_from([f"</{tag}>", f"</{tag}>", "", f"</{tag.upper()}"]))
    return f"<{tag}{written}>{''.join(inner)}{end}"


MARKUP = elements().map(lambda text: text.encode("utf-8", "surrogatepass"))
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | WORDS
    | st.sampled_from(["1", "https://x.example/a"]),
    lambda children: (
        st.lists(children, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    *(
                        "id",
                        "data",
                        "paging",
                        "cursors",
                        "after",
                        "next",
                        "error",
                        "code",
                        "message",
                        "attachments",
                    ),
                    *(
                        "target",
                        "subattachments",
                        "page_story_id",
                        "created_time",
                        "permalink_url",
                        "success",
                    ),
                    *(
                        "items",
                        "media",
                        "pk",
                        "caption",
                        "text",
                        "taken_at",
                        "device_timestamp",
                        "more_available",
                    ),
                    *("next_max_id", "user", "username", "did_delete", "version", "title", "link", "content"),
                    *(
                        "rendered",
                        "url",
                        "tags",
                        "_embedded",
                        "images",
                        "source",
                        "status_code",
                        "expires_at",
                    ),
                    *("instagram_business_account", "is_valid", "scopes", "permission", "status", "config"),
                    *("quota_total", "quota_usage", "error_subcode", "fbtrace_id", "is_transient"),
                ]
            )
            | WORDS,
            children,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@given(st.binary(max_size=300) | MARKUP | JSON.map(targets.load_seed))
@SOME
def test_a_listing_of_any_bytes_gives_usable_entries_or_none(body: bytes) -> None:
    targets.read_listing(body)


@given(st.binary(max_size=300) | MARKUP)
@SOME
def test_a_page_of_any_bytes_is_an_article_or_none(body: bytes) -> None:
    targets.read_page(body)


@given(TEXT)
@FEW
def test_a_note_of_any_text_is_an_article_or_none(text: str) -> None:
    targets.read_note(text)


@given(
    st.integers(0, 100), WORDS | st.sampled_from(["0", "-1", "9" * 5000, "24:00-00:00", "nan", "Mo-So 25:00"])
)
@SOME
def test_a_setting_of_any_value_is_taken_or_refused_in_words(name: int, value: str) -> None:
    targets.read_setting(name, value)


@given(TEXT)
@FEW
def test_an_env_file_of_any_text_is_taken_or_refused_in_words(lines: str) -> None:
    targets.read_settings(lines)


TIME_WORDS = [
    "morgen",
    "tomorrow",
    "um",
    "9:30",
    "99:99",
    "in",
    "2h",
    "0000",
    "nächsten",
    "Montag",
    "31.2.",
    "uhr",
]
TIME_WORDS += [
    "2026-11-22T09:30+99:99",
    "9999-12-31T23:59",
    "0001-01-01",
    "in 9999 Wochen",
    "am",
    "pm",
    "٣",
    "²",
]


@given(st.lists(st.sampled_from(TIME_WORDS) | st.text(max_size=6), max_size=5).map(" ".join))
@MANY
def test_a_time_of_any_words_is_an_instant_or_refused(words: str) -> None:
    targets.read_time(words)


@given(TEXT, TEXT)
@SOME
def test_an_article_of_any_text_has_a_caption_within_the_limits(title: str, text: str) -> None:
    targets.compose_text(title, text)


@st.composite
def nearly(draw: st.DrawFn, document: Any) -> Any:
    """A document in which here and there something else stands."""
    if draw(st.integers(0, 7)) == 0:
        return draw(JSON)
    if isinstance(document, dict):
        return {name: draw(nearly(value)) for name, value in document.items()}
    return [draw(nearly(value)) for value in document] if isinstance(document, list) else document


GRAPH_DOCUMENTS = nearly(seeds.GRAPH) | nearly(seeds.TOKEN_FACTS) | nearly(seeds.REFUSAL) | JSON

USAGE = st.dictionaries(
    st.sampled_from(["x-app-usage", "x-business-use-case-usage", "retry-after"]),
    st.sampled_from(["{}", "[]", '{"1": [{}]}', '{"call_count": "x"}', '{"call_count": 1e400}', "1", "nan"]),
)


@given(
    st.lists(GRAPH_DOCUMENTS, min_size=1, max_size=3),
    st.sampled_from([200, 200, 400, 403, 429, 500, 302, 0]),
    USAGE,
)
@SOME
def test_any_answer_of_graph_is_a_result_or_an_error_of_the_channel(
    documents: list[Any], status: int, headers: dict[str, str]
) -> None:
    answers.answer_graph(map(targets.load_seed, documents), status, headers)


@given(st.lists(st.binary(max_size=60), min_size=1, max_size=3), st.sampled_from([200, 400, 429, 500]))
@FEW
def test_any_bytes_of_graph_are_an_error_of_the_channel(bodies: list[bytes], status: int) -> None:
    answers.answer_graph(bodies, status, {"Content-Type": "application/json"})


@given(nearly(seeds.INSTAGRAM) | JSON)
@MANY
def test_any_answer_of_instagram_is_a_result_or_an_error_of_the_channel(answer: object) -> None:
    answers.answer_instagram(answer)


@pytest.mark.parametrize("name", fuzz.NAMES)
def test_every_target_of_the_long_run_takes_an_empty_input(name: str) -> None:
    fuzz.load_targets()[name](b"")
