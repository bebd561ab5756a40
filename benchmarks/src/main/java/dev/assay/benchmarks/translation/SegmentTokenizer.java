package dev.assay.benchmarks.translation;

import java.util.List;

/** Cuts a segment, usually a sentence, into the tokens that BLEU compares. Thread-safe. */
public interface SegmentTokenizer {
  /** The word that sacreBLEU's signature has for it, for example {@code 13a}. */
  String signature();

  /** The tokens; none of them is empty or holds whitespace. */
  List<String> tokens(String segment);
}
