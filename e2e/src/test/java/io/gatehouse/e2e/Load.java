// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.awaitility.Awaitility.await;

import io.gatehouse.testkit.Parallel;
import io.gatehouse.testkit.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Customers who go on whatever happens, such as with a purchase among ten requests, at a steady
 * rate that does not wait for answers, and every answer remembered.
 */
public final class Load implements AutoCloseable {
    private static final String PRODUCTS = "/products?limit=5";
    private static final String WHOAMI = "/authentication/whoami";
    private static final List<String> PAGES = List.of(PRODUCTS, "/orders?limit=5", WHOAMI);

    /** Of so many requests of buyers one is a purchase. */
    private static final int PURCHASE = 10;

    /**
     * A fifth of what a customer may ask: what waited for some seconds comes at once, and is slow
     * then but within the limits.
     */
    private static final int EACH_PER_SECOND = 1;

    private static final Duration WARM = Duration.ofMinutes(2);
    private static final Duration STEADY = Duration.ofSeconds(5);
    private static final Duration POOR = Duration.ofMillis(800);

    /** Tokens live five minutes. */
    private static final Duration FRESH = Duration.ofMinutes(3);

    private final Target target;
    private final Optional<String> product;
    private final List<String> pages;
    private final Duration fresh;
    private final AtomicReferenceArray<Session> customers;
    private final Queue<Session> all = new ConcurrentLinkedQueue<>();
    private final Queue<LoadReport.Sample> samples = new ConcurrentLinkedQueue<>();
    private final Queue<String> orders = new ConcurrentLinkedQueue<>();
    private final AtomicInteger turn = new AtomicInteger();
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
    private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
    private final Future<?> asking;
    private final Future<?> renewing;
    private long started = System.nanoTime();

    private Load(
            Target target,
            int perSecond,
            List<String> pages,
            Optional<String> product,
            Duration fresh) {
        this.target = target;
        this.pages = pages;
        this.product = product;
        this.fresh = fresh;
        List<Session> sessions = signIn(target, perSecond / EACH_PER_SECOND);
        this.customers = new AtomicReferenceArray<>(sessions.toArray(Session[]::new));
        all.addAll(sessions);
        this.asking =
                clock.scheduleAtFixedRate(
                        () -> senders.execute(this::ask),
                        0,
                        TimeUnit.SECONDS.toMicros(1) / perSecond,
                        TimeUnit.MICROSECONDS);
        this.renewing = clock.scheduleWithFixedDelay(this::renew, 1, 1, TimeUnit.SECONDS);
    }

    /** Starts once enough customers for the rate are there. */
    public static Load start(Target target, int perSecond) {
        String product = new Shop(target).product(1_000_000);
        return new Load(target, perSecond, PAGES, Optional.of(product), FRESH).warm();
    }

    /** The same of customers who look at the products and do nothing else. */
    public static Load ofProducts(Target target, int perSecond) {
        return new Load(target, perSecond, List.of(PRODUCTS), Optional.empty(), FRESH).warm();
    }

    /**
     * The same of people who ask who they are, where there is no shop.
     *
     * @param fresh how long they use a token before they sign in for another
     */
    public static Load ofCallers(Target target, int perSecond, Duration fresh) {
        return new Load(target, perSecond, List.of(WHOAMI), Optional.empty(), fresh).warm();
    }

    private static List<Session> signIn(Target target, int count) {
        List<Callable<Session>> comers =
                IntStream.range(0, count)
                        .<Callable<Session>>mapToObj(
                                each -> () -> target.accounts().login(target.accounts().register()))
                        .toList();
        return Parallel.atMost(2, comers);
    }

    /** Pods that an earlier test has replaced are cold; what counts begins when they are not. */
    private Load warm() {
        await("a load that is served without effort")
                .atMost(WARM)
                .pollInterval(STEADY)
                .until(() -> {
                    List<LoadReport.Sample> lately = samples.stream().toList();
                    samples.clear();
                    started = System.nanoTime();
                    return !lately.isEmpty() && lately.stream().noneMatch(Load::isPoor);
                });
        return this;
    }

    private static boolean isPoor(LoadReport.Sample sample) {
        return sample.failed() || sample.took().compareTo(POOR) > 0;
    }

    private void ask() {
        int number = turn.getAndIncrement();
        Session customer = customers.get(number % customers.length());
        int round = number / customers.length();
        // Shifted by the round, so that everybody buys at times and never all at once.
        boolean buys = product.isPresent() && (number + round) % PURCHASE == 0;
        Call call =
                buys
                        ? Shop.buy(product.orElseThrow(), 1, Shop.key())
                        : Call.get(pages.get(round % pages.size()));
        record(
                buys ? "buy" : call.path(),
                () -> {
                    Answer answer = customer.client().unchecked(call.bearer(customer.token()));
                    if (buys && (answer.status() == 201 || answer.status() == 202)) {
                        orders.add(Shop.orderOf(answer));
                    }
                    return answer;
                });
    }

    private void renew() {
        for (int i = 0; i < customers.length(); i++) {
            Session old = customers.get(i);
            if (old.since().plus(fresh).isBefore(Instant.now())) {
                int index = i;
                record("sign-in", () -> signIn(index, old.account()));
            }
        }
    }

    private Answer signIn(int index, Account account) {
        Client client = target.client();
        Answer answer = client.unchecked(Accounts.loginCall(account));
        if (answer.status() == 200) {
            Session session = Session.of(account, client, answer);
            all.add(session);
            customers.set(index, session);
        } else {
            client.close();
        }
        return answer;
    }

    private void record(String what, Callable<Answer> ask) {
        Instant at = Instant.now();
        long start = System.nanoTime();
        try {
            Answer answer = ask.call();
            String outcome = answer.isProblem() ? answer.code() : "";
            samples.add(new LoadReport.Sample(at, what, answer.status(), outcome, since(start)));
        } catch (Exception | AssertionError e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            samples.add(new LoadReport.Sample(at, what, 0, cause.toString(), since(start)));
        }
    }

    private static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }

    /** The ids of the keys that have signed the tokens until now. */
    public Set<String> signers() {
        return all.stream()
                .map(session -> Tokens.header(session.token()).path("kid").asText())
                .collect(Collectors.toSet());
    }

    /** How many purchases were answered with an order until now. */
    public int purchases() {
        return orders.size();
    }

    /** Sends nothing more, waits for what is under way, and answers what came. */
    public LoadReport stop() {
        Duration took = since(started);
        asking.cancel(false);
        renewing.cancel(false);
        clock.close();
        senders.close();
        return new LoadReport(samples.stream().toList(), took);
    }

    /** The purchases that were answered with an order, but whose order nobody finds now. */
    public List<String> lostPurchases() {
        List<String> found =
                IntStream.range(0, customers.length())
                        .mapToObj(customers::get)
                        .flatMap(this::ordersOf)
                        .toList();
        return orders.stream().filter(order -> !found.contains(order)).toList();
    }

    private Stream<String> ordersOf(Session customer) {
        Session fresh = target.accounts().login(customer.account());
        all.add(fresh);
        Stream.Builder<String> ids = Stream.builder();
        String page = "/orders?limit=100";
        while (!page.isEmpty()) {
            var list = fresh.setUp(Call.get(page)).expect(200).json();
            list.path("items").forEach(order -> ids.add(order.path("id").asText()));
            page = list.has("next") ? "/orders?limit=100&after=" + list.path("next").asText() : "";
        }
        return ids.build();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        senders.shutdownNow();
        all.forEach(Session::close);
    }
}
