"""Scores an exported model on held-out words: CUTE's tasks, and bits per byte of ordinary text."""

import math
import random
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from assay_training import tasks, text
from assay_training.documents import load_templates
from assay_training.onnx_decoder import OnnxDecoder, complete


def task_scores(
    decoder: OnnxDecoder, tokenizer: Tokenizer, data: Path, examples: int, seed: int = 2
) -> dict[str, dict[str, float]]:
    """Exact matches by template style and task; word tasks compare lower-cased, as CUTE does."""
    material = tasks.Material(data, test=True)
    scores = {}
    for style, templates in load_templates(data).items():
        scores[style] = {}
        for task in (*tasks.TASKS, *tasks.RANDOM_TASKS):
            rng = random.Random(f"{seed}/{task}")
            questions = [tasks.draw(task, material, rng) for _ in range(examples)]
            template = templates[task.removesuffix("_rand")]
            prompts = [template.prompt(question) for question in questions]
            answers = complete(decoder, tokenizer, prompts)
            right = sum(
                _same(task, answer, question.answer) for answer, question in zip(answers, questions)
            )
            scores[style][task] = right / examples
    return scores


def _same(task: str, answer: str, label: str) -> bool:
    return answer.lower() == label.lower() if task.endswith("_word") else answer == label


def bits_per_byte(
    decoder: OnnxDecoder, tokenizer: Tokenizer, data: Path, documents: int, context: int
) -> float:
    """On GSM8k's test problems, each from its beginning and alone; the first token is given."""
    bits, length = 0.0, 0
    for document in text.gsm8k_documents(data, "test")[:documents]:
        ids = tokenizer.encode(document).ids[:context]
        logits, _ = decoder([ids])
        shifted = logits[0, :-1].astype(np.float64)
        shifted -= shifted.max(-1, keepdims=True)
        log_probabilities = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
        bits -= log_probabilities[np.arange(len(ids) - 1), ids[1:]].sum() / math.log(2)
        length += len(tokenizer.decode(ids[1:]).encode())
    return bits / length
