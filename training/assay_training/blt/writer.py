"""An ONNX graph whose weights may be kept as fp16 or in a file of their own."""

from enum import Enum
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, external_data_helper, helper

from assay_training.graph import FLOAT, IR_VERSION, OPSET, Graph

FLOAT16 = TensorProto.FLOAT16
# Bytes of weights. A protobuf message cannot exceed 2 GiB, and long before, its copies fill the memory.
EXTERNAL_FROM = 1 << 28
_ALIGNMENT = 1 << 16  # so that every system can map a tensor's part of the file into memory


class Precision(Enum):
    """How weights are stored, and what is computed with."""

    FULL = (np.float32, np.float32)
    STORED_HALF = (np.float16, np.float32)
    HALF = (np.float16, np.float16)

    @property
    def stored(self) -> np.dtype:
        return np.dtype(self.value[0])

    @property
    def computed(self) -> np.dtype:
        return np.dtype(self.value[1])


class ModelGraph(Graph):
    """Keeps weights in the graph, or in the file `NAME.onnx.data` of `folder` where `external`."""

    def __init__(self, name: str, folder: Path, precision: Precision, external: bool):
        super().__init__(name)
        self._path = folder / f"{name}.onnx"
        self._stored, self.computed = precision.stored, precision.computed
        self.kind = FLOAT if self.computed == np.float32 else FLOAT16
        data = Path(f"{self._path}.data")
        self._data = data.open("wb") if external else None

    def weight(self, name: str, array: np.ndarray) -> str:
        """A weight in the type that is computed with; ONNX Runtime folds its Cast at load."""
        array = np.ascontiguousarray(array, self._stored)
        stored = self._outside(name, array) if self._data else self._initializer(name, array)
        return stored if self._stored == self.computed else self.op("Cast", stored, to=self.kind)

    def number(self, value: float) -> str:
        return self.constant(value, self.computed)

    def cast(self, value: str, kind: int) -> str:
        """`value`, of the computed type, as `kind`."""
        return value if kind == self.kind else self.op("Cast", value, to=kind)

    def finish(self, description: str) -> None:
        if self._data is None:
            self.save(self._path, description)
            return
        self._data.close()
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
        self._path.write_bytes(model.SerializeToString(deterministic=True))
        onnx.checker.check_model(str(self._path), full_check=False)

    def _outside(self, name: str, array: np.ndarray) -> str:
        file = self._data
        file.write(b"\0" * (-file.tell() % _ALIGNMENT))
        tensor = TensorProto(name=name, dims=array.shape)
        tensor.data_type = helper.np_dtype_to_tensor_dtype(array.dtype)
        tensor.raw_data = b""
        external_data_helper.set_external_data(
            tensor, Path(file.name).name, offset=file.tell(), length=array.nbytes
        )
        tensor.data_location = TensorProto.EXTERNAL
        tensor.ClearField("raw_data")
        array.tofile(file)
        self._initializers.append(tensor)
        return name

