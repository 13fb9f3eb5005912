package org.afterleak.crawl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HostQueuesTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final AtomicLong time = new AtomicLong(Long.MAX_VALUE - 500_000_000L); // overflows half a second on
    private final StopSignal stop = new StopSignal();
    private final HostQueues queues = new HostQueues(time::get, stop);

    @Test
    void firstRequestToAHost_doesNotWait() throws Exception {
        assertThat(queues.remaining("a.example", SECOND)).isZero();
        queues.await("a.example", SECOND).close();
        assertThat(queues.remaining("b.example", SECOND)).isZero();
    }

    @Test
    void pause_runsFromTheEndOfARequest() throws Exception {
        HostQueues.Turn turn = queues.await("a.example", SECOND);
        time.addAndGet(700_000_000L);
        turn.close();
        time.addAndGet(400_000_000L);
        assertThat(queues.remaining("a.example", SECOND)).isEqualTo(Duration.ofMillis(600));
        time.addAndGet(600_000_000L);
        assertThat(queues.remaining("a.example", SECOND)).isZero();
    }

    @Test
    void pause_isTheLongerOfTheTwoRequests() throws Exception {
        queues.await("a.example", Duration.ofSeconds(3)).close();
        assertThat(queues.remaining("a.example", SECOND)).isEqualTo(Duration.ofSeconds(3));
        assertThat(queues.remaining("a.example", Duration.ofSeconds(5))).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void hostThatAskedForALongPause_isNotWaitedFor() throws Exception {
        queues.defer("a.example", Duration.ofMinutes(10));
        assertThatThrownBy(() -> queues.await("a.example", Duration.ZERO))
                .isInstanceOf(HostQueues.BackedOffException.class);
        time.addAndGet(Duration.ofMinutes(10).toNanos());
        queues.await("a.example", Duration.ZERO).close();
    }

    @Test
    void stop_wakesWhoeverWaits() throws Exception {
        HostQueues.Turn held = queues.await("a.example", SECOND);
        CompletableFuture<Throwable> waiting = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                queues.await("a.example", SECOND).close();
                waiting.complete(null);
            } catch (Exception e) {
                waiting.complete(e);
            }
        });
        stop.give();
        assertThat(waiting.get(5, TimeUnit.SECONDS)).isInstanceOf(HostQueues.StoppedException.class);
        held.close();
    }

    @Test
    void manyThreadsAtOneHost_neverMeetAndKeepTheDelay() throws Exception {
        HostQueues real = new HostQueues(System::nanoTime, new StopSignal());
        Duration delay = Duration.ofMillis(20);
        AtomicInteger now = new AtomicInteger();
        List<Long> starts = new CopyOnWriteArrayList<>();
        List<Long> ends = new CopyOnWriteArrayList<>();
        List<Future<?>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 15; i++) {
                all.add(threads.submit(() -> {
                    try (HostQueues.Turn turn = real.await("a.example", delay)) {
                        starts.add(System.nanoTime());
                        assertThat(now.incrementAndGet()).isEqualTo(1);
                        now.decrementAndGet();
                        ends.add(System.nanoTime());
                        assertThat(turn).isNotNull();
                    }
                    return null;
                }));
            }
        }
        for (Future<?> one : all) {
            one.get();
        }
        for (int i = 1; i < 15; i++) {
            assertThat(starts.get(i) - ends.get(i - 1)).isGreaterThanOrEqualTo(delay.toNanos());
        }
    }
}
