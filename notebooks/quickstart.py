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
# # From articles to a graph that can answer
#
# Five articles go in. What comes out knows who met whom, who recognises whom and who holds which
# post, and for each of these the sentence that says so.

# %%
import graphbuild

kg = graphbuild.build("../seeds")
kg

# %% [markdown]
# Every relation carries its mentions: the sentence, where it stands in which article, whether it
# affirms or denies, and whether it speaks of something that happened or is only planned.

# %%
meeting = next(relation for relation in kg.graph.relations if relation.predicate == "met")
for mention in meeting.mentions:
    print(mention.article, mention.span, mention.polarity, mention.modality)
    print("   ", mention.quote)

# %% [markdown]
# ## Ask
#
# Ten questions have names (`graphbuild query --list` shows them). Any SPARQL works too, and the
# usual prefixes need no declaration.

# %%
answer = kg.query("who-met-whom")
for row in answer.rows:
    print(" | ".join("" if term is None else term.value for term in row[:4]))

# %%
kg.query("ASK { ?anyone gb:recognises ?state }")

# %% [markdown]
# ## Take it elsewhere
#
# The same graph as a pandas table, for NetworkX, or for RDFLib.

# %%
kg.to_pandas().head()

# %%
network = kg.to_networkx()
sorted(network.degree, key=lambda pair: (-pair[1], pair[0]))[:5]

# %%
rdf = kg.to_rdflib()
len(rdf)

# %% [markdown]
# ## Keep it
#
# `graph.ttl` opens in Protégé and loads into GraphDB; `graph.html` opens in a browser, with no
# internet.

# %%
import tempfile

with tempfile.TemporaryDirectory() as folder:
    print([path.name for path in kg.save(folder)])

# %% [markdown]
# ## Texts of your own
#
# An `Article` may carry a date, against which "last week" is read.

# %%
from datetime import UTC, datetime

article = graphbuild.Article(
    "note-1",
    "Turkish Foreign Minister Hakan Fidan met Iranian President Masoud Pezeshkian in Tehran on Monday.",
    date=datetime(2025, 1, 8, tzinfo=UTC),
)
for relation in graphbuild.build_texts([article]).graph.relations:
    print(relation.agents, relation.predicate, relation.recipients, relation.time)
