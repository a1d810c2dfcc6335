// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.wire;

import java.util.List;

/** The accounts of the ledger, and what is wrong with it: three times 0 when it is right. */
public record TrialBalance(List<Balance> accounts, long imbalance, long missing, long unfounded) {

    public TrialBalance {
        accounts = accounts == null ? List.of() : List.copyOf(accounts);
    }

    public boolean isRight() {
        return imbalance == 0 && missing == 0 && unfounded == 0;
    }

    /** The sum of all entries of an account. */
    public record Balance(String account, long amount, String currency) {}
}
