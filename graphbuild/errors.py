"""Everything that graphbuild raises, as one small tree.

    GraphbuildError
    ├── InputError        an argument names something that cannot be used (path, option)
    ├── KnowledgeError    a file of ontology/ is broken: names the file and the line or key
    ├── ModelError        the spaCy pipeline asked for cannot be loaded
    ├── QueryError        a SPARQL query cannot be read or run
    └── OutputError       a result cannot be written

Doubtful *text* never raises: it becomes an `Issue` beside the result.
"""


class GraphbuildError(Exception):
    """Base of all errors of this package; its text is one line that says what to mend."""


class InputError(GraphbuildError):
    """An argument names something that cannot be used."""


class KnowledgeError(GraphbuildError):
    """A file of ontology/ is broken; the message names the file and the line or key."""


class ModelError(GraphbuildError):
    """The spaCy pipeline asked for cannot be loaded."""


class QueryError(GraphbuildError):
    """A SPARQL query cannot be read or run."""


class OutputError(GraphbuildError):
    """A result cannot be written."""
