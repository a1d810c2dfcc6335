// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.common.web.config.SecretFile;
import io.gatehouse.idp.account.Role;
import io.gatehouse.idp.oauth.Clients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientsFileTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    @TempDir private Path directory;

    @Test
    void readWhenAllIsRightThenAllAreThere() throws IOException {
        assertThat(read(file(Clients.FILE)))
                .extracting(entry -> entry.client().id())
                .containsExactly(
                        "cli",
                        "web",
                        "other",
                        "machine",
                        "brief",
                        "television",
                        "signer",
                        "strict",
                        "pusher",
                        "buyer",
                        "former",
                        "stock",
                        "books",
                        "stranger",
                        "told",
                        "told-too",
                        "prover",
                        "carrier");
    }

    @Test
    void readWhenAClientIsSomebodyElsesThenItNeedsConsent() throws IOException {
        assertThat(read(file(Clients.FILE)))
                .filteredOn(entry -> !entry.client().firstParty())
                .extracting(entry -> entry.client().id())
                .containsExactly("stranger");
    }

    @Test
    void readWhenNobodyIsInItThenNobodyIsThere() throws IOException {
        assertThat(read(file("[]"))).isEmpty();
    }

    /**
     * A stands for an id and a secret that is long enough, C for the grant of client credentials.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    is no JSON list          |
                    is no JSON list          | no JSON
                    is no JSON list          | {}
                    is no JSON list          | [7]
                    is no JSON list          | [{}]
                    is no JSON list          | [{A,'redirect_uris':'https://a.example/'}]
                    at least 32              | [{'client_id':'a','client_secret':'short',C}]
                    client_secret_expires_at | [{A,'client_secret_expires_at':4102444800,C}]
                    twice                    | [{A,C},{A,C}]
                    grant                    | [{A,'grant_types':['password']}]
                    client_id                | [{'client_id':'gatehouse',S,C}]
                    redirect                 | [{A,'redirect_uris':['http://a.example/']}]
                    is no JSON list          | [{A,'redirect_uris':['https://a.example/#f']}]
                    secret                   | [{'client_id':'a','redirect_uris':['https://a.example/']}]
                    redirect                 | [{A}]
                    gatehouse_resources      | [{A,'gatehouse_resources':'https://stock.example/',C}]
                    gatehouse_audiences      | [{A,'gatehouse_audiences':[7],C}]
                    gatehouse_roles          | [{A,'gatehouse_roles':['root'],C}]
                    a resource               | [{A,'gatehouse_resources':['gatehouse'],C}]
                    a resource               | [{A,'gatehouse_resources':['/api'],C}]
                    a resource               | [{A,'gatehouse_resources':[''],C}]
                    a resource               | [{A,'gatehouse_resources':['https://stock.example/#api'],C}]
                    a resource               | [{A,'gatehouse_audiences':['https://stock.example/ api'],C}]
                    a resource               | [{A,'gatehouse_audiences':['https://stöck.example/'],C}]
                    is no JSON list          | [{A,'first_party':'no',C}]
                    is no JSON list          | [{A,'first_party':null,C}]
                    """)
    void readWhenARuleIsBrokenThenSaysWhichAndShowsNoSecret(String reason, String content)
            throws IOException {
        String text =
                Optional.ofNullable(content)
                        .orElse("")
                        .replace("A", "'client_id':'a',S")
                        .replace("S", "'client_secret':'" + SECRET + "'")
                        .replace("C", "'grant_types':['client_credentials']")
                        .replace('\'', '"');

        assertThatThrownBy(() -> read(file(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("idp.clients-file")
                .hasMessageContaining(reason)
                .hasMessageNotContaining(SECRET);
    }

    private static List<ClientsFile.Entry> read(SecretFile file) {
        return ClientsFile.read(
                file, roles -> roles.stream().map(Role::text).noneMatch("root"::equals));
    }

    private SecretFile file(String content) throws IOException {
        return new SecretFile(
                "idp.clients-file", Files.writeString(directory.resolve("clients.json"), content));
    }
}
