/** Jinja templates of task files, rendered as Jinja2 would render them or not at all. */
@NullMarked
package dev.assay.benchmarks.lmeval.template;

import org.jspecify.annotations.NullMarked;
