// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.idp.IdpConfig;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MetadataTest {

    @Test
    void ofWhenTheGateAsksForNoCertificatesThenNothingSpeaksOfThem() {
        var site =
                new IdpConfig.Site(URI.create("https://shop.example"), List.of(), Optional.empty());

        assertThat(Metadata.of(site).members().toString())
                .contains("https://shop.example/oauth2/token")
                .doesNotContain("tls");
    }
}
