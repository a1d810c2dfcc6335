-- SPDX-License-Identifier: Apache-2.0
-- Those of the sign-in of Gatehouse itself, which is never removed, are left out.
CREATE INDEX IF NOT EXISTS sessions_by_client ON sessions (client_id) WHERE client_id <> 'gatehouse';
