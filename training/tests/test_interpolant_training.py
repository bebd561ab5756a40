"""Which tokens are masked, where the loss lies, and that a killed run goes on as if nothing had happened."""

import json
import math

import numpy as np
import pytest
import torch

from assay_training.decoder import Decoder, DecoderConfig
from assay_training.decoder_onnx import assay_layout
from assay_training.interpolants import fixtures
from assay_training.interpolants.denoiser import Denoiser, DenoiserConfig, Grid, round_to_int8
from assay_training.interpolants.folder import About, Part, denoiser_difference, session, write_denoiser
from assay_training.interpolants.masking import cosine_masking, linear_masking, masked_cross_entropy
from assay_training.interpolants.raster import RasterTraining
from assay_training.interpolants.sampling import Sampling, sample
from assay_training.interpolants.training import DenoiserTraining
from assay_training.onnx_decoder import OnnxDecoder
from assay_training.train import Schedule

CONFIG = DenoiserConfig(4, (Grid(4, 4, 2),), classes=2, width=32, layers=1, heads=4, hidden=32, token_width=8)


def plain(generator, rows):
    """Images of one token: 0 or 1 in class 0, 2 or 3 in class 1."""
    classes = torch.randint(2, (rows,), generator=generator)
    token = 2 * classes + torch.randint(2, (rows,), generator=generator)
    return token[:, None].repeat(1, 16), classes


def training(folder, steps=20, config=CONFIG, masking=linear_masking):
    torch.manual_seed(3)
    schedule = Schedule(steps, seed=3, warm_up=5, checkpoint_every=10, rate=4e-3, embedding_rate=4e-3)
    return DenoiserTraining(Denoiser(config), plain, masking, schedule, folder, 32)


def test_linear_masking_keeps_a_token_with_the_probability_of_its_time():
    masked, time = linear_masking(torch.Generator().manual_seed(1), 4000, 64)
    assert 1e-3 <= time.min() and time.max() < 1
    share = masked.float().mean(1)
    assert abs(time.mean() - 0.5) < 0.02
    deviation = (share - (1 - time)) / (time * (1 - time) / 64).sqrt()
    assert abs(deviation.mean()) < 0.1 and abs(deviation.std() - 1) < 0.1


def test_cosine_masking_masks_as_many_as_the_cosine_says():
    masked, time = cosine_masking(torch.Generator().manual_seed(1), 2000, 49)
    expected = [max(1, math.ceil(math.cos(t * math.pi / 2) * 49)) for t in time.tolist()]
    assert masked.sum(1).tolist() == expected
    assert abs(masked.float().mean(0).std()) < 0.03  # everywhere as often


def test_loss_lies_on_masked_tokens_alone():
    tokens = torch.tensor([[1, 2, 3, 0]])
    masked = torch.tensor([[True, False, False, True]])
    logits = torch.randn(1, 4, 4, requires_grad=True)
    loss = masked_cross_entropy(logits, tokens, masked)
    loss.backward()
    assert (logits.grad[0, 1:3] == 0).all() and (logits.grad[0, [0, 3]] != 0).all()
    chances = torch.log_softmax(logits.detach()[0], -1)
    assert loss.item() == pytest.approx(-(chances[0, 1] + chances[3, 0]).item() / 2, rel=1e-6)


def test_a_killed_run_ends_with_the_same_weights(tmp_path):
    whole = training(tmp_path / "whole")
    whole.run()
    killed = training(tmp_path / "killed")
    for killed._step in range(10):
        killed._train_step()
    killed._step = 10
    killed._save()
    resumed = training(tmp_path / "killed")
    resumed.run()
    for name, value in whole.averaged().state_dict().items():
        assert torch.equal(value, resumed.averaged().state_dict()[name]), name


@pytest.mark.parametrize("sampling", [Sampling("flow", 8), Sampling("maskgit", 6), Sampling("flow", 1)])
def test_a_trained_model_draws_what_its_class_says(sampling, learned):
    classes = torch.arange(200) % 2
    masks = torch.full((200, 16), CONFIG.mask)
    drawn = sample(learned, masks, classes, sampling, torch.Generator().manual_seed(1))
    assert (drawn != CONFIG.mask).all()
    assert (drawn // 2 == classes[:, None]).float().mean() > 0.97
    alike = (drawn == drawn.mode(1).values[:, None]).float().mean()
    assert alike > 0.85 if sampling.steps > 1 else alike < 0.85  # at once, tokens know nothing of each other


def test_what_is_given_stays(learned):
    tokens, classes = plain(torch.Generator().manual_seed(4), 50)
    given = torch.rand(tokens.shape, generator=torch.Generator().manual_seed(5)) < 0.5
    masks = torch.where(given, tokens, CONFIG.mask)
    drawn = sample(learned, masks, classes, Sampling("flow", 4), torch.Generator().manual_seed(1))
    assert torch.equal(drawn[given], tokens[given])
    assert (drawn == tokens).float().mean() > 0.97  # the rest follows from what is given


@pytest.fixture(scope="module")
def learned(tmp_path_factory):
    run = training(tmp_path_factory.mktemp("learned"), 150)
    run.run()
    return run.averaged()


def test_a_folder_says_what_the_model_is(tmp_path, learned):
    model = round_to_int8(Denoiser(CONFIG)).eval()
    part = Part("image", CONFIG.parts[0], 0, 4, palette=((0,), (80,), (160,), (255,)))
    write_denoiser(tmp_path / "m", model, About("m", "d", "none"), [part], ["across", "down"], {"steps": 4})
    facts = json.loads((tmp_path / "m" / "model.json").read_text())
    assert facts["denoiser"]["mask"] == 4 and facts["null_class"] == 2
    assert facts["parts"][0] | {"palette": None} == {
        "kind": "image", "frames": 1, "height": 4, "width": 4, "first_token": 0, "tokens": 4, "palette": None,
    }  # fmt: skip
    assert denoiser_difference(tmp_path / "m", model) < 1e-4
    with pytest.raises(SystemExit, match="more than 1,000"):
        write_denoiser(tmp_path / "m", model, About("m", "d", "none"), [part], ["across", "down"], {}, 1000)


def test_the_raster_decoder_with_int8_weights_equals_pytorch(tmp_path):
    torch.manual_seed(3)
    model = Decoder(DecoderConfig(4 + 2, width=32, layers=2, heads=2, key_value_heads=2, hidden=32, context=32))
    run = RasterTraining(model, plain, 4, Schedule(5, seed=3, warm_up=2), tmp_path, 16)
    run.run()
    model = round_to_int8(run.averaged())
    tokens = torch.randint(6, (3, 16))
    graph = assay_layout(model, stored=np.int8).model("test").SerializeToString()
    with torch.no_grad():
        expected = model.logits(tokens).numpy()
    np.testing.assert_allclose(OnnxDecoder(graph)(tokens.numpy())[0], expected, atol=1e-4)


@pytest.mark.parametrize("name", fixtures.MODELS)
def test_fixtures_are_made_alike_each_time(tmp_path, name):
    for folder in ("one", "other"):
        fixtures.write(tmp_path / folder, name)
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "other" / file.name).read_bytes()
        assert file.stat().st_size < fixtures.LIMIT
    expected = json.loads((tmp_path / "one" / "expected.json").read_text())
    feeds = {"tokens": np.array(expected["tokens"])}
    if "condition" in expected:
        feeds["condition"] = np.array(expected["condition"])
    if "time" in expected:
        feeds["time"] = np.array(expected["time"], np.float32)
    (logits,) = session(tmp_path / "one" / "denoiser.onnx").run(None, feeds)
    np.testing.assert_allclose(logits.reshape(len(logits), -1), expected["logits"], atol=1e-4)
