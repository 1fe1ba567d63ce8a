import csv
import gzip
import json
import os
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphbuild.errors import InputError
from graphbuild.model import Article, Issue
from graphbuild.read import Boilerplate, clean, load_boilerplate, read_articles, read_text

RULES = load_boilerplate(Path(__file__).parents[2] / "ontology" / "boilerplate.toml")
GOOD = "The foreign minister of Iran met his Russian counterpart in Moscow on Monday."
MORE = "They signed an agreement on trade and discussed the situation in Syria."


def read(*paths: str | Path, max_bytes: int = 1_000_000) -> list[Article | Issue]:
    return list(read_articles(paths, boilerplate=RULES, max_bytes=max_bytes))


def articles(*paths: str | Path) -> list[Article]:
    return [found for found in read(*paths) if isinstance(found, Article)]


def one_issue(*paths: str | Path, max_bytes: int = 1_000_000) -> Issue:
    (found,) = read(*paths, max_bytes=max_bytes)
    assert isinstance(found, Issue)
    assert str(found).count("\n") == 0
    return found


# ---------------------------------------------------------------- formats


def test_a_text_file_becomes_an_article_under_its_name(tmp_path: Path) -> None:
    (tmp_path / "talks.txt").write_text(
        f"Iran and Russia sign deal\n\nMarch 3, 2020\n\n{GOOD}\n\nBack to top"
    )
    assert articles(tmp_path / "talks.txt") == [
        Article(
            id="talks.txt",
            text=f"Iran and Russia sign deal\n\nMarch 3, 2020\n\n{GOOD}",
            title="Iran and Russia sign deal",
            date=datetime(2020, 3, 3, tzinfo=UTC),
            language="en",
        )
    ]


def test_a_files_own_date_is_never_the_articles(tmp_path: Path) -> None:
    (tmp_path / "talks.txt").write_text(GOOD)
    os.utime(tmp_path / "talks.txt", (0, 0))
    assert articles(tmp_path)[0].date is None


def test_markdown_gives_its_words_and_its_front_matter(tmp_path: Path) -> None:
    (tmp_path / "talks.md").write_text(
        f"---\ntitle: 'A deal'\ndate: 2020-03-03\nsource: The Daily\n---\n# Iran signs\n\n![x](a.png)\n"
        f"> The **foreign** minister met [his *counterpart*](https://example.org).\n\n- {GOOD}\n- {MORE}\n"
    )
    (article,) = articles(tmp_path)
    assert article.text.split("\n\n") == [
        "Iran signs",
        "The foreign minister met his counterpart.",
        GOOD,
        MORE,
    ]
    assert (article.title, article.publisher) == ("A deal", "The Daily")
    assert article.date == datetime(2020, 3, 3, tzinfo=UTC)


def test_a_markdown_heading_is_the_title(tmp_path: Path) -> None:
    (tmp_path / "talks.md").write_text(f"# Iran and Russia sign deal\n{GOOD}\n")
    assert articles(tmp_path)[0].title == "Iran and Russia sign deal"


HTML = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Iran and Russia sign deal</title>
<meta property="og:site_name" content="The Daily">
<meta property="og:title" content="Iran and Russia sign deal">
<link rel="canonical" href="https://example.org/talks">
<meta property="article:published_time" content="2020-03-03T10:00:00Z">
</head><body><nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<article><h1>Iran and Russia sign deal</h1>
<p>{GOOD} The visit was announced a week ago, and lasted for two days.</p>
<p>{MORE} Diplomats said that another round was planned for the spring.</p></article>
<footer><p>Copyright 2020 The Daily</p></footer></body></html>"""


def test_an_html_page_gives_its_article_and_what_it_says_of_itself(tmp_path: Path) -> None:
    (tmp_path / "talks.html").write_text(HTML)
    (article,) = articles(tmp_path)
    assert GOOD in article.text
    assert MORE in article.text
    assert "Copyright" not in article.text
    assert "Home" not in article.text
    assert (article.title, article.url) == ("Iran and Russia sign deal", "https://example.org/talks")
    assert article.publisher == "The Daily"
    assert article.date == datetime(2020, 3, 3, tzinfo=UTC)


def test_an_html_page_is_read_in_the_encoding_it_declares(tmp_path: Path) -> None:
    page = HTML.replace("utf-8", "windows-1252").replace("Russian", "“Russian”")
    (tmp_path / "talks.htm").write_bytes(page.encode("cp1252"))
    assert "“Russian”" in articles(tmp_path)[0].text


@pytest.mark.parametrize("packed", [False, True])
def test_jsonl_gives_one_article_a_line(tmp_path: Path, packed: bool) -> None:
    lines = [
        {
            "id": 7,
            "title": "Talks",
            "text": GOOD,
            "date": "2020-03-03",
            "url": "https://e.org/7",
            "publisher": "C",
        },
        {
            "Headline": "More talks",
            "BODY": MORE,
            "published": "4 March 2020",
            "link": "https://e.org",
            "source": "D",
        },
    ]
    content = "\ufeff" + "\n\n".join(json.dumps(line) for line in lines)
    path = tmp_path / ("news.jsonl.gz" if packed else "news.jsonl")
    path.write_bytes(gzip.compress(content.encode()) if packed else content.encode())
    first, second = articles(path)
    assert first == Article(
        "7", GOOD, "Talks", datetime(2020, 3, 3, tzinfo=UTC), "https://e.org/7", "C", "en"
    )
    assert second == Article(
        f"{path.name}:3", MORE, "More talks", datetime(2020, 3, 4, tzinfo=UTC), "https://e.org", "D", "en"
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_gives_one_article_a_row(tmp_path: Path, delimiter: str) -> None:
    with (tmp_path / "news.csv").open("w", newline="", encoding="utf-8-sig") as stream:
        writer = csv.writer(stream, delimiter=delimiter)
        writer.writerow(["Title", "Content", "Date"])
        writer.writerow(["Talks", f"{GOOD}\n{MORE}", "2020-03-03"])
        writer.writerow(["More", MORE, ""])
    first, second = articles(tmp_path)
    assert (first.id, first.title, first.text) == ("news.csv:2", "Talks", f"{GOOD}\n\n{MORE}")
    assert (second.id, second.title, second.date) == ("news.csv:4", "More", None)


def test_a_csv_field_may_be_longer_than_pythons_limit(tmp_path: Path) -> None:
    (tmp_path / "news.csv").write_text(f'text\n"{(GOOD + " ") * 3000}"\n')
    assert len(articles(tmp_path)[0].text) > 200_000


def test_utf16_with_its_mark_is_read(tmp_path: Path) -> None:
    (tmp_path / "talks.txt").write_text(GOOD, "utf-16")
    assert articles(tmp_path)[0].text == GOOD


def test_a_stream_is_read_lazily(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_text(f"{json.dumps({'text': GOOD})}\n" * 3)
    found = read_articles([path, tmp_path / "never-looked-at.txt"], boilerplate=RULES)
    assert isinstance(next(found), Article)
    with path.open("a") as stream:
        stream.write("x" * 100_000)
    assert sum(isinstance(rest, Issue) for rest in found) == 2


# ---------------------------------------------------------------- bad input, one issue each


def as_file(name: str, content: bytes) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        (folder / name).write_bytes(content)
        return folder / name

    return make


def as_link(folder: Path) -> Path:
    (folder / "gone.txt").symlink_to(folder / "nowhere")
    return folder / "gone.txt"


def as_pipe(folder: Path) -> Path:
    os.mkfifo(folder / "pipe.txt")
    return folder / "pipe.txt"


def as_loop(folder: Path) -> Path:
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    return folder / "loop.txt"


def as_empty_folder(folder: Path) -> Path:
    (folder / "empty").mkdir()
    return folder / "empty"


RECORD = json.dumps({"text": GOOD}).encode()
BAD: dict[str, tuple[Callable[[Path], Path], tuple[str, ...]]] = {
    "missing path": (lambda folder: folder / "missing.txt", ("does not exist", "check the spelling")),
    "missing glob": (lambda folder: folder / "*.txt", ("matches no file", "check the pattern")),
    "empty file": (as_file("a.txt", b""), ("is empty", "leave it out")),
    "blank file": (as_file("a.html", b" \n\t\n"), ("is empty",)),
    "empty JSONL": (as_file("a.jsonl", b""), ("is empty",)),
    "binary file": (as_file("a.txt", b"\x7fELF\0\0\0"), ("binary", "UTF-8")),
    "binary JSONL": (as_file("a.jsonl", b"\0\1\2\n" * 99), ("binary", "UTF-8")),
    "Latin-1": (as_file("a.txt", b"Caf\xe9 talks."), ("not valid UTF-8", "offset 3", "iconv")),
    "half UTF-16": (as_file("a.txt", b"\xff\xfea"), ("not valid UTF-16",)),
    "no sentence": (as_file("a.txt", b"Home\n\nTalks in Doha\n"), ("no sentence", "check")),
    "another language": (
        as_file(
            "a.txt", "Le ministre des Affaires étrangères a rencontré hier les talibans à Doha.".encode()
        ),
        ("'fr'", "translate"),
    ),
    "another script": (as_file("a.txt", "Встреча прошла в Дохе.".encode()), ("'ru'",)),
    "unknown extension": (as_file("a.pdf", b"%PDF-1.4"), (".pdf", ".jsonl.gz")),
    "no extension": (as_file("README", b"Hello there, reader."), ("no extension", ".txt")),
    "page with no article": (as_file("a.html", b"<html><body></body></html>"), ("no article", "as .txt")),
    "broken JSON": (as_file("a.jsonl", b'{"text": "a'), (":1:", "not JSON", "column")),
    "deep JSON": (as_file("a.jsonl", b"[" * 200_000), (":1:", "JSON")),
    "not an object": (as_file("a.jsonl", b"[1, 2]"), (":1:", "not a JSON object", '{"text"')),
    "no text": (as_file("a.jsonl", b'{"title": "Talks"}'), (":1:", "no text", "body")),
    "text is a list": (as_file("a.jsonl", b'{"text": ["Talks."]}'), (":1:", "a list")),
    "bad bytes in JSONL": (as_file("a.jsonl", b'{"text": "Caf\xe9"}'), (":1:", "not valid UTF-8", "byte 13")),
    "long JSONL line": (as_file("a.jsonl", b"x" * 2_000_000), (":1:", "longer than 1 MB", "max_bytes")),
    "no text column": (as_file("a.csv", b"title,date\nTalks,2020\n"), (":1:", "no text column", "body")),
    "row with no text": (as_file("a.csv", b"title,text\nTalks,\n"), (":2:", "no text")),
    "not gzip": (as_file("a.jsonl.gz", RECORD), ("broken gzip", "copy it again")),
    "broken link": (as_link, ("broken link to", "nowhere")),
    "loop of links": (as_loop, ("cannot be read",)),
    "pipe": (as_pipe, ("pipe", "save its content")),
    "device": (lambda folder: Path("/dev/null"), ("device",)),
    "empty folder": (as_empty_folder, ("holds no files", ".txt")),
    "name with a NUL": (lambda folder: Path(f"{folder}/a\0b.txt"), ("a\\x00b.txt", "cannot be read")),
    "name too long": (lambda folder: folder / f"{'a' * 300}.txt", ("cannot be read",)),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_one_clear_issue_and_costs_nothing_else(name: str, tmp_path: Path) -> None:
    make, words = BAD[name]
    path = make(tmp_path)
    issue = one_issue(path)
    for word in words:
        assert word in str(issue)
    good = tmp_path / "good"
    good.mkdir()
    (good / "good.txt").write_text(GOOD)
    (good / "more.txt").write_text(MORE)
    found = read(good / "good.txt", path, good)
    assert [each if isinstance(each, Issue) else each.text for each in found] == [GOOD, issue, MORE]


def test_a_file_beyond_the_limit_is_named_with_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as stream:
        stream.truncate(200_000_000)
    issue = one_issue(path, max_bytes=50_000_000)
    assert "larger than 50 MB" in issue.message
    assert "JSONL" in issue.message
    (tmp_path / "small.txt").write_text(GOOD)
    assert isinstance(read(tmp_path / "small.txt", max_bytes=len(GOOD))[0], Article)
    assert "larger than 10 bytes" in one_issue(tmp_path / "small.txt", max_bytes=10).message


def test_bad_lines_of_jsonl_cost_only_themselves(tmp_path: Path) -> None:
    lines = [RECORD, b"{", b'{"text": "Caf\xe9"}', b"", b"x" * 2000, RECORD, b'"text"', RECORD]
    (tmp_path / "a.jsonl").write_bytes(b"\n".join(lines))
    found = read(tmp_path, max_bytes=1000)
    assert [each.line if isinstance(each, Issue) else each.id for each in found] == [
        "a.jsonl:1", 2, 3, 5, "a.jsonl:6", 7, "a.jsonl:8"
    ]  # fmt: skip


def test_a_gzip_file_cut_short_keeps_what_came_before(tmp_path: Path) -> None:
    lines = [json.dumps({"text": GOOD, "id": number, "noise": os.urandom(999).hex()}) for number in range(99)]
    packed = gzip.compress("\n".join(lines).encode())
    (tmp_path / "a.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    *before, last = read(tmp_path)
    assert len(before) > 10
    assert all(isinstance(each, Article) for each in before)
    assert isinstance(last, Issue)
    assert "broken gzip" in last.message


def test_an_unclear_date_is_an_issue_and_the_article_is_read_without_it(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": GOOD, "date": "03/04/\x1b[31m2020"}) + "\n")
    issue, article = read(tmp_path)
    assert isinstance(issue, Issue)
    assert (issue.line, "\x1b" in issue.message, "\\x1b" in issue.message) == (1, False, True)
    assert isinstance(article, Article)
    assert article.date is None


def test_a_file_without_permission_is_an_issue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(GOOD)
    (tmp_path / "a.txt").chmod(0)
    if os.access(tmp_path / "a.txt", os.R_OK):  # the superuser may read everything

        def refuse(path: Path, mode: str) -> None:
            raise PermissionError(13, "Permission denied", str(path))

        monkeypatch.setattr(Path, "open", refuse)
    assert "permission denied" in one_issue(tmp_path / "a.txt").message


def test_a_file_whose_reading_fails_is_an_issue(tmp_path: Path) -> None:
    if not Path("/proc/self/mem").exists():
        pytest.skip("needs a file that opens and cannot be read")
    (tmp_path / "a.txt").symlink_to("/proc/self/mem")
    assert "cannot be read" in one_issue(tmp_path).message


def test_control_characters_in_names_reach_messages_escaped(tmp_path: Path) -> None:
    (tmp_path / "a\x1b[31m\n.txt").write_text(GOOD)
    (tmp_path / "b\x1b[31m.txt").write_text("")
    (tmp_path / os.fsdecode(b"c\xff.txt")).write_text("")
    article, *issues = read(tmp_path)
    assert isinstance(article, Article)
    assert article.id == "a\\x1b[31m\\n.txt"
    assert all(str(issue).isprintable() for issue in issues)
    assert "b\\x1b[31m.txt" in str(issues[0])
    assert "c\\udcff.txt" in str(issues[1])


def test_control_characters_in_a_record_reach_no_field(tmp_path: Path) -> None:
    fields = {
        "id": "a\ud800\x1b",
        "title": "T\ud800\x1b[1m",
        "url": "http://e.org/\x07",
        "publisher": "P\n\x9b",
    }
    (tmp_path / "a.jsonl").write_text(json.dumps({**fields, "text": GOOD}))
    (article,) = articles(tmp_path)
    for value in (article.id, article.title, article.url, article.publisher):
        assert value
        assert value.isprintable()


# ---------------------------------------------------------------- folders, globs, arguments


def test_a_folder_names_the_kinds_it_passes_over_once(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf", "c.docx", "LICENSE", ".hidden.txt"):
        (tmp_path / name).write_text(GOOD)
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "d.PDF").write_text(GOOD)
    (tmp_path / "sub" / "e.TXT").write_text(GOOD)
    article, issue = read(tmp_path)
    assert isinstance(article, Article)
    assert article.id == "e.TXT"
    assert isinstance(issue, Issue)
    assert "1 .docx, 3 .pdf, 1 no extension" in issue.message


def test_globs_reach_files_and_folders_in_order_and_nothing_is_read_twice(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "sub/c.txt", "sub/deep/d.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(GOOD)
    assert [article.id for article in articles(f"{tmp_path}/*")] == ["a.txt", "b.txt", "c.txt", "d.txt"]
    assert [article.id for article in articles(f"{tmp_path}/**/[bd].txt")] == ["b.txt", "d.txt"]
    assert [article.id for article in articles(tmp_path / "b.txt", tmp_path, tmp_path / "sub")] == [
        "b.txt", "a.txt", "c.txt", "d.txt"
    ]  # fmt: skip


def test_a_file_whose_name_looks_like_a_glob_is_that_file(tmp_path: Path) -> None:
    (tmp_path / "[a].txt").write_text(GOOD)
    assert [article.id for article in articles(tmp_path / "[a].txt")] == ["[a].txt"]


def test_a_link_to_a_parent_folder_does_not_loop(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD)
    (tmp_path / "up").symlink_to(tmp_path)
    assert len(read(tmp_path)) == 1


@pytest.mark.parametrize("paths", ["talks.txt", Path("talks.txt"), []])
def test_arguments_that_cannot_be_meant_raise_at_once(paths: object) -> None:
    with pytest.raises(InputError):
        read_articles(paths, boilerplate=RULES)  # type: ignore[arg-type]


def test_a_limit_of_nothing_raises_at_once() -> None:
    with pytest.raises(InputError):
        read_articles(["a.txt"], boilerplate=RULES, max_bytes=0)


NAMES = st.sampled_from(["a", "b", "B", "c d", "é", "sub/a", "sub/b", "sub-a/x", "z/y/x"])
CONTENTS = st.sampled_from([GOOD, MORE, "", "Home", "\0", f"{GOOD}\n\n{MORE}"])
ENDINGS = st.sampled_from([".txt", ".md", ".jsonl"])


@settings(max_examples=40, deadline=None)
@given(st.lists(NAMES, unique=True, max_size=6), st.data())
def test_a_folder_is_its_files_in_sorted_order(names: list[str], data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for name in names:
            path = Path(folder, f"{name}{data.draw(ENDINGS)}")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(data.draw(CONTENTS), "utf-8")
            files.append(path)
        in_order = sorted(files, key=lambda path: path.relative_to(folder).parts)
        if files:
            assert read(folder) == [found for path in in_order for found in read(path)]


# ---------------------------------------------------------------- texts


def test_a_text_is_cleaned_and_keeps_what_is_given() -> None:
    article = read_text(
        f"Skip to content\n{GOOD}",
        id="talks",
        boilerplate=RULES,
        title="A &amp; B",
        date=datetime(2020, 3, 3, 2, tzinfo=timezone(timedelta(hours=3))),
        url=" https://example.org ",
        publisher="",
    )
    assert article == Article(
        "talks", GOOD, "A & B", datetime(2020, 3, 2, 23, tzinfo=UTC), "https://example.org", None, "en"
    )


def test_a_headline_is_a_title_but_a_date_or_a_sentence_is_not() -> None:
    def title(text: str) -> str | None:
        article = read_text(text, id="x", boilerplate=Boilerplate())
        assert isinstance(article, Article)
        return article.title

    assert title(f"Talks begin in Doha\n{GOOD}") == "Talks begin in Doha"
    assert title(f"Monday, March 3, 2020\nTalks begin in Doha\n{GOOD}") == "Talks begin in Doha"
    assert title(f"Monday, March 3, 2020\n{GOOD}") is None
    assert title(f"{GOOD}\n{MORE}") is None
    assert title(f"{'Talks ' * 30}\n{GOOD}") is None
    assert title(GOOD) is None


def test_english_full_of_foreign_names_is_english() -> None:
    text = "Muttaqi met Abdollahian. Haqqani met Qureshi, al-Thani and Çavuşoğlu."
    assert isinstance(read_text(text, id="x", boilerplate=RULES), Article)


@given(st.text(max_size=200))
def test_any_text_is_an_article_or_an_issue(text: str) -> None:
    read_back = read_text(text, id="x", boilerplate=RULES)
    assert isinstance(read_back, Issue) or read_back.text == clean(text, RULES)
