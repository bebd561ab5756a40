package dev.assay.cli;

import dev.assay.gate.GateResult;
import dev.assay.gate.GateVerdict;
import dev.assay.gate.Judgement;
import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * What a gate says, as JUnit XML, which most build servers show: a suite for each model, a case for
 * each number. A number that failed is a failure; one that is undecided is an error, since a server
 * would take a skipped one for good.
 *
 * @param result what it says
 * @param flips most flipped examples of a number
 */
record GateJUnit(GateResult result, int flips) {

  void writeTo(Writer out) throws IOException {
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeCharacters("\n");
      start(xml, "testsuites", "assay gate", result.judgements());
      Map<String, List<Judgement>> suites =
          result.judgements().stream()
              .collect(
                  Collectors.groupingBy(Judgement::model, LinkedHashMap::new, Collectors.toList()));
      for (Map.Entry<String, List<Judgement>> suite : suites.entrySet()) {
        start(xml, "testsuite", suite.getKey(), suite.getValue());
        for (Judgement judgement : suite.getValue()) {
          testCase(xml, judgement);
        }
        end(xml);
      }
      end(xml);
      xml.writeEndDocument();
      xml.flush();
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
  }

  private static void start(
      XMLStreamWriter xml, String element, String name, List<Judgement> judgements)
      throws XMLStreamException {
    xml.writeStartElement(element);
    xml.writeAttribute("name", text(name));
    xml.writeAttribute("tests", String.valueOf(judgements.size()));
    xml.writeAttribute("failures", count(judgements, GateVerdict.FAIL));
    xml.writeAttribute("errors", count(judgements, GateVerdict.UNDECIDED));
    xml.writeAttribute("skipped", "0");
    xml.writeCharacters("\n");
  }

  private static String count(List<Judgement> judgements, GateVerdict verdict) {
    return String.valueOf(judgements.stream().filter(j -> j.verdict() == verdict).count());
  }

  private void testCase(XMLStreamWriter xml, Judgement judgement) throws XMLStreamException {
    JudgementText words = new JudgementText(judgement);
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", text(words.model()));
    xml.writeAttribute("name", text(words.benchmark() + " " + words.metric()));
    if (judgement.verdict() != GateVerdict.PASS) {
      xml.writeStartElement(judgement.verdict() == GateVerdict.FAIL ? "failure" : "error");
      xml.writeAttribute("type", judgement.verdict().words());
      xml.writeAttribute("message", text(words.reason()));
      xml.writeCharacters(text(words.sentence()) + "\n");
      for (GateFlips flipped : GateFlips.of(result)) {
        if (flips > 0
            && flipped.areOf(judgement.model(), judgement.benchmark(), judgement.metric())) {
          xml.writeCharacters(text(flipped.heading()) + "\n");
          for (String line : new Table(GateFlips.HEADER, flipped.rows(flips)).lines(0)) {
            xml.writeCharacters(text(line) + "\n");
          }
        }
      }
      xml.writeEndElement();
    }
    end(xml);
  }

  private static void end(XMLStreamWriter xml) throws XMLStreamException {
    xml.writeEndElement();
    xml.writeCharacters("\n");
  }

  /** Text on one line without what XML 1.0 has no way to write. */
  static String text(String text) {
    return OneLine.of(text).replace("\ufffe", "\\u{fffe}").replace("\uffff", "\\u{ffff}");
  }
}
