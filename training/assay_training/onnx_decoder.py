"""Runs an exported decoder in Assay's layout: the reference for how its inputs are meant."""

import numpy as np
import onnxruntime as ort
from tokenizers import Tokenizer

Cache = list[tuple[np.ndarray, np.ndarray]]  # keys and values of each layer


class OnnxDecoder:
    def __init__(self, model: bytes | str, threads: int = 1):
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        self._session = ort.InferenceSession(model, options)
        shapes = {i.name: i.shape for i in self._session.get_inputs()}
        self.layers = sum(name.startswith("past.") and name.endswith(".key") for name in shapes)
        _, self.heads, _, self.size = shapes["past.0.key"]

    def empty(self, rows: int, capacity: int = 0) -> Cache:
        shape = (rows, self.heads, capacity, self.size)
        return [(np.zeros(shape, np.float32), np.zeros(shape, np.float32)) for _ in range(self.layers)]

    def __call__(self, ids, past_lengths=None, prefix=None, past=None, asked=None):
        """Logits ``[rows, asked, vocabulary]`` (everywhere unless asked for) and the new cache."""
        result, new = self.run(ids, past_lengths, prefix, past, asked)
        return result["logits"], new

    def run(self, ids, past_lengths=None, prefix=None, past=None, asked=None, **inputs):
        """All outputs by name, and the new cache; ``inputs`` are what only some graphs have."""
        ids = np.asarray(ids, np.int64)
        rows = len(ids)
        if asked is None:
            asked = np.tile(np.arange(ids.shape[1]), (rows, 1))
        feed = {
            "input_ids": ids,
            "past_lengths": np.zeros(rows, np.int64) if past_lengths is None else past_lengths,
            "logit_positions": asked,
            **inputs,
        }
        feed |= self._named("prefix", prefix or self.empty(1))
        feed |= self._named("past", past or self.empty(rows))
        outputs = [output.name for output in self._session.get_outputs()]
        result = dict(zip(outputs, self._session.run(outputs, feed)))
        new = [(result[f"new.{i}.key"], result[f"new.{i}.value"]) for i in range(self.layers)]
        return result, new

    @staticmethod
    def _named(name: str, cache: Cache) -> dict[str, np.ndarray]:
        named = {}
        for i, (key, value) in enumerate(cache):
            named |= {f"{name}.{i}.key": key, f"{name}.{i}.value": value}
        return named


def complete(
    decoder: OnnxDecoder, tokenizer: Tokenizer, prompts: list[str], most: int = 64, stop: str = '"'
) -> list[str]:
    """Each prompt's greedy continuation up to the stop text; what all prompts begin with runs once."""
    encoded = [e.ids for e in tokenizer.encode_batch(prompts, add_special_tokens=False)]
    shared = _common_length(encoded)
    prefix = decoder([encoded[0][:shared]])[1] if shared else None
    rests = [ids[shared:] for ids in encoded]
    lengths = np.array([len(rest) for rest in rests])
    ids = np.zeros((len(rests), lengths.max()), np.int64)
    for row, rest in enumerate(rests):
        ids[row, : len(rest)] = rest

    past = decoder.empty(len(rests), lengths.max() + most)
    logits, new = decoder(ids, prefix=prefix, asked=lengths[:, None] - 1)
    for cached, fresh in zip(past, new):
        for cache, values in zip(cached, fresh):
            cache[:, :, : ids.shape[1]] = values
    written = [[] for _ in rests]
    answers: list[str | None] = [None] * len(rests)
    for _ in range(most):
        tokens = logits[:, 0].argmax(-1)
        for row, token in enumerate(tokens):
            if answers[row] is None:
                written[row].append(token)
                text = tokenizer.decode(written[row], skip_special_tokens=False)
                if stop in text:
                    answers[row] = text[: text.index(stop)]
        if None not in answers:
            break
        logits, new = decoder(tokens[:, None], lengths, prefix=prefix, past=past)
        for cached, fresh in zip(past, new):
            for cache, values in zip(cached, fresh):
                cache[np.arange(len(rests)), :, lengths] = values[:, :, 0]
        lengths = lengths + 1
    return [
        tokenizer.decode(tokens) if answer is None else answer
        for answer, tokens in zip(answers, written)
    ]


def _common_length(sequences: list[list[int]]) -> int:
    """How many tokens all sequences begin with, leaving each at least one of its own."""
    first, last = min(sequences), max(sequences)
    most = min(map(len, sequences)) - 1
    return next((i for i in range(most) if first[i] != last[i]), most)
