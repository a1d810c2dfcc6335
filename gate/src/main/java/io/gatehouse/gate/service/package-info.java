// SPDX-License-Identifier: Apache-2.0

/** The services behind the gate, read from {@code services/NAME.yaml}. */
package io.gatehouse.gate.service;
