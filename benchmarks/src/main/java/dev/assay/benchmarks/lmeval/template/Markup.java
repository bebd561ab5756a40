package dev.assay.benchmarks.lmeval.template;

/** A text that Jinja2 marks as safe; here it can be printed and nothing else. */
record Markup(String text) {}
