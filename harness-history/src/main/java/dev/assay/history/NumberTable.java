package dev.assay.history;

import dev.assay.SetupException;
import dev.assay.benchmark.Metric.Direction;
import dev.assay.history.Series.Point;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The table of numbers: rows in, series out. */
record NumberTable(Connection connection) {

  void insert(String run, List<NumberRow> rows) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO assay_number (run_id, position, model, benchmark, metric, unit, direction,
              setup, main, headline, value, standard_error, low, high, examples, failed)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)) {
      for (int i = 0; i < rows.size(); i++) {
        NumberRow row = rows.get(i);
        statement.setString(1, run);
        statement.setLong(2, i);
        statement.setString(3, RunTable.storable(row.model()));
        statement.setString(4, RunTable.storable(row.benchmark()));
        statement.setString(5, RunTable.storable(row.metric()));
        statement.setString(6, RunTable.storable(row.unit()));
        statement.setString(7, row.direction().name());
        statement.setString(8, RunTable.storable(row.setup()));
        statement.setLong(9, row.main() ? 1 : 0);
        statement.setLong(10, row.headline() ? 1 : 0);
        setNumber(statement, 11, row.value());
        setNumber(statement, 12, row.standardError());
        setNumber(statement, 13, row.low());
        setNumber(statement, 14, row.high());
        statement.setLong(15, row.examples());
        statement.setLong(16, row.failed());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /** NaN is no value: SQLite has none, and PostgreSQL sorts it above all numbers. */
  private static void setNumber(PreparedStatement statement, int index, double number)
      throws SQLException {
    if (Double.isNaN(number)) {
      statement.setNull(index, Types.DOUBLE);
    } else {
      statement.setDouble(index, number);
    }
  }

  /** A kind of number that runs have. */
  private record Kind(
      String model, String benchmark, String metric, boolean main, boolean headline) {
    boolean isMeantBy(NumberName name) {
      return name.means(benchmark, metric, main);
    }

    /** As users would write it to mean it alone. */
    String nameLike(NumberName written) {
      return written.metric().isEmpty() ? benchmark : benchmark + ":" + metric;
    }
  }

  /** See {@link History#series}. */
  List<Series> series(Collection<NumberName> names, Set<String> models, int last)
      throws SQLException {
    List<Kind> kinds = kinds();
    requireKnown(names, models, kinds);
    Set<List<String>> wanted = new LinkedHashSet<>();
    for (Kind kind : kinds) {
      if (names.isEmpty() ? kind.headline() : names.stream().anyMatch(kind::isMeantBy)) {
        wanted.add(List.of(kind.benchmark(), kind.metric()));
      }
    }
    List<Series> series = new ArrayList<>();
    for (List<String> number : wanted) {
      series.addAll(read(number.get(0), number.get(1)));
    }
    return series.stream()
        .filter(s -> models.isEmpty() || models.contains(s.model()))
        .sorted(
            Comparator.comparing(Series::benchmark)
                .thenComparing(Series::metric)
                .thenComparing(Series::model)
                .thenComparing(NumberTable::latest, Comparator.reverseOrder()))
        .map(s -> s.last(last))
        .toList();
  }

  private static String latest(Series series) {
    return series.points().get(series.points().size() - 1).started();
  }

  private static void requireKnown(
      Collection<NumberName> names, Set<String> models, List<Kind> kinds) {
    for (NumberName name : names) {
      if (kinds.stream().noneMatch(kind -> kind.isMeantBy(name))) {
        throw SetupException.unknownName(
            "number in the history",
            name.toString(),
            kinds.stream().map(kind -> kind.nameLike(name)).distinct().toList());
      }
    }
    List<String> known = kinds.stream().map(Kind::model).distinct().toList();
    for (String model : models) {
      if (!known.contains(model)) {
        throw SetupException.unknownName("model in the history", model, known);
      }
    }
  }

  private List<Kind> kinds() throws SQLException {
    List<Kind> kinds = new ArrayList<>();
    try (PreparedStatement statement =
            connection.prepareStatement(
                """
                SELECT model, benchmark, metric, max(main) AS main, max(headline) AS headline
                FROM assay_number GROUP BY model, benchmark, metric
                """);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        kinds.add(
            new Kind(
                rows.getString("model"),
                rows.getString("benchmark"),
                rows.getString("metric"),
                rows.getLong("main") == 1,
                rows.getLong("headline") == 1));
      }
    }
    return kinds;
  }

  /** All series of a number. Runs of which it is not known are no points. */
  private Collection<Series> read(String benchmark, String metric) throws SQLException {
    Map<List<String>, Series> heads = new LinkedHashMap<>();
    Map<List<String>, List<Point>> points = new LinkedHashMap<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT r.id, r.started, n.model, n.unit, n.direction, n.setup, n.value, n.low, n.high,
              n.failed
            FROM assay_number n JOIN assay_run r ON r.id = n.run_id
            WHERE n.benchmark = ? AND n.metric = ? AND n.value IS NOT NULL
            ORDER BY r.started, r.id
            """)) {
      statement.setString(1, benchmark);
      statement.setString(2, metric);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          List<String> key = List.of(rows.getString("model"), rows.getString("setup"));
          points.computeIfAbsent(key, k -> new ArrayList<>()).add(point(rows));
          heads.put(key, head(rows, benchmark, metric));
        }
      }
    }
    return heads.entrySet().stream()
        .map(
            e ->
                new Series(
                    e.getValue().model(),
                    benchmark,
                    metric,
                    e.getValue().unit(),
                    e.getValue().direction(),
                    e.getValue().setup(),
                    points.getOrDefault(e.getKey(), List.of())))
        .toList();
  }

  private static Point point(ResultSet row) throws SQLException {
    return new Point(
        row.getString("id"),
        row.getString("started"),
        row.getDouble("value"),
        number(row, "low"),
        number(row, "high"),
        row.getLong("failed"));
  }

  private static double number(ResultSet row, String column) throws SQLException {
    double number = row.getDouble(column);
    return row.wasNull() ? Double.NaN : number;
  }

  private static Series head(ResultSet row, String benchmark, String metric) throws SQLException {
    return new Series(
        row.getString("model"),
        benchmark,
        metric,
        row.getString("unit"),
        Direction.valueOf(row.getString("direction")),
        row.getString("setup"),
        List.of());
  }
}
