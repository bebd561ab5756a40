"""Writes the two halves of a VQ autoencoder as ONNX, with kernels stored as int8.

| graph | input | output |
|---|---|---|
| encoder | `pixels` float `[batch, height, width, channels]` in [0, 1] | `tokens` int64 `[batch, length]` |
| decoder | `tokens` int64 `[batch, length]` | `pixels`, as above |
"""

import numpy as np
from torch import nn

from assay_training.attention_onnx import array
from assay_training.graph import FLOAT, INT64, Graph
from assay_training.interpolants.vq import Vq


def encoder_graph(model: Vq) -> Graph:
    c, g = model.config, Graph("image_encoder", np.int8)
    pixels = g.input("pixels", FLOAT, ["batch", c.height, c.width, c.channels])
    x = _layers(g, "encoder", model.encoder, g.op("Transpose", pixels, perm=[0, 3, 1, 2]))
    by_place = g.op("Transpose", g.op("Reshape", x, g.constant([0, 0, -1])), perm=[0, 2, 1])
    codebook = array(model.codebook)
    products = g.op("MatMul", by_place, g.single("twice_codebook", 2 * codebook.T))
    distances = g.op("Sub", g.single("squares", (codebook**2).sum(1)), products)
    tokens = g.op("ArgMin", distances, axis=-1, keepdims=0)
    g.output("tokens", tokens, INT64, ["batch", c.grid[0] * c.grid[1]])
    return g


def decoder_graph(model: Vq) -> Graph:
    c, g = model.config, Graph("image_decoder", np.int8)
    tokens = g.input("tokens", INT64, ["batch", c.grid[0] * c.grid[1]])
    codes = g.op("Gather", g.single("codebook", array(model.codebook)), tokens)
    by_code = g.op("Transpose", codes, perm=[0, 2, 1])
    x = g.op("Reshape", by_code, g.constant([0, 0, *c.grid]))
    x = _layers(g, "decoder", model.decoder, x)
    x = g.op("Clip", x, g.constant(0, np.float32), g.constant(1, np.float32))
    pixels = g.op("Transpose", x, perm=[0, 2, 3, 1])
    g.output("pixels", pixels, FLOAT, ["batch", c.height, c.width, c.channels])
    return g


def _layers(g: Graph, name: str, layers: nn.Sequential, x: str) -> str:
    for i, layer in enumerate(layers):
        match layer:
            case nn.Conv2d():
                kernel = g.weight8(f"{name}.{i}.weight", array(layer.weight), axis=0)
                bias = g.single(f"{name}.{i}.bias", array(layer.bias))
                padding = [*layer.padding] * 2
                x = g.op("Conv", x, kernel, bias, pads=padding, strides=[*layer.stride])
            case nn.ReLU():
                x = g.op("Relu", x)
            case nn.PixelShuffle():
                x = g.op("DepthToSpace", x, blocksize=layer.upscale_factor, mode="CRD")
    return x
