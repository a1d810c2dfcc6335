-- SPDX-License-Identifier: Apache-2.0
-- Claims beside those of the scope, each as its place and its name.
ALTER TABLE sessions ADD COLUMN IF NOT EXISTS claims TEXT NOT NULL DEFAULT '';
