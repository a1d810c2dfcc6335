-- SPDX-License-Identifier: Apache-2.0
-- Changes each hour, all of it each night. A connection or schedule that is there stays as it is.
-- Without the last option no metric says when a backup ended.
CREATE EXTERNAL CONNECTION IF NOT EXISTS backup AS '@url@';
CREATE SCHEDULE IF NOT EXISTS gatehouse FOR BACKUP INTO 'external://backup' WITH revision_history
    RECURRING '@hourly' FULL BACKUP '@daily'
    WITH SCHEDULE OPTIONS first_run = 'now', updates_cluster_last_backup_time_metric;
