-- SPDX-License-Identifier: Apache-2.0
INSERT INTO revocation_head (id, revision) VALUES (1, 0) ON CONFLICT (id) DO NOTHING;
