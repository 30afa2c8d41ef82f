"""Local files are read like pages."""

from pathlib import Path

import pytest

from bot.archive.archive import HttpArchive
from bot.domain.errors import BotError, NotAnArticle, NotReachable

TEXT = "Der Verein hat am Samstag sein Sommerfest gefeiert, und viele Familien kamen in den Garten am Kanal."


def write(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(text, "utf-8")
    return file


def test_a_markdown_file_with_front_matter_is_read(tmp_path: Path, archive: HttpArchive) -> None:
    front = (
        '---\ntitle: "Das Sommerfest"\ndate: 2026-11-20\ncategories: [Essen, Verbund-News]\nauthor: Rima\n---'
    )
    file = write(
        tmp_path, "fest.md", f"{front}\n\n**{TEXT}**\n\nMehr im [Programm](https://verein.example/p).\n"
    )
    found = archive.read_file(file)
    assert (found.title, found.author) == ("Das Sommerfest", "Rima")
    assert found.categories == ("Essen", "Verbund-News")
    assert found.text == f"{TEXT}\n\nMehr im Programm."
    assert found.published_at is not None
    assert found.published_at.date().isoformat() == "2026-11-20"


def test_a_plain_text_begins_with_its_title(tmp_path: Path, archive: HttpArchive) -> None:
    found = archive.read_file(
        write(tmp_path, "fest.txt", f"Das Sommerfest\n\n{TEXT}\n\nQuelle: Stadt Essen\n")
    )
    assert (found.title, found.text, found.source_line) == ("Das Sommerfest", TEXT, "Stadt Essen")
    assert found.url == (tmp_path / "fest.txt").as_uri()


def test_a_page_in_an_old_encoding_is_read(tmp_path: Path, archive: HttpArchive) -> None:
    file = tmp_path / "fest.html"
    file.write_bytes(f"<h1>Über das Sommerfest</h1><p>{TEXT}</p><p>Schön – für alle.</p>".encode("cp1252"))
    assert archive.read_file(file).text.endswith("Schön – für alle.")


@pytest.mark.parametrize(
    ("name", "error"), [("fehlt.txt", NotReachable), ("bild.jpg", NotAnArticle), ("leer.md", NotAnArticle)]
)
def test_a_file_that_is_no_article_is_one_sentence(
    name: str, error: type[BotError], tmp_path: Path, archive: HttpArchive
) -> None:
    if name != "fehlt.txt":
        write(tmp_path, name, "")
    with pytest.raises(error):
        archive.read_file(tmp_path / name)


def test_a_folder_is_no_file(tmp_path: Path, archive: HttpArchive) -> None:
    (tmp_path / "ordner.md").mkdir()
    with pytest.raises(NotReachable):
        archive.read_file(tmp_path / "ordner.md")


def test_a_page_without_html_and_body_is_read_as_browsers_do(tmp_path: Path, archive: HttpArchive) -> None:
    """The parser knows HTML 4 only, and leaves an <article> right after the title in the head."""
    page = f"<title>Das Sommerfest</title><article><h1>Das Sommerfest</h1><p>{TEXT}</p></article>"
    found = archive.read_file(write(tmp_path, "fest.html", page))
    assert (found.title, found.text) == ("Das Sommerfest", TEXT)


MIXED = """+++
title = "Nähkurs für alle"
date = "2026-05-02"
+++
In unserem Kurs lernst du, wie man einen Reißverschluss einnäht und Hosen kürzt.

| Was | Angabe |
|-----|--------|
| Beginn | 12.05.2026, 17:30 Uhr |
| Material | <b>vorhanden</b> |

<figure class="wide"><img src="x.jpg"><figcaption>Ein Bild</figcaption></figure>

Wir freuen uns auf alle, die kommen. Mehr steht <a href="https://verein.example/a">im Heft</a>,\\
[hier](https://verein.example/b){:target="_blank"}, 3 < 4.
"""


def test_markdown_with_tables_tags_and_front_matter_in_toml_is_read(
    tmp_path: Path, archive: HttpArchive
) -> None:
    article = archive.read_file(write(tmp_path, "kurs.md", MIXED))
    assert article.title == "Nähkurs für alle"
    assert article.published_at
    assert article.published_at.date().isoformat() == "2026-05-02"
    first, *details, last = article.text.split("\n\n")
    assert first.endswith("Hosen kürzt.")
    assert details == ["Beginn: 12.05.2026, 17:30 Uhr", "Material: vorhanden"]
    assert last == "Wir freuen uns auf alle, die kommen. Mehr steht im Heft, hier, 3 < 4."


def test_the_cells_of_a_row_stay_together(tmp_path: Path, archive: HttpArchive) -> None:
    rows = "".join(
        f"<tr><td>{day}</td><td>{what}</td></tr>"
        for day, what in (("Mo, 4.5.", "Chor"), ("Di, 5.5.", "<p>Tanz</p>"))
    )
    page = (
        "<title>Plan</title><h1>Der Plan für den Mai</h1><p>Im Mai proben die Gruppen an diesen Tagen.</p>"
        f"<table><tr><th>Tag</th><th>Gruppe</th></tr>{rows}</table><dl><dt>Wo</dt><dd>Saal</dd></dl>"
    )
    found = archive.read_file(write(tmp_path, "plan.html", page))
    assert found.text.split("\n\n")[1:] == ["Mo, 4.5.: Chor", "Di, 5.5.: Tanz", "Wo: Saal"]
