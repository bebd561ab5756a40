package dev.assay.benchmarks.translation;

import dev.assay.benchmarks.python.PythonText;
import java.util.List;
import java.util.regex.Pattern;

/** The tokenizers of sacreBLEU that need no model. */
public enum StandardTokenizer implements SegmentTokenizer {
  /**
   * That of WMT's mteval-v13a.pl, sacreBLEU's default: cuts at Western punctuation, but leaves
   * points and commas inside numbers.
   */
  V13A("13a") {
    @Override
    public List<String> tokens(String segment) {
      String text = segment.replace("<skipped>", "").replace("-\n", "").replace('\n', ' ');
      if (text.indexOf('&') >= 0) {
        text =
            text.replace("&quot;", "\"")
                .replace("&amp;", "&")
                .replace("&lt;", "<")
                .replace("&gt;", ">");
      }
      text = PUNCTUATION.matcher(" " + text + " ").replaceAll(" $1 ");
      text = POINT_AFTER_OTHER.matcher(text).replaceAll("$1 $2 ");
      text = POINT_BEFORE_OTHER.matcher(text).replaceAll(" $1 $2");
      return PythonText.split(DASH_AFTER_DIGIT.matcher(text).replaceAll("$1 $2 "));
    }
  },

  /** Every character a token: for scripts that do not part words by spaces. */
  CHARACTERS("char") {
    @Override
    public List<String> tokens(String segment) {
      return PythonText.characters(segment);
    }
  },

  /** What stands between spaces. */
  NONE("none") {
    @Override
    public List<String> tokens(String segment) {
      return PythonText.split(segment);
    }
  };

  /** ASCII punctuation and symbols except apostrophe, comma, dash and point. */
  private static final Pattern PUNCTUATION = Pattern.compile("([!-&(-+/:-@\\[-`{-~])");

  private static final Pattern POINT_AFTER_OTHER = Pattern.compile("([^0-9])([.,])");
  private static final Pattern POINT_BEFORE_OTHER = Pattern.compile("([.,])([^0-9])");
  private static final Pattern DASH_AFTER_DIGIT = Pattern.compile("([0-9])(-)");

  private final String signature;

  StandardTokenizer(String signature) {
    this.signature = signature;
  }

  @Override
  public String signature() {
    return signature;
  }
}
