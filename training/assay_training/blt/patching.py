"""Where patches start. From the semantics of the original implementation (facebookresearch/blt).

A row of N ids (BOS first) is cut into patches whose lengths sum to N + 1: the last position is that
of the byte not yet known, since whether it starts a patch is decided by what was read before it.
Positions 0 (BOS) and 1 (the first byte) always start a patch. Position j >= 2 starts one, where H(i)
is the entropy in nats of the byte after position i:

entropy                 H(j-1) > threshold
entropy, monotonic      H(j-1) - H(j-2) > threshold; position 2 always
entropy, threshold_add  H(j-1) - H(j-2) > threshold_add and H(j-1) > threshold; position 2 always, 3 never
space                   id j-1 ends a word and id j-2 does not, or id j-1 is no byte
static                  every `size` positions from 1 on (the original's, which starts at 0, breaks the
                        rule that BOS stands alone, on which its own decoder relies)
bytes                   always

Then patches longer than max_patch_length are split from the left. All this can be decided byte by byte.
"""

from itertools import pairwise

from assay_training.blt.config import OFFSET, Patching


def patch_lengths(ids: list[int], entropies: list[float], patching: Patching) -> list[int]:
    """Lengths over the row's positions and the next one; `entropies` are read in entropy mode only."""
    n = len(ids)
    starts = [0, 1] + [j for j in range(2, n + 1) if _starts(j, ids, entropies, patching)]
    lengths = [b - a for a, b in pairwise([*starts, n + 1])]
    return _split(lengths, patching.max_patch_length)


def patch_of_positions(lengths: list[int]) -> list[int]:
    """The patch that holds each position, the next one included."""
    return [patch for patch, length in enumerate(lengths) for _ in range(length)]


def memory_of_positions(lengths: list[int]) -> list[int]:
    """The patch whose output each position reads: the last one closed once that position is read."""
    return [patch - 1 for patch in patch_of_positions(lengths)[1:]]


def smallest_margin(entropies: list[float], patching: Patching) -> float:
    """The least distance to a threshold of what is compared with it; infinite if nothing is."""
    if patching.mode != "entropy":
        return float("inf")
    changes = [after - before for before, after in pairwise(entropies[1:])]
    if patching.monotonic:
        margins = [change - patching.threshold for change in changes]
    elif patching.threshold_add is not None:
        margins = [change - patching.threshold_add for change in changes[1:]]
        margins += [entropy - patching.threshold for entropy in entropies[3:]]
    else:
        margins = [entropy - patching.threshold for entropy in entropies[1:]]
    return min(map(abs, margins), default=float("inf"))


def _starts(j: int, ids: list[int], entropies: list[float], patching: Patching) -> bool:
    if patching.mode == "bytes":
        return True
    if patching.mode == "static":
        return (j - 1) % patching.size == 0
    if patching.mode == "space":
        return ids[j - 1] < OFFSET or (_ends_word(ids[j - 1]) and not _ends_word(ids[j - 2]))
    if patching.monotonic:
        return j == 2 or entropies[j - 1] - entropies[j - 2] > patching.threshold
    if patching.threshold_add is not None:
        rises = j > 3 and entropies[j - 1] - entropies[j - 2] > patching.threshold_add
        return j == 2 or (rises and entropies[j - 1] > patching.threshold)
    return entropies[j - 1] > patching.threshold


def _ends_word(identifier: int) -> bool:
    """Neither an ASCII letter or digit nor a UTF-8 continuation byte; ids that are no bytes do."""
    byte = identifier - OFFSET
    return not (0 <= byte < 128 and chr(byte).isalnum() or 0x80 <= byte < 0xC0)


def _split(lengths: list[int], longest: int | None) -> list[int]:
    if longest is None:
        return lengths
    return [min(longest, n - cut) for n in lengths for cut in range(0, n, longest)]
