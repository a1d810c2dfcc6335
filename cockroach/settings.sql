-- SPDX-License-Identifier: Apache-2.0
-- As long as readiness takes to fail (two probes of 4 s), and 4 s for every node to learn it: clients go elsewhere
-- before connections close.
SET CLUSTER SETTING server.shutdown.initial_wait = '12s';
-- How long a drain waits for connections to end by themselves. Pools renew theirs within five minutes (common/sql), so
-- some are cut after this; that is found before COMMIT and tried again.
SET CLUSTER SETTING server.shutdown.connections.timeout = '60s';
-- The slowest statement of a service. Waited for twice.
SET CLUSTER SETTING server.shutdown.transactions.timeout = '10s';
-- A node that is away this long is given up and its data copied elsewhere.
SET CLUSTER SETTING server.time_until_store_dead = '5m';
