-- A file as version 1 of the schema left it, with one completed record.
CREATE TABLE idempotency_meta (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    schema_version INTEGER NOT NULL,
    fencing_floor INTEGER NOT NULL
) STRICT;
INSERT INTO idempotency_meta VALUES (1, 1, 0);
CREATE TABLE idempotency_records (
    key TEXT NOT NULL PRIMARY KEY COLLATE BINARY,
    state INTEGER NOT NULL,
    operation TEXT NOT NULL,
    owner BLOB NOT NULL,
    attempt INTEGER NOT NULL,
    fencing_token INTEGER NOT NULL,
    fingerprint BLOB NOT NULL,
    schema_hash INTEGER NOT NULL,
    hold_when_abandoned INTEGER NOT NULL,
    reconciling INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    lease_until INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    retention INTEGER NOT NULL,
    hold_reason INTEGER NOT NULL,
    outcome_kind INTEGER,
    outcome_format TEXT,
    checkpoint BLOB NOT NULL,
    outcome BLOB
) STRICT;
CREATE INDEX idempotency_records_due ON idempotency_records (due_at);
INSERT INTO idempotency_records VALUES ('idempotency::payments.charge:order-42', 4, 'payments.charge', zeroblob(16), 1, 1795521600000000, x'01', 0, 0, 0,
    1795521600000000, 0, 1890000000000000, 1890000000000000, 86400000000, 0, 1, 'json', x'', x'3432');
