// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.factor;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.common.seal.KeyedHash;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecoveryCodesTest {
    private static final UUID ACCOUNT = UUID.fromString("0190a1b2-0000-4000-8000-000000000001");
    private static final String CODE = "01xy-abcd-9kmn-pqrs";

    private final RecoveryCodes codes =
            new RecoveryCodes(new SecureRandom(), KeyedHash.of(new byte[32]));

    @Test
    void makeWhenAskedThenTenOfGroupsWithoutLettersThatLookAlike() {
        List<String> made = codes.make();

        assertThat(made).hasSize(10).doesNotHaveDuplicates();
        assertThat(made)
                .allMatch(code -> code.matches("[0-9a-hjkmnp-tv-z]{4}(-[0-9a-hjkmnp-tv-z]{4}){3}"));
        assertThat(made).allMatch(code -> codes.hash(ACCOUNT, code).isPresent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01XY-ABCD-9KMN-PQRS",
                "01xyabcd9kmnpqrs",
                "01xy abcd 9kmn pqrs",
                " 01xy-abcd-9kmn-pqrs ",
                "Oixy-abcd-9kmn-pqrs",
                "olxy-abcd-9kmn-pqrs"
            })
    void hashWhenTypedInAnotherWayThenTheSame(String typed) {
        assertThat(codes.hash(ACCOUNT, typed)).isEqualTo(codes.hash(ACCOUNT, CODE)).isPresent();
    }

    @Test
    void hashWhenTheAccountIsAnotherThenAnother() {
        assertThat(codes.hash(UUID.randomUUID(), CODE)).isNotEqualTo(codes.hash(ACCOUNT, CODE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "01xy-abcd-9kmn-pqr",
                "01xy-abcd-9kmn-pqrst",
                "u1xy-abcd-9kmn-pqrs",
                "01xy-abcd-9kmn-pqr\u0455",
                "01xy_abcd_9kmn_pqrs",
                "01xy-abcd-9kmn-pqrs\n",
                "0-1-x-y-a-b-c-d-9-k-m-n-p-q-r-s---"
            })
    void hashWhenItIsNoCodeThenNone(String typed) {
        assertThat(codes.hash(ACCOUNT, typed)).isEmpty();
    }

    /** In Turkish, the small form of I has no dot. */
    @Test
    void hashWhenTheMachineIsTurkishThenTheSame() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.of("tr"));
        try {
            assertThat(codes.hash(ACCOUNT, "0IXY-ABCD-9KMN-PQRS"))
                    .isEqualTo(codes.hash(ACCOUNT, CODE));
        } finally {
            Locale.setDefault(before);
        }
    }
}
