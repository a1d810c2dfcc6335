// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.provider.charge;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far a charge or a refund is. */
public enum Status {
    @JsonProperty("processing")
    PROCESSING,
    @JsonProperty("succeeded")
    SUCCEEDED,
    @JsonProperty("declined")
    DECLINED
}
