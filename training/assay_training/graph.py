"""A small ONNX graph writer: one method per node, values are plain names.

    graph = Graph("greedy")
    logits = graph.input("logits", FLOAT, ["batch", "asked", "vocabulary"])
    graph.output("tokens", graph.op("ArgMax", logits, axis=-1, keepdims=0), INT64, ["batch", "asked"])
    graph.save(Path("greedy.onnx"), "the likeliest token at each position")
"""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

FLOAT, INT64, BOOL = TensorProto.FLOAT, TensorProto.INT64, TensorProto.BOOL
OPSET = 18
IR_VERSION = 8  # what goes with opset 18; read by every ONNX Runtime since 1.14


class Graph:
    def __init__(self, name: str):
        self._name = name
        self._nodes, self._inputs, self._outputs, self._initializers = [], [], [], []
        self._constants: dict[tuple, str] = {}

    def input(self, name: str, kind: int, shape: list) -> str:
        self._inputs.append(helper.make_tensor_value_info(name, kind, shape))
        return name

    def output(self, name: str, value: str, kind: int, shape: list) -> None:
        self._nodes.append(helper.make_node("Identity", [value], [name]))
        self._outputs.append(helper.make_tensor_value_info(name, kind, shape))

    def op(self, kind: str, *inputs: str, **attributes) -> str:
        return self.ops(kind, 1, *inputs, **attributes)[0]

    def ops(self, kind: str, results: int, *inputs: str, **attributes) -> list[str]:
        """A node with several results, such as Split."""
        number = len(self._nodes)
        names = [f"{kind}_{number}" + (f"_{i}" if results > 1 else "") for i in range(results)]
        self._nodes.append(helper.make_node(kind, list(inputs), names, **attributes))
        return names

    def constant(self, value, kind=np.int64) -> str:
        """A constant; equal constants are stored once."""
        array = np.asarray(value, dtype=kind)
        key = (array.dtype.str, array.shape, array.tobytes())
        if key not in self._constants:
            self._constants[key] = self._initializer(f"constant_{len(self._constants)}", array)
        return self._constants[key]

    def half_weight(self, name: str, array: np.ndarray) -> str:
        """A weight stored as fp16 and computed with as fp32; ONNX Runtime folds the Cast at load."""
        stored = self._initializer(name, array.astype(np.float16))
        return self.op("Cast", stored, to=FLOAT)

    def _initializer(self, name: str, array: np.ndarray) -> str:
        self._initializers.append(numpy_helper.from_array(array, name))
        return name

    def model(self, description: str) -> onnx.ModelProto:
        graph = helper.make_graph(
            self._nodes, self._name, self._inputs, self._outputs, self._initializers
        )
        model = helper.make_model(
            graph,
            opset_imports=[helper.make_opsetid("", OPSET)],
            ir_version=IR_VERSION,
            producer_name="assay-training",
            doc_string=description,
        )
        onnx.checker.check_model(model, full_check=True)
        return model

    def save(self, path: Path, description: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(self.model(description).SerializeToString(deterministic=True))
