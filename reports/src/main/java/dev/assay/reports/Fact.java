package dev.assay.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A named piece of text, such as a setting or a part of a question. */
record Fact(String name, String value) {

  /** The entries of a map, in its order. */
  static List<Fact> of(Map<String, String> map) {
    List<Fact> facts = new ArrayList<>();
    map.forEach((name, value) -> facts.add(new Fact(name, value)));
    return facts;
  }
}
