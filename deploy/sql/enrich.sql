-- From a Kafka topic of documents to a topic of enriched records, in SQL.
-- Change the broker's address, the topics and the folder of the knowledge, then: sql-client.sh -f enrich.sql

-- snippet: settings
SET 'execution.checkpointing.interval' = '10 s';
-- Rows that are with the model at once in a subtask; the default of 10 leaves large machines idle.
SET 'table.exec.async-ml-predict.max-concurrent-operations' = '32';
-- end

-- snippet: documents
CREATE TABLE documents (
  id STRING,
  title STRING,
  `text` STRING
) WITH (
  'connector' = 'kafka',
  'topic' = 'documents',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.group.id' = 'qklm-sql',
  'scan.startup.mode' = 'earliest-offset',
  'format' = 'json',
  'json.ignore-parse-errors' = 'true'
);
-- end

-- snippet: enriched
CREATE TABLE enriched (
  id STRING,
  title STRING,
  summary STRING,
  entities ARRAY<ROW<mention STRING, entity_id STRING, label STRING, score DOUBLE>>,
  facts ARRAY<ROW<subject STRING, relation STRING, object STRING>>,
  epoch BIGINT,
  model_digest STRING
) WITH (
  'connector' = 'kafka',
  'topic' = 'enriched',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.transaction.timeout.ms' = '600000',
  'format' = 'json',
  'sink.delivery-guarantee' = 'exactly-once',
  'sink.transactional-id-prefix' = 'qklm-sql-enriched'
);

CREATE TABLE not_enriched (
  id STRING,
  error STRING
) WITH (
  'connector' = 'kafka',
  'topic' = 'not-enriched',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.transaction.timeout.ms' = '600000',
  'format' = 'json',
  'sink.delivery-guarantee' = 'exactly-once',
  'sink.transactional-id-prefix' = 'qklm-sql-not-enriched'
);
-- end

-- snippet: model
CREATE MODEL qklm
INPUT (title STRING, `text` STRING)
OUTPUT (
  summary STRING,
  entities ARRAY<ROW<mention STRING, entity_id STRING, label STRING, score DOUBLE>>,
  facts ARRAY<ROW<subject STRING, relation STRING, object STRING>>,
  epoch BIGINT,
  model_digest STRING,
  error STRING
)
WITH (
  'provider' = 'qklm',
  'task' = 'enrich',
  'knowledge' = '/data/knowledge'
);
-- end

-- snippet: job
CREATE TEMPORARY VIEW predictions AS
SELECT * FROM ML_PREDICT(TABLE documents, MODEL qklm, DESCRIPTOR(title, `text`));

EXECUTE STATEMENT SET BEGIN
  INSERT INTO enriched
  SELECT id, title, summary, entities, facts, epoch, model_digest FROM predictions WHERE error IS NULL;
  INSERT INTO not_enriched
  SELECT id, error FROM predictions WHERE error IS NOT NULL;
END;
-- end
