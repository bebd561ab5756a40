"""The parts that BLT's four graphs are made of: linear layers, norms, blocks with a caller's cache."""

import math

import numpy as np
import torch

from assay_training.blt.config import Stack
from assay_training.blt.weights import Weights
from assay_training.blt.writer import ModelGraph
from assay_training.graph import FLOAT

MASKED = float(np.finfo(np.float32).min) / 2  # whatever score is added to it, a finite number
EMPTY = 2.0**24  # the position of an empty slot of a cache: after every query's
HIDDEN = 2.0**100  # taken off for each position out of sight; for EMPTY of them still a finite number


class Layers:
    def __init__(self, graph: ModelGraph, weights: Weights, epsilon: float):
        self._graph, self._weights, self._epsilon = graph, weights, epsilon

    def embed(self, name: str, ids: str) -> str:
        return self._graph.op("Gather", self._graph.weight(name, self._weights[name].numpy()), ids)

    def linear(self, x: str, *names: str) -> str:
        """One multiplication by the matrices of all names side by side."""
        return self.multiply(x, names[0], [self._weights[name] for name in names])

    def multiply(self, x: str, name: str, matrices: list[torch.Tensor]) -> str:
        return self._graph.op("MatMul", x, self._graph.weight(name, torch.cat(matrices).T.numpy()))

    def norm(self, x: str, name: str) -> str:
        """RMSNorm in fp32, as the nodes that ONNX Runtime fuses into one kernel."""
        g = self._graph
        x = g.cast(x, FLOAT)
        squares = g.op("Pow", x, g.constant(2.0, np.float32))
        mean = g.op("ReduceMean", squares, g.constant([-1]), keepdims=1)
        deviation = g.op("Sqrt", g.op("Add", mean, g.constant(self._epsilon, np.float32)))
        normed = self._computed(g.op("Div", x, deviation))
        return g.op("Mul", normed, g.weight(f"{name}.weight", self._weights[f"{name}.weight"].numpy()))

    def softmax(self, scores: str, bias: str | None = None, axis: int = -1) -> str:
        """In fp32; rows of which nothing is visible give finite numbers."""
        g = self._graph
        scores = g.cast(scores, FLOAT)
        if bias is not None:
            scores = g.op("Add", scores, bias)
        return self._computed(g.op("Softmax", scores, axis=axis))

    def heads(self, name: str, stack: Stack) -> torch.Tensor:
        """The weights of a key or value projection with one head for each query head."""
        weight = self._weights[name].unflatten(0, (stack.key_heads, stack.head_size))
        return weight.repeat_interleave(stack.heads // stack.key_heads, 0).flatten(0, 1)

    def twice_and(self, x: str, y: str) -> str:
        """The double residual of the cross-attentions."""
        return self._graph.op("Add", self._graph.op("Add", x, x), y)

    def blocks(
        self,
        prefix: str,
        stack: Stack,
        x: str,
        length: str,
        before=lambda layer, x: x,
        past_rows: str | None = None,
    ) -> str:
        """All blocks of a stack, with inputs for positions and cache and outputs for the new cache.

        `before` is applied to what each block is given. `past_rows` says which rows of the cache the rows
        of the batch read, where it has others.
        """
        cache = _Cache(self._graph, stack, length, past_rows)
        for i in range(stack.layers):
            x = self._block(f"{prefix}.layers.{i}", i, stack, before(i, x), cache)
        return x

    def key_and_value(self, name: str, stack: Stack, sources: str) -> str:
        """Keys and values of a cross-attention side by side, `[..., 2 * width]`."""
        matrices = [self.heads(f"{name}.{part}_proj.weight", stack) for part in "kv"]
        return self.multiply(self.norm(sources, f"{name}.k_norm"), f"{name}.kv", matrices)

    def _block(self, name: str, i: int, stack: Stack, x: str, cache: "_Cache") -> str:
        g = self._graph
        mixed = self._attention(f"{name}.self_attn", i, stack, self.norm(x, f"{name}.input_layernorm"), cache)
        x = g.op("Add", x, mixed)
        normed = self.norm(x, f"{name}.post_attention_layernorm")
        both = self.linear(normed, f"{name}.mlp.gate_proj.weight", f"{name}.mlp.up_proj.weight")
        gate, up = g.ops("Split", 2, both, g.constant([stack.hidden] * 2), axis=-1)
        gated = g.op("Mul", g.op("Mul", gate, g.op("Sigmoid", gate)), up)
        return g.op("Add", x, self.linear(gated, f"{name}.mlp.down_proj.weight"))

    def _attention(self, name: str, i: int, stack: Stack, x: str, cache: "_Cache") -> str:
        """Scores with the past and with the new are joined, but not the keys: no cache is copied."""
        g = self._graph
        query, key, value = self._query_key_value(name, stack, x, cache)
        past_key, past_value = cache.past(i, key, value)
        scores = g.op(
            "Concat",
            g.op("MatMul", query, g.op("Transpose", past_key, perm=[0, 1, 3, 2])),
            g.op("MatMul", query, g.op("Transpose", key, perm=[0, 1, 3, 2])),
            axis=-1,
        )
        of_past, of_new = g.ops("Split", 2, self.softmax(scores, cache.bias), cache.sizes, axis=-1)
        mixed = g.op("Add", g.op("MatMul", of_past, past_value), g.op("MatMul", of_new, value))
        by_position = g.op("Transpose", mixed, perm=[0, 2, 1, 3])
        flat = g.op("Reshape", by_position, g.constant([0, 0, stack.width]))
        return self.linear(flat, f"{name}.o_proj.weight")

    def _query_key_value(self, name: str, stack: Stack, x: str, cache: "_Cache") -> list[str]:
        """Queries, rotated and scaled, rotated keys, values: each `[batch, heads, new, head size]`."""
        g, heads, size = self._graph, stack.heads, stack.head_size
        matrices = [
            _pairs_apart(self._weights[f"{name}.q_proj.weight"], size),
            _pairs_apart(self.heads(f"{name}.k_proj.weight", stack), size),
            self.heads(f"{name}.v_proj.weight", stack),
        ]
        flat = self.multiply(x, f"{name}.qkv", matrices)
        shaped = g.op("Reshape", flat, g.constant([0, 0, 3 * heads, size]))
        by_head = g.op("Transpose", shaped, perm=[0, 2, 1, 3])
        rotating, value = g.ops("Split", 2, by_head, g.constant([2 * heads, heads]), axis=1)
        first, second = g.ops("Split", 2, rotating, g.constant([size // 2] * 2), axis=-1)
        cos, sin = cache.cos, cache.sin
        rotated = g.op(
            "Concat",
            g.op("Sub", g.op("Mul", first, cos), g.op("Mul", second, sin)),
            g.op("Add", g.op("Mul", second, cos), g.op("Mul", first, sin)),
            axis=-1,
        )
        return [*g.ops("Split", 2, rotated, g.constant([heads] * 2), axis=1), value]

    def _computed(self, value: str) -> str:
        g = self._graph
        return value if g.kind == FLOAT else g.op("Cast", value, to=g.kind)


class _Cache:
    """Positions and what follows from them: rotations, what is visible, the cache's inputs and outputs."""

    def __init__(self, graph: ModelGraph, stack: Stack, length: str, past_rows: str | None):
        self._graph, self._stack, self._length, self._past_rows = graph, stack, length, past_rows
        g = graph
        positions = g.input("positions", FLOAT, ["batch", length])
        past = g.input("past_positions", FLOAT, ["batch", "past"])
        self.sizes = g.op(
            "Concat", g.op("Shape", past, start=1, end=2), g.op("Shape", positions, start=1, end=2), axis=0
        )
        self._set_rotations(positions)
        keys = g.op("Unsqueeze", g.op("Concat", past, positions, axis=1), g.constant([1, 2]))
        self.bias = self._bias(g.op("Sub", g.op("Unsqueeze", positions, g.constant([1, 3])), keys))

    def _bias(self, distance: str) -> str:
        """What is added to scores: 0 where the key is in sight, else the lower the farther it is out.

        With numbers rather than truth values, which take ONNX Runtime twice as many operators.
        """
        g = self._graph
        number = lambda value: g.constant(value, np.float32)  # noqa: E731
        bounds = [distance, number(0)]
        if self._stack.window is not None:
            bounds.append(g.op("Sub", number(self._stack.window - 1), distance))
        return g.op("Mul", g.op("Min", *bounds), number(HIDDEN))

    def _set_rotations(self, positions: str) -> None:
        """Cosines and sines of queries, then of keys, `[batch, 2 * heads, new, head size / 2]`.

        Those of queries hold the scale of their products with keys. As a multiplication of its own, ONNX
        Runtime would fuse it into the products, and its kernels for a single row know no such factor: a
        step would take those for many rows, which rearrange all keys first.
        """
        g, size = self._graph, self._stack.head_size
        frequencies = 1 / self._stack.theta ** (torch.arange(0, size, 2).float() / size)
        numbers = g.op("Unsqueeze", positions, g.constant([1, 3]))
        angles = g.op("Mul", numbers, g.constant(frequencies.numpy(), np.float32))
        scales = np.repeat([1 / math.sqrt(size), 1], self._stack.heads)[:, None, None]
        cos, sin = (g.op("Mul", g.op(of, angles), g.constant(scales, np.float32)) for of in ("Cos", "Sin"))
        if g.kind != FLOAT:
            cos, sin = g.op("Cast", cos, to=g.kind), g.op("Cast", sin, to=g.kind)
        self.cos, self.sin = cos, sin

    def past(self, i: int, key: str, value: str) -> tuple[str, str]:
        g, heads, size = self._graph, self._stack.heads, self._stack.head_size
        for name, new in (("key", key), ("value", value)):
            g.output(f"new.{i}.{name}", new, g.kind, ["batch", heads, self._length, size])
        rows = "batch_or_1" if self._past_rows is None else "rows"
        shape = [rows, heads, "past", size]
        past = g.input(f"past.{i}.key", g.kind, shape), g.input(f"past.{i}.value", g.kind, shape)
        if self._past_rows is None:
            return past
        return tuple(g.op("Gather", tensor, self._past_rows) for tensor in past)


def bias_of(g: ModelGraph, visible: str) -> str:
    """What is added to scores so that only the visible count."""
    return g.op("Where", visible, g.constant(0, np.float32), g.constant(MASKED, np.float32))


def _pairs_apart(weight: torch.Tensor, size: int) -> torch.Tensor:
    """Brings each head's even rows before its odd ones.

    RoPE turns neighbouring pairs; so ordered, it turns halves, which is cheaper, and since queries and
    keys are ordered alike, their products stay what they were.
    """
    return weight.unflatten(0, (-1, size // 2, 2)).transpose(1, 2).flatten(0, 2)
