"""Captions from templates, within the limits."""

from pathlib import Path

import pytest

from bot.compose.captions import Captions, Parts
from bot.domain.article import Fact, FactKind
from bot.domain.channel import list_channels
from bot.domain.errors import NeedsPerson
from bot.domain.post import Channel
from tests.known_channels import FACEBOOK, INSTAGRAM

ROOT = Path(__file__).parents[2]
FACTS = tuple(
    Fact(kind=kind, text=text)
    for kind, text in (
        (FactKind.WHEN, "Samstag, 9. Mai 2026"),
        (FactKind.WHERE, "Bürgerhaus"),
        (FactKind.PRICE, "Eintritt frei"),
        (FactKind.DEADLINE, "Anmeldung bis 7. Mai 2026"),
        (FactKind.CONTACT, "0201 000-12"),
        (FactKind.CONTACT, "ada@v.example"),
        (FactKind.CONTACT, "www.v.example/a"),
    )
)


def make_parts(**more: object) -> Parts:
    texts: dict[str, object] = {
        "headline": "", "teaser": "Der Verein feiert.", "event": "", "link": "https://v.example/a?utm=1",
        "short_address": "v.example", "source": "Stadt Essen", "credit": "", "hashtags": ("Essen", "Sport"),
    }  # fmt: skip
    return Parts(**(texts | more))  # type: ignore[arg-type]


def render(channel: Channel, *, is_sober: bool = False, **more: object) -> str:
    return Captions([ROOT / "templates"], "de").render(channel, make_parts(**more), is_sober=is_sober)


def test_facebook_has_the_link_source_and_hashtags() -> None:
    assert render(FACEBOOK) == (
        "Der Verein feiert.\n\n🔗 Mehr dazu: https://v.example/a?utm=1\n\n"
        "Quelle: Stadt Essen\n\n#Essen #Sport"
    )


def test_instagram_points_to_the_bio() -> None:
    text = render(INSTAGRAM, facts=FACTS, credit="Ada Kaya")
    assert text == (
        "Der Verein feiert.\n\n📅 Samstag, 9. Mai 2026\n📍 Bürgerhaus\n💶 Eintritt frei\n"
        "✍️ Anmeldung bis 7. Mai 2026\n☎ 0201 000-12\n✉ ada@v.example\n🌐 www.v.example/a\n"
        "🔗 Link in der Bio · v.example\n\n"
        "Quelle: Stadt Essen\nFoto: Ada Kaya\n\n#Essen #Sport"
    )


@pytest.mark.parametrize("channel", list_channels())
def test_sober_captions_have_no_emoji(channel: Channel) -> None:
    text = render(channel, is_sober=True, facts=FACTS)
    assert "Termin: Samstag, 9. Mai 2026\nOrt: Bürgerhaus\nKosten: Eintritt frei\nAnmeldung bis 7." in text
    assert all(ord(char) < 0x2100 for char in text)


def test_english_instances_speak_english() -> None:
    text = Captions([ROOT / "templates"], "en").render(INSTAGRAM, make_parts(), is_sober=False)
    assert "Link in bio" in text
    assert "Source: Stadt Essen" in text


@pytest.mark.parametrize(
    ("written", "safe"),
    [
        ("Folgt @verein und #vielfalt!", "Folgt @\u2060verein und #\u2060vielfalt!"),
        ("Mail an info@verein.example", "Mail an info@verein.example"),
        ("Platz # 1 in C#", "Platz # 1 in C#"),
        ("Fest\u202etseF im\x00 Park", "FesttseF im Park"),
    ],
    ids=["mention and tag", "mail address", "signs alone", "control characters"],
)
def test_signs_in_the_text_never_become_tags(written: str, safe: str) -> None:
    assert render(FACEBOOK, teaser=written).startswith(safe)


def test_an_instances_own_template_replaces_the_packaged_one(tmp_path: Path) -> None:
    (tmp_path / "captions").mkdir()
    (tmp_path / "captions/facebook.jinja").write_text(
        "Neu: {{ teaser }}\n  {% if link %}\n{{ link }}\n  {% endif %}"
    )
    captions = Captions([tmp_path, ROOT / "templates"], "de")
    text = captions.render(FACEBOOK, make_parts(), is_sober=False)
    assert text == "Neu: Der Verein feiert.\nhttps://v.example/a?utm=1"


BROKEN = [
    pytest.param("{{ teaser }}\n{{ tesser }}", "line 2", "tesser", id="unknown name"),
    pytest.param("{{ teaser }}\n\n{% if %}", "line 3", "something is missing", id="syntax"),
    pytest.param("{{ teaser }}{{ 1 / 0 }}", "line 1", "zero", id="arithmetic"),
    pytest.param("{{ teaser.__class__.__mro__ }}", "line 1", "unsafe", id="out of the sandbox"),
    pytest.param("{{ teaser * 3000 }}", "54000 characters", "2200", id="too long"),
    pytest.param("#a #b #c #d #e #f", "6 hashtags", "5", id="too many hashtags"),
    pytest.param("{{ '@a ' * 21 }}", "21 mentions", "20", id="too many mentions"),
]


@pytest.mark.parametrize(("template", "where", "why"), BROKEN)
def test_a_broken_template_is_named_with_its_line(
    tmp_path: Path, template: str, where: str, why: str
) -> None:
    (tmp_path / "captions").mkdir()
    (tmp_path / "captions/instagram.jinja").write_text(template)
    with pytest.raises(NeedsPerson) as caught:
        Captions([tmp_path], "de").render(INSTAGRAM, make_parts(), is_sober=False)
    assert "instagram.jinja" in str(caught.value)
    assert where in str(caught.value)
    assert why in str(caught.value)


FAULTS = {
    "{% if teaser %}{{ teaser }}": "“if” is not closed: “endif” is missing",
    "{% for tag in hashtags %}{% if tag %}{% endfor %}": "“endfor” stands where “endif” must close “if”",
    "{{ teaser }}{% endif %}": "“endif” belongs to nothing that was opened before",
    "{% wenn teaser %}": "there is no command “wenn”",
    "{% if teaser %}{% elseif link %}{% endif %}": "there is no command “elseif”",
    "{{ teaser|grosz }}": "there is no filter “grosz”",
    "{{ teaser link }}": "“}}” is missing before “link”",
    "{% if teaser link %}": "“%}” is missing before “link”",
    "{{ teaser": "the end “}}” of a “{{” is missing",
    "{% if teaser": "the end “%}” of a “{%” is missing",
    "{# teaser": "the end “#}” of a “{#” is missing",
    "{{ teaser }": "a bracket stands alone",
    "{{ (teaser }}": "unexpected '}', expected ')'",
    "{{ teaser & link }}": "the sign “&” does not belong there",
}


@pytest.mark.parametrize("template", FAULTS)
def test_what_is_wrong_with_a_template_is_said_in_words_of_ours_where_some_fit(
    tmp_path: Path, template: str
) -> None:
    (tmp_path / "captions").mkdir()
    (tmp_path / "captions/instagram.jinja").write_text(f"\n{template}")
    with pytest.raises(NeedsPerson) as caught:
        Captions([tmp_path], "de").render(INSTAGRAM, make_parts(), is_sober=False)
    assert "captions/instagram.jinja does not work in line 2: " in str(caught.value)
    assert FAULTS[template] in str(caught.value)


def test_a_missing_template_is_named(tmp_path: Path) -> None:
    with pytest.raises(NeedsPerson, match=r"facebook\.jinja is missing"):
        Captions([tmp_path], "de").render(FACEBOOK, make_parts(), is_sober=False)
