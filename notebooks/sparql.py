# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Asking the graph in SPARQL
#
# A graph that was built once answers questions without being built again. The usual prefixes need no
# declaration.

# %%
from pathlib import Path

from graphbuild.answer import Rows, shorten
from graphbuild.query import find_query, open_source, run_query

source = open_source(Path("../output/graph.ttl"))
len(source.store)


# %%
def ask(text_or_name, **values):
    """SPARQL, or the name of a query, and its parameters → printed rows."""
    text, bound = find_query(text_or_name, values)
    answer = run_query(source, text, values=bound)
    assert isinstance(answer, Rows)
    print(" | ".join(answer.variables))
    for row in answer.rows[:12]:
        print(" | ".join(shorten(term, source.prefixes) for term in row))


# %% [markdown]
# ## What is stated as fact
#
# Each fact is a plain triple, so the shortest question is one line.

# %%
ask("SELECT ?whom { ent:russia gb:met/rdfs:label ?whom } ORDER BY ?whom")

# %% [markdown]
# ## And the sentence that says so
#
# Behind a plain triple stands a relation, and behind a relation the places in articles that state it.

# %%
ask(
    """
SELECT ?whom ?sentence ?article {
  ?relation gb:predicate gb:met ; gb:agent|gb:recipient ent:aleksey-maksimov ; gb:agent|gb:recipient ?other ;
            gb:mention ?mention .
  ?other rdfs:label ?whom FILTER(?other != ent:aleksey-maksimov)
  ?mention gb:quote ?sentence ; prov:wasQuotedFrom/dcterms:identifier ?article
}
"""
)

# %% [markdown]
# ## What is denied is no fact
#
# It has a relation, with its status, and no plain triple.

# %%
ask("denied-or-disputed")

# %% [markdown]
# ## Questions with names
#
# `graphbuild query --list` shows them all; each is a file of `ontology/queries/`.

# %%
ask("who-met-whom", name="Baradar")
