"""`ontology/shapes.ttl` → questions in SPARQL, each of which finds whatever breaks one promise.

Asked of Oxigraph, a promise costs one query for all nodes, where a SHACL engine visits node after
node (`make bench` measures both). What the shapes mean stays SHACL's to say: tests hold the answers
to pySHACL's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from graphbuild.errors import KnowledgeError
from graphbuild.rdf.names import VOCABULARIES

_SH = "http://www.w3.org/ns/shacl#"
_RDFS_SUBCLASS = ox.NamedNode(VOCABULARIES["rdfs"] + "subClassOf")
_TYPE = ox.NamedNode(VOCABULARIES["rdf"] + "type")
_LIST = (ox.NamedNode(VOCABULARIES["rdf"] + "first"), ox.NamedNode(VOCABULARIES["rdf"] + "rest"))
_CAN_BE_CAST = frozenset(VOCABULARIES["xsd"] + name for name in ("string", "integer", "decimal", "dateTime"))

# A component of SHACL Core → what makes a ?value of the ?path from $this one that breaks it, where
# {} is the component's own value.
_OF_VALUES = {
    "datatype": "!isLiteral(?value) || DATATYPE(?value) != {0} || !COALESCE(isLiteral({0}(?value)), false)",
    "class": "NOT EXISTS {{ ?value a ?given . VALUES ?given {{ {0} }} }}",
    "nodeKind": "!isIRI(?value)",
    "in": "?value NOT IN ({0})",
    "pattern": "isBlank(?value) || !REGEX(STR(?value), {0})",
    "minInclusive": "!COALESCE(?value >= {0}, false)",
    "maxInclusive": "!COALESCE(?value <= {0}, false)",
    "lessThan": "EXISTS {{ $this {0} ?other FILTER(!COALESCE(?value < ?other, false)) }}",
    "lessThanOrEquals": "EXISTS {{ $this {0} ?other FILTER(!COALESCE(?value <= ?other, false)) }}",
    "disjoint": "EXISTS {{ $this {0} ?value }}",
}
_PASSED_OVER = frozenset({"path", "message", "name", "description", "order"})
_CLASSES = re.compile(r"\{classes <([^>]*)>\}")
_SELECT = re.compile(r"\s*SELECT\b.*?\bWHERE\s*\{", re.DOTALL | re.IGNORECASE)


type Node = ox.NamedNode | ox.BlankNode | ox.Literal
type Parts = dict[str, list[Node]]


@dataclass(frozen=True, slots=True)
class Offender:
    """A node that breaks a promise, with the property and the value where one of them is at fault."""

    focus: Node
    path: Node | None = None
    value: Node | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One promise: the shape that makes it, what it says, its path, and a query for what breaks it.

    `sparql` selects `?this`, and `?path` and `?value` where it knows them. In it, `{classes IRI}`
    stands for a class and those below it in the graph that is asked.
    """

    shape: str
    component: str
    message: str
    path: str
    sparql: str


def read_questions(path: Path) -> tuple[Question, ...]:
    """A file of SHACL shapes, of the kind that its own head describes → its questions.

    Raises KnowledgeError on what cannot be read or is not understood.
    """
    try:
        shapes = ox.Store()
        shapes.load(path.read_bytes(), format=ox.RdfFormat.TURTLE)
    except (OSError, SyntaxError) as error:
        raise KnowledgeError(f"{path}: {error}") from None
    reader = _Reader(path, shapes)
    questions = tuple(reader.questions())
    if not questions:
        raise KnowledgeError(f"{path}: holds no shape")
    return questions


@dataclass(frozen=True, slots=True)
class _Reader:
    path: Path
    shapes: ox.Store

    def questions(self) -> Iterator[Question]:
        prefixes = self._prefixes()
        found = self.shapes.quads_for_pattern(None, _TYPE, ox.NamedNode(_SH + "NodeShape"))
        for shape in sorted(
            (quad.subject for quad in found if isinstance(quad.subject, ox.NamedNode)), key=str
        ):
            parts = self._parts(shape)
            targets = self._targets(shape, parts)
            for node in parts.pop("property", []):
                yield from self._property_questions(shape, node, targets)
            for node in parts.pop("sparql", []):
                yield from self._select_questions(shape, node, targets, prefixes)
            if parts:
                raise self._error(shape, f"sh:{min(parts)} is not understood here")

    def _targets(self, shape: Node, parts: Parts) -> list[str]:
        """What binds $this, in SPARQL; takes its parts out of `parts`."""
        classes = [
            f"VALUES ?target {{ {{classes {one}}} }} $this a ?target" for one in parts.pop("targetClass", [])
        ]
        targets = [*classes, *(f"VALUES $this {{ {one} }}" for one in parts.pop("targetNode", []))]
        if not targets:
            raise self._error(shape, "has no target")
        return [f"{{ SELECT DISTINCT $this {{ {target} }} }}" for target in targets]

    def _property_questions(self, shape: Node, node: Node, targets: list[str]) -> Iterator[Question]:
        parts = self._parts(node)
        path, message = self._path(shape, parts), self._message(shape, parts)
        for name in sorted(set(parts) - _PASSED_OVER):
            for argument in parts[name]:
                condition = self._condition(shape, name, path, argument)
                for target in targets:
                    query = f"SELECT DISTINCT $this ?value WHERE {{ {target} {condition} }}"
                    yield Question(shape.value, name, message, path, query)

    def _condition(self, shape: Node, name: str, path: str, argument: Node) -> str:
        if name == "minCount" and argument.value == "1":
            return f"FILTER NOT EXISTS {{ $this {path} ?any }}"
        if name == "maxCount" and argument.value == "1":
            return f"$this {path} ?one . $this {path} ?value FILTER(STR(?one) < STR(?value))"
        if name not in _OF_VALUES:
            raise self._error(shape, f"sh:{name} {argument} is not understood here")
        written = str(argument)
        match name:
            case "in":
                written = ", ".join(self._list(argument))
            case "class":
                written = f"{{classes {argument}}}"
            case "datatype" if argument.value not in _CAN_BE_CAST:
                raise self._error(shape, f"sh:datatype {argument} is not understood here")
            case "nodeKind" if argument.value != _SH + "IRI":
                raise self._error(shape, f"sh:nodeKind {argument} is not understood here")
        return f"$this {path} ?value FILTER({_OF_VALUES[name].format(written)})"

    def _select_questions(
        self, shape: Node, node: Node, targets: list[str], prefixes: str
    ) -> Iterator[Question]:
        parts = self._parts(node)
        message = self._message(shape, parts)
        (select,) = parts.get("select", [None])
        head = select and _SELECT.match(select.value)
        if not (select and head) or set(parts) - {"select", "message", "prefixes"}:
            raise self._error(
                shape, "sh:sparql needs a sh:message, sh:prefixes and a SELECT ... WHERE { alone"
            )
        for target in targets:
            body = select.value[head.end() :]
            yield Question(shape.value, "sparql", message, "", f"{prefixes}{head[0]} {target} {body}")

    def _path(self, shape: Node, parts: Parts) -> str:
        (path,) = parts.get("path", [None])
        if isinstance(path, ox.BlankNode):
            inside = self._parts(path)
            if set(inside) == {"inversePath"}:
                return f"^{inside['inversePath'][0]}"
        if not isinstance(path, ox.NamedNode):
            raise self._error(shape, "sh:path is not a property or the inverse of one")
        return str(path)

    def _message(self, shape: Node, parts: Parts) -> str:
        (message,) = parts.get("message", [None])
        if message is None:
            raise self._error(shape, "a promise has no sh:message that says it")
        return message.value

    def _parts(self, node: Node) -> Parts:
        """What SHACL says of a node: the values of each of its terms, sorted."""
        parts: Parts = {}
        for quad in self.shapes.quads_for_pattern(_subject(node), None, None):
            name = quad.predicate.value.removeprefix(_SH)
            if name != quad.predicate.value and not isinstance(quad.object, ox.Triple):
                parts.setdefault(name, []).append(quad.object)
        return {name: sorted(values, key=self._order) for name, values in sorted(parts.items())}

    def _order(self, node: Node) -> tuple[str, ...]:
        """Blank nodes have no order of their own: that of what they say."""
        if not isinstance(node, ox.BlankNode):
            return (str(node),)
        said = self.shapes.quads_for_pattern(node, None, None)
        return tuple(sorted(str(quad.object) for quad in said if not isinstance(quad.object, ox.BlankNode)))

    def _list(self, node: Node) -> Iterator[str]:
        inside = {q.predicate: q.object for q in self.shapes.quads_for_pattern(_subject(node), None, None)}
        if inside:
            first, rest = (inside[one] for one in _LIST)
            yield str(first)
            if not isinstance(rest, ox.Triple):
                yield from self._list(rest)

    def _prefixes(self) -> str:
        header = next(self.shapes.quads_for_pattern(None, ox.NamedNode(_SH + "declare"), None), None)
        declared = (
            self._parts(header.subject)["declare"]
            if header and isinstance(header.subject, ox.NamedNode)
            else []
        )
        each = (self._parts(one) for one in declared)
        return "".join(f"PREFIX {one['prefix'][0].value}: <{one['namespace'][0].value}>\n" for one in each)

    def _error(self, shape: Node, what: str) -> KnowledgeError:
        return KnowledgeError(f"{self.path}: {shape.value.rpartition('#')[2]}: {what}")


def find_offenders(store: ox.Store, question: Question) -> Iterator[Offender]:
    """A graph and a question → whatever breaks the promise, in no order and perhaps more than once."""

    def classes(match: re.Match[str]) -> str:
        return " ".join(map(str, _classes_below(store, ox.NamedNode(match[1]))))

    found = store.query(_CLASSES.sub(classes, question.sparql))
    assert isinstance(found, ox.QuerySolutions)  # a Question is a SELECT
    names = {variable.value for variable in found.variables}

    def told(solution: ox.QuerySolution, name: str) -> Node | None:
        term = solution[name] if name in names else None
        return None if isinstance(term, ox.Triple) else term

    for solution in found:
        focus = told(solution, "this")
        if focus is not None:
            yield Offender(focus, told(solution, "path"), told(solution, "value"))


def _subject(node: Node) -> ox.NamedNode | ox.BlankNode:
    return ox.NamedNode(_SH + "nothing") if isinstance(node, ox.Literal) else node


def _classes_below(store: ox.Store, class_: ox.NamedNode) -> tuple[ox.NamedNode, ...]:
    """A class → itself and all those below it in a graph, sorted."""
    found, waiting = {class_}, [class_]
    while waiting:
        for quad in store.quads_for_pattern(None, _RDFS_SUBCLASS, waiting.pop()):
            if isinstance(quad.subject, ox.NamedNode) and quad.subject not in found:
                found.add(quad.subject)
                waiting.append(quad.subject)
    return tuple(sorted(found, key=str))
