"""Writes a trained decoder as ONNX, in Assay's own layout and in the usual Hugging Face one.

Both hold the same weights (fp16 initialisers, cast to fp32 at load). Assay's layout leaves the
cache with the caller: the graph takes a prefix shared by all rows and each row's own past, returns
only the new keys and values, and runs the vocabulary head only where logits are asked for. So does the
last block, but for its keys and values.
"""

import math
from dataclasses import dataclass

import numpy as np

from assay_training.attention_onnx import (
    SplitAttention,
    array,
    dimension,
    grouped,
    keys_and_values,
    not_after,
    softmax,
    transposed,
    ungrouped,
    up_to,
    where_asked,
)
from assay_training.decoder import Decoder, inverse_frequencies
from assay_training.graph import FLOAT, INT64, Graph


@dataclass(frozen=True)
class Rotation:
    """How queries and keys at positions are turned.

    ``cos`` and ``sin`` are tables ``[places, size / 2]``; ``places`` ``[batch, new]`` are rows of them.
    """

    cos: str
    sin: str
    places: str

    def at(self, graph: Graph, asked: str) -> "Rotation":
        return Rotation(self.cos, self.sin, where_asked(graph, self.places, asked))


class Body:
    """Everything of the decoder but attention's inner part, which differs between the layouts."""

    def __init__(self, graph: Graph, model: Decoder):
        self._graph, self._model, self.config = graph, model, model.config
        self._embedding = graph.weight("embedding", array(model.embedding.weight))

    def place(self, x: str, positions: str) -> str:
        """What enters the first block where embeddings stand at positions ``[batch, new]``."""
        return x

    def rotation(self, positions: str) -> Rotation | None:
        """How queries and keys at positions ``[batch, new]`` are turned, if they are."""
        g = self._graph
        floats = g.op("Cast", g.op("Reshape", positions, g.constant([-1, 1])), to=FLOAT)
        frequencies = array(inverse_frequencies(self.config))
        angles = g.op("Mul", floats, g.constant(frequencies, np.float32))
        shape = g.op("Shape", positions)
        places = up_to(g, g.op("ReduceProd", shape, keepdims=1))
        return Rotation(g.op("Cos", angles), g.op("Sin", angles), g.op("Reshape", places, shape))

    def embed(self, ids: str) -> str:
        return self._graph.op("Gather", self._embedding, ids)

    def attention_norm(self, i: int, x: str) -> str:
        return self._norm(f"layer.{i}.attention_norm", self._model.blocks[i].attention_norm, x)

    def query(self, i: int, normed: str, rotation: Rotation | None) -> str:
        """Rotated and scaled queries ``[batch, heads, new, size]``."""
        g, c = self._graph, self.config
        weight = g.weight(f"layer.{i}.query", self._projections(i)[0])
        # ONNX Runtime multiplies it once, at load.
        weight = g.op("Mul", weight, g.constant(1 / math.sqrt(c.head_size), np.float32))
        return self._rotated(self._by_head(g.op("MatMul", normed, weight), c.heads), rotation)

    def key_value(self, i: int, normed: str, rotation: Rotation | None) -> tuple[str, str]:
        """Rotated keys and values, each ``[batch, key-value heads, new, size]``."""
        key, value = (
            self._by_head(self._product(f"layer.{i}.{name}", weight, normed), self.config.key_value_heads)
            for name, weight in zip(("key", "value"), self._projections(i)[1:])
        )
        return self._rotated(key, rotation), value

    def _projections(self, i: int) -> list[np.ndarray]:
        """Weights of queries, keys and values, each ``[width, heads * size]``."""
        c = self.config
        heads = np.cumsum([c.heads, c.key_value_heads])
        return np.split(array(self._model.blocks[i].attention.qkv.weight).T, heads * c.head_size, 1)

    def _by_head(self, flat: str, heads: int) -> str:
        g = self._graph
        shaped = g.op("Reshape", flat, g.constant([0, 0, heads, self.config.head_size]))
        return g.op("Transpose", shaped, perm=[0, 2, 1, 3])

    def _rotated(self, by_head: str, rotation: Rotation) -> str:
        return self._graph.fused("RotaryEmbedding", by_head, rotation.places, rotation.cos, rotation.sin)

    def add_attention(self, i: int, x: str, mixed: str) -> str:
        g, block = self._graph, self._model.blocks[i]
        by_position = g.op("Transpose", mixed, perm=[0, 2, 1, 3])
        flat = g.op("Reshape", by_position, g.constant([0, 0, self.config.width]))
        return g.op("Add", x, self._linear(f"layer.{i}.out", block.attention.out, flat))

    def add_feed_forward(self, i: int, x: str) -> str:
        g, block = self._graph, self._model.blocks[i]
        normed = self._norm(f"layer.{i}.feed_forward_norm", block.feed_forward_norm, x)
        weights = np.split(array(block.feed_forward.gate_up.weight).T, 2, 1)
        gate, up = (
            self._product(f"layer.{i}.{name}", weight, normed)
            for name, weight in zip(("gate", "up"), weights)
        )
        gated = g.op("Mul", g.op("Mul", gate, g.op("Sigmoid", gate)), up)
        return g.op("Add", x, self._linear(f"layer.{i}.down", block.feed_forward.down, gated))

    def final_norm(self, x: str) -> str:
        """What the head and thoughts are made from."""
        return self._norm("norm", self._model.norm, x)

    def logits(self, hidden: str) -> str:
        g, c = self._graph, self.config
        rows = g.op("Reshape", hidden, g.constant([-1, c.width]))
        logits = g.op("Gemm", rows, self._embedding, transB=1)
        outer = g.op("Shape", hidden, start=0, end=2)
        return g.op("Reshape", logits, g.op("Concat", outer, g.constant([c.vocabulary]), axis=0))

    def _linear(self, name: str, layer, x: str) -> str:
        return self._product(name, array(layer.weight).T, x)

    def _product(self, name: str, weight: np.ndarray, x: str) -> str:
        return self._graph.op("MatMul", x, self._graph.weight(name, weight))

    def _norm(self, name: str, layer, x: str) -> str:
        """The node pattern that ONNX Runtime fuses into one RMSNorm kernel."""
        g = self._graph
        squares = g.op("Pow", x, g.constant(2.0, np.float32))
        mean = g.op("ReduceMean", squares, g.constant([-1]), keepdims=1)
        epsilon = g.constant(self.config.norm_epsilon, np.float32)
        deviation = g.op("Sqrt", g.op("Add", mean, epsilon))
        return g.op("Mul", g.op("Div", x, deviation), g.weight(name, array(layer.weight)))


class Extension:
    """What a layout built on Assay's reads and gives besides: here nothing."""

    def embed(self, graph: Graph, embeddings: str) -> str:
        """What enters the decoder in place of the tokens' embeddings ``[batch, new, width]``."""
        return embeddings

    def outputs(self, graph: Graph, hidden: str) -> None:
        """Adds outputs made from the hidden states ``[batch, asked, width]`` after the final norm."""


def assay_layout(
    model,
    body: type[Body] = Body,
    extension: Extension = Extension(),
    stored=np.float16,
    written: int | None = None,
) -> Graph:
    """Inputs and outputs are described in training/README.md, "The decoder's graph".

    ``model`` is a Decoder, or another decoder-only model whose parts ``body`` writes. Where only the first
    ``written`` tokens of the vocabulary can be written, and others only be read, just those have logits.
    """
    c = model.config
    g = Graph("decoder", stored)
    ids = g.input("input_ids", INT64, ["batch", "new"])
    past_lengths = g.input("past_lengths", INT64, ["batch"])
    logit_positions = g.input("logit_positions", INT64, ["batch", "asked"])
    cached = [1, c.key_value_heads, "prefix", c.head_size]
    prefixes = [keys_and_values(g, f"prefix.{i}", cached) for i in range(c.layers)]
    cached = ["batch", c.key_value_heads, "past", c.head_size]
    pasts = [keys_and_values(g, f"past.{i}", cached) for i in range(c.layers)]

    parts = body(g, model)
    x = extension.embed(g, parts.embed(ids))
    x, fresh = cached_pass(g, parts, x, past_lengths, prefixes, pasts, logit_positions)
    shape = ["batch", c.key_value_heads, "new", c.head_size]
    for i, (key, value) in enumerate(fresh):
        g.output(f"new.{i}.key", key, FLOAT, shape)
        g.output(f"new.{i}.value", value, FLOAT, shape)
    hidden = parts.final_norm(x)
    logits = parts.logits(hidden)
    if written is not None:
        logits = g.op("Slice", logits, g.constant([0]), g.constant([written]), g.constant([2]))
    g.output("logits", logits, FLOAT, ["batch", "asked", written or c.vocabulary])
    extension.outputs(g, hidden)
    return g


def cached_pass(
    g: Graph,
    body: Body,
    x: str,
    past_lengths: str,
    prefixes: list,
    pasts: list,
    asked: str | None = None,
) -> tuple[str, list[tuple[str, str]]]:
    """All blocks over new positions; returns their last states and each block's new keys and values.

    Each row attends to the shared prefix, to its own valid past and to its own new positions, and
    nothing is summed over rows: a row's results depend on that row alone. The last states are those
    at the positions ``asked`` ``[batch, asked]``, if given; of the others the last block computes
    keys and values only.
    """
    new, prefix = dimension(g, x, 1), dimension(g, prefixes[0][0], 2)
    steps = up_to(g, new)
    starts = g.op("Unsqueeze", g.op("Add", past_lengths, prefix), g.constant([1]))
    positions = g.op("Add", starts, steps)
    x = body.place(x, positions)
    rotation = body.rotation(positions)

    visible = _visible(g, steps, past_lengths, prefix, dimension(g, pasts[0][0], 2))
    attend = SplitAttention(g, body.config, x, prefixes[0][0], pasts[0][0], new, visible)
    fresh = []
    for i in range(body.config.layers):
        normed = body.attention_norm(i, x)
        key, value = body.key_value(i, normed, rotation)
        if asked is not None and i == body.config.layers - 1:
            x, normed, visible = (where_asked(g, part, asked) for part in (x, normed, visible))
            rotation = rotation and rotation.at(g, asked)
            attend = SplitAttention(g, body.config, x, prefixes[0][0], pasts[0][0], new, visible)
        query = body.query(i, normed, rotation)
        x = body.add_attention(i, x, attend(query, key, value, prefixes[i], pasts[i]))
        x = body.add_feed_forward(i, x)
        fresh.append((key, value))
    return x, fresh


def _visible(g: Graph, steps: str, past_lengths: str, prefix: str, past: str) -> str:
    """``[batch, new, prefix + past + new]``: which positions each new one attends to."""
    batch, new = dimension(g, past_lengths, 0), dimension(g, steps, 0)
    in_past = g.op("Less", up_to(g, past), g.op("Unsqueeze", past_lengths, g.constant([1])))
    return g.op(
        "Concat",
        g.op("Expand", g.constant(True, bool), g.op("Concat", batch, new, prefix, axis=0)),
        g.op(
            "Expand",
            g.op("Unsqueeze", in_past, g.constant([1])),
            g.op("Concat", batch, new, past, axis=0),
        ),
        g.op("Expand", not_after(g, steps, steps), g.op("Concat", batch, new, new, axis=0)),
        axis=-1,
    )


def optimum_layout(model: Decoder) -> Graph:
    """What Optimum's exporter writes: the present is the past with the new appended."""
    c = model.config
    g = Graph("decoder")
    ids = g.input("input_ids", INT64, ["batch", "sequence"])
    attention_mask = g.input("attention_mask", INT64, ["batch", "total"])
    position_ids = g.input("position_ids", INT64, ["batch", "sequence"])
    cached = ["batch", c.key_value_heads, "past", c.head_size]
    pasts = [keys_and_values(g, f"past_key_values.{i}", cached) for i in range(c.layers)]

    body = Body(g, model)
    new, past = dimension(g, ids, 1), dimension(g, pasts[0][0], 2)
    steps = g.op("Add", up_to(g, new), past)
    total = up_to(g, dimension(g, attention_mask, 1))
    given = g.op("Unsqueeze", g.op("Greater", attention_mask, g.constant(0)), g.constant([1, 2]))
    visible = g.op("And", given, not_after(g, total, steps))

    x = body.place(body.embed(ids), position_ids)
    rotation = body.rotation(position_ids)
    present = ["batch", c.key_value_heads, "total", c.head_size]
    for i in range(c.layers):
        normed = body.attention_norm(i, x)
        query = body.query(i, normed, rotation)
        key, value = body.key_value(i, normed, rotation)
        key = g.op("Concat", pasts[i][0], key, axis=2)
        value = g.op("Concat", pasts[i][1], value, axis=2)
        scores = g.op("MatMul", grouped(g, query, c), transposed(g, key))
        probabilities = softmax(g, ungrouped(g, scores, c), visible)
        mixed = g.op("MatMul", grouped(g, probabilities, c), value)
        x = body.add_attention(i, x, ungrouped(g, mixed, c))
        x = body.add_feed_forward(i, x)
        g.output(f"present.{i}.key", key, FLOAT, present)
        g.output(f"present.{i}.value", value, FLOAT, present)
    logits = body.logits(body.final_norm(x))
    g.output("logits", logits, FLOAT, ["batch", "sequence", c.vocabulary])
    return g
