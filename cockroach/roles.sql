-- SPDX-License-Identifier: Apache-2.0
-- The database of one service, its owner (migrates) and its role (reads and writes rows). The same as in migrate/.
CREATE ROLE IF NOT EXISTS @service@_owner WITH LOGIN;
CREATE ROLE IF NOT EXISTS @service@ WITH LOGIN;
ALTER ROLE @service@_owner WITH PASSWORD '@owner_password@';
ALTER ROLE @service@ WITH PASSWORD '@password@';
CREATE DATABASE IF NOT EXISTS @service@;
ALTER DATABASE @service@ OWNER TO @service@_owner;
REVOKE ALL ON DATABASE @service@ FROM public;
GRANT CONNECT ON DATABASE @service@ TO @service@;
USE @service@;
REVOKE CREATE ON SCHEMA public FROM public;
-- The owner hands rights to the service's role itself, in the migration.
GRANT CREATE, USAGE ON SCHEMA public TO @service@_owner WITH GRANT OPTION;
