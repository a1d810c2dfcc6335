// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.link;

import io.gatehouse.common.seal.KeyedHash;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.account.EmailAddress;
import io.gatehouse.idp.account.StoredAccount;
import io.gatehouse.idp.oauth.RandomSecrets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/**
 * Makes links and takes them back, in the caller's transaction. A link is known by a token of 256
 * random bits, of which the database has a keyed hash.
 */
@ApplicationScoped
public class Links {

    private final LinkRepository repository;
    private final RandomSecrets secrets;
    private final KeyedHash hashes;
    private final Clock clock;

    /** A new link: its token, and when it expires. */
    public record Made(String token, Instant expiry) {

        /** Omits the token. */
        @Override
        public String toString() {
            return "Made[]";
        }
    }

    @Inject
    Links(LinkRepository repository, RandomSecrets secrets, KeyedHash hash, Clock clock) {
        this.repository = repository;
        this.secrets = secrets;
        this.hashes = hash.purpose("mail-link");
        this.clock = clock;
    }

    /**
     * Makes a link; empty when there is one of that id, so that whoever repeats makes no second.
     *
     * @param address that it is sent to
     */
    public Optional<Made> make(
            StatelessSession database,
            UUID id,
            LinkPurpose purpose,
            StoredAccount account,
            EmailAddress address) {
        return make(
                database,
                new Link(id, purpose, account.account().id(), address, account.passwordVersion()));
    }

    /** Makes a link to the address of an account that is made in this transaction. */
    public Optional<Made> make(StatelessSession database, Link link) {
        String token = secrets.next();
        Instant expiry = clock.instant().plus(link.purpose().life());
        return repository.insert(database, link, hashes.hash(token), expiry)
                ? Optional.of(new Made(token, expiry))
                : Optional.empty();
    }

    /** The link of a token that has neither expired nor been used. */
    public Optional<Link> find(StatelessSession database, String token) {
        return repository.find(database, hashes.hash(token), clock.instant());
    }

    /**
     * Uses a link up.
     *
     * @throws ProblemException {@code link_invalid} when somebody was faster
     */
    public void use(StatelessSession database, Link link) {
        if (!repository.delete(database, link.id())) {
            throw invalid();
        }
    }

    /** The one problem of all links that are not good, which does not say why. */
    public static ProblemException invalid() {
        return new ProblemException(
                ProblemCode.LINK_INVALID, "The link was used, is too old, or not good any more.");
    }

    /** Deletes links that have expired, at most as many as the limit; returns their number. */
    public int deleteExpired(StatelessSession database, Instant now, int limit) {
        return repository.deleteExpired(database, now, limit);
    }
}
