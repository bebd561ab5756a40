package dev.assay.benchmarks.lmeval.template;

/** A method of a value, not called yet. */
record Method(Object of, String name) {}
