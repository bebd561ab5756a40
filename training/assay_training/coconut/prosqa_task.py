"""ProsQA-like questions to train and to test on."""

import json
import random
from pathlib import Path

import torch

from assay_training.coconut import rows
from assay_training.coconut.finetune import answers
from assay_training.coconut.methods import Method
from assay_training.coconut.prosqa import LONGEST, Graph, Question, ask
from assay_training.coconut.task import Drawn, Task

CHUNK = 50
MOST_TOKENS = 60
SAMPLE = 10


class ProsqaTask(Task):
    """Several questions of each graph; a thought should decode to the nodes so many steps away."""

    title = "ProsQA-like questions"
    training_data = (
        "Random graphs told in ProsQA's words, drawn by Assay's generator; no published ProsQA question"
    )
    tested_on = (
        "The 500 published test questions. `swapped`: the same graph and candidates, asked about the other "
        "person; `pairs`: both right."
    )
    most_steps, thoughts_a_step, tokens_a_step = LONGEST, 1, 5

    def __init__(self, graphs: int, questions: int, nodes: int):
        self.words = rows.Words()
        self.tokenizer = self.words.tokenizer
        self._graphs, self._questions, self._nodes = graphs, questions, nodes

    def draw(self, rng: random.Random) -> Drawn:
        graphs = rows.draw_graphs(rng, self._graphs, self._nodes)
        questions = [ask(rng, graph, self._questions) for graph in graphs]
        return Drawn(
            *rows.told(self.words, graphs),
            rows.prompts(self.words, rng, graphs, questions),
            [[self.words.reasoning(g, q) for q in group] for g, group in zip(graphs, questions)],
            lambda thoughts: rows.level_targets(self.words, graphs, questions, 1 + thoughts),
        )

    def test(self, data: Path) -> list[tuple[Graph, list[Question]]]:
        return published(data / "prosqa" / "prosqa_test.json")

    def sample(self, problems: list) -> list[list[int]]:
        some = problems[:SAMPLE]
        return [self.words.told(graph) + self.words.prompt(graph, pair[0], True) for graph, pair in some]

    def scores(self, model, method: Method, problems: list, count: int) -> dict[str, float]:
        right = []
        for start in range(0, len(problems), CHUNK):
            graphs, pairs = zip(*problems[start : start + CHUNK])
            # The swapped question names the candidates in the same order.
            prompts = [
                [self.words.prompt(graph, q, (g + i) % 2 == 0) for i, q in enumerate(pair)]
                for g, (graph, pair) in enumerate(zip(graphs, pairs))
            ]
            told = rows.told(self.words, graphs)
            texts = answers(model, method, self.tokenizer, *told, torch.tensor(prompts), count, MOST_TOKENS)
            for graph, pair, written in zip(graphs, pairs, texts):
                right.append([_right(graph, q, text) for q, text in zip(pair, written)])
        shares = torch.tensor(right, dtype=torch.float)
        return {
            "asked": shares[:, 0].mean().item(),
            "swapped": shares[:, 1].mean().item(),
            "pairs": shares.all(1).float().mean().item(),
        }


def _right(graph: Graph, question: Question, text: str) -> bool:
    answer = text.split("#")[-1].replace(",", "").strip()
    return answer == f"{graph.names[question.asked]} is a {graph.names[question.target]}."


def published(path: Path) -> list[tuple[Graph, list[Question]]]:
    """The questions of a published file, each with its entity-swapped twin; steps are left out."""
    problems = []
    for example in json.loads(path.read_text()):
        names = example["idx_to_symbol"]
        children: list[list[int]] = [[] for _ in names]
        for parent, child in example["edges"]:
            children[parent].append(child)
        place = {name: i for i, name in enumerate(names)}
        told = example["question"].rpartition(". Is ")[0].split(". ")
        edges = [sentence.removeprefix("Every ").split(" is a ") for sentence in told]
        graph = Graph(names, children, [(place[parent], place[child]) for parent, child in edges])
        asked, target, other = example["root"], example["target"], example["neg_target"]
        pair = [Question(asked, target, other, []), Question(1 - asked, other, target, [])]
        problems.append((graph, pair))
    return problems
