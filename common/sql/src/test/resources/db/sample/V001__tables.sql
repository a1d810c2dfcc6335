-- SPDX-License-Identifier: Apache-2.0
CREATE TABLE IF NOT EXISTS counter (id INT8 PRIMARY KEY, value INT8 NOT NULL);
CREATE TABLE IF NOT EXISTS open_task (
    id UUID PRIMARY KEY,
    sealed_source BYTEA NULL,
    opened_at TIMESTAMPTZ NOT NULL,
    leased_until TIMESTAMPTZ NOT NULL,
    attempts INT8 NOT NULL
);
CREATE TABLE IF NOT EXISTS expiring (id INT8 PRIMARY KEY, expires_at TIMESTAMPTZ NOT NULL);
