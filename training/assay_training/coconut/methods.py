"""The eight methods: what stands between a question and its answer, stage by stage.

Source: arXiv 2412.06769, section 4.2 and its baselines; stages as in facebookresearch/coconut's
``dataset.py`` with ``c_thought: 1`` and ``pad_latent_to_max``.
"""

from dataclasses import dataclass
from enum import Enum


class Between(Enum):
    """What is read between the question and the text."""

    NOTHING = "nothing"
    THOUGHTS = "thoughts"
    PAUSES = "pauses"


@dataclass(frozen=True)
class Method:
    """One way of training and asking.

    ``curriculum``: steps leave the text one by one, from the front; else the text is what the last
    stage's is. ``steps``: whether steps are written at all in the end. ``marked``: whether begin and
    end of thinking are read around what is between. ``guided``: whether what the
    positions of thoughts decode to is trained as well: the nodes so many steps away, or a result.
    """

    name: str
    between: Between
    curriculum: bool
    steps: bool = False
    marked: bool = False
    guided: bool = False
    token_by_token: bool = False


METHODS = {
    "cot": Method("cot", Between.NOTHING, curriculum=False, steps=True),
    "no-cot": Method("no-cot", Between.NOTHING, curriculum=False),
    "icot": Method("icot", Between.NOTHING, curriculum=True, token_by_token=True),
    "pause": Method("pause", Between.PAUSES, curriculum=False),
    "coconut": Method("coconut", Between.THOUGHTS, curriculum=True, marked=True, guided=True),
    "coconut-no-curriculum": Method("coconut without curriculum", Between.THOUGHTS, curriculum=False, marked=True),
    "no-thought": Method("coconut without thought", Between.NOTHING, curriculum=True),
    "pause-as-thought": Method(
        "coconut, pause as thought", Between.PAUSES, curriculum=True, marked=True, guided=True
    ),
}
