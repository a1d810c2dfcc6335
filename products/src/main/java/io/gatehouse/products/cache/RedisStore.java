// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.cache;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.gatehouse.common.web.json.Json;
import io.lettuce.core.KeyValue;
import io.lettuce.core.SetArgs;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Keeps values in a Redis, as JSON. All that is there expires within two times to live: values,
 * marks of the accounts that have written, and the mark of the last write that all must see, which
 * is the generation of the values loaded since.
 */
final class RedisStore<V> implements Store<V> {
    private static final String NO_GENERATION = "";

    private final RedisCalls calls;
    private final String prefix;
    private final Duration ttl;
    private final Supplier<UUID> ids;
    private final Clock clock;
    private final ObjectReader reader;

    /**
     * A value as it is stored.
     *
     * @param until epoch milliseconds; a server that was held up may store a value late
     */
    private record Entry<V>(String generation, long until, V value) {}

    /**
     * @param prefix of all keys, with the name of what is cached
     * @param ids of generations; they are never used again
     */
    RedisStore(
            RedisCalls calls,
            String prefix,
            TypeReference<V> type,
            Duration ttl,
            Supplier<UUID> ids,
            Clock clock) {
        this.calls = calls;
        this.prefix = prefix;
        this.ttl = ttl;
        this.ids = ids;
        this.clock = clock;
        this.reader = reader(Json.mapper(), type);
    }

    /** Ignores what a newer version has added, and refuses what lacks a field. */
    private static ObjectReader reader(ObjectMapper mapper, TypeReference<?> type) {
        JavaType entry =
                mapper.getTypeFactory()
                        .constructParametricType(
                                Entry.class, mapper.getTypeFactory().constructType(type));
        return mapper.readerFor(entry)
                .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .with(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);
    }

    @Override
    public Found<V> find(UUID account, String key) {
        return calls.call(redis -> redis.mget(generationKey(), markOf(account), valueKey(key)))
                .map(this::found)
                .orElseGet(Found.Away::new);
    }

    private Found<V> found(List<KeyValue<String, String>> answer) {
        if (answer.get(1).hasValue()) {
            return new Found.OwnWrite<>();
        }
        String generation = answer.get(0).getValueOrElse(NO_GENERATION);
        Optional<V> value = answer.get(2).optional().flatMap(text -> value(text, generation));
        return value.<Found<V>>map(Found.Hit::new).orElseGet(() -> new Found.Miss<>(generation));
    }

    private Optional<V> value(String text, String generation) {
        try {
            Entry<V> entry = reader.readValue(text);
            boolean isGood =
                    entry != null
                            && entry.generation().equals(generation)
                            && clock.instant().isBefore(Instant.ofEpochMilli(entry.until()));
            return isGood ? Optional.of(entry.value()) : Optional.empty();
        } catch (JsonProcessingException ofAnotherVersion) {
            return Optional.empty();
        }
    }

    @Override
    public void keep(String key, V value, String generation, Instant until) {
        String json = json(new Entry<>(generation, until.toEpochMilli(), value));
        calls.call(redis -> redis.set(valueKey(key), json, SetArgs.Builder.px(ttl)));
    }

    @Override
    public boolean forget() {
        return mark(generationKey(), ids.get().toString());
    }

    @Override
    public void wrote(UUID account) {
        mark(markOf(account), "1");
    }

    private boolean mark(String key, String text) {
        SetArgs life = SetArgs.Builder.px(ReadCache.untilAllHaveExpired(ttl));
        return calls.call(redis -> redis.set(key, text, life)).isPresent();
    }

    private String generationKey() {
        return prefix + ":generation";
    }

    private String markOf(UUID account) {
        return prefix + ":wrote:" + account;
    }

    private String valueKey(String key) {
        return prefix + ":value:" + key;
    }

    private static String json(Entry<?> entry) {
        try {
            return Json.mapper().writeValueAsString(entry);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a value cannot be written", impossible);
        }
    }

    @Override
    public void close() {
        calls.close();
    }
}
