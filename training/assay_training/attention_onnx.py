"""Attention in ONNX over a shared prefix, a row's own past and its new positions, and its indices."""

import numpy as np
import torch

from assay_training.graph import FLOAT, Graph

MASKED = float(np.finfo(np.float32).min)


class SplitAttention:
    """Attention over a shared prefix, each row's past and the new tokens, without joining them.

    Only the scores are joined, for one softmax. The prefix is one matrix for all rows: its two
    products are one matrix multiplication per head, with the rows of the batch stacked.
    """

    def __init__(self, graph, config, x, prefix, past, new, visible):
        """Queries come from ``x`` ``[batch, asked, width]``; ``visible`` is ``[batch, asked, positions]``."""
        c = config
        self._graph, self._config = graph, config
        self._visible = graph.op("Unsqueeze", visible, graph.constant([1]))
        batch, prefix = dimension(graph, x, 0), dimension(graph, prefix, 2)
        self._sizes = graph.op("Concat", prefix, dimension(graph, past, 2), new, axis=0)
        group = graph.constant([c.heads // c.key_value_heads])
        queries = graph.op("Mul", dimension(graph, x, 1), group)
        heads = graph.constant([c.key_value_heads])
        stacked = graph.op("Mul", batch, queries)
        size = graph.constant([c.head_size])
        shape = lambda *dimensions: graph.op("Concat", *dimensions, axis=0)  # noqa: E731
        self._stacked_queries = shape(heads, stacked, size)
        self._stacked_scores = shape(heads, stacked, prefix)
        self._scores_by_row = shape(heads, batch, queries, prefix)
        self._values_by_row = shape(heads, batch, queries, size)

    def __call__(self, query, key, value, prefix, past) -> str:
        g, c = self._graph, self._config
        query = grouped(g, query, c)
        scores = g.op(
            "Concat",
            self._prefix_scores(query, prefix[0]),
            g.op("MatMul", query, transposed(g, past[0])),
            g.op("MatMul", query, transposed(g, key)),
            axis=-1,
        )
        probabilities = softmax(g, ungrouped(g, scores, c), self._visible)
        of_prefix, of_past, of_new = g.ops(
            "Split", 3, grouped(g, probabilities, c), self._sizes, axis=-1
        )
        mixed = g.op(
            "Add",
            g.op(
                "Add", self._prefix_values(of_prefix, prefix[1]), g.op("MatMul", of_past, past[1])
            ),
            g.op("MatMul", of_new, value),
        )
        return ungrouped(g, mixed, c)

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


def softmax(graph: Graph, scores: str, visible: str) -> str:
    """Probabilities of the visible positions; the others have none."""
    masked = graph.op("Where", visible, scores, graph.constant(MASKED, np.float32))
    return graph.op("Softmax", masked, axis=-1)


def grouped(graph: Graph, value: str, config) -> str:
    """Query heads that share keys and values as rows of one matrix: [batch, kv, group*new, ...]."""
    return _regroup(graph, value, config, config.key_value_heads)


def ungrouped(graph: Graph, value: str, config) -> str:
    """The reverse of `grouped`."""
    return _regroup(graph, value, config, config.heads)


def _regroup(graph: Graph, value: str, config, heads: int) -> str:
    if config.heads == config.key_value_heads:
        return value
    shape = graph.op(
        "Concat",
        dimension(graph, value, 0),
        graph.constant([heads]),
        graph.constant([-1]),
        dimension(graph, value, 3),
        axis=0,
    )
    return graph.op("Reshape", value, shape)


def keys_and_values(graph: Graph, name: str, shape: list) -> tuple[str, str]:
    """A cache's two inputs."""
    return (
        graph.input(f"{name}.key", FLOAT, shape),
        graph.input(f"{name}.value", FLOAT, shape),
    )


def dimension(graph: Graph, value: str, axis: int) -> str:
    """One dimension of a value, as a vector of one number."""
    return graph.op("Shape", value, start=axis, end=axis + 1)


def where_asked(graph: Graph, value: str, asked: str) -> str:
    """Of a value ``[batch, new, …]`` what stands at the positions ``asked`` ``[batch, asked]``."""
    return graph.op("GatherND", value, graph.op("Unsqueeze", asked, graph.constant([2])), batch_dims=1)


def up_to(graph: Graph, length: str) -> str:
    """0, 1, … below a length, which is a vector of one number."""
    end = graph.op("Squeeze", length, graph.constant([0]))
    return graph.op("Range", graph.constant(0), end, graph.constant(1))


def not_after(graph: Graph, keys: str, queries: str) -> str:
    """``[queries, keys]``: whether the key does not stand after the query."""
    return graph.op("LessOrEqual", keys, graph.op("Unsqueeze", queries, graph.constant([1])))


def transposed(graph: Graph, key: str) -> str:
    return graph.op("Transpose", key, perm=[0, 1, 3, 2])


def _swap_outer(graph: Graph, value: str) -> str:
    return graph.op("Transpose", value, perm=[1, 0, 2, 3])


def array(tensor: torch.Tensor) -> np.ndarray:
    return tensor.detach().numpy()
