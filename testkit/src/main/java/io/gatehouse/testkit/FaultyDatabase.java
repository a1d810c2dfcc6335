// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testkit;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A database whose transactions conflict, or are done without an answer, while a test wants that.
 * Name it in an {@code @ExtendWith} below {@link DatabaseExtension} and above {@code @HelidonTest}.
 */
public final class FaultyDatabase implements BeforeAllCallback, AfterAllCallback {
    private static final String URL = "gatehouse.database.url";
    private static final int ONE_OF = 3;
    private static final String CONFLICT =
            """
            CREATE OR REPLACE FUNCTION conflict() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF random() < 0.1 THEN
                    RAISE EXCEPTION 'could not serialize access' USING ERRCODE = '40001';
                END IF;
                RETURN NULL;
            END $$
            """;
    private static LostCommits way;

    private String direct;

    @Override
    public void beforeAll(ExtensionContext context) {
        direct = System.getProperty(URL);
        way = LostCommits.before(DatabaseExtension.postgres());
        System.setProperty(URL, way.jdbcUrl(direct.substring(direct.lastIndexOf('/') + 1)));
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        System.setProperty(URL, direct);
        way.close();
    }

    /** From now on rows of these tables conflict when they are committed, and answers are lost. */
    public static void begin(List<String> tables) {
        Rows.update(CONFLICT);
        for (String table : tables) {
            Rows.update(
                    """
                    CREATE CONSTRAINT TRIGGER conflict AFTER INSERT OR UPDATE OR DELETE ON %s
                    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION conflict()
                    """
                            .formatted(table));
        }
        way.loseOneOf(ONE_OF);
    }

    /** No fault any more. */
    public static void end(List<String> tables) {
        way.lose(0);
        for (String table : tables) {
            Rows.update("DROP TRIGGER IF EXISTS conflict ON " + table);
        }
    }
}
