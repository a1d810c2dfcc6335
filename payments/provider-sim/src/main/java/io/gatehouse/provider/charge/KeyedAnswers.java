// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.provider.charge;

import io.gatehouse.provider.wire.Refusal;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/** The first answer under each idempotency key, and what was asked for. */
final class KeyedAnswers<Q, A> {
    private final ConcurrentMap<String, Known<Q, A>> answers = new ConcurrentHashMap<>();
    private final Set<String> inProgress = ConcurrentHashMap.newKeySet();

    private record Known<Q, A>(Q request, A answer) {
        A to(Q repeated) {
            if (!request.equals(repeated)) {
                throw new Refusal(
                        422,
                        "idempotency_key_reused",
                        "The idempotency key was used with another body.");
            }
            return answer;
        }
    }

    /**
     * Returns the first answer under this key, and does the work if there is none.
     *
     * @param work remembers its answer before it returns it; one that fails may be asked for again
     * @throws Refusal {@code idempotency_key_reused} or {@code in_progress}
     */
    A once(String key, Q request, Supplier<A> work) {
        Known<Q, A> known = answers.get(key);
        if (known != null) {
            return known.to(request);
        }
        if (!inProgress.add(key)) {
            throw new Refusal(
                    409, "in_progress", "The first request with this key is still worked on.");
        }
        try {
            // Another request may have ended between the look above and the mark.
            Known<Q, A> meanwhile = answers.get(key);
            return meanwhile == null ? work.get() : meanwhile.to(request);
        } finally {
            inProgress.remove(key);
        }
    }

    void remember(String key, Q request, A answer) {
        answers.put(key, new Known<>(request, answer));
    }

    Optional<A> find(String key) {
        return Optional.ofNullable(answers.get(key)).map(Known::answer);
    }
}
