// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.audit;

/** What all lines of the trail say alike, in the Open Cybersecurity Schema Framework. */
public final class Ocsf {
    /** Of the schema. */
    public static final String VERSION = "1.3.0";

    public static final String PRODUCT = "Gatehouse";

    private Ocsf() {}
}
