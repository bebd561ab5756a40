-- Types are those of PostgreSQL, which SQLite takes for TEXT, INTEGER and REAL. "models" has a name
-- on each line; "manifest" is JSON as the run's folder holds it.
CREATE TABLE assay_run (
  id TEXT PRIMARY KEY,
  suite TEXT NOT NULL,
  plan_hash TEXT NOT NULL,
  started TEXT NOT NULL,
  added TEXT NOT NULL,
  folder TEXT NOT NULL,
  name TEXT UNIQUE,
  verdict TEXT CHECK (verdict IN ('PASS', 'FAIL', 'UNDECIDED')),
  assay_version TEXT NOT NULL,
  models TEXT NOT NULL,
  examples BIGINT NOT NULL,
  failures BIGINT NOT NULL,
  manifest TEXT NOT NULL
);

-- Metrics, costs and times. NULL is unknown. "main" and "headline" are 0 or 1.
CREATE TABLE assay_number (
  run_id TEXT NOT NULL REFERENCES assay_run (id),
  position BIGINT NOT NULL,
  model TEXT NOT NULL,
  benchmark TEXT NOT NULL,
  metric TEXT NOT NULL,
  unit TEXT NOT NULL,
  direction TEXT NOT NULL CHECK (direction IN ('HIGHER', 'LOWER')),
  setup TEXT NOT NULL,
  main BIGINT NOT NULL,
  headline BIGINT NOT NULL,
  value DOUBLE PRECISION,
  standard_error DOUBLE PRECISION,
  low DOUBLE PRECISION,
  high DOUBLE PRECISION,
  examples BIGINT NOT NULL,
  failed BIGINT NOT NULL,
  PRIMARY KEY (run_id, position)
);

CREATE INDEX assay_number_of_benchmark ON assay_number (benchmark, metric);
