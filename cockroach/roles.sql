-- SPDX-License-Identifier: Apache-2.0
-- The database of one service, its owner (migrates) and its role (reads and writes rows), which may be one. The same as
-- in migrate/.
CREATE ROLE IF NOT EXISTS "@owner@" WITH LOGIN;
CREATE ROLE IF NOT EXISTS "@service@" WITH LOGIN;
ALTER ROLE "@owner@" WITH PASSWORD '@owner_password@';
ALTER ROLE "@service@" WITH PASSWORD '@password@';
CREATE DATABASE IF NOT EXISTS "@service@";
ALTER DATABASE "@service@" OWNER TO "@owner@";
REVOKE ALL ON DATABASE "@service@" FROM public;
GRANT CONNECT ON DATABASE "@service@" TO "@service@";
USE "@service@";
REVOKE CREATE ON SCHEMA public FROM public;
-- The owner hands rights to the service's role itself, in the migration.
GRANT CREATE, USAGE ON SCHEMA public TO "@owner@" WITH GRANT OPTION;
