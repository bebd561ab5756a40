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
RUNTIME = "com.microsoft"  # the domain of ONNX Runtime's own operators


class Graph:
    def __init__(self, name: str, stored=np.float16, outer: "Graph | None" = None):
        """Weights lie in the file as ``stored`` says: fp16, fp32 or int8 (see ``weight8``).

        A graph with an ``outer`` one is the body of a loop there: it may use the outer graph's values,
        and its weights and constants lie there too.
        """
        self._name, self._stored, self._outer = name, stored, outer
        self._nodes, self._inputs, self._outputs = [], [], []
        self._initializers = outer._initializers if outer else []
        self._constants: dict[tuple, str] = outer._constants if outer else {}
        self._opsets: dict[str, int] = outer._opsets if outer else {"": OPSET}
        self._weights: dict[str, str] = {}
        self._prefix = f"{name}." if outer else ""

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
        names = [f"{self._prefix}{kind}_{number}" + (f"_{i}" if results > 1 else "") for i in range(results)]
        self._nodes.append(helper.make_node(kind, list(inputs), names, **attributes))
        return names

    def fused(self, kind: str, *inputs: str, **attributes) -> str:
        """An operator of ONNX Runtime's own, which does in one pass what takes several of ONNX's."""
        self._opsets[RUNTIME] = 1
        return self.op(kind, *inputs, domain=RUNTIME, **attributes)

    def constant(self, value, kind=np.int64) -> str:
        """A constant; equal constants are stored once."""
        array = np.asarray(value, dtype=kind)
        key = (array.dtype.str, array.shape, array.tobytes())
        if key not in self._constants:
            self._constants[key] = self._initializer(f"constant_{len(self._constants)}", array)
        return self._constants[key]

    def weight(self, name: str, array: np.ndarray) -> str:
        """A named weight, computed with as fp32; ONNX Runtime folds the Cast at load."""
        if self._outer:
            return self._outer.weight(name, array)
        if self._stored == np.int8:
            return self.weight8(name, array) if array.ndim > 1 else self.single(name, array)
        if name not in self._weights:
            stored = self._initializer(name, array.astype(self._stored))
            single = self._stored == np.float32
            self._weights[name] = stored if single else self.op("Cast", stored, to=FLOAT)
        return self._weights[name]

    def weight8(self, name: str, array: np.ndarray, axis: int = -1) -> str:
        """A named weight stored as int8 with an fp32 scale for each slice along ``axis``.

        ONNX Runtime folds Cast and Mul at load; the products are those of ``rounded8``.
        """
        if self._outer:
            return self._outer.weight8(name, array, axis)
        if name not in self._weights:
            values, scales = quantized8(array, axis)
            stored = self._initializer(name, values)
            floats = self.op("Cast", stored, to=FLOAT)
            self._weights[name] = self.op("Mul", floats, self._initializer(f"{name}.scale", scales))
        return self._weights[name]

    def single(self, name: str, array: np.ndarray) -> str:
        """A named weight that is always stored as fp32."""
        if self._outer:
            return self._outer.single(name, array)
        if name not in self._weights:
            self._weights[name] = self._initializer(name, array.astype(np.float32))
        return self._weights[name]

    def body(self, name: str) -> "Graph":
        """A graph for a loop of this one."""
        return Graph(name, self._stored, self)

    def loop(self, count: str, carried: list[str], body: "Graph") -> list[str]:
        """Runs the body ``count`` times; results are the carried values, then what every run adds."""
        results = len(body._outputs) - 1
        return self.ops("Loop", results, count, "", *carried, body=body._proto([]))

    def _initializer(self, name: str, array: np.ndarray) -> str:
        self._initializers.append(numpy_helper.from_array(array, name))
        return name

    def model(self, description: str) -> onnx.ModelProto:
        model = helper.make_model(
            self._proto(self._initializers),
            opset_imports=[helper.make_opsetid(*domain) for domain in self._opsets.items()],
            ir_version=IR_VERSION,
            producer_name="assay-training",
            doc_string=description,
        )
        onnx.checker.check_model(model, full_check=True)
        return model

    def _proto(self, initializers: list) -> onnx.GraphProto:
        return helper.make_graph(
            self._nodes, self._name, self._inputs, self._outputs, initializers
        )

    def save(self, path: Path, description: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(self.model(description).SerializeToString(deterministic=True))


def quantized8(array: np.ndarray, axis: int = -1) -> tuple[np.ndarray, np.ndarray]:
    """int8 values and an fp32 scale for each slice along ``axis``; the largest value becomes ±127."""
    others = tuple(i for i in range(array.ndim) if i != axis % array.ndim)
    scales = (np.abs(array).max(others, keepdims=True) / 127).astype(np.float32)
    scales = np.where(scales > 0, scales, np.float32(1))
    return np.rint(array / scales).clip(-127, 127).astype(np.int8), scales


def rounded8(array: np.ndarray, axis: int = -1) -> np.ndarray:
    """The fp32 weights that a graph computes with where they are stored as int8."""
    values, scales = quantized8(array, axis)
    return values.astype(np.float32) * scales
