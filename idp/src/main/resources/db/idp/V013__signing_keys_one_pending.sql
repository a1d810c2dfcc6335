-- SPDX-License-Identifier: Apache-2.0
CREATE UNIQUE INDEX IF NOT EXISTS signing_keys_one_pending ON signing_keys (state) WHERE state = 'PENDING';
