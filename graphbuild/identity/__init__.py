"""Which names, in which articles, are the same entity, and why."""

from graphbuild.identity.decisions import Decision, Identity, identify
from graphbuild.identity.judgements import JUDGEMENTS, Judgement, Verdict, read_judgements, write_judgements

__all__ = [
    "JUDGEMENTS",
    "Decision",
    "Identity",
    "Judgement",
    "Verdict",
    "identify",
    "read_judgements",
    "write_judgements",
]
