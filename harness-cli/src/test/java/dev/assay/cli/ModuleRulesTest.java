package dev.assay.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom; the table is in docs/architecture.md. */
@AnalyzeClasses(packages = "dev.assay", importOptions = ImportOption.DoNotIncludeTests.class)
class ModuleRulesTest {
  private static final String ONNX = "dev.assay.onnx..";
  private static final String BENCHMARKS = "dev.assay.benchmarks..";
  private static final String EXTRACTORS = "dev.assay.benchmarks.images.extractors";
  private static final String TEMPLATES = "dev.assay.benchmarks.lmeval.template";
  private static final String BASELINES = "dev.assay.baselines..";
  private static final String BLT = "dev.assay.blt..";
  private static final String COCONUT = "dev.assay.coconut..";
  private static final String INTERPOLANTS = "dev.assay.interpolants..";
  private static final String REPORTS = "dev.assay.reports..";
  private static final String HISTORY = "dev.assay.history..";
  private static final String CLI = "dev.assay.cli..";
  private static final String[] CORE = {
    "dev.assay",
    "dev.assay.benchmark..",
    "dev.assay.check..",
    "dev.assay.compare..",
    "dev.assay.data..",
    "dev.assay.gate..",
    "dev.assay.journal..",
    "dev.assay.lmeval..",
    "dev.assay.model..",
    "dev.assay.plan..",
    "dev.assay.plugin..",
    "dev.assay.result..",
    "dev.assay.run..",
    "dev.assay.statistics..",
    "dev.assay.summary.."
  };
  private static final String[] LIBRARIES_OF_CORE = {
    "java..",
    "javax.imageio..",
    "org.jspecify..",
    "org.slf4j..",
    "com.fasterxml.jackson..",
    "org.yaml.snakeyaml..",
    "org.apache.commons.csv..",
    "org.apache.commons.statistics.distribution.."
  };

  @ArchTest
  static final ArchRule everyClassIsInAModule =
      classes()
          .should()
          .resideInAnyPackage(
              with(
                  CORE,
                  ONNX,
                  BENCHMARKS,
                  BASELINES,
                  BLT,
                  COCONUT,
                  INTERPOLANTS,
                  REPORTS,
                  HISTORY,
                  CLI))
          .because("a new package needs a place in these rules");

  @ArchTest
  static final ArchRule coreKnowsNeitherEngineNorTemplatesNorAnyOtherModule =
      classes()
          .that()
          .resideInAnyPackage(CORE)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(with(CORE, LIBRARIES_OF_CORE));

  @ArchTest
  static final ArchRule onlyTheOnnxKitKnowsOnnxRuntime =
      noClasses()
          .that()
          .resideOutsideOfPackage(ONNX)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ai.onnxruntime..");

  @ArchTest
  static final ArchRule theOnnxKitKnowsOnlyCore =
      noClasses()
          .that()
          .resideInAPackage(ONNX)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(BENCHMARKS, BASELINES, BLT, COCONUT, INTERPOLANTS, REPORTS, CLI);

  @ArchTest
  static final ArchRule benchmarksKnowNoModelFamily =
      noClasses()
          .that()
          .resideInAPackage(BENCHMARKS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              BASELINES, BLT, COCONUT, INTERPOLANTS, REPORTS, CLI, "ai.djl.huggingface..");

  @ArchTest
  static final ArchRule ofBenchmarksOnlyFeatureExtractorsKnowTheOnnxKit =
      noClasses()
          .that()
          .resideInAPackage(BENCHMARKS)
          .and()
          .resideOutsideOfPackage(EXTRACTORS)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ONNX);

  @ArchTest
  static final ArchRule onlyTemplatesOfTasksAndChatsKnowJinjava =
      noClasses()
          .that()
          .resideOutsideOfPackages(TEMPLATES, BASELINES)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.hubspot..", "jinjava..");

  @ArchTest
  static final ArchRule modelPluginsKnowOnlyCoreAndTheOnnxKit =
      noClasses()
          .that()
          .resideInAnyPackage(BASELINES, BLT, COCONUT, INTERPOLANTS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(BENCHMARKS, REPORTS, CLI);

  @ArchTest
  static final ArchRule modelPluginsDoNotKnowEachOther =
      slices()
          .matching("dev.assay.(baselines|blt|coconut|interpolants)..")
          .should()
          .notDependOnEachOther();

  @ArchTest
  static final ArchRule reportsKnowOnlyCore =
      noClasses()
          .that()
          .resideInAPackage(REPORTS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ONNX, BENCHMARKS, BASELINES, BLT, COCONUT, INTERPOLANTS, CLI);

  @ArchTest
  static final ArchRule theHistoryKnowsOnlyCore =
      noClasses()
          .that()
          .resideInAPackage(HISTORY)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              ONNX, BENCHMARKS, BASELINES, BLT, COCONUT, INTERPOLANTS, REPORTS, CLI);

  @ArchTest
  static final ArchRule onlyTheCommandLineKnowsTheHistory =
      noClasses()
          .that()
          .resideOutsideOfPackages(HISTORY, CLI)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(HISTORY);

  @ArchTest
  static final ArchRule onlyTheHistoryKnowsDatabases =
      noClasses()
          .that()
          .resideOutsideOfPackage(HISTORY)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "org.sqlite..", "org.postgresql..");

  @ArchTest
  static final ArchRule theCommandLineMeetsPluginsOnlyThroughTheirInterfaces =
      noClasses()
          .that()
          .resideInAPackage(CLI)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(BENCHMARKS, BASELINES, BLT, COCONUT, INTERPOLANTS, REPORTS);

  @ArchTest
  static final ArchRule nothingReachesBackAgainstTheFlow =
      slices()
          .matching("dev.assay.(journal|statistics|data|plan|run|summary|compare|gate)..")
          .should()
          .beFreeOfCycles();

  private static String[] with(String[] some, String... more) {
    return java.util.stream.Stream.of(some, more)
        .flatMap(java.util.Arrays::stream)
        .toArray(String[]::new);
  }
}
