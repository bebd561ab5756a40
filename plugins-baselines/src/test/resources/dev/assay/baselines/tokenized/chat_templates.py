"""Renders chat templates with Jinja2 as Hugging Face's transformers does (trimmed blocks).

    pip install jinja2 && python chat_templates.py > chat-templates.json

The templates are written for this test; between them they use what published ones use.
"""
import json

from jinja2.sandbox import ImmutableSandboxedEnvironment

TEMPLATES = {
    "turns": "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n' }}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}",
    "headers": "{{- bos_token }}\n{%- if messages[0]['role'] == 'system' %}\n    {%- set system = messages[0]['content'] | trim %}\n    {%- set messages = messages[1:] %}\n{%- else %}\n    {%- set system = '' %}\n{%- endif %}\n{%- if system != '' %}[{{ system }}]{%- endif %}\n{%- for message in messages %}\n    {{- '<|start|>' + message.role + '<|end|>\n\n' + message.content | trim + '<|eot|>' }}\n{%- endfor %}\n{%- if add_generation_prompt %}\n    {{- '<|start|>assistant<|end|>\n\n' }}\n{%- endif %}\n",
    "instructions": "{{ bos_token }}{% for message in messages %}{% if (message['role'] == 'user') != (loop.index0 % 2 == 0) %}{{ raise_exception('roles must alternate') }}{% endif %}{% if message['role'] == 'user' %}{{ '[INST] ' + message['content'].strip() + ' [/INST]' }}{% elif message['role'] == 'assistant' %}{{ ' ' + message['content'] + eos_token }}{% endif %}{% endfor %}",
    "namespace": "{% set ns = namespace(found=false) %}\n{% for m in messages %}\n    {% if m['role'] == 'user' and not ns.found %}\n        {% set ns.found = true %}\n{{ bos_token }}U: {{ m['content'] }}\n    {% endif %}\n{% endfor %}\n{% if ns.found and add_generation_prompt is defined and add_generation_prompt %}\nA:{% endif %}",
}
PROMPT = ' What <b>"is"</b> it? \n'


def raise_exception(message):
    raise ValueError(message)


environment = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True)
environment.globals["raise_exception"] = raise_exception
print(
    json.dumps(
        {
            name: {
                "template": template,
                "rendered": environment.from_string(template).render(
                    messages=[{"role": "user", "content": PROMPT}],
                    add_generation_prompt=True,
                    bos_token="<s>",
                    eos_token="</s>",
                ),
            }
            for name, template in TEMPLATES.items()
        },
        indent=1,
    )
)
