"""Training of the reasoning models: what is drawn, what is read once, what each method reads."""

import random

import pytest
import torch

from assay_training.coconut import rows
from assay_training.coconut.arithmetic_task import ArithmeticTask
from assay_training.coconut.finetune import (
    BEGIN_THOUGHT,
    END,
    END_THOUGHT,
    PAUSING,
    Finetuning,
    answers,
    before,
)
from assay_training.coconut.methods import METHODS
from assay_training.coconut.model import LatentDecoder
from assay_training.coconut.pretrain import Pretraining
from assay_training.coconut.prosqa import ask, generate, question_text, sentence
from assay_training.coconut.prosqa_task import ProsqaTask, published
from assay_training.coconut.reference import Plan, think, write
from assay_training.coconut.shared import Questions, read
from assay_training.decoder import DecoderConfig
from assay_training.train import Schedule


@pytest.fixture
def words() -> rows.Words:
    return rows.Words()


def decoder(task, seed: int = 0) -> LatentDecoder:
    torch.manual_seed(seed)
    model = LatentDecoder(DecoderConfig(task.tokenizer.get_vocab_size(), 32, 2, 2, 2, 48, 1024), feedback=0.2)
    for parameter in model.parameters():
        if parameter.dim() == 2:
            parameter.data *= 5  # so that outputs vary
    return model


def test_a_question_has_one_answer_and_its_path_leads_there():
    rng = random.Random(3)
    for _ in range(50):
        graph = generate(rng, 20)
        for question in ask(rng, graph, 3):
            assert question.target in graph.distances(question.asked)
            assert question.other not in graph.distances(question.asked)
            assert question.other in graph.distances(1 - question.asked)
            assert len(question.path) == graph.distances(question.asked)[question.target]
            for parent, child in zip([question.asked, *question.path], question.path):
                assert child in graph.children[parent]


def test_rows_are_the_tokens_of_the_benchmark_s_text(words):
    rng = random.Random(4)
    graph = generate(rng, 16)
    (question,) = ask(rng, graph, 1)
    text = question_text(graph, question, target_first=True) + "\n"
    assert words.tokenizer.encode(text).ids == words.told(graph) + words.prompt(graph, question, True)
    reasoning = words.reasoning(graph, question)
    path = zip([question.asked, *question.path], question.path)
    lines = "".join(sentence(graph, *edge) + "\n" for edge in path)
    assert words.tokenizer.decode(sum(reasoning.steps, [])) == lines
    person, kind = graph.names[question.asked], graph.names[question.target]
    assert words.tokenizer.decode(reasoning.answer[:-1]) == f"### {person} is a {kind}."
    assert reasoning.answer[reasoning.result] == words.node(graph, question.target)


def test_reading_the_statements_once_gives_what_reading_all_of_it_gives(words):
    task = ProsqaTask(3, 4, 12)
    model, drawn = decoder(task), task.draw(random.Random(5))
    asking = Questions(model, read(model, drawn.told, drawn.lengths))
    parts = [asking.extend(model.embedding(part)) for part in drawn.prompts.split([3, 4], 2)]
    shared = torch.cat(parts, 2)
    for g, length in enumerate(drawn.lengths.tolist()):
        for q in range(4):
            whole = torch.cat((drawn.told[g, :length], drawn.prompts[g, q]))[None]
            torch.testing.assert_close(model(whole)[0, length:], shared[g, q], atol=1e-4, rtol=1e-4)


@pytest.mark.parametrize("name", ["coconut", "coconut-no-curriculum"])
def test_thoughts_in_training_are_those_of_the_plain_method(name):
    task = ProsqaTask(2, 2, 12)
    model, drawn, method = decoder(task), task.draw(random.Random(6)), METHODS[name]
    asking = Questions(model, read(model, drawn.told, drawn.lengths))
    hidden = before(model, method, asking, drawn.prompts, 3)
    texts = answers(model, method, task.tokenizer, drawn.told, drawn.lengths, drawn.prompts, 3, 5)
    for g, length in enumerate(drawn.lengths.tolist()):
        prompt = [*drawn.told[g, :length].tolist(), *drawn.prompts[g, 1].tolist()]
        run = think(model, prompt, Plan((BEGIN_THOUGHT,), (END_THOUGHT,), 3))
        for i, thought in enumerate(run.thoughts):
            torch.testing.assert_close(model.thought(hidden[g, 1, i]), thought, atol=1e-4, rtol=1e-4)
        assert texts[g][1] == task.tokenizer.decode(write(model, run, 5, END)[0])


@pytest.mark.parametrize("name", METHODS)
@pytest.mark.parametrize("task", [ProsqaTask(2, 2, 10), ArithmeticTask(4)], ids=["prosqa", "arithmetic"])
def test_each_method_trains_and_goes_on_after_a_kill_as_if_there_had_been_none(task, name, tmp_path):
    def trained(folder, *lengths):
        for steps in lengths:
            model = decoder(task)
            schedule = Schedule(8, rate=1e-3, warm_up=1, seed=7, checkpoint_every=1)
            training = Finetuning(model, task, METHODS[name], schedule, tmp_path / folder)
            training.resume()
            while training._step < steps:
                training._train_step()
                training._step += 1
                training._save()
        return model, training

    whole, training = trained("whole", 8)
    parts, continued = trained("parts", 3, 8)
    assert training.stage == continued.stage
    for name_, value in whole.state_dict().items():
        assert torch.equal(value, parts.state_dict()[name_]), name_


def test_stages_take_steps_from_the_front():
    task = ProsqaTask(1, 2, 20)
    drawn = task.draw(random.Random(8))
    reasoning = drawn.reasoning[0][0]
    all_of_it = sum(reasoning.steps, [])

    def text(name: str, stage: int) -> list[int]:
        training = Finetuning.__new__(Finetuning)
        training.task, training.method = task, METHODS[name]
        return training._texts(drawn, stage)[0][0, 0].tolist()

    def begins(ids: list[int], expected: list[int]) -> bool:
        return ids[: len(expected)] == expected

    assert begins(text("coconut", 0), all_of_it + reasoning.answer)
    assert begins(text("coconut", 1), all_of_it[len(reasoning.steps[0]) :] + reasoning.answer)
    assert begins(text("coconut", 6), reasoning.answer)
    assert begins(text("icot", 1), all_of_it[5:] + reasoning.answer)
    assert begins(text("cot", 0), all_of_it + reasoning.answer)


def test_the_base_grows_its_graphs_once_small_ones_are_learned(words, tmp_path):
    task = ProsqaTask(1, 1, 8)
    training = Pretraining(decoder(task), words, Schedule(3, rate=1e-3, warm_up=1), tmp_path)
    training.skill = 1.0
    training.run()
    assert training.stage == 1


def test_the_published_questions_are_read(data):
    problems = published(data / "prosqa" / "prosqa_test.json")
    assert len(problems) == 500
    for graph, (asked, swapped) in problems:
        assert asked.target in graph.distances(asked.asked)
        assert swapped.target in graph.distances(swapped.asked)
        assert swapped.other not in graph.distances(swapped.asked)
        assert sorted(graph.statements) == sorted((p, c) for p, cs in enumerate(graph.children) for c in cs)


def test_marks_have_the_ids_that_the_tokenizer_gives(words):
    names = ("<|endoftext|>", "<|start-latent|>", "<|end-latent|>", "<|pause|>")
    assert [words.tokenizer.token_to_id(n) for n in names] == [END, BEGIN_THOUGHT, END_THOUGHT, PAUSING]
