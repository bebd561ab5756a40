"""The classifier that ends thinking: have there been as many thoughts as the question has steps?

A linear probe on the thoughts of the finished model, which stays as it is.
"""

import random
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import nn

from assay_training.coconut.finetune import before
from assay_training.coconut.methods import Method
from assay_training.coconut.model import LatentDecoder
from assay_training.coconut.shared import Questions, read
from assay_training.coconut.task import Task

ROUNDS = 40
TOO_EARLY = 0.01  # of the positions where there have not been enough thoughts


@dataclass(frozen=True)
class Ending:
    """``threshold`` is the probability from which on thinking ends; ``early`` and ``late`` are the shares
    of positions of other questions where it ends too early, and goes on though it need not."""

    threshold: float
    early: float
    late: float


def train_ending(model: LatentDecoder, method: Method, task: Task, count: int, seed: int) -> Ending:
    """Adds the classifier to the model, and says from which probability on it should be believed."""
    states, reached = _thoughts(model, method, task, count, f"{seed} ending")
    model.end = nn.Linear(model.config.width, 1)
    nn.init.zeros_(model.end.weight)
    nn.init.zeros_(model.end.bias)
    optimizer = torch.optim.LBFGS(model.end.parameters(), max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        wrong = F.binary_cross_entropy_with_logits(model.end(states).squeeze(-1), reached)
        total = wrong + 1e-4 * model.end.weight.square().sum()
        total.backward()
        return total

    optimizer.step(loss)
    model.round_to_half()
    with torch.no_grad():
        early = model.end_probability(states)[reached < 0.5]
        threshold = round(torch.quantile(early, 1 - TOO_EARLY).item(), 3)
        states, reached = _thoughts(model, method, task, count, f"{seed} ending, held out")
        ends, enough = model.end_probability(states) >= threshold, reached > 0.5
    return Ending(threshold, ends[~enough].float().mean().item(), (~ends[enough]).float().mean().item())


@torch.no_grad()
def _thoughts(model, method: Method, task: Task, count: int, seed: str):
    """Hidden states before each possible end, and whether as many thoughts stand for all the steps."""
    rng = random.Random(seed)
    states, reached = [], []
    for _ in range(ROUNDS):
        drawn = task.draw(rng)
        asking = Questions(model, read(model, drawn.told, drawn.lengths))
        states.append(before(model, method, asking, drawn.prompts, count).flatten(0, 2))
        steps = torch.tensor([[len(r.steps) for r in group] for group in drawn.reasoning])
        reached.append((torch.arange(count + 1) >= task.thoughts_a_step * steps[..., None]).float().flatten())
    return torch.cat(states), torch.cat(reached)
