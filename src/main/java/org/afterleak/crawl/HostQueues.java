package org.afterleak.crawl;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Politeness: one request to a host at a time, first come first served, and a pause from the end of one request to the
 * start of the next. The pause is the longer of what the two requests' sources ask for. A host is its name, whatever the
 * port. Different hosts do not wait for each other. Thread-safe; waiting costs no processor time.
 */
final class HostQueues {
    /** A host that asks (Retry-After) for more patience than this is not waited for. */
    static final Duration MAX_WAIT = Duration.ofSeconds(30);

    /** More hosts than this are remembered only while a pause of theirs runs. */
    private static final int REMEMBERED_HOSTS = 10_000;

    /** The right to send one request to one host; ends with {@link #close}. */
    final class Turn implements AutoCloseable {
        private final Host host;
        private boolean over;

        private Turn(Host host) {
            this.host = host;
        }

        @Override
        public void close() {
            lock.lock();
            try {
                if (!over) {
                    over = true;
                    host.busy = false;
                    host.endedAt = ticker.getAsLong();
                    host.changed.signalAll();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** The host asked for a pause that is longer than {@link #MAX_WAIT}. */
    static final class BackedOffException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** The run was stopped while waiting. */
    static final class StoppedException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private static final class Host {
        final Condition changed;
        final Deque<Object> waiting = new ArrayDeque<>();
        boolean busy;
        boolean visited;
        long endedAt;
        long delayNanos;
        boolean deferred;
        long deferredUntil;

        Host(Condition changed) {
            this.changed = changed;
        }

        /** Nanoseconds until the next request may start. */
        long remaining(long now, long ownDelayNanos) {
            long wait = visited ? endedAt + Math.max(delayNanos, ownDelayNanos) - now : 0;
            return Math.max(wait, deferred ? deferredUntil - now : 0);
        }
    }

    private final LongSupplier ticker;
    private final StopSignal stop;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Host> hosts = new HashMap<>();

    /** Uses that clock of nanoseconds ({@link System#nanoTime}). */
    HostQueues(LongSupplier ticker, StopSignal stop) {
        this.ticker = ticker;
        this.stop = stop;
        stop.onStop(this::wakeAll);
    }

    /** Waits for this host's turn. */
    Turn await(String name, Duration delay) throws BackedOffException, StoppedException {
        Object ticket = new Object();
        lock.lock();
        try {
            Host host = host(name);
            host.waiting.add(ticket);
            try {
                while (true) {
                    if (stop.isGiven()) {
                        throw new StoppedException();
                    }
                    long now = ticker.getAsLong();
                    if (host.deferred && host.deferredUntil - now > MAX_WAIT.toNanos()) {
                        throw new BackedOffException();
                    }
                    boolean first = ticket.equals(host.waiting.peekFirst()) && !host.busy;
                    long remaining = host.remaining(now, delay.toNanos());
                    if (first && remaining <= 0) {
                        return take(host, delay);
                    }
                    // Woken by whoever is done with the host, by a stop, or when the pause is over: the loop looks
                    // again.
                    if (first) {
                        host.changed.await(remaining, TimeUnit.NANOSECONDS);
                    } else {
                        host.changed.await();
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StoppedException();
            } finally {
                host.waiting.remove(ticket);
                host.changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** How long a request to this host would have to wait now; zero when it could start. */
    Duration remaining(String name, Duration delay) {
        lock.lock();
        try {
            Host host = hosts.get(name);
            long nanos = host == null ? 0 : host.remaining(ticker.getAsLong(), delay.toNanos());
            return Duration.ofNanos(Math.max(0, nanos));
        } finally {
            lock.unlock();
        }
    }

    /** Sends nothing to this host for that long: it asked for it. */
    void defer(String name, Duration pause) {
        lock.lock();
        try {
            Host host = host(name);
            long until = ticker.getAsLong() + pause.toNanos();
            if (!host.deferred || until - host.deferredUntil > 0) {
                host.deferred = true;
                host.deferredUntil = until;
            }
            host.changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private Turn take(Host host, Duration delay) {
        host.busy = true;
        host.visited = true;
        host.delayNanos = delay.toNanos();
        return new Turn(host);
    }

    private Host host(String name) {
        if (hosts.size() >= REMEMBERED_HOSTS) {
            long now = ticker.getAsLong();
            hosts.values().removeIf(h -> !h.busy && h.waiting.isEmpty() && h.remaining(now, 0) <= 0);
        }
        return hosts.computeIfAbsent(name, n -> new Host(lock.newCondition()));
    }

    private void wakeAll() {
        lock.lock();
        try {
            hosts.values().forEach(host -> host.changed.signalAll());
        } finally {
            lock.unlock();
        }
    }
}
