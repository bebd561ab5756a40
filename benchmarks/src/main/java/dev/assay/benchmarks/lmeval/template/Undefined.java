package dev.assay.benchmarks.lmeval.template;

/**
 * What does not exist. Asking whether it is defined is all that may be done with it.
 *
 * @param what it was looked for, for errors
 * @param empty whether it may be printed, as nothing: the result of {@code a if b} without else
 */
record Undefined(String what, boolean empty) {
  static Undefined of(String what) {
    return new Undefined(what, false);
  }

  TemplateException error() {
    return new TemplateException(what);
  }
}
