// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import java.util.List;
import java.util.Map;

/** What tests do with API keys. */
final class ApiKeys {
    static final String PATH = "/accounts/me/keys";

    private ApiKeys() {}

    /** Makes a key of the session's account, as a call that only prepares a test. */
    static Answer make(Session session, String name, String... roles) {
        Map<String, Object> wanted =
                roles.length == 0
                        ? Map.of("name", name)
                        : Map.of("name", name, "roles", List.of(roles));
        return session.setUp(Call.post(PATH, wanted)).expect(201);
    }

    static Call revoke(Answer made) {
        return Call.delete(PATH + "/" + made.field("id"));
    }
}
