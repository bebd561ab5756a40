"""Writes a joint denoiser as ONNX: input and output as in ``denoiser_onnx.py``, weights stored as int8."""

import numpy as np

from assay_training.attention_onnx import array
from assay_training.graph import FLOAT, INT64, Graph
from assay_training.interpolants.denoiser import Grid
from assay_training.interpolants.denoiser_onnx import _Parts
from assay_training.interpolants.joint_denoiser import NEIGHBOURS, NO_TOKEN, Convolution, JointDenoiser


def joint_graph(model: JointDenoiser) -> Graph:
    """The weights must have been rounded (``round_to_int8``) to be those that the graph computes with."""
    c, grid, g = model.config, model.config.grid, Graph("denoiser", np.int8)
    parts, layers, number = _Parts(g, model), _Layers(g), len(c.parts)
    tokens = g.input("tokens", INT64, ["batch", c.length])
    by_part = g.op("Reshape", tokens, g.constant([0, number, grid.height, grid.width]))
    x, seen = _inputs(g, model, by_part), []
    for i, (reading, halving) in enumerate(zip(model.reading, model.halving, strict=True)):
        seen.append(layers.silu(layers(f"reading.{i}", reading, x)))
        x = layers.silu(layers(f"halving.{i}", halving, seen[-1]))
    rows, columns = grid.height // grid.patch, grid.width // grid.patch
    x = g.op("Transpose", g.op("Reshape", x, g.constant([0, c.width, c.positions])), perm=[0, 2, 1])
    x = g.op("Add", x, g.weight("places", array(model.places)))
    for i, block in enumerate(model.blocks):
        x = parts.block(f"layer.{i}", block, x)
    x = g.op("Transpose", parts.norm("norm", model.norm, x), perm=[0, 2, 1])
    x = g.op("Reshape", x, g.constant([0, c.width, rows, columns]))
    for i in reversed(range(len(seen))):
        found = g.op("DepthToSpace", layers(f"doubling.{i}", model.doubling[i], x), blocksize=2, mode="CRD")
        x = layers.silu(layers(f"telling.{i}", model.telling[i], g.op("Add", seen[i], found)))
    by_part = g.constant([0, number, c.vocabulary, grid.tokens])
    by_token = g.op("Transpose", g.op("Reshape", layers("heads", model.heads, x), by_part), perm=[0, 1, 3, 2])
    logits = g.op("Reshape", by_token, g.constant([0, c.length, c.vocabulary]))
    g.output("logits", logits, FLOAT, ["batch", c.length, c.vocabulary])
    return g


def _inputs(g: Graph, model: JointDenoiser, tokens: str) -> str:
    """The tokens' vectors and whether they equal their neighbours, ``[batch, channels, height, width]``."""
    c, grid = model.config, model.config.grid
    vectors = g.op("Gather", g.weight("embedding", array(model.embedding.weight)), tokens)
    shape = g.constant([0, len(c.parts) * c.token_width, grid.height, grid.width])
    channels = g.op("Reshape", g.op("Transpose", vectors, perm=[0, 1, 4, 2, 3]), shape)
    return g.op("Concat", channels, *_equal_neighbours(g, tokens, grid), axis=1)


def _equal_neighbours(g: Graph, tokens: str, grid: Grid) -> list[str]:
    padded = g.op("Pad", tokens, g.constant([0, 0, 0, 1, 0, 0, 1, 1]), g.constant(NO_TOKEN))
    equal = []
    for down, right in NEIGHBOURS:
        start, end = [down, 1 + right], [down + grid.height, 1 + right + grid.width]
        other = g.op("Slice", padded, g.constant(start), g.constant(end), g.constant([2, 3]))
        equal.append(g.op("Cast", g.op("Equal", tokens, other), to=FLOAT))
    return equal


class _Layers:
    def __init__(self, graph: Graph):
        self._graph = graph

    def __call__(self, name: str, layer: Convolution, x: str) -> str:
        g, size = self._graph, layer.shape[-1]
        return g.op(
            "Conv",
            x,
            g.weight8(f"{name}.weight", array(layer.weight).reshape(layer.shape), axis=0),
            g.single(f"{name}.bias", array(layer.bias)),
            kernel_shape=[size, size],
            pads=[size // 2] * 4,
            strides=[layer.stride] * 2,
        )

    def silu(self, x: str) -> str:
        return self._graph.op("Mul", x, self._graph.op("Sigmoid", x))
