import numpy as np
import onnxruntime as ort
import torch

from assay_training import heads


def session(graph):
    return ort.InferenceSession(graph.model("test").SerializeToString())


def test_greedy_picks_the_likeliest_token_and_the_lowest_id_among_equals():
    logits = np.array([[[0.0, 2.0, 1.0], [5.0, 1.0, 5.0]]], np.float32)

    (tokens,) = session(heads.greedy()).run(["tokens"], {"logits": logits})

    assert tokens.tolist() == [[1, 0]]


def test_log_likelihood_is_the_log_softmax_at_the_target():
    torch.manual_seed(1)
    logits = torch.randn(3, 4, 50) * 5
    targets = torch.randint(50, (3, 4))
    targets[0, 0] = logits[0, 0].argmax()

    log_probability, greedy = session(heads.log_likelihood()).run(
        ["log_probability", "greedy"], {"logits": logits.numpy(), "targets": targets.numpy()}
    )

    expected = torch.log_softmax(logits, -1).gather(-1, targets[..., None])[..., 0]
    np.testing.assert_allclose(log_probability, expected.numpy(), atol=1e-5)
    assert (greedy == (logits.argmax(-1) == targets).numpy()).all()
    assert greedy[0, 0]
