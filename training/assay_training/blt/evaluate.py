"""Scores BLT in PyTorch on held-out words: CUTE's tasks, and bits per byte of ordinary text."""

import math
import random
from pathlib import Path

import numpy as np
import torch

from assay_training import tasks, text
from assay_training.blt.bytes import batches
from assay_training.blt.config import BOS, OFFSET
from assay_training.blt.model import BLOCK, Blt, EntropyModel, patch_starts
from assay_training.documents import load_templates

POSITIONS = 16_384


@torch.no_grad()
def task_scores(
    model: Blt, entropy: EntropyModel, threshold: float, data: Path, examples: int, seed: int = 2
) -> dict[str, dict[str, float]]:
    """Exact matches by template style and task.

    Greedy decoding writes an answer and its closing quote exactly if each of their bytes is the most
    probable one after the right bytes before it: one pass tells, nothing need be generated.
    """
    material = tasks.Material(data, test=True)
    scores = {}
    for style, templates in load_templates(data).items():
        scores[style] = {}
        for task in (*tasks.TASKS, *tasks.RANDOM_TASKS):
            rng = random.Random(f"{seed}/{task}")
            template = templates[task.removesuffix("_rand")]
            questions = [tasks.draw(task, material, rng) for _ in range(examples)]
            rows = [_row(template.prompt(q), q.answer + '"') for q in questions]
            right = sum(int(found) for found in _matches(model, entropy, threshold, rows))
            scores[style][task] = right / examples
    return scores


@torch.no_grad()
def bits_per_byte(
    model: Blt, entropy: EntropyModel, threshold: float, data: Path, documents: int
) -> float:
    """On GSM8k's test problems, each alone."""
    texts = text.gsm8k_documents(data, "test")[:documents]
    nats, count = 0.0, 0
    for ids, wanted, logits in _passes(model, entropy, threshold, [_row("", t) for t in texts]):
        logs = logits.log_softmax(-1).gather(-1, ids[:, 1:, None])[..., 0]
        nats -= float(logs[wanted].sum())
        count += int(wanted.sum())
    return nats / math.log(2) / count


def _row(prompt: str, answer: str) -> tuple[np.ndarray, np.ndarray]:
    before, after = prompt.encode(), answer.encode()
    ids = np.array([BOS, *(byte + OFFSET for byte in before + after)])
    return ids, np.arange(len(ids)) > len(before)


def _matches(model, entropy, threshold, rows):
    for ids, wanted, logits in _passes(model, entropy, threshold, rows):
        wrong = (logits.argmax(-1) != ids[:, 1:]) & wanted
        yield from ~wrong.any(1)


def _passes(model, entropy, threshold, rows):
    for ids, wanted in batches(rows, POSITIONS, BLOCK):
        ids = torch.from_numpy(ids)
        starts = patch_starts(entropy.entropies(ids[:, :-1]), threshold)
        logits = model.lm_head(model(ids[:, :-1], starts))
        yield ids, torch.from_numpy(wanted)[:, 1:], logits
