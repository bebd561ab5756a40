"""Writes the transformer of a discrete-interpolants checkpoint as ``denoiser.onnx``.

Inputs and output are those of ``denoiser_onnx.py``; the logit of [MASK] is left out.
"""

import math

import numpy as np
import torch

from assay_training.blt.writer import ModelGraph
from assay_training.graph import FLOAT, INT64
from assay_training.interpolants.checkpoints import Tensors
from assay_training.interpolants.dit import EPSILON, FREQUENCIES, LONGEST_PERIOD, DitConfig, time_vector


def write_denoiser(graph: ModelGraph, tensors: Tensors, config: DitConfig) -> None:
    """Fills the graph; the caller finishes it."""
    c, g, parts = config, graph, _Parts(graph, tensors, config)
    tokens = g.input("tokens", INT64, ["batch", c.side**2])
    time = g.input("time", FLOAT, ["batch"]) if c.explicit else ""
    condition = g.input("condition", INT64, ["batch"]) if c.classes else ""
    x, given = parts.embed(tokens), parts.silu(parts.given(time, condition))
    for i in range(c.layers):
        x = parts.block(f"blocks.{i}", x, given)
    shift, scale = parts.modulation("final_layer", given, 2)
    flat = parts.head(parts.modulated(x, shift, scale))
    shape = [0, c.rows, c.rows, c.patch, c.patch, c.vocabulary]
    rows = g.op("Transpose", g.op("Reshape", flat, g.constant(shape)), perm=[0, 1, 3, 2, 4, 5])
    logits = g.op("Reshape", rows, g.constant([0, c.side**2, c.vocabulary]))
    g.output("logits", logits, FLOAT, ["batch", c.side**2, c.vocabulary])


class _Parts:
    def __init__(self, graph: ModelGraph, tensors: Tensors, config: DitConfig):
        self._graph, self._tensors, self._config = graph, tensors, config
        self._ones = graph.constant(np.ones(config.width), np.float32)
        self._one = graph.constant(1.0, np.float32)

    def embed(self, tokens: str) -> str:
        """``[batch, positions, width]``: a patch's vectors joined, then the convolution as a matrix."""
        g, c = self._graph, self._config
        shape = g.constant([0, c.rows, c.patch, c.rows, c.patch])
        by_patch = g.op("Transpose", g.op("Reshape", tokens, shape), perm=[0, 1, 3, 2, 4])
        vectors = g.op("Gather", self._weight("x_pre_embed.weight"), by_patch)
        joined = g.op("Reshape", vectors, g.constant([0, c.positions, c.patch**2 * c.width]))
        kernel = self._tensors["patch_embed.proj.weight"].permute(2, 3, 1, 0).reshape(-1, c.width)
        matrix = g.weight("patch_embed.proj.weight", kernel.numpy())
        patches = g.op("Add", g.op("MatMul", joined, matrix), self._weight("patch_embed.proj.bias"))
        return g.op("Add", patches, self._weight("pos_embed"))

    def given(self, time: str, condition: str) -> str:
        """``[batch, 2, width]``: time and class, twice, since kernels add up a single row in another order."""
        g = self._graph
        if time:
            vector = self._time(time)
        else:
            fixed = time_vector(self._tensors, torch.zeros(1))
            vector = g.single("t_embedder.zero", fixed.expand(1, 2, -1).numpy())
        if not condition:
            return vector
        table = self._weight("y_embedder.embedding_table.weight")
        return g.op("Add", vector, g.op("Unsqueeze", g.op("Gather", table, condition), g.constant([1])))

    def _time(self, time: str) -> str:
        g = self._graph
        exponents = np.arange(FREQUENCIES, dtype=np.float32) / FREQUENCIES
        frequencies = np.exp(np.float32(-math.log(LONGEST_PERIOD)) * exponents)
        twice = g.op("Concat", *[g.op("Unsqueeze", time, g.constant([1, 2]))] * 2, axis=1)
        angles = g.op("Mul", twice, g.constant(frequencies, np.float32))
        features = g.op("Concat", g.op("Cos", angles), g.op("Sin", angles), axis=-1)
        return self._linear("t_embedder.mlp.2", self.silu(self._linear("t_embedder.mlp.0", features)))

    def block(self, name: str, x: str, given: str) -> str:
        g = self._graph
        shift, scale, gate, shift2, scale2, gate2 = self.modulation(name, given, 6)
        mixed = self._attention(f"{name}.attn", self.modulated(x, shift, scale))
        x = g.op("Add", x, g.op("Mul", gate, mixed))
        inner = self._linear(f"{name}.mlp.fc1", self.modulated(x, shift2, scale2))
        return g.op("Add", x, g.op("Mul", gate2, self._linear(f"{name}.mlp.fc2", self._gelu(inner))))

    def modulation(self, name: str, given: str, parts: int) -> list[str]:
        """Each ``[batch, 1, width]``."""
        g, c = self._graph, self._config
        both = self._linear(f"{name}.adaLN_modulation.1", given)
        one = g.op("Slice", both, g.constant([0]), g.constant([1]), g.constant([1]))
        return g.ops("Split", parts, one, g.constant([c.width] * parts), axis=-1)

    def modulated(self, x: str, shift: str, scale: str) -> str:
        g = self._graph
        normed = g.op("LayerNormalization", x, self._ones, axis=-1, epsilon=EPSILON)
        return g.op("Add", g.op("Mul", normed, g.op("Add", scale, self._one)), shift)

    def _attention(self, name: str, x: str) -> str:
        g, c = self._graph, self._config
        flat = self._linear(f"{name}.qkv", x)
        shaped = g.op("Reshape", flat, g.constant([0, 0, 3 * c.heads, c.head_size]))
        query, key, value = g.ops("Split", 3, shaped, g.constant([c.heads] * 3), axis=2)
        scale = g.constant(1 / math.sqrt(c.head_size), np.float32)
        query = g.op("Mul", g.op("Transpose", query, perm=[0, 2, 1, 3]), scale)
        scores = g.op("MatMul", query, g.op("Transpose", key, perm=[0, 2, 3, 1]))
        value = g.op("Transpose", value, perm=[0, 2, 1, 3])
        mixed = g.op("Transpose", g.op("MatMul", g.op("Softmax", scores, axis=-1), value), perm=[0, 2, 1, 3])
        return self._linear(f"{name}.proj", g.op("Reshape", mixed, g.constant([0, 0, c.width])))

    def head(self, x: str) -> str:
        """``[batch, positions, patch * patch * vocabulary]``."""
        c = self._config
        weight = self._tensors["final_layer.linear.weight"].view(c.patch**2, c.vocabulary + 1, c.width)
        bias = self._tensors["final_layer.linear.bias"].view(c.patch**2, c.vocabulary + 1)
        kept = weight[:, : c.vocabulary].reshape(-1, c.width), bias[:, : c.vocabulary].reshape(-1)
        return self._applied("final_layer.linear", x, *kept)

    def silu(self, x: str) -> str:
        return self._graph.op("Mul", x, self._graph.op("Sigmoid", x))

    def _gelu(self, x: str) -> str:
        """The approximation by a tanh."""
        g = self._graph
        number = lambda value: g.constant(value, np.float32)  # noqa: E731
        cube = g.op("Mul", g.op("Mul", g.op("Mul", x, x), x), number(0.044715))
        inner = g.op("Mul", g.op("Add", x, cube), number(math.sqrt(2 / math.pi)))
        return g.op("Mul", g.op("Mul", x, number(0.5)), g.op("Add", g.op("Tanh", inner), self._one))

    def _linear(self, name: str, x: str) -> str:
        return self._applied(name, x, self._tensors[f"{name}.weight"], self._tensors[f"{name}.bias"])

    def _applied(self, name: str, x: str, weight: torch.Tensor, bias: torch.Tensor) -> str:
        g = self._graph
        product = g.op("MatMul", x, g.weight(f"{name}.weight", weight.T.numpy()))
        return g.op("Add", product, g.weight(f"{name}.bias", bias.numpy()))

    def _weight(self, name: str) -> str:
        return self._graph.weight(name, self._tensors[name].numpy())
