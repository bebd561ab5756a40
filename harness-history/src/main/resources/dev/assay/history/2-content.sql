-- What lets a run be compared example by example; see RunContent. Runs recorded before have none.
-- SQLite stores bytes as they are whatever a column's type.
CREATE TABLE assay_content (
  run_id TEXT PRIMARY KEY REFERENCES assay_run (id),
  content BYTEA NOT NULL
);
