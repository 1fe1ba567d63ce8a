"""The folder ontology/ → one frozen `Knowledge`; broken knowledge fails here, by file and line.

The classes and properties come from `graphbuild.ttl`, what expresses them from
`relations.toml`, words and names from the tables in `lexicon/`.
"""

from __future__ import annotations

import itertools
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType

import pyoxigraph as ox

from graphbuild.errors import KnowledgeError
from graphbuild.gazetteer import check_single, read_links
from graphbuild.lexicon import cells, read_appraisals, read_groups, read_map, read_table, read_word_lists
from graphbuild.model import Kind
from graphbuild.patterns import Pattern, parse_noun_pattern, parse_verb_pattern, spell_out

GB = "https://w3id.org/graphbuild/ontology#"
_ARTICLE = re.compile(r"\b([AaEe]l)-")  # the Arabic article in a name
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_OWL = "http://www.w3.org/2002/07/owl#"
_FIGURES_OFFICES = ("ruler", "minister", "spokesperson", "other")  # of people.csv
_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


@dataclass(frozen=True, slots=True)
class Predicate:
    """One property between entities, as `graphbuild.ttl` declares it.

    `relation_class` is the class that reifies it, `event` whether that class is time-bound,
    `speech` whether the relation consists in saying something (praise, a call, an accusation).
    A noun behind one of `circumstance` takes its agent from the clause that it is a circumstance of.
    What `replaces` names is not said by the same verb: who orders envoys to leave expels them.
    A trigger beside a word of `not_with` means something else; bodies of `not_types` take no part;
    what the nouns of `not_agents` do is nothing of the kind; nor is what befalls somebody (`not_deeds`)
    a thing of his.
    """

    name: str
    label: str
    agent_kinds: frozenset[Kind]
    recipient_kinds: frozenset[Kind]
    symmetric: bool
    parent: str | None
    relation_class: str
    event: bool
    group: str
    speech: bool = False
    circumstance: frozenset[str] = frozenset()
    replaces: frozenset[str] = frozenset()
    not_with: frozenset[str] = frozenset()
    not_types: frozenset[str] = frozenset()
    not_agents: frozenset[str] = frozenset()
    not_deeds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Known:
    """A name that a lexicon lists: whose it is, and in which sense.

    `sense` is `name`, `adjective` ("Russian"), `people` ("Russians"), `capital` or `seat`
    ("Kremlin"); the last two stand for the state `label`. `state` is the state that a body
    belongs to, `links` the IRIs of the same thing elsewhere, `codes` a state's ISO 3166 codes.
    """

    label: str
    kind: Kind
    sense: str
    type: str = ""
    state: str = ""
    links: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A well-known office holder: whose (`state`), and what kind of office (see `people.csv`)."""

    label: str
    state: str
    office: str
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence of `relations.toml` and the triples it must or must not give."""

    predicate: str
    text: str
    triples: tuple[str, ...]
    line: str


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything that ontology/ says, ready for use; see the tables' headers for the meanings.

    `words` holds the lists of `word_lists.csv` by name (see `lexicon.WORD_LISTS`), `lexicon` the
    folder whose cities are only read where they are linked, `region_states` the state of a region.
    """

    predicates: Mapping[str, Predicate]
    names: Mapping[str, tuple[Known, ...]]
    adjectives: Mapping[str, str]
    figures: Mapping[str, Figure]
    single_figures: frozenset[str]
    capitals: Mapping[str, str]
    lexicon: Path
    region_states: Mapping[str, str]
    roles: Mapping[str, str]
    role_names: frozenset[str]
    role_modifiers: Mapping[str, str]
    short_offices: Mapping[str, str]
    general_offices: Mapping[str, frozenset[str]]
    party_letters: Mapping[str, str]
    titles: Mapping[str, str]
    title_words: frozenset[str]
    plain_titles: frozenset[str]
    title_pairs: frozenset[tuple[str, str]]
    abbreviations: frozenset[str]
    personal_titles: frozenset[str]
    given_names: Mapping[str, str]
    office_nouns: frozenset[str]
    all_names: frozenset[str]
    kinship: Mapping[str, tuple[str, str]]
    reporting: Mapping[str, str]
    attitudes: Mapping[tuple[str, str], str]
    appraisals: Mapping[tuple[str, str], str]
    groups: Mapping[str, str]
    body_heads: Mapping[str, str]
    light_verbs: frozenset[str]
    contest_words: frozenset[str]
    alike_nouns: Mapping[str, frozenset[str]]
    words: Mapping[str, frozenset[str]]
    post_verbs: Mapping[str, str]
    promises: Mapping[str, tuple[str, frozenset[str]]]
    patterns: Mapping[tuple[str, str], tuple[Pattern, ...]]
    event_nouns: frozenset[str]
    examples: tuple[Example, ...]


def ontology_path() -> Path:
    """The folder ontology/ that comes with the package, or that lies beside its source."""
    packaged = Path(__file__).parent / "ontology"
    return packaged if packaged.is_dir() else Path(__file__).parent.parent / "ontology"


def load_knowledge(folder: Path | None = None) -> Knowledge:
    """A folder like ontology/ (None: the packaged one) → its `Knowledge`.

    Raises KnowledgeError naming the file and the line or key.
    """
    return _load((folder or ontology_path()).resolve())


@cache
def _load(folder: Path) -> Knowledge:
    lexicon = folder / "lexicon"
    relations = _read_toml(folder / "relations.toml")
    predicates = _read_predicates(folder / "graphbuild.ttl", relations)
    families = read_groups(lexicon / "word_families.csv", "family", "word")
    patterns, examples = _read_patterns(folder / "relations.toml", relations, predicates, families)
    names, adjectives = _read_names(lexicon), _read_adjectives(lexicon)
    roles = read_map(lexicon / "roles.csv", "role", "sense")
    figures = _read_figures(lexicon / "people.csv")
    titles = read_map(lexicon / "titles.csv", "title", "sense")
    groups = read_map(lexicon / "groups.csv", "noun", "sense")
    return Knowledge(
        predicates=MappingProxyType(predicates),
        names=MappingProxyType(names),
        adjectives=MappingProxyType(adjectives),
        all_names=frozenset(names) | frozenset(adjectives),
        figures=MappingProxyType(figures),
        single_figures=frozenset(name for name in figures if " " not in name and len(name) > 3),
        capitals=MappingProxyType(
            {name: k.label for name, senses in names.items() for k in senses if k.sense == "capital"}
        ),
        lexicon=lexicon,
        region_states=MappingProxyType(
            {row["label"]: row["in"] for _, row in read_table(lexicon / "regions.csv", "label", "in")}
        ),
        roles=roles,
        role_names=frozenset(roles),
        office_nouns=frozenset(
            noun.split()[-1] + ending
            for noun, sense in roles.items()
            if sense not in ("relation", "founder") and noun.isascii() and noun.replace(" ", "").isalpha()
            for ending in ("", "s")
        ),
        short_offices=_read_short_offices(lexicon / "short_offices.csv", roles),
        general_offices=_read_general_offices(lexicon / "general_offices.csv", roles),
        party_letters=_read_party_letters(lexicon / "party_letters.csv", names),
        role_modifiers=read_map(lexicon / "role_modifiers.csv", "modifier", "sense"),
        titles=titles,
        title_words=frozenset(word.rstrip(".") for title in titles for word in title.split()),
        plain_titles=frozenset(title.rstrip(".") for title in titles if " " not in title),
        title_pairs=frozenset(
            pair for title in titles for pair in itertools.pairwise(w.rstrip(".") for w in title.split())
        ),
        abbreviations=frozenset(w for title in titles for w in title.split() if w.endswith(".")),
        personal_titles=frozenset(
            title.rstrip(".") for title, sense in titles.items() if sense != "office" and " " not in title
        ),
        given_names=read_map(lexicon / "given_names.csv", "name", "gender"),
        kinship=MappingProxyType(
            {
                row["noun"]: (row["property"], row["direction"])
                for _, row in read_table(lexicon / "kinship.csv", "noun", "property", "direction")
            }
        ),
        reporting=read_map(lexicon / "reporting.csv", "verb", "kind"),
        attitudes=MappingProxyType(
            {
                (row["lemma"], row["pos"].lower()): row["effect"]
                for _, row in read_table(lexicon / "attitudes.csv", "lemma", "pos", "effect")
            }
        ),
        appraisals=read_appraisals(lexicon / "appraisals.csv"),
        groups=groups,
        body_heads=read_map(lexicon / "body_heads.csv", "noun", "type"),
        light_verbs=frozenset(row["verb"] for _, row in read_table(lexicon / "light_verbs.csv", "verb")),
        contest_words=frozenset(row["word"] for _, row in read_table(lexicon / "contest_words.csv", "word")),
        alike_nouns=MappingProxyType(_alike_nouns(patterns)),
        words=read_word_lists(lexicon / "word_lists.csv"),
        post_verbs=read_map(lexicon / "post_verbs.csv", "verb", "effect"),
        promises=MappingProxyType(
            {
                str(table["promise_of"]): (
                    name,
                    frozenset(_strings(folder / "relations.toml", name, "promises", table)),
                )
                for name, table in relations.items()
                if "promise_of" in table
            }
        ),
        patterns=MappingProxyType(patterns),
        event_nouns=frozenset(
            lemma for pos, lemma in patterns if pos == "noun" and not {lemma, f"{lemma}s"} & groups.keys()
        ),
        examples=examples,
    )


def _read_names(lexicon: Path) -> dict[str, tuple[Known, ...]]:
    names: dict[str, list[Known]] = {}

    def add(name: str, known: Known) -> None:
        if known not in names.setdefault(name, []):
            names[name].append(known)

    path, seen = lexicon / "states.csv", dict[str, int]()
    states = read_table(path, "label", "aliases", "capital", "seats", "people", "iso2", "iso3", "former")
    for line, row in states:
        label, links = row["label"], read_links(path, line, row)
        # A former state's codes are out of force, and some mean another by now.
        codes = () if row["former"] else (*cells(row["iso2"]), *cells(row["iso3"]))
        check_single(path, line, (label, *links, *codes), seen)
        columns = (("label", "name"), ("aliases", "name"), ("people", "people"))
        for column, sense in (*columns, ("capital", "capital"), ("seats", "seat")):
            for name in cells(row[column]):
                add(name, Known(label, Kind.STATE, sense, links=links, codes=codes))
    path = lexicon / "bodies.csv"
    for line, row in read_table(path, "label", "kind", "type", "aliases", "state", "wikidata"):
        if row["kind"] not in set(Kind):
            raise KnowledgeError(f"{path}:{line}: no such kind: {row['kind']}")
        links = read_links(path, line, row)
        known = Known(row["label"], Kind(row["kind"]), "name", row["type"], row["state"], links)
        for name in [row["label"], *cells(row["aliases"])]:
            add(name, known)
    path, seen = lexicon / "regions.csv", {}
    for line, row in read_table(path, "label", "aliases"):
        links = read_links(path, line, row)
        check_single(path, line, (row["label"], *links), seen)
        for name in [row["label"], *cells(row["aliases"])]:
            add(name, Known(row["label"], Kind.PLACE, "name", "region", links=links))
    return {name: tuple(senses) for name, senses in names.items()}


def _read_short_offices(path: Path, roles: Mapping[str, str]) -> Mapping[str, str]:
    """Short forms of offices, written as in the text, with no stop → the office in full."""
    short = read_map(path, "short", "office")
    for line, (name, office) in enumerate(short.items(), start=2):
        words = office.split()
        if not any(" ".join(words[n:]) in roles for n in range(len(words))):
            raise KnowledgeError(f"{path}:{line}: {office!r} ({name}) ends with no role of roles.csv")
    return short


def _read_general_offices(path: Path, roles: Mapping[str, str]) -> Mapping[str, frozenset[str]]:
    """Nouns for people in office → the offices of those whom they may mean: "the diplomat", an envoy."""
    general = {noun: frozenset(cells(row)) for noun, row in read_map(path, "noun", "offices").items()}
    for line, (noun, offices) in enumerate(general.items(), start=2):
        for role in (noun, *sorted(offices)):
            if role not in roles:
                raise KnowledgeError(f"{path}:{line}: {role!r} is no role of roles.csv")
    return MappingProxyType(general)


def _read_party_letters(path: Path, names: Mapping[str, tuple[Known, ...]]) -> Mapping[str, str]:
    """The letters that stand for a party behind a name → the party, which bodies.csv has to know."""
    letters = read_map(path, "letter", "party")
    for line, party in enumerate(letters.values(), start=2):
        if not any(known.type == "party" for known in names.get(party, ())):
            raise KnowledgeError(f"{path}:{line}: {party!r} is no party of bodies.csv")
    return letters


def _read_adjectives(lexicon: Path) -> dict[str, str]:
    return {
        adjective: row["label"]
        for _, row in read_table(lexicon / "states.csv", "label", "adjectives")
        for adjective in cells(row["adjectives"])
    }


def _read_figures(path: Path) -> dict[str, Figure]:
    figures: dict[str, Figure] = {}
    for line, row in read_table(path, "label", "aliases", "state", "office", "wikidata"):
        if row["office"] not in _FIGURES_OFFICES:
            offices = ", ".join(_FIGURES_OFFICES)
            raise KnowledgeError(f"{path}:{line}: office {row['office']!r} is none of {offices}")
        figure = Figure(row["label"], row["state"], row["office"], read_links(path, line, row))
        for name in [row["label"], *cells(row["aliases"])]:
            if figures.get(name, figure) != figure:
                raise KnowledgeError(f"{path}:{line}: {name!r} is also {figures[name].label}")
            figures[name] = figure
    # "Bashar al Assad" is "Bashar al-Assad"
    spaced = {_ARTICLE.sub(r"\1 ", name): figure for name, figure in figures.items()}
    return spaced | figures


def _read_toml(path: Path) -> dict[str, dict[str, object]]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(f"{path}: {error}") from None


def _read_patterns(
    path: Path,
    relations: dict[str, dict[str, object]],
    predicates: Mapping[str, Predicate],
    families: Mapping[str, frozenset[str]],
) -> tuple[dict[tuple[str, str], tuple[Pattern, ...]], tuple[Example, ...]]:
    patterns: dict[tuple[str, str], list[Pattern]] = {}
    examples: list[Example] = []
    for name, table in relations.items():
        if name not in predicates:
            raise KnowledgeError(f"{path}: [{name}] is not declared in graphbuild.ttl")
        unknown = set(table) - {
            "verbs",
            "nouns",
            "yes",
            "no",
            "speech",
            "circumstance",
            "replaces",
            "promise_of",
            "promises",
            "not_with",
            "not_types",
            "not_agents",
            "not_deeds",
        }
        if unknown:
            raise KnowledgeError(f"{path}: [{name}] has an unknown key: {min(unknown)}")
        if not isinstance(table.get("speech", False), bool):
            raise KnowledgeError(f"{path}: [{name}] speech is neither true nor false")
        if ("promises" in table) != ("promise_of" in table):
            raise KnowledgeError(f"{path}: [{name}] has promises or promise_of without the other")
        others = {*_strings(path, name, "replaces", table), str(table.get("promise_of", name))}
        if strange := others - predicates.keys():
            raise KnowledgeError(f"{path}: [{name}] no such property: {min(strange)}")
        for key, parse in (("verbs", parse_verb_pattern), ("nouns", parse_noun_pattern)):
            for text in _strings(path, name, key, table):
                try:
                    parsed = parse(name, spell_out(text, families))
                except ValueError as error:
                    raise KnowledgeError(f"{path}: [{name}] {key}: {text!r}: {error}") from None
                for pattern in parsed:
                    told = replace(pattern, text=text)
                    patterns.setdefault((pattern.pos, pattern.trigger), []).append(told)
        for key in ("yes", "no"):
            for line in _strings(path, name, key, table):
                text, arrow, triples = line.partition(" => ")
                if key == "yes" and not arrow:
                    raise KnowledgeError(f"{path}: [{name}] yes: {line!r} lacks ' => agent | recipient'")
                examples.append(
                    Example(name, text, tuple(t.strip() for t in triples.split(";") if t.strip()), line)
                )
    return {key: tuple(found) for key, found in patterns.items()}, tuple(examples)


def _alike_nouns(patterns: Mapping[tuple[str, str], tuple[Pattern, ...]]) -> dict[str, frozenset[str]]:
    """Each event noun → the nouns that may tell the same event ("attack", "strike", "offensive")."""
    nouns: dict[str, set[str]] = {}
    for (pos, trigger), found in patterns.items():
        if pos == "noun":
            for pattern in found:
                nouns.setdefault(pattern.predicate, set()).add(trigger)
    alike: dict[str, set[str]] = {}
    for group in nouns.values():
        for noun in group:
            alike.setdefault(noun, set()).update(group)
    return {noun: frozenset(group) for noun, group in alike.items()}


def _strings(path: Path, name: str, key: str, table: Mapping[str, object]) -> list[str]:
    found = table.get(key, [])
    if not isinstance(found, list) or not all(isinstance(text, str) for text in found):
        raise KnowledgeError(f"{path}: [{name}] {key} is not a list of strings")
    return found


def _words(path: Path, name: str, table: Mapping[str, object], key: str) -> frozenset[str]:
    return frozenset(_strings(path, name, key, table))


def _read_predicates(path: Path, relations: Mapping[str, Mapping[str, object]]) -> dict[str, Predicate]:
    try:
        store = ox.Store()
        store.load(path.read_bytes(), format=ox.RdfFormat.TURTLE)
    except (OSError, SyntaxError) as error:
        raise KnowledgeError(f"{path}: {error}") from None

    def values(subject: ox.NamedNode, predicate: str) -> list[str]:
        quads = store.quads_for_pattern(subject, ox.NamedNode(predicate), None)
        return sorted(q.object.value for q in quads if not isinstance(q.object, ox.BlankNode | ox.Triple))

    parents: dict[str, set[str]] = {}
    for quad in store.quads_for_pattern(None, ox.NamedNode(_RDFS + "subClassOf"), None):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
            parents.setdefault(quad.subject.value, set()).add(quad.object.value)

    def ancestors(iri: str) -> set[str]:
        return {iri}.union(*(ancestors(parent) for parent in parents.get(iri, ())))

    kinds_of = {kind: ancestors(GB + kind) for kind in Kind}
    predicates: dict[str, Predicate] = {}
    for quad in store.quads_for_pattern(None, _TYPE, ox.NamedNode(_OWL + "ObjectProperty")):
        node = quad.subject
        relation_class = isinstance(node, ox.NamedNode) and values(node, GB + "relationClass")
        if not relation_class or not isinstance(node, ox.NamedNode):
            continue
        name = node.value.removeprefix(GB)
        domain, range_ = values(node, _RDFS + "domain"), values(node, _RDFS + "range")
        if len(domain) != 1 or len(range_) != 1:
            raise KnowledgeError(f"{path}: gb:{name} needs one domain and one range")
        types = {
            q.object.value
            for q in store.quads_for_pattern(node, _TYPE, None)
            if isinstance(q.object, ox.NamedNode)
        }
        supers = [p.removeprefix(GB) for p in values(node, _RDFS + "subPropertyOf") if p.startswith(GB)]
        table = relations.get(name, {})
        words = partial(_words, path.with_name("relations.toml"), name, table)
        predicates[name] = Predicate(
            name=name,
            label=next(iter(values(node, _RDFS + "label")), name),
            agent_kinds=frozenset(k for k, up in kinds_of.items() if domain[0] in up),
            recipient_kinds=frozenset(k for k, up in kinds_of.items() if range_[0] in up),
            symmetric=_OWL + "SymmetricProperty" in types,
            parent=supers[0] if supers else None,
            relation_class=relation_class[0].removeprefix(GB),
            event=GB + "Event" in ancestors(relation_class[0]),
            group=next(iter(values(node, GB + "group")), ""),
            speech=bool(table.get("speech", False)),
            circumstance=words("circumstance"),
            replaces=words("replaces"),
            not_with=words("not_with"),
            not_types=words("not_types"),
            not_agents=words("not_agents"),
            not_deeds=words("not_deeds"),
        )
    return dict(sorted(predicates.items()))
