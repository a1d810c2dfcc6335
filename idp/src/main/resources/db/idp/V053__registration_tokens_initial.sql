-- SPDX-License-Identifier: Apache-2.0
CREATE INDEX IF NOT EXISTS registration_tokens_initial ON registration_tokens (created_at, id) WHERE client_id IS NULL;
