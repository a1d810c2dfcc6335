// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.provider.charge;

import static java.util.Comparator.comparing;

import io.gatehouse.provider.wire.Refusal;
import io.gatehouse.provider.work.Journal;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Consumer;

/**
 * All charges, refunds and events: what the entries of the journal add up to. A change is seen only
 * once its entry is on the disk, so that no answer is forgotten.
 */
public final class Book implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Book.class.getName());
    private static final String JOURNAL = "journal.jsonl";

    private final ConcurrentMap<String, Charge> charges = new ConcurrentHashMap<>();
    private final NavigableSet<Place> newestFirst = new ConcurrentSkipListSet<>(Place.NEWEST_FIRST);
    private final ConcurrentMap<String, Refund> refunds = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Source> processing = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Event> pending = new ConcurrentHashMap<>();
    private final KeyedAnswers<ChargeRequest, Charge> chargeKeys = new KeyedAnswers<>();
    private final KeyedAnswers<RefundRequest, Refund> refundKeys = new KeyedAnswers<>();
    private final Journal<Entry> journal;
    private volatile Consumer<Event> listener = _ -> {};

    private record Place(Instant created, String id) {
        private static final Comparator<Place> NEWEST_FIRST =
                comparing(Place::created).thenComparing(Place::id).reversed();

        private static Place of(Charge charge) {
            return new Place(charge.created(), charge.id());
        }
    }

    /** Reads the state that earlier runs left in this directory. */
    public Book(Path directory) throws IOException {
        journal = Journal.open(directory.resolve(JOURNAL), Entry.class, this::apply);
    }

    /** Makes a change last, and then seen. */
    void write(Entry entry) {
        journal.append(entry);
        apply(entry);
        LOG.log(Level.INFO, entry.text());
    }

    private void apply(Entry entry) {
        switch (entry) {
            case Entry.Charged(ChargeRequest request, Charge charge, Optional<Event> event) -> {
                charges.put(charge.id(), charge);
                newestFirst.add(Place.of(charge));
                if (charge.status() == Status.PROCESSING) {
                    processing.put(charge.id(), request.source());
                }
                chargeKeys.remember(charge.key(), request, charge);
                event.ifPresent(this::add);
            }
            case Entry.Decided(Charge charge, Event event) -> {
                charges.put(charge.id(), charge);
                processing.remove(charge.id());
                add(event);
            }
            case Entry.Refunded(RefundRequest request, Refund refund, Event event) -> {
                charges.computeIfPresent(
                        refund.charge(), (_, charge) -> charge.givenBack(refund.amount()));
                refunds.put(refund.id(), refund);
                refundKeys.remember(refund.key(), request, refund);
                add(event);
            }
            case Entry.Acknowledged(String event) -> pending.remove(event);
        }
    }

    private void add(Event event) {
        pending.put(event.id(), event);
        listener.accept(event);
    }

    KeyedAnswers<ChargeRequest, Charge> chargeKeys() {
        return chargeKeys;
    }

    KeyedAnswers<RefundRequest, Refund> refundKeys() {
        return refundKeys;
    }

    /** The charges that no bank has answered about, and the source of each. */
    Map<String, Source> processing() {
        return processing;
    }

    public Optional<Charge> charge(String id) {
        return Optional.ofNullable(charges.get(id));
    }

    public Optional<Charge> chargeOf(String key) {
        return chargeKeys.find(key).flatMap(first -> charge(first.id()));
    }

    public Optional<Refund> refund(String id) {
        return Optional.ofNullable(refunds.get(id));
    }

    public Optional<Refund> refundOf(String key) {
        return refundKeys.find(key);
    }

    /**
     * A page of all charges.
     *
     * @param after the {@code next} of the page before
     */
    public ChargePage page(int limit, Optional<String> after) {
        NavigableSet<Place> places =
                after.map(id -> newestFirst.tailSet(Place.of(last(id)), false)).orElse(newestFirst);
        List<Charge> found =
                places.stream().limit(limit + 1L).map(place -> charges.get(place.id())).toList();
        List<Charge> shown = found.subList(0, Math.min(limit, found.size()));
        return new ChargePage(
                shown, found.size() > limit ? Optional.of(shown.getLast().id()) : Optional.empty());
    }

    private Charge last(String id) {
        return charge(id)
                .orElseThrow(
                        () -> Refusal.malformed("after must be the next of an earlier answer."));
    }

    /** Hands over every event that waits for its acknowledgement, and each new one from now on. */
    public void onEvent(Consumer<Event> taker) {
        listener = taker;
        pending.values().forEach(taker);
    }

    /** The merchant took the event: it is not sent again. */
    public void acknowledge(Event event) {
        write(new Entry.Acknowledged(event.id()));
    }

    @Override
    public void close() throws IOException {
        journal.close();
    }
}
