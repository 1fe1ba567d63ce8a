"""A table of ontology/lexicon/ → its rows, as a map, or as lists of words by name.

Broken tables raise KnowledgeError naming the file and the line.
"""

from __future__ import annotations

import csv
from collections.abc import Container, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from graphbuild.errors import KnowledgeError

# The lists of word_lists.csv that the readers ask for, and what their words do.
WORD_LISTS = MappingProxyType(
    {
        "agreements": "names of what was agreed, which is nobody: the JCPOA",
        "announced_deeds": "properties whose deed is done by announcing it: expulsions, agreements",
        "announcing_verbs": "who does so to a deed that is done by announcing it does it then",
        "armed_or_united": "types of bodies that a general noun may mean: the group, the bloc",
        "armed_verbs": "what troops do so to is a place, where nobody knows better: troops stormed Moura",
        "armies": "alone they are the army named before: the troops, soldiers",
        "arrival_verbs": "with for, what follows is still to come: arrived for talks",
        "attempts": "what they govern is tried for: trying to destroy, a plan to destroy",
        "bare_posts": "no posts unless something is said of what: the leader, an official",
        "blame_nouns": "with whom they lie is accused: the blame lies with Iran",
        "body_kinds": "before a noun for a body they tell no other: the rebel group",
        "boons": "what one gets or feels: that somebody should do so is no call on him",
        "border_nouns": "nouns for the line between two states: the frontier",
        "capturing_verbs": "done to towns, and to people as well",
        "ceasing_verbs": "what they put an end to was there: ended the war",
        "chancellor_states": "ruled by a chancellor: elsewhere a chancellor is somebody else",
        "city_nouns": "after a capital they leave it the city: Moscow airport",
        "city_verbs": "their object is the city, not its government: visit Moscow",
        "claiming_verbs": "what is so done by nobody named is nobody's word: it has been claimed that",
        "club_offices": "of a club, where several words stand before them: the Manchester City manager",
        "company_offices": "nobody holds them of a person: the general manager of Harper Lane",
        "constables": "alone they are the police named before: police said",
        "counterparts": "somebody in the same post elsewhere: his Iranian counterpart",
        "crediting_verbs": "to do so, or if it is to be done, nobody vouches: to believe the brochure",
        "dealing_roles": "with whom they deal is not whose they are: the negotiator with Iran",
        "deed_nouns": "alone they mean what the sentence before told: condemned the move",
        "delegations": "people who are sent, whose leader stands for them: a delegation led by X",
        "doing_verbs": "a thing is of whoever does so with it: the role that Russia plays",
        "done_to": "deeds of blame whose of names whom they are done to: the betrayal of Kenya",
        "dubbing_verbs": "they put a name behind a name: branded the leader, X, a liar",
        "expelling_verbs": "done in the land of whoever does them: expel a diplomat",
        "female_kin": "relatives who are women",
        "female_roles": "held by women",
        "female_titles": "borne by women",
        "fiction": "what happens in them does not happen: in a film",
        "figures_offices": "of a state, where the lexicon knows their holder: the speaker, an envoy",
        "footage_verbs": "what they show doing something does it: footage shows tanks entering",
        "foreign_heads": "other languages' nouns that begin a body's name: Partido Liberal",
        "foreign_joiners": "small words inside such a name: Universidad Mayor de San Andrés",
        "foreign_last_heads": "other languages' nouns that end a body's name: Lok Janshakti Morcha",
        "gatherings": "what is said or done at them was where they are: at a rally in Zemun",
        "general_bodies": "nouns that fit many bodies: the group, the bloc",
        "governing": "in a capital they are its state: the government in Kinshasa",
        "governments": "after a person's name they are the body that he leads: the Biden administration",
        "granting_verbs": "what they are to be done to is there: must lift the sanctions",
        "happening_verbs": "with an event as subject they say that it happens: the talks began",
        "harm_verbs": "who does or suffers so in a fight took part in it: wounded in clashes with Chad",
        "heading_verbs": "who does so to a body heads it: chairs the committee, led by X",
        "hearsay": "what it says, or has, is told by nobody in particular: legend says, rumour has it",
        "holding_verbs": "their subject gets the post named after as: took office as president",
        "home_bodies": "with no state beside them they are of the state where the article is at home",
        "honours": "alone before a name they honour and give no post: Chief Obafemi Awolowo",
        "irregulars": "under arms for a group, for no state: Pakistani militants",
        "leaving_verbs": "after them from leaves what follows real: returned from visiting",
        "led_units": "units that are a body where somebody is their commander: the border detachment",
        "local_offices": "of a town or a region: the mayor of South Bend",
        "located_ills": "bad things that a nationality or a capital only places: the Syrian war",
        "located_places": "what lies where their phrase says, named beside them: Goma, a city in Congo",
        "male_kin": "relatives who are men",
        "male_roles": "held by men",
        "male_titles": "borne by men",
        "march_verbs": "where troops do so, or are made to, is a place: the rebels advanced on Palma",
        "measures": "they only measure another noun: a series of meetings",
        "ministers_counterparts": "counterparts of a ruler or minister elsewhere: his French colleague",
        "more_of": "what they stand before is still to be added: further sanctions",
        "name_honours": "honours that are written as if they were a given name, before a full name: Seyed",
        "name_particles": "small words inside a person's name: bin, van der",
        "naming_verbs": "say what somebody is: called it a crime, described it as illegal",
        "national_offices": "of a state, where the article is at home: the foreign minister",
        "national_rulers": "of the state that the article is about, before a name: President X",
        "not_doing": "what they do, or what is done to them, is no deed of whose they are: Iran's enemies",
        "not_members": 'beside "member" they say that it is none: a non-member, a former member',
        "not_own": "what is so is somebody's no more, or another's: his former party",
        "offices_elsewhere": "their holders do not lead the body beside them: the Labour mayor",
        "one_of_many": "heads of whom a body may have many, as a title: IRGC commander X",
        "pardons": "what they are granted for is no new charge: granted mercy for his crimes",
        "part_nouns": "of a body or a state they name another as its own: the armed wing of Hamas",
        "party_adjectives": "what a president of a state may be, whom no party has for its own: Republican",
        "party_offices": "offices in a party, not offices that its members hold elsewhere",
        "place_adjectives": "beside the nouns of places they tell no other: the disputed region",
        "places": "nouns for a place named before: the city, the province",
        "plain_adjectives": "beside the nouns of sides, they name no others: the two friendly countries",
        "plots": "what is told of them as the subject of a verb of showing is made up: the season opens with",
        "portfolio_offices": "lists of portfolios stand before them: Industry, Mining and Trade Minister",
        "portfolios": "what ministers are of, so that other capitals behind are a name: Works and Transport",
        "portraying_verbs": "whom an actor does so is not what he is: plays the president",
        "posted_bodies": "a state has many, one to a place: an embassy",
        "posted_roles": "in a place because that is their post: ambassador in Kabul",
        "presidential_states": "ruled by a president alone: the U.S. president is Trump, where he is named",
        "private_roles": "they act for nobody: Iranian protesters, a French singer",
        "protecting_verbs": "what they keep from need not be there: save it from sabotage",
        "reacting_verbs": "to do so if another does not yield threatens him: we will strike",
        "realms": "nouns for a state that is one by its full name: the kingdom",
        "region_nouns": "with a name they make it that of a region: Herat province, the province of Herat",
        "regional_words": "beside a name that a state and a region share they tell the region: senator",
        "resident_roles": "held in the city to which they go: ambassador to Tokyo",
        "ruin_verbs": "to vow to do so to somebody threatens him: crush, retaliate against",
        "satirists": "outlets that publish jokes: The Onion",
        "seats": "where they are is where their owner is: the council's headquarters in Oslo",
        "secretary_states": "they have secretaries for ministers, or under them: the foreign secretary",
        "serving_roles": "in the service of whoever holds an office: the president's adviser",
        "ship_prefixes": "the name after them is that of a ship: USS Ronald Reagan",
        "showing_verbs": "what a story does with what is in it: the novel imagines that",
        "siblings": "of two of them one is the other's: the brothers Issa and Lamine",
        "sides": "nouns for one of two states: the two countries",
        "simulations": "what they find did not happen: the war game found",
        "sites": "behind a name they are a place: the Makoanyane barracks, the Harbmaidon training ground",
        "slogan_verbs": "before a name on a banner they are not part of it: Free Imran Khan",
        "sought_roles": "what stands behind them after “for” is not their body: candidate for the Senate",
        "speaking_verbs": "as a participle they say where and when something was said: speaking in Kabul",
        "spoofing": "what such a teller tells is made up: a satirical site, a fake account",
        "standing_nouns": "measures and states of things that last: sanctions, an occupation",
        "state_nouns": "nouns for a state: a landlocked country, the state of Georgia",
        "succeeding_verbs": "who does so to the holder of a post holds it: succeeded X as minister",
        "suffered": "what befalls people, so that whose it is are those whom it befell: Navalny's arrest",
        "taking_part_verbs": "in an event, they make their subject its agent: took part in talks",
        "terms": "somebody's time in a post, which as names: her tenure as minister",
        "texts": "what they say is said by whoever is behind them: a statement by, the report of",
        "threatening_verbs": "who says so of what he will do threatens: vowed to strike",
        "timetable_verbs": "in the simple present they tell a journey to come: she travels to Oslo",
        "town_nouns": "what they are of is a place: the outskirts of Palma",
        "town_verbs": "what is done to towns, so that a name there is one: retook Kasumbalesa",
        "turn_nouns": "with whom they lie is called on: the onus is on Iran",
        "unofficial": "people so called do not act for their state: Haitian gang leaders",
        "unreal_modifiers": "what they stand before is not said to be there: any threat, alleged crimes",
        "untrue_labels": "before a colon they put what follows in doubt: Myth: …",
        "visit_verbs": "with for, what follows happened then: paid a visit for talks",
        "voting_words": "with them a score is that of a vote: the Senate voted 52-48",
        "war_nouns": "nouns for fighting that goes on: the war, hostilities",
        "waters": "in the names of seas and rivers: what is attacked in them is not they",
        "winning_words": "with a score they tell of sport: lead 6-3",
        "wishing_verbs": "with for, what follows is only wished: call for talks",
        "words_against": "with anti- before a name they accuse whoever bears it: anti-Iran remarks",
        "wrongly": "what is said so is not so: falsely claimed",
    }
)

# The kinds of appraisals.csv, and what saying such a word of somebody amounts to.
APPRAISALS = MappingProxyType(
    {
        "blame": "blames whoever does it, has done it or is so: violate, crime, illegal",
        "blame name": "a noun that blames whoever is called so: terrorist, bully",
        "causes": "blames whoever does so to an ill: fuel tensions, the source of insecurity",
        "conduct": "what adjectives of blame and praise are said of: a hostile policy, a constructive role",
        "doom": "threatens whoever is said to do so in time to come: will regret, will pay a price",
        "duty": "blames whoever is said not to do or have it: comply, honesty",
        "harm": "violence, which blames the state or body that is said to do it: attack, shell",
        "ill": "a bad thing that is nobody's until somebody causes it: insecurity, bloodshed",
        "praise": "a noun or adjective that praises whoever has it: bravery, constructive",
        "praise name": "a noun that praises whoever is called so: hero, friend",
    }
)


def read_table(path: Path, *columns: str) -> Iterator[tuple[int, dict[str, str]]]:
    """A CSV file with a header → its line numbers and rows; checks the named columns."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{path}: cannot be read ({error})") from None
    rows = csv.DictReader(text.splitlines())
    missing = set(columns) - set(rows.fieldnames or ())
    if missing:
        raise KnowledgeError(f"{path}:1: column {', '.join(sorted(missing))} is missing")
    for row in rows:
        if None in row or None in row.values():
            raise KnowledgeError(f"{path}:{rows.line_num}: has more or fewer cells than the header")
        if not row[columns[0]].strip():
            raise KnowledgeError(f"{path}:{rows.line_num}: {columns[0]} is empty")
        yield rows.line_num, {key: value.strip() for key, value in row.items()}


def read_map(path: Path, key: str, value: str) -> Mapping[str, str]:
    """A table → one of its columns by another, in which nothing may stand twice."""
    found: dict[str, str] = {}
    for line, row in read_table(path, key, value):
        if row[key] in found:
            raise KnowledgeError(f"{path}:{line}: {row[key]!r} stands twice")
        found[row[key]] = row[value]
    return MappingProxyType(found)


def read_groups(
    path: Path, group: str, word: str, names: Container[str] | None = None
) -> Mapping[str, frozenset[str]]:
    """A table of two columns → the words of each group; none may stand twice in one.

    If `names` are given there may be no other group.
    """
    found: dict[str, set[str]] = {}
    for line, row in read_table(path, group, word):
        if names is not None and row[group] not in names:
            raise KnowledgeError(f"{path}:{line}: no such {group}: {row[group]!r}")
        words = found.setdefault(row[group], set())
        if not row[word] or row[word] in words:
            raise KnowledgeError(f"{path}:{line}: the word is empty or stands twice: {row[word]!r}")
        words.add(row[word])
    return MappingProxyType({name: frozenset(words) for name, words in found.items()})


def read_word_lists(path: Path) -> Mapping[str, frozenset[str]]:
    """The table of `list` and `word` → the words of each of `WORD_LISTS`."""
    found = read_groups(path, "list", "word", WORD_LISTS)
    for name in WORD_LISTS:
        if name not in found:
            raise KnowledgeError(f"{path}: the list {name!r} is missing")
    return found


def read_appraisals(path: Path) -> Mapping[tuple[str, str], str]:
    """The table of `word`, `pos` and `appraisal` → one of `APPRAISALS` by word and part of speech.

    A word may be a verb and the head of its object or of a phrase behind it: "cross border".
    """
    found: dict[tuple[str, str], str] = {}
    for line, row in read_table(path, "word", "pos", "appraisal"):
        key = (row["word"], row["pos"].lower())
        if row["appraisal"] not in APPRAISALS:
            raise KnowledgeError(f"{path}:{line}: no such appraisal: {row['appraisal']!r}")
        if key[1] not in ("verb", "noun", "adj"):
            raise KnowledgeError(f"{path}:{line}: no such part of speech: {row['pos']!r}")
        if " " in row["word"] and key[1] != "verb":
            raise KnowledgeError(f"{path}:{line}: only a verb has a second word, not {row['word']!r}")
        if key in found:
            raise KnowledgeError(f"{path}:{line}: {row['word']!r} stands twice as a {key[1]}")
        found[key] = row["appraisal"]
    return MappingProxyType(found)


def cells(cell: str) -> list[str]:
    """A cell of several values, parted by semicolons → the values."""
    return [part.strip() for part in cell.split(";") if part.strip()]
