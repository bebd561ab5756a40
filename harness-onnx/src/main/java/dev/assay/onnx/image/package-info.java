/**
 * What models share that make pictures from discrete tokens: their folder, grids of tokens and the
 * pixels these stand for, and unmasking, by which a model that predicts all masked tokens at once
 * fills a grid step by step.
 */
@NullMarked
package dev.assay.onnx.image;

import org.jspecify.annotations.NullMarked;
