"""Turns questions and ordinary text into token sequences with a loss mask.

In evaluation a prompt that ends in ``Answer: "`` is encoded as one text and the answer is generated
after it. So a training sequence encodes prompt, answer, closing quote and newline apart: no token
spans two of them.
"""

import json
import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from assay_training import tasks, text
from assay_training.tasks import Material, Question

END_OF_TEXT = "<|endoftext|>"
IGNORED = -100
OFFICIAL_PROMPTS = Path("cute") / "prompts.json"  # in the data folder
OWN_PROMPTS = (
    Path(__file__).resolve().parents[2]
    / "benchmarks/src/main/resources/dev/assay/benchmarks/cute/prompts.json"
)
TEXT_SHARE = 0.06  # of the sequences
HEADER_SHARE = 0.6  # of the task documents with room for it: the four worked examples first
HEADER_ROOM = 200
RANDOM_SHARE = 0.3  # of the documents of a task on letters: random letters for words
SENTENCES = 3.0  # how often tasks on sentences are drawn once letters are learnt, against at first
WEIGHTS = {"spell": 1.5, "sem": 0.4, "orth": 0.7, "contains_char": 1.2}


@dataclass(frozen=True)
class Template:
    """A task's prompt, split where the worked examples end."""

    header: str
    question: str

    @staticmethod
    def parse(prompt: str) -> "Template":
        start = prompt.index("Question: ")
        start = prompt.rindex("\n", 0, start) + 1
        return Template(prompt[:start], prompt[start:])

    def ask(self, question: Question) -> str:
        first, *others = self.question.split("{}")
        pairs = zip(question.operands, others, strict=True)
        return first + "".join(operand + text for operand, text in pairs) + ' Answer: "'

    def prompt(self, question: Question) -> str:
        return self.header + self.ask(question)


def load_templates(data: Path) -> dict[str, dict[str, Template]]:
    """By style (``official``, ``own``) and task."""
    paths = {"official": data / OFFICIAL_PROMPTS, "own": OWN_PROMPTS}
    return {
        style: {
            task: Template.parse(prompt)
            for task, prompt in json.loads(path.read_text(encoding="utf-8")).items()
        }
        for style, path in paths.items()
    }


class Documents:
    """Batches of inputs and targets; a batch depends on the seed and its number alone."""

    def __init__(self, data: Path, tokenizer: Tokenizer, seed: int, sentences_from: int = 0):
        self._material = Material(data)
        self._templates = load_templates(data)
        self._tokenizer, self._seed, self._sentences_from = tokenizer, seed, sentences_from
        self._end = tokenizer.token_to_id(END_OF_TEXT)
        self._close = self._encode('"') + self._encode("\n")
        documents = text.gsm8k_documents(data)
        encoded = tokenizer.encode_batch(documents, add_special_tokens=False)
        self._text = np.concatenate([[*e.ids, self._end] for e in encoded]).astype(np.int64)

    def batch(self, number: int, rows: int, length: int) -> tuple[np.ndarray, np.ndarray]:
        """Inputs and targets ``[rows, length]``; targets without loss are ``IGNORED``."""
        sequences = self.sequences(number, rows, length + 1)
        ids = np.zeros((rows, length + 1), np.int64)
        targets = np.full((rows, length + 1), IGNORED, np.int64)
        for row, (tokens, loss) in enumerate(sequences):
            ids[row, : len(tokens)] = tokens
            targets[row, : len(tokens)] = np.where(loss, tokens, IGNORED)
        return ids[:, :-1], targets[:, 1:]

    def sequences(self, number: int, rows: int, most: int) -> list[tuple[list[int], list[bool]]]:
        """A batch's documents: at most so many tokens each, and whether there is loss on them."""
        rng = random.Random(f"{self._seed}/{number}")
        weights = _weights(sentences_often=number >= self._sentences_from)
        return [self._sequence(rng, most, weights) for _ in range(rows)]

    def _sequence(
        self, rng: random.Random, most: int, weights: list[float]
    ) -> tuple[list[int], list[bool]]:
        if rng.random() < TEXT_SHARE:
            start = rng.randrange(len(self._text) - most)
            return self._text[start : start + most], [True] * most
        return self.task_document(rng.choices(tasks.TASKS, weights)[0], rng, most)

    def task_document(
        self, task: str, rng: random.Random, most: int
    ) -> tuple[list[int], list[bool]]:
        """As many questions of one task as fit, after the worked examples or bare."""
        template = self._templates[rng.choice(("official", "own"))][task]
        start = template.header if rng.random() < HEADER_SHARE and most > HEADER_ROOM else ""
        letters = f"{task}_rand" in tasks.RANDOM_TASKS and rng.random() < RANDOM_SHARE
        drawn = f"{task}_rand" if letters else task
        tokens, loss = [], []
        while True:
            question = tasks.draw(drawn, self._material, rng)
            prompt = self._encode(start + template.ask(question))
            answer = self._encode(question.answer) + self._close
            if len(tokens) + len(prompt) + len(answer) > most:
                if tokens:
                    return tokens, loss
                if start:
                    start = ""  # the worked examples leave no room
                    continue
                prompt, answer = prompt[:most], answer[: max(0, most - len(prompt))]
            tokens += prompt + answer
            loss += [False] * len(prompt) + [True] * len(answer)
            start = ""

    def _encode(self, piece: str) -> list[int]:
        return self._tokenizer.encode(piece, add_special_tokens=False).ids


def _weights(sentences_often: bool) -> list[float]:
    """How often each task is drawn."""
    return [
        WEIGHTS.get(task, 1.0) * (SENTENCES if sentences_often and task.endswith("_word") else 1.0)
        for task in tasks.TASKS
    ]
