-- SPDX-License-Identifier: Apache-2.0
-- As long as readiness takes to fail (two probes of 4 s): clients go elsewhere before connections close.
SET CLUSTER SETTING server.shutdown.initial_wait = '8s';
-- Pools renew their connections within five minutes (common/sql); this is how long a drain waits for that at most.
SET CLUSTER SETTING server.shutdown.connections.timeout = '60s';
-- The slowest statement of a service.
SET CLUSTER SETTING server.shutdown.transactions.timeout = '10s';
-- A node that is away this long is given up and its data copied elsewhere.
SET CLUSTER SETTING server.time_until_store_dead = '5m';
