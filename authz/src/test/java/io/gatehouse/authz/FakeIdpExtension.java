// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz;

import io.gatehouse.authz.token.TestTokens;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Starts a fake idp before the container reads its configuration. */
final class FakeIdpExtension implements BeforeAllCallback, AfterAllCallback {
    private static FakeIdp idp;

    static FakeIdp idp() {
        return idp;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        idp = new FakeIdp();
        System.setProperty("authz.idp-url", idp.url().toString());
        System.setProperty("authz.issuer", TestTokens.ISSUER);
        System.setProperty("authz.policy", "../k8s/base/policy.yaml");
        System.setProperty("authz.grpc.port", "0");
        System.setProperty("authz.stale-after", "PT2S");
    }

    @Override
    public void afterAll(ExtensionContext context) {
        idp.close();
    }
}
