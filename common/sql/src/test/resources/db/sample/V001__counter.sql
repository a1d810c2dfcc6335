-- SPDX-License-Identifier: Apache-2.0
CREATE TABLE IF NOT EXISTS counter (id INT8 PRIMARY KEY, value INT8 NOT NULL);
