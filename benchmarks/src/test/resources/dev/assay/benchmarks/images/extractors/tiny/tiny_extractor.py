"""Writes extractor.onnx: the mean of each channel of a picture [batch, 3, 2, 2], and their softmax.

    python tiny_extractor.py
"""

from pathlib import Path

import onnx
from onnx import TensorProto, helper

graph = helper.make_graph(
    [
        helper.make_node("GlobalAveragePool", ["picture"], ["pooled"]),
        helper.make_node("Flatten", ["pooled"], ["pool3"]),
        helper.make_node("Softmax", ["pool3"], ["softmax"], axis=1),
    ],
    "tiny",
    [helper.make_tensor_value_info("picture", TensorProto.FLOAT, ["batch", 3, 2, 2])],
    [
        helper.make_tensor_value_info("pool3", TensorProto.FLOAT, ["batch", 3]),
        helper.make_tensor_value_info("softmax", TensorProto.FLOAT, ["batch", 3]),
    ],
)
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
onnx.checker.check_model(model)
(Path(__file__).parent / "extractor.onnx").write_bytes(model.SerializeToString())
