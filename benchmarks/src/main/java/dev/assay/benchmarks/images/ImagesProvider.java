package dev.assay.benchmarks.images;

import dev.assay.SetupException;
import dev.assay.benchmark.Benchmark;
import dev.assay.benchmark.BenchmarkProvider;
import dev.assay.benchmarks.BenchmarkOptions;
import dev.assay.data.DataSet;
import dev.assay.data.DataStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Image generation: {@code images/mnist} on real digits, {@code images/shapes} from label maps of
 * procedural scenes, {@code images/folder} and {@code images/coco} on pictures of the user's.
 */
public final class ImagesProvider implements BenchmarkProvider {
  static final String EXTRACTOR = "extractor";
  static final String REFERENCE = "reference";
  static final String SAVE_REFERENCE = "save_reference";
  static final String PATH = "path";
  static final String CAPTIONS = "captions";
  static final String SIZE = "size";
  static final String COUNT = "count";

  private static final String MNIST = "images/mnist";
  private static final String SHAPES = "images/shapes";
  private static final String FOLDER = "images/folder";
  private static final String COCO = "images/coco";
  private static final String GROUP = "images";

  /** Needs options, and so is no part of what {@code images} selects. */
  private static final String OWN_GROUP = "images-own";

  @Override
  public List<Entry> entries() {
    return List.of(
        new Entry(MNIST, GROUP, "Draws handwritten digits of a given class", false),
        new Entry(SHAPES, GROUP, "Paints coloured shapes by a label map (generated)", true),
        new Entry(FOLDER, OWN_GROUP, "Draws pictures like those of a folder, by class", false),
        new Entry(COCO, OWN_GROUP, "Draws pictures by captions in MS-COCO's format", false));
  }

  @Override
  public List<DataSet> dataSets() {
    return List.of(MnistDataSet.SET);
  }

  @Override
  public Map<String, String> options(String name) {
    Map<String, String> options = new LinkedHashMap<>();
    if (name.equals(FOLDER)) {
      options.put(
          PATH,
          "Folder of real pictures (PNG, JPEG): one folder for each class, or all in one. May be left out with a reference.");
    } else if (name.equals(COCO)) {
      options.put(PATH, "Folder of the pictures that the captions name.");
      options.put(CAPTIONS, "JSON file in the format of MS-COCO's captions_val2014.json.");
    } else {
      return Map.of();
    }
    options.put(
        EXTRACTOR,
        "The extractor.json of an ONNX feature extractor, or the name of a bundled one.");
    options.put(
        REFERENCE,
        "File .npz with mu and sigma of real features, instead of the pictures' own; FID is then the only distance.");
    options.put(SAVE_REFERENCE, "File .npz to write mu and sigma of the pictures' features to.");
    options.put(
        SIZE, "Size of the pictures, such as 64 or 64x48 (width x height); else the extractor's.");
    options.put(COUNT, "Number of pictures to draw; else 1000.");
    return options;
  }

  @Override
  public Benchmark<?, ?> open(String name, DataStore data) {
    return open(name, Map.of(), data);
  }

  @Override
  public Benchmark<?, ?> open(String name, Map<String, String> options, DataStore data) {
    BenchmarkOptions given = new BenchmarkOptions(name, options);
    return switch (name) {
      case MNIST -> BundledImages.mnist(MNIST, GROUP, data);
      case SHAPES -> BundledImages.shapes(SHAPES, GROUP);
      case FOLDER -> OwnImages.folder(given, OWN_GROUP);
      case COCO -> OwnImages.captioned(given, OWN_GROUP);
      default ->
          throw SetupException.unknownName("benchmark", name, List.of(MNIST, SHAPES, FOLDER, COCO));
    };
  }
}
