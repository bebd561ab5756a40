"""ProsQA questions as token rows: statements, prompts, steps, answers, and where thoughts should be."""

import random

import numpy as np
import torch
from tokenizers import Tokenizer

from assay_training.coconut.prosqa import (
    UNITS,
    Graph,
    Question,
    generate,
    walk,
)
from assay_training.coconut.task import Reasoning, padded
from assay_training.coconut.tokenizer import (
    BEGIN_LATENT,
    END_OF_TEXT,
    SPECIAL,
    unit_tokenizer,
)

PROMPT_TOKENS = 7


class Words:
    """Token ids of the pieces that ProsQA's text consists of."""

    def __init__(self):
        self.tokenizer: Tokenizer = unit_tokenizer(UNITS)
        self.size = self.tokenizer.get_vocab_size()
        ids = {unit: self.tokenizer.token_to_id(unit) for unit in (*UNITS, *SPECIAL)}
        self._ids = ids
        self.end, self.begin_thought = ids[END_OF_TEXT], ids[BEGIN_LATENT]

    def node(self, graph: Graph, node: int) -> int:
        """A node in the middle of a sentence."""
        return self._ids[f" {graph.names[node]}"]

    def start(self, graph: Graph, node: int) -> int:
        """A person that a line begins with."""
        return self._ids[graph.names[node]]

    def told(self, graph: Graph) -> list[int]:
        """The statements, without the dot of the last."""
        ids = []
        for i, (parent, child) in enumerate(graph.statements):
            if graph.names[parent].endswith("pus"):
                ids += [self._ids[". Every" if i else "Every"], self.node(graph, parent)]
            elif i:
                ids += [self._ids["."], self.node(graph, parent)]
            else:
                ids.append(self.start(graph, parent))
            ids += [self._ids[" is a"], self.node(graph, child)]
        return ids

    def prompt(self, graph: Graph, question: Question, target_first: bool) -> list[int]:
        pair = [self.node(graph, question.target), self.node(graph, question.other)]
        first, second = pair if target_first else pair[::-1]
        i = self._ids
        return [i[". Is"], self.node(graph, question.asked), i[" a"], first, i[" or"], second, i["?\n"]]

    def steps(self, graph: Graph, start: int, path: list[int]) -> list[list[int]]:
        """The lines that a path is told in."""
        lines, before = [], None
        for node in path:
            subject = [self.start(graph, start)] if before is None else [self._ids["Every"], self.node(graph, before)]
            lines.append([*subject, self._ids[" is a"], self.node(graph, node), self._ids[".\n"]])
            before = node
        return lines

    def reasoning(self, graph: Graph, question: Question) -> Reasoning:
        i = self._ids
        target = self.node(graph, question.target)
        answer = [i["### "], self.start(graph, question.asked), i[" is a"], target, i["."], self.end]
        return Reasoning(self.steps(graph, question.asked, question.path), answer, answer.index(target))


def told(words: Words, graphs: list[Graph]) -> tuple[torch.Tensor, torch.Tensor]:
    rows = [words.told(graph) for graph in graphs]
    return padded(rows), torch.tensor([len(row) for row in rows])


def prompts(words: Words, rng: random.Random, graphs: list[Graph], questions: list[list[Question]]) -> torch.Tensor:
    """The questions ``[graphs, questions, 7]``, with their candidates in either order."""
    return torch.tensor(
        [
            [words.prompt(graph, question, rng.random() < 0.5) for question in group]
            for graph, group in zip(graphs, questions)
        ]
    )


def soft_children(words: Words, graph: Graph, nodes: set[int] | list[int]) -> np.ndarray:
    """The same probability for each of some nodes."""
    row = np.zeros(words.size, np.float32)
    for node in nodes:
        row[words.node(graph, node)] = 1 / len(nodes)
    return row


def bare_walks(
    words: Words, rng: random.Random, graphs: list[Graph], questions: list[list[Question]], length: int
) -> tuple[torch.Tensor, torch.Tensor]:
    """Node after node from the person asked about; where a walk ends, another begins somewhere.

    Texts ``[graphs, questions, length]`` begin with the token before the first thought; the soft
    targets are the children of the node at each position.
    """
    texts = np.zeros((len(graphs), len(questions[0]), length), np.int64)
    soft = np.zeros((*texts.shape, words.size), np.float32)
    for g, graph in enumerate(graphs):
        inner = [i for i, children in enumerate(graph.children) if children]
        rows = {i: soft_children(words, graph, graph.children[i]) for i in inner}
        for q, question in enumerate(questions[g]):
            nodes = [question.asked, *walk(rng, graph, question.asked)]
            while len(nodes) < length:
                start = rng.choice(inner)
                nodes += [start, *walk(rng, graph, start)]
            for i, node in enumerate(nodes[:length]):
                texts[g, q, i] = words.node(graph, node) if i else words.begin_thought
                if node in rows:
                    soft[g, q, i] = rows[node]
    return torch.from_numpy(texts), torch.from_numpy(soft)


def level_targets(
    words: Words, graphs: list[Graph], questions: list[list[Question]], count: int
) -> torch.Tensor:
    """For each of ``count`` positions the nodes so many edges away: ``[graphs, questions, count, tokens]``."""
    soft = np.zeros((len(graphs), len(questions[0]), count, words.size), np.float32)
    for g, graph in enumerate(graphs):
        rows = {}
        for asked in {question.asked for question in questions[g]}:
            levels = graph.levels(asked, count)
            rows[asked] = np.stack([soft_children(words, graph, level) for level in levels])
        for q, question in enumerate(questions[g]):
            soft[g, q] = rows[question.asked]
    return torch.from_numpy(soft)


def draw_graphs(rng: random.Random, count: int, nodes: int) -> list[Graph]:
    return [generate(rng, nodes) for _ in range(count)]
