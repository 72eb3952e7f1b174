-- The statements of docs/sql.md, run by SqlExamplesTest in this order.

CREATE TEMPORARY VIEW news AS
SELECT * FROM (VALUES
  ('1', 'Angela Merkel came to Berlin on Monday. She spoke about Germany.'),
  ('2', 'Apple opened a shop.')) AS t(id, body);

CREATE TEMPORARY VIEW questions AS
SELECT * FROM (VALUES
  ('1', 'which country is berlin in'),
  ('2', 'why'),
  ('3', '')) AS t(id, question);

CREATE TEMPORARY VIEW orders AS
SELECT city_id, PROCTIME() AS ordered_at FROM (VALUES ('Q64'), ('Q1')) AS t(city_id);

-- snippet: summarize
CREATE MODEL summaries INPUT (body STRING) OUTPUT (summary STRING)
WITH ('provider' = 'qklm', 'task' = 'summarize', 'summary-sentences' = '1', 'knowledge' = '/data/knowledge');

SELECT id, summary FROM ML_PREDICT(TABLE news, MODEL summaries, DESCRIPTOR(body));
-- end

-- snippet: annotate
CREATE MODEL mentions INPUT (body STRING)
OUTPUT (mention STRING, mention_start INT, type STRING, entity_id STRING, label STRING, score DOUBLE)
WITH ('provider' = 'qklm', 'task' = 'annotate', 'knowledge' = '/data/knowledge');

SELECT id, mention, entity_id, label FROM ML_PREDICT(TABLE news, MODEL mentions, DESCRIPTOR(body));
-- end

-- snippet: answer
CREATE MODEL answers INPUT (question STRING)
OUTPUT (answers ARRAY<ROW<answer STRING, entity_id STRING, relation STRING, score DOUBLE>>, error STRING)
WITH ('provider' = 'qklm', 'task' = 'answer', 'knowledge' = '/data/knowledge', 'model' = '/data/qklm-open');

SELECT id, answers[1].answer, answers[1].score FROM ML_PREDICT(TABLE questions, MODEL answers, DESCRIPTOR(question));
-- end

-- snippet: module
LOAD MODULE qklm WITH ('knowledge' = '/data/knowledge');

SELECT id, QKLM_SUMMARY(body) FROM news;

SELECT id, mention, label FROM news CROSS JOIN
UNNEST(QKLM_ENTITIES(body)) AS e(mention_start, mention_end, mention, type, entity_id, label, description, score);

SELECT QKLM_ENTITY('Q64').description;
-- end

-- snippet: entities
CREATE TABLE entities (
  entity_id STRING,
  label STRING,
  description STRING,
  type STRING,
  embedding ARRAY<FLOAT>,
  PRIMARY KEY (entity_id) NOT ENFORCED
) WITH ('connector' = 'qklm-knowledge', 'knowledge' = '/data/knowledge');

CREATE TABLE facts (subject STRING, relation_label STRING, object STRING, object_label STRING)
WITH ('connector' = 'qklm-knowledge', 'table' = 'facts', 'knowledge' = '/data/knowledge');

SELECT label, description FROM entities WHERE type = 'LOC';
-- end

-- snippet: lookup
SELECT o.city_id, e.label
FROM orders AS o
LEFT JOIN entities FOR SYSTEM_TIME AS OF o.ordered_at AS e ON e.entity_id = o.city_id;
-- end

-- snippet: vector-search
SELECT label, score
FROM (SELECT QKLM_EMBEDDING('maker of phones and computers') AS v) AS q,
LATERAL TABLE(VECTOR_SEARCH(TABLE entities, DESCRIPTOR(embedding), q.v, 3));
-- end
