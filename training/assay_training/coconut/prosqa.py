"""ProsQA-like questions: random graphs in words, with several questions to each graph.

The graphs follow the published data (facebookresearch/coconut, data/prosqa_*.json), whose generator
was not published: what is known of it was reconstructed from the files. Two persons and the kinds
that they belong to; a question names one person and two kinds, of which only one is reachable.
"""

import random
from collections import deque
from dataclasses import dataclass

PERSONS = (
    "Alex Bob Carol Davis Eva Fae Gabriel Jack Max Oliver Polly Rex Sally Sam Stella Tom Wren"
).split()
KINDS = (
    "bompus boompus brimpus chorpus dumpus felpus fompus gerpus gorpus grimpus gwompus hilpus impus "
    "jelpus jompus kerpus lempus lorpus numpus quimpus rempus rompus rorpus scrompus shumpus sterpus "
    "storpus terpus timpus tumpus vumpus worpus wumpus yerpus yimpus yumpus zhorpus zumpus"
).split()
NODES = 28
PARENTS = 1.5  # mean of a Poisson distribution
DEPTH_WEIGHT = 1.5
LONGEST = 6


@dataclass(frozen=True)
class Graph:
    """Nodes 0 and 1 are the persons that questions are about.

    ``names[i]`` is a node's word, ``children[i]`` its successors; ``statements`` are the edges in
    the order in which they are told.
    """

    names: list[str]
    children: list[list[int]]
    statements: list[tuple[int, int]]

    def distances(self, start: int) -> dict[int, int]:
        """Shortest distance of every node that is reachable from one."""
        found, queue = {start: 0}, deque([start])
        while queue:
            node = queue.popleft()
            for child in self.children[node]:
                if child not in found:
                    found[child] = found[node] + 1
                    queue.append(child)
        return found

    def levels(self, start: int, count: int) -> list[set[int]]:
        """The nodes where walks of 1, 2, … ``count`` edges end."""
        levels, here = [], {start}
        for _ in range(count):
            here = {child for node in here for child in self.children[node]}
            levels.append(here)
        return levels


@dataclass(frozen=True)
class Question:
    """Is ``asked`` a ``target`` or a ``other``? ``path`` leads from the one to the target."""

    asked: int
    target: int
    other: int
    path: list[int]


def sentence(graph: Graph, parent: int, child: int) -> str:
    start = "Every " if graph.names[parent].endswith("pus") else ""
    return f"{start}{graph.names[parent]} is a {graph.names[child]}."


def question_text(graph: Graph, question: Question, target_first: bool) -> str:
    told = " ".join(sentence(graph, *edge) for edge in graph.statements)
    pair = [graph.names[question.target], graph.names[question.other]]
    first, second = pair if target_first else reversed(pair)
    return f"{told} Is {graph.names[question.asked]} a {first} or {second}?"


def generate(rng: random.Random, nodes: int = NODES) -> Graph:
    """A graph that has at least one question; others are drawn until there is one."""
    while True:
        graph = _draw(rng, nodes)
        if graph and any(candidates(graph)):
            return graph


def _draw(rng: random.Random, count: int) -> Graph | None:
    labels, depth = [1, 2], [0, 0]
    edges: list[tuple[int, int]] = []
    for node in range(2, count):
        pool = range(node)
        if rng.random() < 0.35:
            pool = [i for i in range(node) if labels[i] == 1]
        elif rng.random() < 0.7:
            pool = [i for i in range(node) if labels[i] == 2]
        parents = _without_replacement(rng, list(pool), depth, min(_poisson(rng, PARENTS), len(pool)))
        edges += [(parent, node) for parent in parents]
        label = 0
        for parent in parents:
            label |= labels[parent]
        labels.append(label)
        depth.append(min((depth[p] + 1 for p in parents), default=0))
    kept = sorted({node for edge in edges for node in edge} | {0, 1})
    place = {node: i for i, node in enumerate(kept)}
    edges = [(place[a], place[b]) for a, b in edges]
    orphans = set(range(len(kept))) - {b for _, b in edges}
    if len(orphans) > len(PERSONS) or len(kept) - len(orphans) > len(KINDS):
        return None
    persons = iter(rng.sample(PERSONS, len(orphans)))
    kinds = iter(rng.sample(KINDS, len(kept) - len(orphans)))
    names = [next(persons) if node in orphans else next(kinds) for node in range(len(kept))]
    children: list[list[int]] = [[] for _ in kept]
    for parent, child in edges:
        children[parent].append(child)
    rng.shuffle(edges)
    return Graph(names, children, edges)


def _poisson(rng: random.Random, mean: float) -> int:
    count, left = 0, rng.expovariate(1)
    while left < mean:
        count += 1
        left += rng.expovariate(1)
    return count


def _without_replacement(rng: random.Random, pool: list[int], depth: list[int], count: int) -> list[int]:
    chosen = []
    for _ in range(count):
        pick = rng.choices(pool, [DEPTH_WEIGHT * depth[i] + 1 for i in pool])[0]
        pool.remove(pick)
        chosen.append(pick)
    return chosen


def candidates(graph: Graph) -> tuple[list[Question], list[Question]]:
    """All questions of a graph: those with a target 3 to 6 steps away, and nearer ones."""
    reach = [graph.distances(0), graph.distances(1)]
    leaves = [i for i, children in enumerate(graph.children) if not children]
    far, near = [], []
    for asked in (0, 1):
        mine = [i for i in leaves if i in reach[asked] and i not in reach[1 - asked]]
        others = [i for i in leaves if i in reach[1 - asked] and i not in reach[asked]]
        for target in mine:
            distance = reach[asked][target]
            if distance == 0 or distance > LONGEST:
                continue
            for other in others:
                if other > 1:
                    question = Question(asked, target, other, [])
                    (far if distance >= 3 else near).append(question)
    return far, near


def shortest_path(rng: random.Random, graph: Graph, start: int, target: int) -> list[int]:
    """One of the shortest paths, without the start."""
    distances = graph.distances(start)
    parents: list[list[int]] = [[] for _ in graph.names]
    for parent, child in graph.statements:
        parents[child].append(parent)
    path, node = [], target
    while node != start:
        path.append(node)
        node = rng.choice([p for p in parents[node] if distances.get(p, 99) == distances[node] - 1])
    return path[::-1]


def ask(rng: random.Random, graph: Graph, count: int, near_share: float = 0.15) -> list[Question]:
    """Questions of one graph, the distances of most of them like the published test's."""
    far, near = candidates(graph)
    asked = []
    for _ in range(count):
        pool = near if not far or (near and rng.random() < near_share) else far
        question = rng.choice(pool)
        path = shortest_path(rng, graph, question.asked, question.target)
        asked.append(Question(question.asked, question.target, question.other, path))
    return asked


def walk(rng: random.Random, graph: Graph, start: int) -> list[int]:
    """A random walk to a leaf, without the start."""
    path, node = [], start
    while graph.children[node]:
        node = rng.choice(graph.children[node])
        path.append(node)
    return path


UNITS = (
    ["Every", ". Every", " is a", ".", ". Is", " a", " or", "?\n", "### ", ".\n"]
    + PERSONS
    + [f" {person}" for person in PERSONS]
    + [f" {kind}" for kind in KINDS]
)
