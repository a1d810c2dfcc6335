-- SPDX-License-Identifier: Apache-2.0
CREATE UNIQUE INDEX IF NOT EXISTS signing_keys_one_active_each ON signing_keys (algorithm) WHERE state = 'ACTIVE';
