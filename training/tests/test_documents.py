import random

import numpy as np
import pytest

from assay_training import tasks
from assay_training.documents import IGNORED, Documents, Template, load_templates
from assay_training.tasks import Question
from assay_training.tokenizer import train_tokenizer


@pytest.fixture(scope="module")
def tokenizer(data):
    return train_tokenizer(data, 1024)


@pytest.fixture(scope="module")
def documents(data, tokenizer):
    return Documents(data, tokenizer, seed=1)


def test_a_prompt_is_the_template_with_its_slots_filled(data):
    template = load_templates(data)["official"]["spell"]
    prompt = template.prompt(Question(("cat",), "c a t"))
    assert prompt.startswith("Spell out the word, putting spaces between each letter")
    assert prompt.endswith('Question: Spell out the word "cat". Answer: "')
    assert "{}" not in prompt


def test_braces_in_an_operand_are_no_slots():
    template = Template.parse('Do.\n\n1. x\n\nQuestion: Put "{}" by "{}".')
    assert template.ask(Question(("{}", "b"), "")) == 'Question: Put "{}" by "b". Answer: "'


@pytest.mark.parametrize("task", tasks.TASKS)
def test_loss_lies_on_answers_closing_quotes_and_newlines_alone(documents, tokenizer, task):
    tokens, loss = documents.task_document(task, random.Random(3), 512)
    whole = tokenizer.decode(tokens)
    answers = tokenizer.decode([t for t, l in zip(tokens, loss) if l]).split('"\n')
    assert answers.pop() == "" and answers
    rest = whole
    for answer in answers:
        before, rest = rest.split(f'Answer: "{answer}"\n', 1)
    assert rest == ""


def test_a_first_question_is_encoded_as_in_evaluation(data, documents, tokenizer):
    """The prompt's tokens are a prefix of the sequence: no token spans prompt and answer."""
    for seed in range(20):
        tokens, loss = documents.task_document("ins_word", random.Random(seed), 512)
        prompt = tokens[: loss.index(True)]
        assert tokenizer.encode(tokenizer.decode(prompt)).ids == prompt


def test_batches_depend_on_seed_and_number_alone(data, tokenizer, documents):
    again = Documents(data, tokenizer, seed=1)
    for number in (0, 7):
        for first, second in zip(documents.batch(number, 4, 64), again.batch(number, 4, 64)):
            np.testing.assert_array_equal(first, second)
    assert (documents.batch(0, 4, 64)[0] != documents.batch(1, 4, 64)[0]).any()


def test_tasks_on_sentences_become_more_frequent(data, tokenizer):
    """Their worked examples begin with an instruction that has the word "sentence" in it."""

    def on_sentences(documents):
        ids, _ = documents.batch(10, 100, 512)
        return sum("sentence" in tokenizer.decode(row) for row in ids.tolist())

    before = Documents(data, tokenizer, seed=1, sentences_from=11)
    after = Documents(data, tokenizer, seed=1, sentences_from=10)
    assert on_sentences(after) > 1.3 * on_sentences(before)


def test_targets_are_the_next_tokens(documents):
    ids, targets = documents.batch(0, 8, 512)
    same = targets[:, :-1] == ids[:, 1:]
    assert (same | (targets[:, :-1] == IGNORED)).all()
    assert 0.1 < (targets != IGNORED).mean() < 0.6
