/** What a run leaves behind: manifest, examples, metrics; written and read as files. */
@NullMarked
package dev.assay.result;

import org.jspecify.annotations.NullMarked;
