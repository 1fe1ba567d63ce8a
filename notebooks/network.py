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
# # The graph as a network
#
# What is stated as fact is an edge. NetworkX measures it; Gephi and Cytoscape open the same network from
# `graph.gexf` and `graph.graphml`.

# %%
import graphbuild

kg = graphbuild.build("../seeds")
network = kg.to_networkx()
print(network.number_of_nodes(), "entities,", network.number_of_edges(), "edges")

# %% [markdown]
# ## Who stands between the others
#
# An edge has a direction and may hold several times; for distances neither matters. Betweenness counts on
# how many shortest paths someone stands.

# %%
import networkx as nx

ties = nx.Graph(network.to_undirected())
between = nx.betweenness_centrality(ties)
label = network.nodes(data="label")
for one in sorted(between, key=lambda node: (-between[node], node))[:8]:
    print(f"{between[one]:.2f}  {label[one]}")

# %% [markdown]
# ## The shortest way from one to another, and what says so

# %%
from itertools import pairwise

for one, other in pairwise(nx.shortest_path(ties, "person/aleksey-maksimov", "state/turkmenistan")):
    edges = [network.get_edge_data(*pair) or {} for pair in ((one, other), (other, one))]
    edge = next(edge for both_ways in edges for edge in both_ways.values())
    print(label[one], "-", edge["label"], "-", label[other])
    print("   ", edge["quotes"][0])

# %% [markdown]
# ## For other programs

# %%
import tempfile

with tempfile.TemporaryDirectory() as folder:
    print([path.name for path in kg.save(folder, formats=("graphml", "gexf", "csv"))])
