package org.afterleak.crawl;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tells everything in a run to end. Given once, for good, from any thread; thread-safe. */
final class StopSignal {
    private final CountDownLatch given = new CountDownLatch(1);
    private final List<Runnable> actions = new ArrayList<>();

    boolean isGiven() {
        return given.getCount() == 0;
    }

    /** Runs {@code action} when the signal is given, at once if it was. It must be quick and not throw. */
    void onStop(Runnable action) {
        synchronized (actions) {
            if (!isGiven()) {
                actions.add(action);
                return;
            }
        }
        action.run();
    }

    void give() {
        List<Runnable> due;
        synchronized (actions) {
            given.countDown();
            due = List.copyOf(actions);
            actions.clear();
        }
        due.forEach(Runnable::run);
    }

    /** Waits for the signal for that long at most; true when it was given. */
    boolean await(Duration atMost) throws InterruptedException {
        return given.await(Math.max(0, saturatedNanos(atMost)), TimeUnit.NANOSECONDS);
    }

    private static long saturatedNanos(Duration duration) {
        return duration.compareTo(Duration.ofDays(36_500)) > 0 ? Long.MAX_VALUE : duration.toNanos();
    }
}
