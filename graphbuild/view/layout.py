"""A network of lines → calm, fixed places for its nodes: the same on every run, physics off.

Each connected part is drawn by stress majorisation (Gansner, Koren and North, "Graph drawing by
stress majorization", 2004): distances on paper follow distances in the graph. All pairs of nodes
pull on each other in small parts, in large ones the lines and a few pivots (Brandes and Pich,
"Eigensolver methods for progressive multidimensional scaling", 2007). Then boxes that overlap are
pushed apart, and the parts are packed in rows. Lengths are pixels at scale 1.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import networkx as nx
import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Box = tuple[float, float]

# Up to this many nodes all pairs are compared: 320,000 pairs, a second or two on one core.
_ALL_PAIRS = 800
# In larger parts: pivots, and pairs besides those of the pivots; seconds for 10,000 nodes.
_PIVOTS = 40
_SAMPLED_PAIRS = 200_000
_STEPS = 160
_GAP = 60.0
# A screen is wider than high; a little less than 16:10, because panels stand beside the network.
_ASPECT = 1.3
_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))


def lay_out(
    network: nx.Graph, boxes: Mapping[int, Box], satellites: Sequence[int] = ()
) -> dict[int, tuple[int, int]]:
    """A network of integer nodes and the box (width, height) of each → node: (x, y), centred on 0, 0.

    No two boxes overlap. `satellites` are set around their neighbours after all others have
    their place, so that showing or hiding them moves nothing.
    """
    core = network.subgraph(sorted(set(network) - set(satellites)))
    parts = [sorted(part) for part in nx.connected_components(core)]
    parts.sort(key=lambda part: (-len(part), part[0]))
    drawn = [(part, _draw(core, part, boxes)) for part in parts]
    places = _pack(drawn, boxes)
    _set_satellites(network, satellites, boxes, places)
    return {node: (round(x), round(y)) for node, (x, y) in sorted(places.items())}


def _draw(network: nx.Graph, part: list[int], boxes: Mapping[int, Box]) -> Points:
    """One connected part → the places of its nodes, in the order of `part`."""
    if len(part) == 1:
        return np.zeros((1, 2))
    row = {node: i for i, node in enumerate(part)}
    lines = np.array(
        sorted((min(row[a], row[b]), max(row[a], row[b])) for a, b in network.subgraph(part).edges),
        dtype=np.int64,
    )
    neighbours: list[list[int]] = [[] for _ in part]
    for a, b in lines.tolist():
        neighbours[a].append(b)
        neighbours[b].append(a)
    size = np.array([boxes[node] for node in part])
    # A line should be long enough for the two boxes at its ends and a word between them.
    length = 1.5 * math.sqrt(float(np.mean(size[:, 0]) * np.mean(size[:, 1]))) + 20
    points = _turn(_stress(neighbours, lines))
    if len(part) > _ALL_PAIRS:
        points = _even_out(points)
    # Twice the room that all boxes fill together: then few have to be pushed.
    room = math.sqrt(
        2 * float((size[:, 0] * size[:, 1]).sum()) / (float(np.ptp(points, axis=0).prod()) + 1e-9)
    )
    return _push_apart(points * (length if len(part) < 20 else max(length, room)), size)


def _stress(neighbours: list[list[int]], lines: NDArray[np.int64]) -> Points:
    """Lists of neighbours → places whose distances approximate the distances in the graph."""
    count = len(neighbours)
    pivots = list(range(count)) if count <= _ALL_PAIRS else _pivots(neighbours)
    steps = np.array([_distances(neighbours, pivot) for pivot in pivots])  # pivots x nodes
    points = _start(steps)
    if count <= _ALL_PAIRS:
        first, second = np.triu_indices(count, 1)
        ideal = steps[first, second]
        weight = ideal**-2.0
    else:
        first, second, ideal, weight = _sampled_pairs(steps, pivots, lines)
    total = np.bincount(first, weight, count) + np.bincount(second, weight, count)
    radius, hold = _middle(neighbours, float(steps.mean()), total)
    total += hold
    for _ in range(_STEPS):
        between = points[first] - points[second]
        distance = np.sqrt(between[:, 0] ** 2 + between[:, 1] ** 2) + 1e-9
        pull = weight * (ideal / distance - 1)
        for axis in (0, 1):
            force = pull * between[:, axis]
            move = np.bincount(first, force, count) - np.bincount(second, force, count)
            # Half the step of a sequential update: all nodes move at once, and stress never rises.
            points[:, axis] += 0.5 * move / total
        if hold.any():
            reach = np.sqrt(points[:, 0] ** 2 + points[:, 1] ** 2) + 1e-9
            points += (0.5 * hold * (radius / reach - 1) / total)[:, None] * points
    return points


def _sampled_pairs(
    steps: NDArray[np.float64], pivots: list[int], lines: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    """Distances from pivots → pairs, distances and weights: all lines, all pivots, a sample of the rest.

    The distance of a sampled pair is that by way of the best pivot. Without the sample, nodes
    that lie alike to all pivots would lie on one another.
    """
    count = steps.shape[1]
    each = max(_SAMPLED_PAIRS // count, 16)
    some = np.repeat(np.arange(count), each)
    other = np.random.default_rng(count).integers(0, count, len(some))
    detour = np.full(len(some), np.inf)
    for row in steps:
        detour = np.minimum(detour, row[some] + row[other])
    first = np.concatenate([some, np.repeat(pivots, count), lines[:, 0]])
    second = np.concatenate([other, np.tile(np.arange(count), len(pivots)), lines[:, 1]])
    ideal = np.concatenate([detour, steps.ravel(), np.ones(len(lines))])
    weight = np.maximum(ideal, 1) ** -2.0
    weight[-len(lines) :] *= 4
    apart = (first != second) & (ideal > 0)
    return first[apart], second[apart], ideal[apart], weight[apart]


def _middle(
    neighbours: list[list[int]], mean: float, total: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """How far from the middle each node should be, and how strongly it is held there.

    In a large network most nodes are near each other in steps, and stress alone would set the best
    connected at the rim, where distances come out longest. So in large parts those with far more
    lines than most are held near the middle, in the order of their number (the idea of Brandes and
    Pich, "More flexible radial layout", 2011).
    """
    degree = np.array([len(some) for some in neighbours])
    foremost = np.flatnonzero((degree > 3 * degree.mean()) & (len(degree) > _ALL_PAIRS))
    foremost = foremost[np.lexsort((foremost, -degree[foremost]))]
    radius, hold = np.zeros(len(degree)), np.zeros(len(degree))
    # Spread over the inner half of the disc, so that their names do not cover each other.
    radius[foremost] = 0.5 * mean * np.sqrt(np.arange(len(foremost)) / max(len(foremost), 1))
    hold[foremost] = 2 * total[foremost]
    return radius, hold


def _distances(neighbours: list[list[int]], start: int) -> NDArray[np.float64]:
    """The number of lines from one node to every other."""
    found = np.full(len(neighbours), -1.0)
    found[start] = 0
    ring, far = [start], 0
    while ring:
        far += 1
        outer = []
        for node in ring:
            for other in neighbours[node]:
                if found[other] < 0:
                    found[other] = far
                    outer.append(other)
        ring = outer
    return found


def _pivots(neighbours: list[list[int]]) -> list[int]:
    """The best connected nodes, through which most others reach each other, and a sample of all."""
    order = sorted(range(len(neighbours)), key=lambda node: (-len(neighbours[node]), node))
    return sorted({*order[: _PIVOTS // 2], *order[:: len(order) * 2 // _PIVOTS]})


def _start(steps: NDArray[np.float64]) -> Points:
    """Distances from some nodes to all → a first drawing by classical scaling."""
    square = steps**2
    centred = square - square.mean(0) - square.mean(1)[:, None] + square.mean()
    _, vectors = np.linalg.eigh(centred @ centred.T)
    points = np.stack([centred.T @ vectors[:, -1], centred.T @ vectors[:, -2]], axis=1)
    for axis in (0, 1):  # an eigenvector has no sign of its own
        column = points[:, axis]
        points[:, axis] = column * (1 if column[np.argmax(np.abs(column))] >= 0 else -1)
    extent = float(np.abs(points).max()) or 1.0
    points *= float(steps.max()) / (2 * extent)
    # Nodes that look alike from everywhere would lie on one point and never part.
    turn = np.arange(points.shape[0]) * _GOLDEN_ANGLE
    return np.asarray(points + 0.1 * np.stack([np.cos(turn), np.sin(turn)], axis=1))


def _turn(points: Points) -> Points:
    """The same drawing with its longest direction across the page."""
    points = points - points.mean(0)
    x, y = points[:, 0], points[:, 1]
    angle = 0.5 * math.atan2(2 * float((x * y).sum()), float((x * x).sum() - (y * y).sum()))
    cos, sin = math.cos(angle), math.sin(angle)
    return np.stack([x * cos + y * sin, y * cos - x * sin], axis=1)


def _even_out(points: Points) -> Points:
    """A drawing with a dense middle → one as dense everywhere, directions and order kept."""
    reach = np.sqrt(points[:, 0] ** 2 + points[:, 1] ** 2) + 1e-9
    rank = np.empty(len(points))
    rank[np.lexsort((np.arange(len(points)), reach))] = np.arange(len(points))
    even = float(np.median(reach)) * np.sqrt(2 * rank / len(points))
    return np.asarray(points * ((0.3 * np.minimum(reach, even * 1.5) + 0.7 * even) / reach)[:, None])


def _push_apart(points: Points, size: Points) -> Points:
    """Places and boxes (width, height) → places nearby at which no two boxes overlap."""
    points = points.copy()
    count = len(points)
    patience = 20 if count < 400 else 4
    attempt = 0
    while True:
        attempt += 1
        first, second = _near_pairs(points, size)
        between = points[second] - points[first]
        over = (size[first] + size[second]) / 2 - np.abs(between)
        hit = (over > 0.5).all(1)
        if not hit.any():
            return points
        first, second, between, over = first[hit], second[hit], between[hit], over[hit]
        axis = np.argmin(over, axis=1)
        rows = np.arange(len(axis))
        push = np.zeros_like(over)
        push[rows, axis] = (over[rows, axis] / 2 + 0.6) * np.where(between[rows, axis] >= 0, 1, -1)
        for side in (0, 1):
            move = np.bincount(second, push[:, side], count) - np.bincount(first, push[:, side], count)
            # A node in a crowd is pushed by many at once: the mean push, not the sum.
            crowd = np.bincount(second, axis == side, count) + np.bincount(first, axis == side, count)
            points[:, side] += move / np.maximum(crowd, 1) ** 0.5
        if attempt % patience == 0:  # a crowd that cannot part needs a little more room
            points *= 1.04


def _near_pairs(points: Points, size: Points) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs of rows whose boxes may overlap, found by a sweep in the order of x."""
    order = np.lexsort((points[:, 1], points[:, 0]))
    x, y = points[order, 0], points[order, 1]
    width, height = size.max(0)
    first, second = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for step in range(1, len(order)):
        beside = x[step:] - x[:-step] < width
        if not beside.any():
            break
        near = np.flatnonzero(beside & (np.abs(y[step:] - y[:-step]) < height))
        first.append(order[near])
        second.append(order[near + step])
    return np.concatenate(first), np.concatenate(second)


def _pack(
    drawn: Sequence[tuple[list[int], Points]], boxes: Mapping[int, Box]
) -> dict[int, tuple[float, float]]:
    """Drawn parts → all of them in centred rows, the largest first."""
    frames = []
    for part, points in drawn:
        half = np.array([boxes[node] for node in part]) / 2
        low, high = (points - half).min(0), (points + half).max(0)
        frames.append((part, points - low, float(high[0] - low[0]), float(high[1] - low[1])))
    if not frames:
        return {}
    area = sum((width + _GAP) * (height + _GAP) for _, _, width, height in frames)
    page = max(frames[0][2], math.sqrt(area * _ASPECT))
    places: dict[int, tuple[float, float]] = {}
    top, start = 0.0, 0
    while start < len(frames):
        end, across = start + 1, frames[start][2]
        while end < len(frames) and across + _GAP + frames[end][2] <= page:
            across += _GAP + frames[end][2]
            end += 1
        left, row_height = -across / 2, max(frame[3] for frame in frames[start:end])
        for part, points, width, height in frames[start:end]:
            for node, (x, y) in zip(part, points.tolist(), strict=True):
                places[node] = (left + x, top + (row_height - height) / 2 + y)
            left += width + _GAP
        top, start = top + row_height + _GAP, end
    middle = (top - _GAP) / 2
    return {node: (x, y - middle) for node, (x, y) in places.items()}


def _set_satellites(
    network: nx.Graph,
    satellites: Sequence[int],
    boxes: Mapping[int, Box],
    places: dict[int, tuple[float, float]],
) -> None:
    """Gives each satellite the first free place around the middle of its neighbours."""
    count = len(places)
    taken = np.zeros((count + len(satellites), 4))
    if places:
        taken[:count] = [(*places[node], *boxes[node]) for node in places]
    for node in satellites:
        anchors = [places[other] for other in sorted(network[node]) if other in places]
        x = sum(anchor[0] for anchor in anchors) / max(len(anchors), 1)
        y = sum(anchor[1] for anchor in anchors) / max(len(anchors), 1)
        width, height = boxes[node]
        ring = 0
        while True:  # a spiral always leaves the crowd
            far = 46 + 5 * ring
            angle = ring * _GOLDEN_ANGLE + node
            at = (x + far * math.cos(angle), y + far * math.sin(angle))
            apart = (np.abs(taken[:count, 0] - at[0]) >= (taken[:count, 2] + width) / 2) | (
                np.abs(taken[:count, 1] - at[1]) >= (taken[:count, 3] + height) / 2
            )
            if bool(apart.all()):
                break
            ring += 1
        places[node] = at
        taken[count] = (*at, width, height)
        count += 1
