"""Writes a latent decoder as ONNX: Assay's layout, in which vectors may stand in place of tokens.

Input ``thoughts`` ``[batch, new, width]`` is read where ``is_thought`` ``[batch, new]`` is true; the
token there is any valid id. Output ``thought`` ``[batch, asked, width]`` is what the next position
reads if it is a thought: the hidden state after the final norm, times the feedback factor. Where a
classifier was trained, ``thought_end`` ``[batch, asked]`` is the probability that thinking ends.
"""

import numpy as np

from assay_training.attention_onnx import array
from assay_training.coconut.model import LatentDecoder
from assay_training.decoder_onnx import Body, Extension, assay_layout
from assay_training.graph import BOOL, FLOAT, Graph


def latent_layout(model: LatentDecoder, body: type[Body] = Body, stored=np.float16) -> Graph:
    """``body`` writes the blocks of models that are built otherwise, such as GPT-2."""
    return assay_layout(model, body, LatentExtension(model), stored)


class LatentExtension(Extension):
    """Thoughts in and out, for any model with a width, a feedback factor and perhaps a classifier."""

    def __init__(self, model):
        self._width, self._feedback, self._end = model.config.width, model.feedback, model.end

    def embed(self, graph: Graph, embeddings: str) -> str:
        thoughts = graph.input("thoughts", FLOAT, ["batch", "new", self._width])
        given = graph.input("is_thought", BOOL, ["batch", "new"])
        mask = graph.op("Unsqueeze", given, graph.constant([2]))
        return graph.op("Where", mask, thoughts, embeddings)

    def outputs(self, graph: Graph, hidden: str) -> None:
        graph.output("thought", self.thought(graph, hidden), FLOAT, ["batch", "asked", self._width])
        if self._end is not None:
            graph.output("thought_end", self._probability(graph, hidden), FLOAT, ["batch", "asked"])

    def thought(self, graph: Graph, hidden: str) -> str:
        return graph.op("Mul", hidden, graph.single("feedback", array(self._feedback)))

    def _probability(self, graph: Graph, hidden: str) -> str:
        """Summed row by row: a matrix product with one column may depend on the number of rows."""
        weight = graph.weight("end.weight", array(self._end.weight)[0])
        products = graph.op("Mul", hidden, weight)
        total = graph.op("ReduceSum", products, graph.constant([-1]), keepdims=0)
        bias = graph.weight("end.bias", array(self._end.bias))
        return graph.op("Sigmoid", graph.op("Add", total, bias))
