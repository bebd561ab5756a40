"""Writes a denoiser as ONNX; weights are stored as int8 with a scale for each output.

| input | type and shape | meaning |
|---|---|---|
| `tokens` | int64 `[batch, length]` | the parts one after the other; [MASK] is the id after the last |
| `time` | float `[batch]` | only where the time is explicit |
| `condition` | int64 `[batch]` | only where there are classes; the id after the last is "no class" |

The output `logits` is float `[batch, length, vocabulary]`.
"""

import math

import numpy as np
from torch import nn

from assay_training.attention_onnx import array
from assay_training.graph import FLOAT, INT64, Graph
from assay_training.interpolants.denoiser import Block, Denoiser, time_frequencies


def denoiser_graph(model: Denoiser) -> Graph:
    """The weights must have been rounded (``round_to_int8``) to be those that the graph computes with."""
    c, g = model.config, Graph("denoiser", np.int8)
    parts = _Parts(g, model)
    tokens = g.input("tokens", INT64, ["batch", c.length])
    time = g.input("time", FLOAT, ["batch"]) if c.explicit else ""
    condition = g.input("condition", INT64, ["batch"]) if c.classes else ""

    x = parts.embed(tokens)
    front = [parts.time(time)] if c.explicit else []
    if c.classes:
        table = g.weight("classes", array(model.classes.weight))
        front.append(g.op("Unsqueeze", g.op("Gather", table, condition), g.constant([1])))
    if front:
        x = g.op("Concat", *front, x, axis=1)
    for i, block in enumerate(model.blocks):
        x = parts.block(f"layer.{i}", block, x)
    if front:
        x = g.op("Slice", x, g.constant([c.extra]), g.constant([c.positions]), g.constant([1]))
    g.output("logits", parts.logits(parts.norm("norm", model.norm, x)), FLOAT, ["batch", c.length, c.vocabulary])
    return g


class _Parts:
    def __init__(self, graph: Graph, model: Denoiser):
        self._graph, self._model, self._config = graph, model, model.config

    def embed(self, tokens: str) -> str:
        g, c, model = self._graph, self._config, self._model
        table = g.weight("embedding", array(model.embedding.weight))
        ordered = g.op("Gather", tokens, g.constant(model.order.numpy()), axis=1)
        vectors = self._split(g.op("Gather", table, ordered), [part.tokens for part in c.parts])
        joined = []
        for i, (vector, part) in enumerate(zip(vectors, c.parts)):
            shape = g.constant([0, part.patches, part.patch_tokens * c.token_width])
            joined.append(self._linear(f"patch.{i}", model.patches[i], g.op("Reshape", vector, shape)))
        return g.op("Add", self._join(joined), g.weight("places", array(model.places)))

    def time(self, time: str) -> str:
        """``[batch, 1, width]``; computed twice, since a kernel adds up a single row in another order."""
        g, module = self._graph, self._model.time
        twice = g.op("Concat", *[g.op("Unsqueeze", time, g.constant([1, 2]))] * 2, axis=1)
        angles = g.op("Mul", twice, g.constant(time_frequencies().numpy(), np.float32))
        features = g.op("Concat", g.op("Sin", angles), g.op("Cos", angles), axis=-1)
        inner = self._linear("time.inner", module.inner, features)
        active = g.op("Mul", inner, g.op("Sigmoid", inner))
        both = self._linear("time.outer", module.outer, active)
        return g.op("Slice", both, g.constant([0]), g.constant([1]), g.constant([1]))

    def block(self, name: str, block: Block, x: str) -> str:
        g, c = self._graph, self._config
        normed = self.norm(f"{name}.attention_norm", block.attention_norm, x)
        flat = self._linear(f"{name}.qkv", block.attention.qkv, normed)
        shaped = g.op("Reshape", flat, g.constant([0, 0, 3 * c.heads, c.head_size]))
        query, key, value = g.ops("Split", 3, shaped, g.constant([c.heads] * 3), axis=2)
        scale = g.constant(1 / math.sqrt(c.head_size), np.float32)
        query = g.op("Mul", g.op("Transpose", query, perm=[0, 2, 1, 3]), scale)
        scores = g.op("MatMul", query, g.op("Transpose", key, perm=[0, 2, 3, 1]))
        value = g.op("Transpose", value, perm=[0, 2, 1, 3])
        mixed = g.op("MatMul", g.op("Softmax", scores, axis=-1), value)
        flat = g.op("Reshape", g.op("Transpose", mixed, perm=[0, 2, 1, 3]), g.constant([0, 0, c.width]))
        x = g.op("Add", x, self._linear(f"{name}.out", block.attention.out, flat))

        normed = self.norm(f"{name}.feed_forward_norm", block.feed_forward_norm, x)
        both = self._linear(f"{name}.gate_up", block.feed_forward.gate_up, normed)
        gate, up = g.ops("Split", 2, both, g.constant([c.hidden] * 2), axis=-1)
        gated = g.op("Mul", g.op("Mul", gate, g.op("Sigmoid", gate)), up)
        return g.op("Add", x, self._linear(f"{name}.down", block.feed_forward.down, gated))

    def logits(self, x: str) -> str:
        g, c = self._graph, self._config
        logits = []
        for i, (states, part) in enumerate(zip(self._split(x, [p.patches for p in c.parts]), c.parts)):
            flat = self._linear(f"head.{i}", self._model.heads[i], states)
            logits.append(g.op("Reshape", flat, g.constant([0, part.tokens, c.vocabulary])))
        return g.op("Gather", self._join(logits), g.constant(self._model.inverse.numpy()), axis=1)

    def norm(self, name: str, layer: nn.RMSNorm, x: str) -> str:
        """The node pattern that ONNX Runtime fuses into one RMSNorm kernel."""
        g = self._graph
        squares = g.op("Pow", x, g.constant(2.0, np.float32))
        mean = g.op("ReduceMean", squares, g.constant([-1]), keepdims=1)
        epsilon = g.constant(self._config.norm_epsilon, np.float32)
        deviation = g.op("Sqrt", g.op("Add", mean, epsilon))
        return g.op("Mul", g.op("Div", x, deviation), g.weight(name, array(layer.weight)))

    def _linear(self, name: str, layer: nn.Linear, x: str) -> str:
        return self._graph.op("MatMul", x, self._graph.weight(name, array(layer.weight).T))

    def _split(self, value: str, sizes: list[int]) -> list[str]:
        if len(sizes) == 1:
            return [value]
        return self._graph.ops("Split", len(sizes), value, self._graph.constant(sizes), axis=1)

    def _join(self, values: list[str]) -> str:
        return values[0] if len(values) == 1 else self._graph.op("Concat", *values, axis=1)
