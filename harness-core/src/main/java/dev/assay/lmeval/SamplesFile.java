package dev.assay.lmeval;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.SetupException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The samples of a task, read: for each filter the lines in the order of the file.
 *
 * @param file where they were read from
 * @param byFilter the samples of each filter
 */
record SamplesFile(Path file, Map<String, List<Sample>> byFilter) {

  /**
   * Reads a samples file.
   *
   * @param task the task, for the message where there is no file
   * @throws SetupException if it is missing, or a line is malformed or there twice
   */
  static SamplesFile read(Path file, String task) {
    Map<String, List<Sample>> byFilter = new LinkedHashMap<>();
    Map<List<String>, Integer> lines = new HashMap<>();
    try (BufferedReader in = Files.newBufferedReader(file)) {
      int number = 0;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        number++;
        if (line.isBlank()) {
          continue;
        }
        Sample sample = parsed(file, number, line);
        Integer before = lines.putIfAbsent(List.of(sample.filter(), sample.id()), number);
        if (before != null) {
          throw new SetupException(
              "%s, line %d: doc_id %s with filter '%s' is already on line %d. Did two evaluations write to this file?"
                  .formatted(file, number, sample.id(), sample.filter(), before));
        }
        byFilter.computeIfAbsent(sample.filter(), f -> new ArrayList<>()).add(sample);
      }
    } catch (NoSuchFileException e) {
      throw new SetupException(
          "the samples of %s are missing: there is no %s. lm_eval writes them with --log_samples"
              .formatted(task, file),
          e);
    } catch (CharacterCodingException e) {
      throw new SetupException("cannot read %s: it is not UTF-8".formatted(file), e);
    } catch (IOException e) {
      throw new SetupException("cannot read %s: %s".formatted(file, e.getMessage()), e);
    }
    return new SamplesFile(file, byFilter);
  }

  private static Sample parsed(Path file, int line, String text) {
    try {
      JsonNode node = ResultsFile.READER.readTree(text);
      if (!node.path("doc_id").isValueNode() || !node.has("doc")) {
        throw new SetupException(
            "%s, line %d is no sample of lm-evaluation-harness: it lacks '%s'"
                .formatted(file, line, node.has("doc") ? "doc_id" : "doc"));
      }
      return new Sample(node);
    } catch (JsonProcessingException e) {
      throw new SetupException("%s, line %d: %s".formatted(file, line, e.getOriginalMessage()), e);
    }
  }

  /**
   * The samples of a filter.
   *
   * @param expected how many the results file counts
   * @throws SetupException if there are fewer
   */
  List<Sample> of(String filter, int expected) {
    List<Sample> samples = byFilter.getOrDefault(filter, List.of());
    if (samples.size() < Math.max(1, expected)) {
      throw new SetupException(
          "%s holds %d samples with filter '%s', the results file counts %d; is it cut off?"
              .formatted(file, samples.size(), filter, expected));
    }
    return samples;
  }
}
