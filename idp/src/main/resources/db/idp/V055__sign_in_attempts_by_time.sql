-- SPDX-License-Identifier: Apache-2.0
CREATE INDEX IF NOT EXISTS sign_in_attempts_by_time ON sign_in_attempts (empty_at);
