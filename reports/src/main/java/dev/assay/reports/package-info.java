/**
 * Reports for readers: one self-contained HTML file, and a summary in GitHub's Markdown. Each view
 * is a record built from the run; the templates lay views out and compute nothing.
 */
@NullMarked
package dev.assay.reports;

import org.jspecify.annotations.NullMarked;
