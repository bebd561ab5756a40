"""Writes a trained decoder as ONNX, in Assay's own layout and in the usual Hugging Face one.

Both hold the same weights (fp16 initialisers, cast to fp32 at load). Assay's layout leaves the
cache with the caller: the graph takes a prefix shared by all rows and each row's own past, returns
only the new keys and values, and runs the vocabulary head only where logits are asked for.
"""

import math

import numpy as np
import torch

from assay_training.decoder import Decoder, inverse_frequencies
from assay_training.graph import FLOAT, INT64, Graph

MASKED = float(np.finfo(np.float32).min)


def assay_layout(model: Decoder) -> Graph:
    """Inputs and outputs are described in training/README.md, "The decoder's graph"."""
    c = model.config
    g = Graph("decoder")
    ids = g.input("input_ids", INT64, ["batch", "new"])
    past_lengths = g.input("past_lengths", INT64, ["batch"])
    logit_positions = g.input("logit_positions", INT64, ["batch", "asked"])
    cached = [1, c.key_value_heads, "prefix", c.head_size]
    prefixes = [_keys_and_values(g, f"prefix.{i}", cached) for i in range(c.layers)]
    cached = ["batch", c.key_value_heads, "past", c.head_size]
    pasts = [_keys_and_values(g, f"past.{i}", cached) for i in range(c.layers)]

    body = _Body(g, model)
    batch, new = _dimension(g, ids, 0), _dimension(g, ids, 1)
    prefix, past = _dimension(g, prefixes[0][0], 2), _dimension(g, pasts[0][0], 2)
    steps = _range(g, new)
    starts = g.op("Unsqueeze", g.op("Add", past_lengths, prefix), g.constant([1]))
    body.set_positions(g.op("Add", starts, steps))

    in_past = g.op("Less", _range(g, past), g.op("Unsqueeze", past_lengths, g.constant([1])))
    ones = g.op("Concat", batch, g.constant([1]), new, prefix, axis=0)
    visible = g.op(
        "Concat",
        _true(g, ones),
        g.op(
            "Expand",
            g.op("Unsqueeze", in_past, g.constant([1, 2])),
            g.op("Concat", batch, g.constant([1]), new, past, axis=0),
        ),
        g.op(
            "Expand",
            _not_after(g, steps, steps),
            g.op("Concat", batch, g.constant([1]), new, new, axis=0),
        ),
        axis=-1,
    )
    attend = _SplitAttention(g, model, batch, new, prefix, past, visible)

    x = body.embed(ids)
    for i, block in enumerate(model.blocks):
        query, key, value = body.query_key_value(i, block, x)
        x = body.add_attention(i, block, x, attend(query, key, value, prefixes[i], pasts[i]))
        x = body.add_feed_forward(i, block, x)
        shape = ["batch", c.key_value_heads, "new", c.head_size]
        g.output(f"new.{i}.key", key, FLOAT, shape)
        g.output(f"new.{i}.value", value, FLOAT, shape)
    asked = g.op("Unsqueeze", logit_positions, g.constant([2]))
    logits = body.logits(
        g.op("GatherND", x, asked, batch_dims=1), batch, _dimension(g, logit_positions, 1)
    )
    g.output("logits", logits, FLOAT, ["batch", "asked", c.vocabulary])
    return g


def optimum_layout(model: Decoder) -> Graph:
    """What Optimum's exporter writes: the present is the past with the new appended."""
    c = model.config
    g = Graph("decoder")
    ids = g.input("input_ids", INT64, ["batch", "sequence"])
    attention_mask = g.input("attention_mask", INT64, ["batch", "total"])
    position_ids = g.input("position_ids", INT64, ["batch", "sequence"])
    cached = ["batch", c.key_value_heads, "past", c.head_size]
    pasts = [_keys_and_values(g, f"past_key_values.{i}", cached) for i in range(c.layers)]

    body = _Body(g, model)
    batch, new = _dimension(g, ids, 0), _dimension(g, ids, 1)
    past = _dimension(g, pasts[0][0], 2)
    body.set_positions(position_ids)
    steps = g.op("Add", _range(g, new), past)
    total = _range(g, _dimension(g, attention_mask, 1))
    given = g.op("Unsqueeze", g.op("Greater", attention_mask, g.constant(0)), g.constant([1, 2]))
    visible = g.op("And", given, _not_after(g, total, steps))

    x = body.embed(ids)
    present = ["batch", c.key_value_heads, "total", c.head_size]
    for i, block in enumerate(model.blocks):
        query, key, value = body.query_key_value(i, block, x)
        key = g.op("Concat", pasts[i][0], key, axis=2)
        value = g.op("Concat", pasts[i][1], value, axis=2)
        scores = g.op("MatMul", _grouped(g, query, model), _transposed(g, key))
        probabilities = _softmax(g, model, _ungrouped(g, scores, model), visible)
        mixed = g.op("MatMul", _grouped(g, probabilities, model), value)
        x = body.add_attention(i, block, x, _ungrouped(g, mixed, model))
        x = body.add_feed_forward(i, block, x)
        g.output(f"present.{i}.key", key, FLOAT, present)
        g.output(f"present.{i}.value", value, FLOAT, present)
    g.output("logits", body.logits(x, batch, new), FLOAT, ["batch", "sequence", c.vocabulary])
    return g


class _Body:
    """Everything of the decoder but attention's inner part, which differs between the layouts."""

    def __init__(self, graph: Graph, model: Decoder):
        self._graph, self._model, self._config = graph, model, model.config
        self._embedding = graph.half_weight("embedding", _array(model.embedding.weight))
        self._cos = self._sin = ""

    def set_positions(self, positions: str) -> None:
        g = self._graph
        floats = g.op("Cast", g.op("Unsqueeze", positions, g.constant([1, 3])), to=FLOAT)
        frequencies = _array(inverse_frequencies(self._config))
        angles = g.op("Mul", floats, g.constant(frequencies, np.float32))
        self._cos, self._sin = g.op("Cos", angles), g.op("Sin", angles)

    def embed(self, ids: str) -> str:
        return self._graph.op("Gather", self._embedding, ids)

    def query_key_value(self, i: int, block, x: str) -> list[str]:
        """Rotated and scaled queries, rotated keys, values: each ``[batch, heads, new, size]``."""
        g, c = self._graph, self._config
        normed = self._norm(f"layer.{i}.attention_norm", block.attention_norm, x)
        flat = self._linear(f"layer.{i}.qkv", block.attention.qkv, normed)
        heads = c.heads + 2 * c.key_value_heads
        shaped = g.op("Reshape", flat, g.constant([0, 0, heads, c.head_size]))
        by_head = g.op("Transpose", shaped, perm=[0, 2, 1, 3])
        rotating, value = g.ops(
            "Split", 2, by_head, g.constant([c.heads + c.key_value_heads, c.key_value_heads]), axis=1
        )
        half = g.constant([c.head_size // 2] * 2)
        first, second = g.ops("Split", 2, rotating, half, axis=-1)
        cos, sin = self._cos, self._sin
        rotated = g.op(
            "Concat",
            g.op("Sub", g.op("Mul", first, cos), g.op("Mul", second, sin)),
            g.op("Add", g.op("Mul", second, cos), g.op("Mul", first, sin)),
            axis=-1,
        )
        query, key = g.ops("Split", 2, rotated, g.constant([c.heads, c.key_value_heads]), axis=1)
        scale = g.constant(1 / math.sqrt(c.head_size), np.float32)
        return [g.op("Mul", query, scale), key, value]

    def add_attention(self, i: int, block, x: str, mixed: str) -> str:
        g = self._graph
        by_position = g.op("Transpose", mixed, perm=[0, 2, 1, 3])
        flat = g.op("Reshape", by_position, g.constant([0, 0, self._config.width]))
        return g.op("Add", x, self._linear(f"layer.{i}.out", block.attention.out, flat))

    def add_feed_forward(self, i: int, block, x: str) -> str:
        g = self._graph
        normed = self._norm(f"layer.{i}.feed_forward_norm", block.feed_forward_norm, x)
        both = self._linear(f"layer.{i}.gate_up", block.feed_forward.gate_up, normed)
        gate, up = g.ops("Split", 2, both, g.constant([self._config.hidden] * 2), axis=-1)
        gated = g.op("Mul", g.op("Mul", gate, g.op("Sigmoid", gate)), up)
        return g.op("Add", x, self._linear(f"layer.{i}.down", block.feed_forward.down, gated))

    def logits(self, x: str, batch: str, positions: str) -> str:
        g, c = self._graph, self._config
        rows = g.op("Reshape", x, g.constant([-1, c.width]))
        normed = self._norm("norm", self._model.norm, rows)
        logits = g.op("Gemm", normed, self._embedding, transB=1)
        shape = g.op("Concat", batch, positions, g.constant([c.vocabulary]), axis=0)
        return g.op("Reshape", logits, shape)

    def _linear(self, name: str, layer, x: str) -> str:
        return self._graph.op(
            "MatMul", x, self._graph.half_weight(name, _array(layer.weight).T)
        )

    def _norm(self, name: str, layer, x: str) -> str:
        """The node pattern that ONNX Runtime fuses into one RMSNorm kernel."""
        g = self._graph
        squares = g.op("Pow", x, g.constant(2.0, np.float32))
        mean = g.op("ReduceMean", squares, g.constant([-1]), keepdims=1)
        epsilon = g.constant(self._config.norm_epsilon, np.float32)
        deviation = g.op("Sqrt", g.op("Add", mean, epsilon))
        return g.op("Mul", g.op("Div", x, deviation), g.half_weight(name, _array(layer.weight)))


class _SplitAttention:
    """Attention over a shared prefix, each row's past and the new tokens, without joining them.

    Only the scores are joined, for one softmax. The prefix is one matrix for all rows: its two
    products are one matrix multiplication per head, with the rows of the batch stacked.
    """

    def __init__(self, graph, model, batch, new, prefix, past, visible):
        c = model.config
        self._graph, self._model, self._visible = graph, model, visible
        self._sizes = graph.op("Concat", prefix, past, new, axis=0)
        group = graph.constant([c.heads // c.key_value_heads])
        queries = graph.op("Mul", new, group)
        heads = graph.constant([c.key_value_heads])
        stacked = graph.op("Mul", batch, queries)
        size = graph.constant([c.head_size])
        shape = lambda *dimensions: graph.op("Concat", *dimensions, axis=0)  # noqa: E731
        self._stacked_queries = shape(heads, stacked, size)
        self._stacked_scores = shape(heads, stacked, prefix)
        self._scores_by_row = shape(heads, batch, queries, prefix)
        self._values_by_row = shape(heads, batch, queries, size)

    def __call__(self, query, key, value, prefix, past) -> str:
        g, model = self._graph, self._model
        query = _grouped(g, query, model)
        scores = g.op(
            "Concat",
            self._prefix_scores(query, prefix[0]),
            g.op("MatMul", query, _transposed(g, past[0])),
            g.op("MatMul", query, _transposed(g, key)),
            axis=-1,
        )
        probabilities = _softmax(g, model, _ungrouped(g, scores, model), self._visible)
        of_prefix, of_past, of_new = g.ops(
            "Split", 3, _grouped(g, probabilities, model), self._sizes, axis=-1
        )
        mixed = g.op(
            "Add",
            g.op(
                "Add", self._prefix_values(of_prefix, prefix[1]), g.op("MatMul", of_past, past[1])
            ),
            g.op("MatMul", of_new, value),
        )
        return _ungrouped(g, mixed, model)

    def _prefix_scores(self, query: str, key: str) -> str:
        g = self._graph
        stacked = self._reshape(_swap_outer(g, query), self._stacked_queries)
        shared = g.op("Squeeze", key, g.constant([0]))
        scores = g.op("MatMul", stacked, g.op("Transpose", shared, perm=[0, 2, 1]))
        return _swap_outer(g, self._reshape(scores, self._scores_by_row))

    def _prefix_values(self, probabilities: str, value: str) -> str:
        g = self._graph
        stacked = self._reshape(_swap_outer(g, probabilities), self._stacked_scores)
        mixed = g.op("MatMul", stacked, g.op("Squeeze", value, g.constant([0])))
        return _swap_outer(g, self._reshape(mixed, self._values_by_row))

    def _reshape(self, value: str, shape: str) -> str:
        return self._graph.op("Reshape", value, shape, allowzero=1)  # the prefix may be empty


def _softmax(graph: Graph, model: Decoder, scores: str, visible: str) -> str:
    masked = graph.op("Where", visible, scores, graph.constant(MASKED, np.float32))
    return graph.op("Softmax", masked, axis=-1)


def _grouped(graph: Graph, value: str, model: Decoder) -> str:
    """Query heads that share keys and values as rows of one matrix: [batch, kv, group*new, ...]."""
    return _regroup(graph, value, model, model.config.key_value_heads)


def _ungrouped(graph: Graph, value: str, model: Decoder) -> str:
    return _regroup(graph, value, model, model.config.heads)


def _regroup(graph: Graph, value: str, model: Decoder, heads: int) -> str:
    if model.config.heads == model.config.key_value_heads:
        return value
    shape = graph.op(
        "Concat",
        _dimension(graph, value, 0),
        graph.constant([heads]),
        graph.constant([-1]),
        _dimension(graph, value, 3),
        axis=0,
    )
    return graph.op("Reshape", value, shape)


def _keys_and_values(graph: Graph, name: str, shape: list) -> tuple[str, str]:
    return (
        graph.input(f"{name}.key", FLOAT, shape),
        graph.input(f"{name}.value", FLOAT, shape),
    )


def _dimension(graph: Graph, value: str, axis: int) -> str:
    """One dimension of a value, as a vector of one number."""
    return graph.op("Shape", value, start=axis, end=axis + 1)


def _range(graph: Graph, length: str) -> str:
    end = graph.op("Squeeze", length, graph.constant([0]))
    return graph.op("Range", graph.constant(0), end, graph.constant(1))


def _not_after(graph: Graph, keys: str, queries: str) -> str:
    """``[queries, keys]``: whether the key does not stand after the query."""
    return graph.op("LessOrEqual", keys, graph.op("Unsqueeze", queries, graph.constant([1])))


def _true(graph: Graph, shape: str) -> str:
    return graph.op("Expand", graph.constant(True, bool), shape)


def _transposed(graph: Graph, key: str) -> str:
    return graph.op("Transpose", key, perm=[0, 1, 3, 2])


def _swap_outer(graph: Graph, value: str) -> str:
    return graph.op("Transpose", value, perm=[1, 0, 2, 3])


def _array(tensor: torch.Tensor) -> np.ndarray:
    return tensor.detach().numpy()
