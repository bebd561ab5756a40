"""Runs an exported latent decoder: the reference for how its inputs are meant."""

from dataclasses import dataclass

import numpy as np

from assay_training.onnx_decoder import Cache, OnnxDecoder


@dataclass(frozen=True)
class Step:
    """What one pass gives for the positions asked for; ``end`` only where a classifier was trained."""

    logits: np.ndarray
    thought: np.ndarray
    end: np.ndarray | None
    new: Cache


class OnnxLatentDecoder(OnnxDecoder):
    def __call__(
        self, ids, past_lengths=None, prefix=None, past=None, asked=None, thoughts=None, given=None
    ) -> Step:
        """``given`` says where ``thoughts`` ``[rows, new, width]`` are read, all if it is left out."""
        ids = np.asarray(ids, np.int64)
        if thoughts is None:
            thoughts, given = np.zeros((*ids.shape, self.width), np.float32), np.zeros(ids.shape, bool)
        given = np.ones(ids.shape, bool) if given is None else given
        result, new = self.run(
            ids, past_lengths, prefix, past, asked, thoughts=thoughts, is_thought=given
        )
        return Step(result["logits"], result["thought"], result.get("thought_end"), new)

    @property
    def width(self) -> int:
        return next(i.shape[2] for i in self._session.get_inputs() if i.name == "thoughts")

    def think(self, rows: list[list[int]], count: int) -> tuple[np.ndarray, np.ndarray]:
        """Reads rows of any lengths, then thinks: thoughts ``[rows, count, width]`` and the last logits."""
        lengths = np.array([len(row) for row in rows])
        ids = np.zeros((len(rows), lengths.max()), np.int64)
        for row, tokens in enumerate(rows):
            ids[row, : len(tokens)] = tokens
        past = self.empty(len(rows), ids.shape[1] + count)
        step = self(ids, asked=lengths[:, None] - 1)
        for cached, fresh in zip(past, step.new):
            for cache, values in zip(cached, fresh):
                cache[:, :, : ids.shape[1]] = values
        thoughts = np.zeros((len(rows), count, self.width), np.float32)
        for i in range(count):
            thoughts[:, i] = step.thought[:, 0]
            step = self(np.zeros((len(rows), 1)), lengths, past=past, thoughts=step.thought)
            for cached, fresh in zip(past, step.new):
                for cache, values in zip(cached, fresh):
                    cache[np.arange(len(rows)), :, lengths] = values[:, :, 0]
            lengths = lengths + 1
        return thoughts, step.logits[:, 0]
