-- SPDX-License-Identifier: Apache-2.0
DROP INDEX IF EXISTS signing_keys_one_pending CASCADE;
