"""Writes a VQ-f8 checkpoint's decoder and encoder as the contract's image graphs.

`image_decoder.onnx`: `tokens` int64 [batch, side * side] to `pixels` float [batch, height, width, 3] in
[0, 1]; `image_encoder.onnx` is the reverse.
"""

import numpy as np

from assay_training.blt.writer import ModelGraph
from assay_training.graph import FLOAT, INT64
from assay_training.interpolants.checkpoints import Tensors
from assay_training.interpolants.taming import CODEBOOK, EPSILON, GROUPS, factor


def write_decoder(graph: ModelGraph, tensors: Tensors, side: int) -> None:
    """Fills the graph for grids of ``side`` by ``side`` tokens; the caller finishes it."""
    g, parts = graph, _Parts(graph, tensors)
    pixels = side * factor(tensors)
    tokens = g.input("tokens", INT64, ["batch", side**2])
    table = g.weight(CODEBOOK, tensors[CODEBOOK].numpy())
    width = tensors.shape(CODEBOOK)[1]
    vectors = g.op("Reshape", g.op("Gather", table, tokens), g.constant([0, side, side, width]))
    x = parts.convolve("post_quant_conv", g.op("Transpose", vectors, perm=[0, 3, 1, 2]))
    x = parts.middle("decoder", parts.convolve("decoder.conv_in", x))
    for level in reversed(range(tensors.count("decoder.up."))):
        x = parts.level(f"decoder.up.{level}", x)
        if level:
            x = parts.convolve(f"decoder.up.{level}.upsample.conv", parts.doubled(x))
    x = parts.convolve("decoder.conv_out", parts.swish(parts.norm("decoder.norm_out", x)))
    bounded = g.op("Clip", x, g.constant(-1.0, np.float32), g.constant(1.0, np.float32))
    half = g.constant(0.5, np.float32)
    unit = g.op("Add", g.op("Mul", bounded, half), half)
    found = g.op("Transpose", unit, perm=[0, 2, 3, 1])
    g.output("pixels", found, FLOAT, ["batch", pixels, pixels, 3])


def write_encoder(graph: ModelGraph, tensors: Tensors, side: int) -> None:
    g, parts = graph, _Parts(graph, tensors)
    size = side * factor(tensors)
    pixels = g.input("pixels", FLOAT, ["batch", size, size, 3])
    two, one = g.constant(2.0, np.float32), g.constant(1.0, np.float32)
    x = g.op("Transpose", g.op("Sub", g.op("Mul", pixels, two), one), perm=[0, 3, 1, 2])
    x = parts.convolve("encoder.conv_in", x)
    levels = tensors.count("encoder.down.")
    for level in range(levels):
        x = parts.level(f"encoder.down.{level}", x)
        if level < levels - 1:
            x = parts.convolve(f"encoder.down.{level}.downsample.conv", x, stride=2, pads=[0, 0, 1, 1])
    x = parts.middle("encoder", x)
    x = parts.convolve("encoder.conv_out", parts.swish(parts.norm("encoder.norm_out", x)))
    vectors = parts.rows(parts.convolve("quant_conv", x))
    g.output("tokens", _nearest(g, tensors, vectors), INT64, ["batch", side**2])


def _nearest(g: ModelGraph, tensors: Tensors, vectors: str) -> str:
    """The code whose squared distance is least: where 2 x·e - e·e is largest."""
    table = tensors[CODEBOOK].numpy()
    products = g.op("MatMul", vectors, g.single("codes", 2 * table.T))
    squares = g.single("codes.squares", (table.astype(np.float64) ** 2).sum(1))
    return g.op("ArgMax", g.op("Sub", products, squares), axis=-1, keepdims=0)


class _Parts:
    def __init__(self, graph: ModelGraph, tensors: Tensors):
        self._graph, self._tensors = graph, tensors
        self._ones = graph.constant(np.ones(GROUPS), np.float32)
        self._zeros = graph.constant(np.zeros(GROUPS), np.float32)

    def middle(self, name: str, x: str) -> str:
        x = self._block(f"{name}.mid.block_1", x)
        x = self._attend(f"{name}.mid.attn_1", x)
        return self._block(f"{name}.mid.block_2", x)

    def level(self, name: str, x: str) -> str:
        for i in range(self._tensors.count(f"{name}.block.")):
            x = self._block(f"{name}.block.{i}", x)
            if f"{name}.attn.{i}.q.weight" in self._tensors:
                x = self._attend(f"{name}.attn.{i}", x)
        return x

    def _block(self, name: str, x: str) -> str:
        inner = self.convolve(f"{name}.conv1", self.swish(self.norm(f"{name}.norm1", x)))
        inner = self.convolve(f"{name}.conv2", self.swish(self.norm(f"{name}.norm2", inner)))
        if f"{name}.nin_shortcut.weight" in self._tensors:
            x = self.convolve(f"{name}.nin_shortcut", x)
        return self._graph.op("Add", x, inner)

    def _attend(self, name: str, x: str) -> str:
        g, normed = self._graph, self.norm(f"{name}.norm", x)
        query, key, value = (self.convolve(f"{name}.{part}", normed) for part in "qkv")
        width = self._tensors.shape(f"{name}.q.weight")[0]
        scaled = g.op("Mul", self.rows(query), g.constant(width**-0.5, np.float32))
        weights = g.op("Softmax", g.op("MatMul", scaled, self._flat(key)), axis=-1)
        mixed = g.op("Transpose", g.op("MatMul", weights, self.rows(value)), perm=[0, 2, 1])
        shaped = g.op("Reshape", mixed, g.op("Shape", x))
        return g.op("Add", x, self.convolve(f"{name}.proj_out", shaped))

    def norm(self, name: str, x: str) -> str:
        """Over groups of channels: each group is one channel of an instance norm."""
        g = self._graph
        grouped = g.op("Reshape", x, g.constant([0, GROUPS, -1]))
        normed = g.op("InstanceNormalization", grouped, self._ones, self._zeros, epsilon=EPSILON)
        shaped = g.op("Reshape", normed, g.op("Shape", x))
        weight, bias = (self._tensors[f"{name}.{part}"].view(-1, 1, 1).numpy() for part in ("weight", "bias"))
        scaled = g.op("Mul", shaped, g.weight(f"{name}.weight", weight))
        return g.op("Add", scaled, g.weight(f"{name}.bias", bias))

    def convolve(self, name: str, x: str, stride: int = 1, pads: list[int] | None = None) -> str:
        g, weight = self._graph, self._tensors[f"{name}.weight"]
        size = weight.shape[-1]
        return g.op(
            "Conv",
            x,
            g.weight(f"{name}.weight", weight.numpy()),
            g.weight(f"{name}.bias", self._tensors[f"{name}.bias"].numpy()),
            kernel_shape=[size, size],
            pads=pads or [size // 2] * 4,
            strides=[stride, stride],
        )

    def doubled(self, x: str) -> str:
        g = self._graph
        scales = g.constant([1, 1, 2, 2], np.float32)
        attributes = {"coordinate_transformation_mode": "asymmetric", "nearest_mode": "floor"}
        return g.op("Resize", x, "", scales, mode="nearest", **attributes)

    def swish(self, x: str) -> str:
        return self._graph.op("Mul", x, self._graph.op("Sigmoid", x))

    def rows(self, x: str) -> str:
        """``[batch, positions, channels]``."""
        return self._graph.op("Transpose", self._flat(x), perm=[0, 2, 1])

    def _flat(self, x: str) -> str:
        g = self._graph
        channels = g.op("Shape", x, start=0, end=2)
        return g.op("Reshape", x, g.op("Concat", channels, g.constant([-1]), axis=0))
