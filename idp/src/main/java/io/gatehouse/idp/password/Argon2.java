// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.password;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.idp.IdpConfig.Cost;
import java.security.MessageDigest;
import java.security.SecureRandom;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Argon2id (RFC 9106), computed on the calling thread. */
final class Argon2 implements PasswordHasher {

    private static final int SALT_BYTES = 16;
    private static final int DIGEST_BYTES = 32;

    private final Cost cost;
    private final SecureRandom random;

    // One pool of blocks per thread: allocating 19 MiB for each login would cause most of the
    // garbage collector's work.
    private final ThreadLocal<Argon2BytesGenerator.BlockPool> memory;

    Argon2(Cost cost, SecureRandom random) {
        this.cost = cost;
        this.random = random;
        // Argon2 works on one block for each KiB and a few of its own.
        this.memory =
                ThreadLocal.withInitial(
                        () -> new Argon2BytesGenerator.FixedBlockPool(cost.memoryKib() + 8));
    }

    @Override
    public PasswordHash hash(String password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return new PasswordHash(cost, salt, digest(password, cost, salt, DIGEST_BYTES));
    }

    @Override
    public boolean matches(String password, PasswordHash hash) {
        byte[] expected = hash.digest();
        byte[] actual = digest(password, hash.cost(), hash.salt(), expected.length);
        return MessageDigest.isEqual(expected, actual);
    }

    @Override
    public boolean outdated(PasswordHash hash) {
        return !hash.cost().equals(cost);
    }

    private byte[] digest(String password, Cost spent, byte[] salt, int length) {
        Argon2Parameters.Builder parameters =
                new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                        .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                        .withMemoryAsKB(spent.memoryKib())
                        .withIterations(spent.iterations())
                        .withParallelism(spent.parallelism())
                        .withSalt(salt);
        if (spent.equals(cost)) {
            parameters.withBlockPool(memory.get());
        }
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(parameters.build());
        byte[] digest = new byte[length];
        generator.generateBytes(password.getBytes(UTF_8), digest);
        return digest;
    }
}
