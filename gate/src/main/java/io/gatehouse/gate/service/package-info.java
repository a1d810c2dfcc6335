// SPDX-License-Identifier: Apache-2.0

/** The services behind the gate: {@code services/NAME.yaml}. */
package io.gatehouse.gate.service;
