// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.provider.charge;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why a bank declined a charge. */
enum DeclineCode {
    @JsonProperty("insufficient_funds")
    INSUFFICIENT_FUNDS,
    @JsonProperty("expired_card")
    EXPIRED_CARD,
    @JsonProperty("stolen_card")
    STOLEN_CARD,
    @JsonProperty("card_declined")
    CARD_DECLINED
}
