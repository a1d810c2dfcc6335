-- SPDX-License-Identifier: Apache-2.0
SET CLUSTER SETTING cluster.organization = '@organization@';
SET CLUSTER SETTING enterprise.license = '@key@';
