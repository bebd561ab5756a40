"""What Jinja2, set up as lm-evaluation-harness sets it up, makes of templates of the kind that its
task files hold: goldens for the tests of Assay's templates.

    pip install jinja2==3.1.6
    python -m assay_training.lm_eval_templates \
        --out ../benchmarks/src/test/resources/dev/assay/benchmarks/lmeval/template/jinja2.json

writes the document, and of every template below what comes out, or the kind of error.
"""

import argparse
import json
import re
from pathlib import Path

DOCUMENT = {
    "question": "  What is 2 + 2?  ",
    "passage": "Ann's \"cat\" sat. It slept.\nThen it ran. [SEP] Later.",
    "answer": "B",
    "label": 1,
    "zero": 0,
    "gold": "2",
    "price": 2.5,
    "whole": 3.0,
    "tiny": 0.00001234,
    "huge": 1e16,
    "yes": True,
    "no": False,
    "nothing": None,
    "empty": "",
    "none_left": [],
    "word": "straße",
    "quote": "it's",
    "both": "it's \"so\"",
    "escaped": "a\\b\tc\nd\u00a0e\u200bf",
    "emoji": "a😀b",
    "falsy": "false",
    "braces": "{{ label }} {% if x %} {# c #}",
    "markup": "<b> & 'c'",
    "options": ["red", "green", "it's blue", "grey \"ish\""],
    "numbers": [3, 1, 2],
    "choices": {"text": ["cold", "warm", "hot"], "label": ["A", "B", "C"]},
    "sentences": ["Sue paid.", "She left."],
    "turns": [{"role": "user", "text": "Hi"}, {"role": "bot", "text": "Hello"}],
    "title": "a tale of two",
    "items": ["its own"],
    "padded": "xxabxx",
    "lines": "one\ntwo\r\nthree",
}

TEMPLATES = [
    # Values
    "{{question}}",
    "Question: {{ question.strip() }}\nAnswer:",
    "{{question}}\n",
    "\n{{question}}\n\n",
    "{{label}} {{zero}} {{price}} {{whole}} {{tiny}} {{huge}}",
    "{{yes}} {{no}} {{nothing}} [{{empty}}]",
    "{{missing}}",
    "{{choices.missing}}",
    "{{choices['missing']}}",
    "{{numbers[7]}}",
    "{{missing.field}}",
    "{{nothing.field}}",
    "{{markup}}",
    "{{braces}}",
    "{{options}}",
    "{{numbers}} {{none_left}} {{choices}}",
    "{{[both, quote, word, escaped, emoji]}}",
    "{{turns}}",
    "{{[yes, nothing, price]}}",
    "{{(label, answer)}} {{(label,)}}",
    "{{ {'a': label, 'b': [1]} }}",
    # Indexing
    "{{options[0]}}, {{options[1]}}, {{options[-1]}}",
    "{{choices.text[0]}} {{choices['label'][2]}} {{choices.label[label]}}",
    "{{turns[0].role}} {{turns[1]['text']}} {{turns[-1].text}}",
    "{{word[0]}} {{word[-1]}} {{emoji[1]}} {{emoji|length}}",
    "{{options[label]}} {{'ABCD'[label]}} {{['a','b','c'][label]}}",
    "{{['A', 'B', 'C', 'D'][gold|int - 1]}}",
    "{{numbers[:2]}} {{numbers[1:]}} {{numbers[:-1]}} {{numbers[-2:]}} {{numbers[::-1]}} {{numbers[::2]}}",
    "{{passage[3:]}}",
    "{{passage[:-1].strip()}}",
    "{{padded[2:4]}} {{padded[-3:-1]}} {{padded[1:100]}} {{padded[::-1]}}",
    "{{passage[:label]}}",
    "{{ {'yes': 'Ja', 'no': 'Nein'}['yes'] }}",
    "{{ {1: 'one', 0: 'zero'}[label] }}",
    # Concatenation and arithmetic
    "{{'Q: ' + question + '\nA:'}}",
    "{{'Q: ' + question.strip() + \"\\nA:\"}}",
    "{{[question.strip() + ' yes', question.strip() + ' no']}}",
    "{{question ~ label ~ price ~ nothing}}",
    "{{question + label}}",
    "{{'2' + gold}} {{label + 1}} {{label - 1}} {{label + price}}",
    "{{label|int - 1}} {{(gold|int) - 1}} {{gold|int + 1}}",
    "{{7 // 2}} {{7 / 2}} {{6 / 2}} {{7 % 3}} {{2 ** 3}} {{-7 // 2}} {{-7 % 3}} {{2 * 3 + 1}}",
    "{{7.0 // 2}} {{1 + 2.0}} {{2 ** -1}} {{-label}}",
    "{{'ab' * 2}} {{[1] + [2]}} {{[0] * 2}}",
    "{{gold - 1}}",
    # Conditions
    "{% if label == 1 %}one{% elif label == 0 %}zero{% else %}many{% endif %}",
    "{% if gold == 2 %}equal{% else %}different{% endif %}",
    "{% if answer == 'B' %}b{% endif %}",
    "{% if nothing is not none %}some{% else %}none{% endif %}",
    "{% if nothing != None %}some{% else %}none{% endif %}",
    "{% if missing is defined %}there{% else %}missing{% endif %}",
    "{% if choices is defined and choices.text|length > 2 %}{{choices.text[2]}}{% endif %}",
    "{% if choices.extra is defined %}there{% else %}missing{% endif %}",
    "{% if missing is defined and missing|length > 0 %}x{% endif %}.",
    "{% if empty %}x{% else %}empty{% endif %} {% if none_left %}x{% else %}empty{% endif %}",
    "{% if falsy %}a text is true{% else %}false{% endif %} {% if zero %}x{% else %}0{% endif %}",
    "{% if not yes %}a{% else %}b{% endif %} {% if yes and no %}a{% else %}b{% endif %}",
    "{{ yes and answer }} {{ no or answer }} {{ not label }} {{ empty or nothing }}",
    "{{ 'pos' if label == 1 else 'neg' }}",
    "{{ answer if answer is defined else question }}",
    "{{ missing if missing is defined else answer }}",
    "{{ 'x' if no }}",
    "{{ 'A' if label == 0 else 'B' if label == 1 else 'C' }}",
    "{{ 1 if answer == 'A' else 0 }}",
    "{{ 1 < 2 }} {{ 1 < 2 < 2 }} {{ 'a' < 'b' }} {{ 1 == 1.0 }} {{ 1 == '1' }} {{ yes == 1 }} {{ 2 >= 2 }}",
    "{{ 'cat' in passage }} {{ 'red' in options }} {{ 'x' not in options }} {{ 2 in numbers }} {{ '2' in numbers }} {{ 'text' in choices }}",
    "{{ missing == 1 }}",
    "{% if missing %}x{% endif %}",
    "{{ label is number }} {{ answer is string }} {{ options is iterable }} {{ label is odd }} {{ label is even }} {{ 6 is divisibleby 3 }}",
    "{{ none is none }} {{ yes is true }} {{ choices is mapping }} {{ options is sequence }}",
    # Python's methods
    "{{options.index('green')}} {{choices.label.index(answer)}}",
    "{{['A', 'B', 'C'].index(answer)}}",
    "{{[False, True].index(yes)}} {{[0, 1].index(label)}}",
    "{{options.index('black')}}",
    "{{passage.split('. ')}}",
    "{{passage.split('.')[0]}} {{passage.split('[SEP]')[-1]}}",
    "{{passage.split()[-1]}} {{'a,,b,'.split(',')}} {{'a b c'.split(' ', 1)}}",
    "{{'a-b-c'.rsplit('-', 1)}} {{lines.splitlines()}}",
    "{{passage.split('.')[:-1]|join('.')}}",
    "{{'a=b=c'.partition('=')}} {{'a=b=c'.rpartition('=')}} {{'a'.partition('=')}} {{'a'.rpartition('=')}}",
    "{{' a  b c '.split(none, 1)}} {{' a  b c '.rsplit(none, 1)}} {{lines.splitlines(true)}} {{''.split('a')}} {{''.split()}}",
    "{{'aXbX'.removesuffix('X')}} {{'Xa'.removeprefix('X')}} {{'a'.ljust(3, '.')}}{{'a'.rjust(3)}} {{'-7'.zfill(4)}}",
    "{{'abc'.rfind('c')}} {{'abc'.find('z')}} {{'a😀b'.index('b')}} {{'aaa'.count('aa')}} {{'x'.startswith(('a', 'x'))}}",
    "{{passage.replace('cat', 'dog')}} {{passage.replace('.', '')}} {{'aaa'.replace('a', 'b', 2)}}",
    "{{'ABC'.lower()}} {{word.upper()}} {{word.capitalize()}} {{title.title()}} {{\"they're here\".title()}}",
    "[{{question.lstrip()}}] [{{question.rstrip()}}] [{{padded.strip('x')}}] [{{padded.rstrip('xb')}}]",
    "{{answer.startswith('B')}} {{passage.endswith('.')}} {{passage.find('cat')}} {{passage.count('.')}}",
    "{{' '.join(sentences)}} {{', '.join(choices.text)}}",
    "{{'{} of {}'.format(label, answer)}} {{'%s is %d' % (answer, label)}} {{'%s' % answer}}",
    "{{gold.isdigit()}} {{answer.isupper()}} {{gold.zfill(3)}}",
    "{{choices.items()|list}} {{choices.keys()|list}} {{choices.values()|list}}",
    "{{choices.get('text')}} {{choices.get('none')}} {{choices.get('none', 'x')}}",
    "{{title}} {{items}}",
    # Filters
    "{{question|trim}} {{options|length}} {{options|count}} {{passage|length}}",
    "{{options|join(', ')}} {{numbers|join('-')}} {{numbers|join}}",
    "{{'ABC'|lower}} {{answer|upper}} {{'hello wORLD'|capitalize}} {{'hello wORLD'|title}}",
    "{{label|string}} {{label|string + 'x'}} {{price|string}} {{nothing|string}}",
    "{{'12'|int}} {{'x'|int}} {{'x'|int(7)}} {{'1.9'|int}} {{price|int}} {{'2.5'|float}} {{3|float}}",
    "{{passage|replace('cat', 'dog')}} {{passage|replace('.', '!', 1)}}",
    "{{options|first}} {{options|last}} {{word|first}}",
    "{{numbers|sort}} {{numbers|sort(reverse=true)}} {{numbers|reverse|list}} {{numbers|sum}} {{numbers|max}} {{numbers|min}}",
    "{{turns|map(attribute='text')|list}} {{turns|map(attribute='role')|join(',')}}",
    "{{options|map('upper')|list}} {{options|map('replace', 'e', 'E')|join('|')}}",
    "{{numbers|select('odd')|list}} {{turns|selectattr('role', 'equalto', 'user')|map(attribute='text')|first}}",
    "{{missing|default('none')}} {{answer|default('x')}} {{empty|default('x', true)}} {{empty|d('x')}}",
    "{{choices|tojson}}",
    "{{'it' | upper ~ 'x'}} {{ 'a' ~ 'b' | upper }}",
    "{{question|regex_replace('\\\\d', 'N')}} {{passage|regex_replace('(\\\\w+)\\\\. ', '<\\\\1>')}}",
    "{{price|round}} {{2.567|round(2)}} {{numbers|unique|list}} {{'a b c'|wordcount}} {{-2|abs}}",
    "{{options|list}} {{'abc'|list}} {{choices|list}}",
    "{{markup|e}} {{markup|safe}}",
    # Loops
    "{% for o in options %}- {{o}}\n{% endfor %}Answer:",
    "{% for o in options %}{{loop.index}}. {{o}}{% if not loop.last %}, {% endif %}{% endfor %}",
    "{% for o in options %}{{'ABCD'[loop.index0]}}: {{o}}{{ '\n' if not loop.last }}{% endfor %}",
    "{% for i in range(choices['text']|length) %}\t{{ 'ABCD'[i] }}: {{ choices['text'][i] }}\n{% endfor %}\nAnswer: ",
    "{% for i in range(choices.label | length) -%}\n{{choices.label[i]}}. {{choices.text[i]}}\n{% endfor -%}\nAnswer:",
    "{% for k, v in choices.items() %}{{k}}={{v[0]}};{% endfor %}",
    "{% for t in turns %}{{t.role}}: {{t.text}}\n{% endfor %}",
    "{% for o in none_left %}x{% else %}nothing{% endfor %}",
    "{% for n in numbers if n > 1 %}{{loop.index}}:{{n}} {% endfor %}",
    "{% for a in [1, 2] %}{% for b in [3, 4] %}{{a}}{{b}}{{loop.first}} {% endfor %}{% endfor %}",
    "{% for c in 'abc' %}{{c}}.{% endfor %} {% for k in choices %}{{k}} {% endfor %}",
    "{% for i in range(1, 8, 3) %}{{i}} {% endfor %}{% for n in numbers|sort %}{{n}}{% endfor %}",
    "{% for o in options %}{{loop.length}}{{loop.revindex}}{{loop.first}} {% endfor %}",
    # Set
    "{% set context = passage.split('[SEP]')[-1] %}{{ context | trim }}",
    "{% set index = label + answer|length %}{{passage[index:]}}",
    "{% set t = passage[:5] %}{{[t + options[0], t + options[1]]}}",
    "{% set x = 1 %}{% for o in options %}{% set x = 2 %}{% endfor %}{{x}}",
    "{% set ns = namespace(n=0) %}{% for o in options %}{% set ns.n = ns.n + 1 %}{% endfor %}{{ns.n}}",
    "{% if yes %}{% set x = 5 %}{% endif %}{{x}}",
    "{% set x %}block {{label}}{% endset %}{{x}}!",
    # White space, comments, raw text
    "a {%- if yes -%} b {%- endif -%} c",
    "a\n{% if yes %}\nb\n{% endif %}\nc\n",
    "a\n  {{- ' b' -}}\n c {# a comment #}d {#- e -#} f",
    "{% raw %}{{ not a value }}{% endraw %} { } }} %}",
    "{{ '{{' }}{{ '}}' }} {{ \"a\\tb\\\\n\" }} {{ 'it\\'s' }}",
    "{%if yes%}x{%endif%}{{  label  }}",
    "line\r\nnext\r\n{{label}}",
    "{{ 1_000 }} {{ 1.5e3 }} {{ 0x10 }} {{ true }} {{ True }} {{ none }} {{ None }}",
    "{{ ('a' 'b') }} {{ ['a',] }} {{ [] }} {{ {} }} {{ () }}",
    # Where grammars of Jinja differ
    "{{ not 'cat' in passage }} {{ not missing is defined }} {{ not empty|length }} {{ not label == 1 }}",
    "{{ 2 * 3 ** 2 }}",
    "{{ 2 ** 3 * 4 }} {{ -2|abs }} {{ label +1 }} {{ label+1 }}",
    "{{ -1 ** zero }}",
    "{% if yes if no else yes %}x{% endif %}",
    "{{ 1 + 2 ~ 'a' }}",
    "{{ 'a' ~ 1 + 'b' }} {{ 'a' ~ 2 * 3 }}",
    "{{ 1 == 1 != 2 }}",
    "{{ ({'a': 1, 'b': 2})['a'] }} {{ ((1, 2)) }} {{ (1) }} {{ [1, [2,],] }}",
    "{{ numbers|sum(start=1 + 2) }} {{ numbers|sort(reverse=not no) }} {{ numbers|join(d='-',) }}",
    "{{ options|length is odd }} {{ (tiny is odd) or 3 is odd }} {{ label is eq(1)|string }}",
    "{{ 'a' if answer is defined if yes else 'c' }}",
    "{{ answer is defined in options }}",
    "{{ yes ? 1 : 2 }}",
    "{{ yes && no }}",
    "{{ !yes }}",
    "{{ 7 mod 2 }}",
    "{{ none is none or missing }} {{ null is defined }} {{ div is defined }} {{ mod is defined }} {{ eq is defined }}",
    "{{ 'is' ~ '|' ~ 'else' ~ \"}}\" ~ '%}' ~ '{#' }}",
    "{{ (label = 1) }}",
    "{{ [{'a': {'b': 1}}] }}",
    "{{ label if no }}|{% for n in [1, 2, 3] if n is odd %}{{n}}{% else %}none{% endfor %}",
    "{% for k, v in [[1, 2], (3, 4)] %}{{k + v}} {% endfor %}{% for (k, v) in choices.items() %}{{k}}{% endfor %}",
    "{% for o in options %}{% set last = o %}{% endfor %}{{ last is defined }}",
    "{% for nothing in [none] %}{{ nothing is none }}{% endfor %}{% set label = none %}{{ label }}",
    "{% if yes %}{# c #}  {%- endif %}|{% if yes -%}  {# c #} {%- endif %}|",
    "a {# c #} {%- if yes %} b{% endif %}",
    "a {# c #}{%- if yes %} b{% endif %}",
    "{% if yes -%}\n  {{- label -}}  {%- else -%} x {%- endif -%}  end",
    "a\u00a0{%- if yes %}b{% endif %}",
    "{% 3 if yes %}{% endif %}",
    "{% IF yes %}{% endif %}",
    "{% if yes %}a{% endif x %}",
    "{% else %}",
    "{% if yes %}a{% else %}b{% else %}c{% endif %}",
    "{#}x{#}",
    "{{#}x",
    "{{}}",
    "{% raw %}it's {% if {{ }} {# {% endraw %}{{ label }}",
    "{{ turns|unique|list }}",
    # Mistakes
    "{{ question",
    "{% if yes %}",
    "{{ question | nofilter }}",
    "{{ question.nomethod() }}",
    "{% nosuchtag %}",
    "{{ [1, 2] + 'a' }}",
    "{{ 1 / 0 }}",
    "{{ question.strip( }}",
]


def regex_replace(string, pattern, repl, count=0):
    return re.sub(pattern, repl, string, count=count)


def rendered(template, document):
    """The text, or the kind of error."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(undefined=StrictUndefined, keep_trailing_newline=True)
    environment.filters["regex_replace"] = regex_replace
    try:
        return {"text": environment.from_string(template).render(**document)}
    except Exception as e:
        return {"error": type(e).__name__}


def goldens():
    return {
        "document": DOCUMENT,
        "templates": [{"template": t, **rendered(t, DOCUMENT)} for t in TEMPLATES],
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    text = json.dumps(goldens(), indent=1, ensure_ascii=False)
    arguments.out.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
