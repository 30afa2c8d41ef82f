"""Captions: the whole text for one channel, from the Jinja templates a comms team may edit."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from bot.compose import phrases
from bot.domain.article import Fact, FactKind
from bot.domain.channel import get_traits, utf16_length
from bot.domain.errors import NeedsPerson
from bot.domain.post import Channel, find_hashtags
from bot.i18n import mark, say

_ICONS = {
    FactKind.WHEN: "📅",
    FactKind.WHERE: "📍",
    FactKind.PRICE: "💶",
    FactKind.DEADLINE: "✍️",
    FactKind.REGISTER: "✍️",
}
_WORD_JOINER = "\u2060"
_SIGN = re.compile(r"(?<!\w)([@#＠＃])(?=\w)")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_MENTION = re.compile(r"(?<!\w)@\w+")
_BLANK_LINES = re.compile(r"\n{3,}")
_TRAILING = re.compile(r"[ \t]+$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a template may use; hashtags without "#", all other texts plain, empty when there is none.

    facts: what a follower needs besides the words, in the order of the lines; event: the first of them;
    language: what the words and facts are written in; empty: the instance's, whose fixed words stand beside.
    """

    headline: str
    teaser: str
    event: str
    link: str
    short_address: str
    source: str
    credit: str
    hashtags: Sequence[str]
    facts: Sequence[Fact] = ()
    language: str = ""


def neutralise(text: str) -> str:
    """Keep "@" and "#" of a text from becoming mentions and hashtags, and drop control characters.

    An invisible word joiner behind the sign ends what the platforms would link, looks the same and is
    passed over by screen readers; addresses such as info@example.org are no mention anyway.
    """
    return _SIGN.sub(rf"\1{_WORD_JOINER}", _CONTROL.sub("", text))


class Captions:
    """Renders captions; template_dirs in order, the instance's directory before the packaged one."""

    def __init__(self, template_dirs: Sequence[Path], language: str) -> None:
        self._language = language
        self._environment = ImmutableSandboxedEnvironment(
            loader=jinja2.FileSystemLoader([directory / "captions" for directory in template_dirs]),
            autoescape=False,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def render(self, channel: Channel, parts: Parts, *, is_sober: bool) -> str:
        """The caption, within the channel's limits. Raises NeedsPerson naming the template and its line."""
        traits = get_traits(channel)
        name = traits.sober_template if is_sober else traits.caption_template
        try:
            words = phrases.get_phrases(self._language)
            until = phrases.get_phrases(parts.language or self._language)["until"]
            values = _values(parts, words, until)
            text = self._environment.get_template(name).render(**values, words=words)
        except jinja2.TemplateNotFound as error:
            sentence = say("The caption template captions/{name} is missing in templates/.", name=error.name)
            raise NeedsPerson(sentence) from error
        except jinja2.TemplateSyntaxError as error:
            raise NeedsPerson(_describe(error.name or name, error.lineno, error.message)) from error
        except UnicodeDecodeError as error:
            sentence = say("The caption template captions/{name} is not in UTF-8; save it so.", name=name)
            raise NeedsPerson(sentence) from error
        except Exception as error:  # a template may run into any error of the values it uses
            raise NeedsPerson(_describe(name, _find_line(name, error), error)) from error
        caption = _BLANK_LINES.sub("\n\n", _TRAILING.sub("", text)).strip()
        _check(caption, channel, name)
        return caption


def _values(parts: Parts, words: Mapping[str, str], until: str) -> Mapping[str, Any]:
    """Texts of the archive lose the power to tag; addresses and our own hashtags keep theirs."""
    values: dict[str, Any] = asdict(parts)
    values["facts"] = [_describe_fact(fact, words, until) for fact in parts.facts]
    for name in ("headline", "teaser", "event", "source", "credit"):
        values[name] = neutralise(values[name])
    values["hashtags"] = [f"#{tag}" for tag in parts.hashtags]
    return values


def _describe_fact(fact: Fact, words: Mapping[str, str], until: str) -> Mapping[str, str]:
    """kind, text, an icon, and the label that says the same in a word: "Anmeldung" is not said twice.

    until: how a deadline begins that does not say what it is for.
    """
    label = words[fact.kind.value]
    text = neutralise(fact.text)
    if fact.kind is FactKind.CONTACT:
        icon = "✉" if "@" in text else "☎" if text[0] in "+(0123456789" else "🌐"
        icon, label = ("🏦", words["account"]) if text.startswith("IBAN") else (icon, label)
    else:
        icon = _ICONS[fact.kind]
    is_said = label.casefold() in text.casefold() or (
        fact.kind is FactKind.DEADLINE and not text.startswith(until)
    )
    said = text if is_said else f"{label}: {text}"
    return {"kind": fact.kind.value, "text": text, "icon": icon, "label": label, "plain": said}


def _find_line(name: str, error: Exception) -> int:
    """The template's line in which an error arose; 0 when it is not known."""
    line = 0
    trace = error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename.endswith(name):
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


_FAULTS = tuple(
    (re.compile(pattern, re.DOTALL), sentence)
    for pattern, sentence in (
        (r"'(?P<word>\w+)' is undefined$", mark("there is no “{word}”")),
        (r"No filter named '(?P<word>.+)'", mark("there is no filter “{word}”")),
        (
            r"Encountered unknown tag '(?P<tag>end\w*)'.* closed is '(?P<block>\w+)'",
            mark("“{tag}” stands where “end{block}” must close “{block}”"),
        ),
        (
            r"Encountered unknown tag '(?P<tag>end\w+|else|elif)'",
            mark("“{tag}” belongs to nothing that was opened before"),
        ),
        (r"Encountered unknown tag '(?P<tag>\w+)'", mark("there is no command “{tag}”")),
        (
            r"Unexpected end .* closed is '(?P<block>\w+)'",
            mark("“{block}” is not closed: “end{block}” is missing"),
        ),
        (
            r"expected token 'end of (?P<kind>print|statement).*', got '(?P<word>.+)'",
            mark("“{end}” is missing before “{word}”"),
        ),
        (
            r"(?:unexpected end of template.*'|Missing )end of (?P<kind>print|statement|comment)",
            mark("the end “{end}” of a “{begin}” is missing"),
        ),
        (r"unexpected '}'$", mark("a bracket stands alone; the end has two signs, as the beginning has")),
        (
            r"(?:Expected an expression, got|unexpected) 'end of",
            mark("something is missing before the end of the brackets"),
        ),
        (r"unexpected char '(?P<sign>.+)' at", mark("the sign “{sign}” does not belong there")),
    )
)
"""What Jinja says, in English only, and what people read."""
_BRACKETS = {
    "print": {"begin": "{{", "end": "}}"},
    "statement": {"begin": "{%", "end": "%}"},
    "comment": {"begin": "{#", "end": "#}"},
}


def _explain(reason: str) -> str:
    """What is wrong with a template, in Jinja's own words where none of ours fit."""
    for pattern, sentence in _FAULTS:
        if found := pattern.match(reason):
            facts = found.groupdict()
            return say(sentence, **_BRACKETS.get(facts.pop("kind", ""), {}), **facts)
    return reason.rstrip(".")


def _describe(name: str, line: int, reason: object) -> str:
    return say(
        "The caption template captions/{name} does not work in line {line}: {reason}.",
        name=name,
        line=line,
        reason=_explain(str(reason)),
    )


def _check(caption: str, channel: Channel, name: str) -> None:
    limits = get_traits(channel).limits
    counts = (
        (say("characters"), utf16_length(caption), limits.caption),
        (say("hashtags"), len(find_hashtags(caption)), limits.hashtags),
        (say("mentions"), len(_MENTION.findall(caption)), limits.mentions),
    )
    for what, count, allowed in counts:
        if count > allowed:
            raise NeedsPerson(
                say(
                    "The caption for {channel} has {count} {what}, {allowed} are allowed; "
                    "shorten the template captions/{name}.",
                    channel=channel,
                    count=count,
                    what=what,
                    allowed=allowed,
                    name=name,
                )
            )
