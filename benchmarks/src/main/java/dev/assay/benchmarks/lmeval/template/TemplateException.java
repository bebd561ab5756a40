package dev.assay.benchmarks.lmeval.template;

/**
 * What a template asks for and cannot have: a mistake of Jinja2's too, or something that is not
 * known here. {@link Template} says where.
 */
class TemplateException extends RuntimeException {
  TemplateException(String message) {
    super(message);
  }
}
