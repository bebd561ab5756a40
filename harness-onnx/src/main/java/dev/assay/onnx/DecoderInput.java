package dev.assay.onnx;

import java.util.Map;

/**
 * One forward pass over several rows.
 *
 * @param rows number of rows
 * @param width new tokens of the longest row; shorter ones are padded at the right
 * @param tokens new tokens, {@code [rows, width]}
 * @param lengths how many of them are real in each row, at least 1
 * @param pastLengths valid positions of each row's cache, beyond the prefix
 * @param past the rows' caches; its capacity may be 0
 * @param prefix keys and values that all rows begin with, one row whose whole capacity is valid;
 *     its capacity may be 0
 * @param asked positions per row whose predictions are wanted
 * @param askedPositions these positions as indexes into the new tokens, {@code [rows, asked]}
 * @param thoughts by row, vectors that are read in place of the row's token, in passes of one new
 *     token only; each {@code [thought width]}, where the graph {@link DecoderGraph#thinks}
 * @param fresh takes the keys and values of the new tokens
 */
record DecoderInput(
    int rows,
    int width,
    long[] tokens,
    int[] lengths,
    int[] pastLengths,
    KeyValueCache past,
    KeyValueCache prefix,
    int asked,
    long[] askedPositions,
    Map<Integer, float[]> thoughts,
    KeyValueCache fresh) {}
