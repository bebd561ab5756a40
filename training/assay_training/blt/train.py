"""Trains the entropy model, then BLT, on the documents of the tokenized twin."""

import json
import os
from pathlib import Path

import torch
import torch.nn.functional as F

from assay_training.blt.bytes import ByteDocuments, batches
from assay_training.blt.model import BLOCK, Blt, EntropyModel, patch_starts
from assay_training.train import Schedule, Training

POSITIONS = 4096  # bytes, padding included, that pass through the model at once


class EntropyTraining(Training):
    """Every byte counts: the prompts are cut into patches as well as the answers.

    The steps are taken evenly from BLT's, so that the model sees each kind of document.
    """

    unit = "bytes"

    def __init__(self, model: EntropyModel, documents: ByteDocuments, schedule: Schedule, stride: int, folder: Path):
        super().__init__(model, documents, schedule, folder)
        self._stride = stride

    def is_matrix(self, name: str, parameter: torch.Tensor) -> bool:
        return parameter.dim() == 2 and name.startswith("layers")

    def backward(self, step: int) -> tuple[float, int, int]:
        rows = _rows(self.documents, self.schedule, step * self._stride)
        count = sum(len(ids) - 1 for ids, _ in rows)
        total = 0.0
        for ids, _ in batches(rows, POSITIONS, BLOCK):
            ids = torch.from_numpy(ids)
            with torch.autocast("cpu", torch.bfloat16):
                logits = self.model.lm_head(self.model(ids[:, :-1]))
            loss = F.cross_entropy(logits.float().flatten(0, 1), ids[:, 1:].flatten(), ignore_index=0, reduction="sum")
            (loss / count).backward()
            total += loss.item()
        return total / count, count, count


class BltTraining(Training):
    """The loss lies where the twin's does: on answers, their closing quotes and newlines, and on text."""

    unit = "bytes"

    def __init__(
        self,
        model: Blt,
        entropy: EntropyModel,
        threshold: float,
        documents: ByteDocuments,
        schedule: Schedule,
        folder: Path,
    ):
        super().__init__(model, documents, schedule, folder)
        self._entropy, self._threshold = entropy.eval(), threshold

    def run(self) -> None:
        if not self.has_checkpoint():
            self._count_earlier()
        super().run()

    def _count_earlier(self) -> None:
        """Counts the bytes of the steps before the start, so that all records speak of the whole."""
        for step in range(self.schedule.start):
            rows = _rows(self.documents, self.schedule, step)
            self._answers += sum(int(loss.sum()) for _, loss in rows)
            self._positions += sum(len(ids) - 1 for ids, _ in rows)

    def is_matrix(self, name: str, parameter: torch.Tensor) -> bool:
        return parameter.dim() == 2 and "embed_tokens" not in name and not name.startswith(("encoder_hash", "lm_head"))

    def backward(self, step: int) -> tuple[float, int, int]:
        rows = _rows(self.documents, self.schedule, step)
        answers = sum(int(loss.sum()) for _, loss in rows)
        total = 0.0
        for ids, wanted in batches(rows, POSITIONS, BLOCK):
            ids, wanted = torch.from_numpy(ids), torch.from_numpy(wanted)[:, 1:]
            read = ids[:, :-1]
            starts = patch_starts(self._entropy.entropies(read), self._threshold)
            with torch.autocast("cpu", torch.bfloat16):
                logits = self.model.lm_head(self.model(read, starts)[wanted])
            loss = F.cross_entropy(logits.float(), ids[:, 1:][wanted], reduction="sum")
            (loss / answers).backward()
            total += loss.item()
        return total / answers, answers, sum(len(ids) - 1 for ids, _ in rows)


def find_threshold(entropy: EntropyModel, documents: ByteDocuments, schedule: Schedule, patch_size: float) -> float:
    """The threshold that gives patches of a mean length on a sample of the training documents.

    Two positions of a row start a patch whatever the entropy, so the share above is a little less.
    """
    seen = []
    for step in range(7, schedule.steps, max(1, schedule.steps // 24)):
        for ids, _ in batches(_rows(documents, schedule, step), POSITIONS, BLOCK):
            ids = torch.from_numpy(ids)[:, :-1]
            seen.append(entropy.entropies(ids)[:, 1:][ids[:, 1:] != 0])
    entropies = torch.cat(seen).sort(descending=True).values
    return float(entropies[int(len(entropies) / patch_size)])


def mean_patch_size(
    entropy: EntropyModel, documents: ByteDocuments, schedule: Schedule, threshold: float
) -> float:
    """Bytes a patch, without the begin, on documents that the threshold was not found on."""
    count, patches = 0, 0
    for step in range(11, schedule.steps, max(1, schedule.steps // 12)):
        for ids, _ in batches(_rows(documents, schedule, step), POSITIONS, BLOCK):
            ids = torch.from_numpy(ids)[:, :-1]
            starts = patch_starts(entropy.entropies(ids), threshold)[:, :-1]
            real = ids != 0
            count += int(real[:, 1:].sum())
            patches += int((starts & real)[:, 1:].sum())
    return count / patches


def _rows(documents: ByteDocuments, schedule: Schedule, step: int):
    length = schedule.lengths[step % len(schedule.lengths)]
    return documents.step(step, schedule.tokens // length, length)


def kept_threshold(path: Path, find) -> float:
    """Finds a threshold once; a continued run uses the same."""
    if not path.exists():
        temporary = path.with_suffix(".tmp")
        temporary.write_text(json.dumps({"threshold": find()}) + "\n")
        os.replace(temporary, path)
    return json.loads(path.read_text())["threshold"]
