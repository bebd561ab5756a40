package dev.assay.reports;

/**
 * A trace of unmasking as the report's browser gets it.
 *
 * @param kind says to the browser how to draw it
 * @param strip the drawing
 */
record UnmaskingData(String kind, UnmaskingDrawing strip) {
  static UnmaskingData of(UnmaskingTrace trace, boolean drawn) {
    UnmaskingDrawing strip = UnmaskingDrawing.of(trace);
    return new UnmaskingData("unmasking", drawn ? strip : strip.withoutPictures());
  }
}
