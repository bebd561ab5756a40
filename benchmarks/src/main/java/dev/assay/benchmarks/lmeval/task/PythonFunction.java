package dev.assay.benchmarks.lmeval.task;

/** Stands where a task file has {@code !function}. */
record PythonFunction(String name) {}
