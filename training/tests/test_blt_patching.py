"""Patches and hash rows, by vectors computed with the functions of facebookresearch/blt."""

import math
import random

import pytest
import torch

from assay_training.blt.config import Hashes, Patching, parse_config
from assay_training.blt.hashing import hash_rows
from assay_training.blt.patching import (
    memory_of_positions,
    patch_lengths,
    patch_of_positions,
    smallest_margin,
)
from assay_training.blt.reference import byte_ids

ENTROPIES = [9.9, 0.2, 2, 0.1, 0.1, 3, 0.5, 1.5]
IDS = byte_ids(b"1234567")
RELEASED = 1.335


def by_entropy(threshold=RELEASED, **others):
    return patch_lengths(IDS, ENTROPIES, Patching("entropy", threshold, **others))


def by_mode(text, mode, **others):
    return patch_lengths(byte_ids(text.encode()), [], Patching(mode, **others))


def test_an_entropy_above_the_threshold_starts_a_patch_with_the_next_byte():
    assert by_entropy() == [1, 2, 3, 2, 1]


def test_patches_are_split_from_the_left_where_they_are_too_long():
    assert by_entropy(max_patch_length=2) == [1, 2, 2, 1, 2, 1]


def test_a_patch_of_just_the_greatest_length_stays_whole():
    assert by_entropy(max_patch_length=3) == by_entropy()


def test_monotonic_patching_looks_at_the_rise_of_the_entropy():
    assert by_entropy(0.5, monotonic=True) == [1, 1, 1, 3, 2, 1]


def test_rise_and_entropy_together():
    assert by_entropy(threshold_add=0.5) == [1, 1, 4, 2, 1]


def test_space_patching_ends_a_patch_with_a_space_and_splits_characters_after_their_first_byte():
    assert by_mode("Hi, bob  x=1é z", "space") == [1, 3, 5, 3, 2, 2, 2]


def test_static_patches_start_after_bos():
    assert by_mode("abcdefgh", "static", size=3) == [1, 3, 3, 3]


def test_bytes():
    assert by_mode("abc", "bytes") == [1, 1, 1, 1, 1]


@pytest.mark.parametrize("threshold, lengths", [(math.inf, [1, 8]), (0, [1] * 9)])
def test_extreme_thresholds_give_one_patch_or_one_for_each_byte(threshold, lengths):
    assert by_entropy(threshold) == lengths


def test_bos_alone():
    assert patch_lengths([1], [5.0], Patching("entropy", 1.0)) == [1, 1]


def test_the_patch_of_each_position_and_the_one_it_reads():
    assert patch_of_positions([1, 2, 3, 2, 1])[:-1] == [0, 1, 1, 2, 2, 2, 3, 3]
    assert memory_of_positions([1, 2, 3, 2, 1]) == [0, 0, 1, 1, 1, 2, 2, 3]


@pytest.mark.parametrize(
    "patching",
    [
        Patching("entropy", 0.5),
        Patching("entropy", 0.1, monotonic=True),
        Patching("entropy", 0.5, threshold_add=0.1),
        Patching("space"),
        Patching("static", size=4),
        Patching("bytes"),
        Patching("entropy", 0.8, max_patch_length=3),
    ],
    ids=str,
)
def test_what_a_position_starts_does_not_depend_on_what_comes_later(patching):
    random.seed(3)
    ids = byte_ids(bytes(random.choices(b"ab c,\xc3\xa9", k=60)))
    entropies = [random.random() for _ in ids]
    whole = patch_of_positions(patch_lengths(ids, entropies, patching))
    for n in range(1, len(ids)):
        lengths = patch_lengths(ids[:n], entropies[:n], patching)
        assert sum(lengths) == n + 1
        assert patch_of_positions(lengths) == whole[: n + 1]


def test_the_margin_is_the_least_distance_to_the_threshold():
    assert smallest_margin(ENTROPIES, Patching("entropy", RELEASED)) == pytest.approx(0.165)
    assert smallest_margin([9.9, 1.0, 2.0], Patching("entropy", 0.9, monotonic=True)) == pytest.approx(0.1)
    assert smallest_margin([9.9], Patching("entropy", RELEASED)) == math.inf


@pytest.mark.parametrize(
    "size, expected",
    [
        (3, [443987, 245324, 222431, 177454, 49679, 369833, 346140, 246329, 257314, 329734, 478030]),
        (8, [172383, 320688, 324181, 339215, 208897, 325590, 131923, 299004, 354181, 8223, 395207]),
    ],
)
def test_hash_rows_of_the_released_models(size, expected):
    ids = torch.tensor(byte_ids(b"my name is"))
    assert hash_rows(ids, Hashes((size,), 1, 500002))[:, 0].tolist() == expected


def test_tables_lie_end_to_end_sizes_within_functions():
    ids = torch.tensor(byte_ids(b"my name is"))
    both = hash_rows(ids, Hashes((3, 8), 2, 500002))
    assert both[:, :2].tolist() == hash_rows(ids, Hashes((3, 8), 1, 500002)).tolist()
    assert (both // 500002).unique(dim=0).tolist() == [[0, 1, 2, 3]]


@pytest.mark.parametrize(
    "wrong, part",
    [
        ({"mode": "words"}, "valid are entropy, space, static, bytes"),
        ({"mode": "entropy"}, "needs a threshold"),
        ({"mode": "static"}, "needs a size"),
        ({"mode": "space", "max_patch_length": 0}, "at least 1"),
        ({"mode": "entropy", "threshold": 1, "monotonic": True, "threshold_add": 1}, "exclude"),
    ],
)
def test_wrong_settings_are_explained(wrong, part):
    with pytest.raises(ValueError, match=part):
        parse_config({"assay": {"patching": wrong}})


def test_cross_attention_in_all_encoder_layers_is_refused():
    several = {"cross_attn_all_layers": True, "num_hidden_layers": 2}
    with pytest.raises(ValueError, match="cross_attn_all_layers is true"):
        parse_config({"encoder_config": several, "patching_threshold": 1.0})


def test_a_config_without_assays_additions_has_the_released_models_windows():
    config = parse_config({"patching_threshold": 1.335442066192627})
    assert config.entropy.window == config.encoder.window == config.decoder.window == 512
    assert config.latent.window is None
    assert config.patching == Patching("entropy", 1.335442066192627)
