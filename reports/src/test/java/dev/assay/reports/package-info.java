/** Tests of the reports, on a run that is made up but summarised as every run is. */
@NullMarked
package dev.assay.reports;

import org.jspecify.annotations.NullMarked;
