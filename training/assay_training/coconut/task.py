"""What is asked of the reasoning models: questions as token rows, whatever they are about."""

import random
from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

import torch
from tokenizers import Tokenizer

from assay_training.coconut.methods import Method

IGNORED = -100


@dataclass(frozen=True)
class Reasoning:
    """The gold steps of a question, each with its line's end, and the line with the answer.

    ``result`` is where in ``answer`` the token stands that decides.
    """

    steps: list[list[int]]
    answer: list[int]
    result: int


@dataclass(frozen=True)
class Drawn:
    """Questions for one step of training.

    ``told`` ``[texts, positions]`` is what several questions share, padded at its end, with its
    ``lengths``; ``prompts`` ``[texts, questions, positions]`` come after it. ``levels`` gives, for a
    number of thoughts, what each position from the prompt's last on should decode to, all zeros where
    nothing is asked: ``[texts, questions, 1 + thoughts, tokens]``.
    """

    told: torch.Tensor
    lengths: torch.Tensor
    prompts: torch.Tensor
    reasoning: list[list[Reasoning]]
    levels: Callable[[int], torch.Tensor] | None


class Task(ABC):
    """Where questions come from, and how many answers are right.

    ``most_steps`` is the number of steps of the longest chain, hence the last stage; each stage
    replaces one step by ``thoughts_a_step`` thoughts, or removes ``tokens_a_step`` tokens.
    """

    title: str
    training_data: str
    tested_on: str
    most_steps: int
    thoughts_a_step: int
    tokens_a_step: int
    tokenizer: Tokenizer

    @abstractmethod
    def draw(self, rng: random.Random) -> Drawn:
        """Questions for training."""

    @abstractmethod
    def test(self, data: Path) -> list:
        """Questions that are not trained on."""

    @abstractmethod
    def sample(self, problems: list) -> list[list[int]]:
        """The first few of these questions, each as one row of tokens."""

    @abstractmethod
    def scores(self, model, method: Method, problems: list, count: int) -> dict[str, float]:
        """Named shares of right greedy answers after ``count`` thoughts or pauses."""


def padded(rows: list[list[int]], filler: int = 0) -> torch.Tensor:
    width = max(len(row) for row in rows)
    return torch.tensor([row + [filler] * (width - len(row)) for row in rows])


def texts(rows: list[list[list[int]]]) -> tuple[torch.Tensor, torch.Tensor]:
    """Rows ``[texts][questions]`` of tokens as inputs and as labels, padded at their ends."""
    flat = [row for group in rows for row in group]
    shape = (len(rows), len(rows[0]), -1)
    return padded(flat).view(shape), padded(flat, IGNORED).view(shape)
