package dev.assay.benchmarks.cute;

import dev.assay.Sha256;
import dev.assay.data.DataFile;
import dev.assay.data.DataSet;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** CUTE as published: its files at one commit of its repository, with their checksums. */
final class CuteDataSet {
  static final String HOMEPAGE = "https://github.com/Leukas/CUTE";
  static final String SOURCE = HOMEPAGE + " (arXiv 2409.15452)";

  private static final String COMMIT = "8db264aac392bbf6e3864fefcaef0baf08df3117";

  /** sha256 over the templates in the order of {@link CuteTask}, a line feed between two. */
  private static final String TEMPLATES_SHA256 =
      "d89d0f11dcb8e72fd50b824787a64db25a58e2ae0c1e8665abc920fbba1a6387";

  static final DataSet SET =
      new DataSet(
          "cute",
          "CUTE",
          "MIT",
          HOMEPAGE,
          List.of(
              file(
                  "data/spell.tsv",
                  "346ea707e7f22375c73da6cd0902d29ee0ba2fe68bff671798003fb5d18ced8d",
                  18_059),
              file(
                  "data/spell_inverse.tsv",
                  "b7f8cf065070cb6bfc605a4164aeb135fb89f50fc16d9cf4a56a6dde301eeed9",
                  18_059),
              file(
                  "data/contains_char.tsv",
                  "bbdcc14954df8d2f748da1e82ead3cd594f89c8611de167af562ab23d2df4086",
                  12_196),
              file(
                  "data/contains_word.tsv",
                  "f6bb4f50f383a1c67a26452952333b6d475803d09a136f5e365d12207eb1c268",
                  45_514),
              file(
                  "data/orth.tsv",
                  "e7e8d34c3926636a32d1ca07ad84287f02c6bdf22888858ba6ec5d72945594fd",
                  27_145),
              file(
                  "data/sem.tsv",
                  "cc1d5a7f323c41dc82d961b336e723bcce5b7ecd49364a22f79b7baa3faaed42",
                  28_125),
              file(
                  "data/ins_char.tsv",
                  "9977f6210655b2c72bca619e1cf690dcc43cf2ce7cf5daed80b749b18568553a",
                  18_501),
              file(
                  "data/ins_word.tsv",
                  "01f15e16f5ebbe96b54b12df39f9b4539c7fb9365c06c23f9c3bf147889ff5a1",
                  90_624),
              file(
                  "data/del_char.tsv",
                  "c83b2afa2997303b733770b7aa796b7ed9ba10e30f61fde67097ac8d923b1805",
                  14_267),
              file(
                  "data/del_word.tsv",
                  "777a56b27c9581c4c664b80abd4dc8b03e80f9acee2126c570f04efa3075580d",
                  72_134),
              file(
                  "data/swap_char.tsv",
                  "021b86699458dfe84653db4c99fcd464a596f7893e120a33985b3e341a9fd260",
                  17_421),
              file(
                  "data/swap_word.tsv",
                  "80b3ee77cd304d3b91c61ecf70dbff8dd8d8b062d8c13c71cf8172f1e35de6d3",
                  82_195),
              file(
                  "data/sub_char.tsv",
                  "96ca0acfe79c685b011d33a465d587e2ee1db3845f208aa0da1b45c835387e68",
                  17_391),
              file(
                  "data/sub_word.tsv",
                  "3297c889a2e6d702cfd7c00e0d76b74c32d274fb56a7fcc585962cb4ee8cc5fd",
                  85_556),
              file(
                  "data/spell_rand.tsv",
                  "4cc5e4c54529a4485122e6b031d29a2889f50da71549b544ae7243648ec50e22",
                  18_059),
              file(
                  "data/spell_inverse_rand.tsv",
                  "186928f3ba2d06798fec9fab0ec76bc6cd00aeda85c020b19f337bfb1f954326",
                  18_059),
              file(
                  "data/contains_char_rand.tsv",
                  "ce9e702373182231a66b72cf549701f0a039072c4dc798c50b255e2c7778a6d7",
                  12_208),
              file(
                  "data/ins_char_rand.tsv",
                  "5cab930eab6c561751013ff60c95b6ea91ac5aa33e6b8beafa3ac0398b2cd52f",
                  18_391),
              file(
                  "data/del_char_rand.tsv",
                  "c08735ac9246155cf3a3ff6b2b2383f55200c3dca129653ca9b340a9be201725",
                  14_384),
              file(
                  "data/swap_char_rand.tsv",
                  "d570cda1a99b5b0c5577ef7b348cb1b4db49f1a18f9f60518bde2ec72e3e72dd",
                  17_391),
              file(
                  "data/sub_char_rand.tsv",
                  "8b87e1aa9eaa6160e91b2d6c8eb3c40ce3a89c25cae3b36f41b63f52b72a8f54",
                  17_391),
              file(
                  "prompts.py",
                  "f30ef6b18dd00cb568eb34232ae5b9ae80214b2845b32ec1047561be068de5a1",
                  7_663)));

  private CuteDataSet() {}

  /** Where a task's table lies in the data folder. */
  static String table(CuteTask task, boolean randomStrings) {
    return "cute/" + task.key() + (randomStrings ? "_rand" : "") + ".tsv";
  }

  /** The published checksum of a file in the data folder. */
  static String sha256(String path) {
    return SET.files().stream()
        .filter(file -> file.path().equals(path))
        .map(DataFile::sha256)
        .findAny()
        .orElseThrow();
  }

  /** Whether these are the published templates, in whichever form they were read. */
  static boolean arePublished(PromptFile prompts) {
    String all =
        Arrays.stream(CuteTask.values())
            .map(task -> prompts.templates().getOrDefault(task.key(), ""))
            .collect(Collectors.joining("\n"));
    return Sha256.of(all).equals(TEMPLATES_SHA256);
  }

  private static DataFile file(String path, String sha256, long bytes) {
    return new DataFile(
        "cute/" + path.substring(path.lastIndexOf('/') + 1),
        "https://raw.githubusercontent.com/Leukas/CUTE/" + COMMIT + "/" + path,
        sha256,
        bytes);
  }
}
