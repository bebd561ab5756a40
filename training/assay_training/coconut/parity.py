"""By how much an exported reasoning model differs from PyTorch."""

from pathlib import Path

import numpy as np
import torch

from assay_training.coconut.finetune import BEGIN_THOUGHT
from assay_training.coconut.methods import Between, Method
from assay_training.coconut.model import LatentDecoder
from assay_training.coconut.onnx_latent_decoder import OnnxLatentDecoder
from assay_training.coconut.reference import Plan, think
from assay_training.onnx_decoder import OnnxDecoder


def difference(folder: Path, model: LatentDecoder, method: Method, rows: list[list[int]], count: int) -> float:
    """The largest difference of a logit, after thinking or of a row as it stands."""
    file, worst = str(folder / "decoder.onnx"), 0.0
    for row in rows:
        if method.between is Between.THOUGHTS:
            run = think(model, row, Plan((BEGIN_THOUGHT,), (), count))
            expected = run.logits.numpy()
            found = OnnxLatentDecoder(file).think([[*row, BEGIN_THOUGHT]], count)[1][0]
        else:
            with torch.no_grad():
                expected = model.logits(torch.tensor([row]))[0].numpy()
            found = OnnxDecoder(file)([row])[0][0]
        worst = max(worst, float(np.abs(found - expected).max()))
    return worst
