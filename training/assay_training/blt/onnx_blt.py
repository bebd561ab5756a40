"""Runs an exported model folder, one row at a time: how the four graphs are meant to be used.

    model = OnnxBlt(Path("folder"))
    entropies = model.entropies(ids)
    lengths = patch_lengths(ids, entropies, model.patching)
    logits = model.logits(ids, lengths, step=16)     # in passes of 16 bytes, with caches
"""

import json
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path

import numpy as np
import onnxruntime as ort
import torch

from assay_training.blt.config import Hashes, Patching
from assay_training.blt.hashing import hash_rows
from assay_training.blt.patching import memory_of_positions


class OnnxBlt:
    def __init__(self, folder: Path, threads: int = 1):
        self.folder = folder
        self.facts = json.loads((folder / "model.json").read_text())["blt"]
        facts, hashes = self.facts, self.facts["hash"]
        self.patching = Patching(**facts["patching"])
        self.kind = np.dtype(facts["type"])
        self._hashes = Hashes(tuple(hashes["sizes"]), hashes["functions"], hashes["rows"])
        shape = (self._hashes.tables * hashes["rows"], facts["width"])
        self._tables = np.memmap(folder / hashes["file"], np.dtype(hashes["type"]), "r", shape=shape)
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        self._sessions = {
            part: ort.InferenceSession(folder / facts[part]["file"], options, ["CPUExecutionProvider"])
            for part in ("entropy", "encoder", "global", "decoder")
            if facts[part]
        }

    def entropies(self, ids: list[int], step: int | None = None) -> list[float]:
        """Nats of the byte after each position, in passes of `step` bytes; else in one."""
        cache, found = self._cache("entropy"), []
        for positions in _passes(len(ids), step):
            row = np.array(ids, np.int64)[None, positions]
            found += self.run("entropy", cache, positions, ids=row)["entropies"][0].tolist()
        return found

    def logits(self, ids: list[int], lengths: list[int], step: int | None = None) -> np.ndarray:
        """`[positions, 260]`; `lengths` as from `patch_lengths`, one more position in their sum."""
        starts = [0, *accumulate(lengths)]
        memory_of = np.array(memory_of_positions(lengths))
        hashed = self.hash_embeddings(ids)
        encoder, latent, decoder = (self._cache(part) for part in ("encoder", "global", "decoder"))
        bytes_read: list[dict] = []  # the encoder's outputs
        memory = np.zeros((1, 0, self.facts["slots"], self.facts["width"]), self.kind)
        logits, closed = [], 0
        for positions in _passes(len(ids), step):
            row = np.array(ids, np.int64)[None, positions]
            sums = hashed[None, positions]
            encoded = self.run("encoder", encoder, positions, ids=row, hash_embeddings=sums)
            bytes_read.append(encoded)
            closing = range(closed, memory_of[positions[-1]] + 1)
            closed = closing.stop
            if closing:
                of_bytes = {name: np.concatenate([e[name][0] for e in bytes_read]) for name in encoded}
                padded = _padded(of_bytes, [(starts[p], starts[p + 1]) for p in closing])
                padded["past_rows"] = np.zeros(1, np.int64)
                memory = np.concatenate([memory, self.run("global", latent, closing, **padded)["memory"]], 1)
            first = memory_of[positions[0]]
            decoded = self.run(
                "decoder",
                decoder,
                positions,
                hidden=encoded["hidden"],
                memory=memory[:, first:],
                memory_index=memory_of[None, positions] - first,
                logit_positions=np.arange(len(positions))[None],
            )
            logits.append(decoded["logits"][0])
        return np.concatenate(logits)

    def hash_embeddings(self, ids: list[int]) -> np.ndarray:
        """Sums of the tables' rows, `[positions, width]`: added in fp32, then of the model's type."""
        rows = hash_rows(torch.tensor(ids), self._hashes).numpy()
        return self._tables[rows].astype(np.float32).sum(1).astype(self.kind)

    def run(self, part: str, cache: "_Cache", positions, **inputs) -> dict[str, np.ndarray]:
        """Runs a graph at the positions of one row and appends to its cache."""
        session = self._sessions[part]
        numbers = np.array(positions, np.float32)[None]
        feed = inputs | {"positions": numbers, "past_positions": cache.positions} | cache.tensors
        names = [output.name for output in session.get_outputs()]
        result = dict(zip(names, session.run(names, feed)))
        new = {name: result.pop(name) for name in names if name.startswith("new.")}
        cache.append(numbers, {name.replace("new", "past", 1): tensor for name, tensor in new.items()})
        return result

    def _cache(self, part: str) -> "_Cache":
        facts = self.facts[part]
        kind = np.float32 if part == "entropy" else self.kind
        empty = np.zeros((1, facts["heads"], 0, facts["head_size"]), kind)
        names = [f"past.{i}.{name}" for i in range(facts["layers"]) for name in ("key", "value")]
        return _Cache({name: empty for name in names})


@dataclass
class _Cache:
    """Keeps everything; the graph's window hides what is too old."""

    tensors: dict[str, np.ndarray]
    positions: np.ndarray = field(default_factory=lambda: np.zeros((1, 0), np.float32))

    def append(self, positions: np.ndarray, new: dict[str, np.ndarray]) -> None:
        self.positions = np.concatenate([self.positions, positions], 1)
        self.tensors = {name: np.concatenate([self.tensors[name], new[name]], 2) for name in new}


def _passes(length: int, step: int | None) -> list[range]:
    step = step or length
    return [range(i, min(i + step, length)) for i in range(0, length, step)]


def _padded(of_bytes: dict[str, np.ndarray], patches: list[tuple[int, int]]) -> dict[str, np.ndarray]:
    """The bytes of each patch side by side, with their number."""
    longest = max(end - start for start, end in patches)
    inputs = {"lengths": np.array([[end - start for start, end in patches]])}
    for name, values in of_bytes.items():
        inputs[name] = np.zeros((1, len(patches), longest, values.shape[1]), values.dtype)
        for patch, (start, end) in enumerate(patches):
            inputs[name][0, patch, : end - start] = values[start:end]
    return inputs
