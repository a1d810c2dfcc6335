-- SPDX-License-Identifier: Apache-2.0
ALTER TABLE sessions ADD COLUMN IF NOT EXISTS scope TEXT NOT NULL DEFAULT 'openid profile email';
