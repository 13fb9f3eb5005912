package org.afterleak.box;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.afterleak.document.DocumentException;
import org.afterleak.document.DocumentSink;
import org.afterleak.document.Documents;

/** Reads documents in worker processes. See the package. Thread-safe: each caller has a worker of its own meanwhile. */
public final class Box implements AutoCloseable {
    private final BoxLimits limits;
    private final Deque<Idle> idle = new ArrayDeque<>();
    private final ScheduledExecutorService clock;
    private boolean closed;
    private int started;

    private record Idle(Worker worker, long since) {}

    /** No process is started before the first document. */
    public Box(BoxLimits limits) {
        this.limits = limits;
        this.clock = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("box").factory());
    }

    /** Whether documents of that format, by its short name, are read here. */
    public static boolean reads(String format) {
        return Documents.reads(format);
    }

    /** How many workers were started so far. */
    public synchronized int started() {
        return started;
    }

    /**
     * Reads one document.
     *
     * @param time for all of it
     * @throws DocumentException it gives nothing, or nothing more: what the sink was told before stands
     */
    public void read(String format, byte[] content, Duration time, DocumentSink sink) throws DocumentException {
        Worker worker;
        try {
            worker = take();
        } catch (IOException e) {
            throw new DocumentException(
                    "no worker process can be started (" + e.getClass().getSimpleName() + ")");
        }
        AtomicBoolean late = new AtomicBoolean();
        ScheduledFuture<?> alarm = clock.schedule(
                () -> {
                    late.set(true);
                    worker.kill();
                },
                Math.max(1, time.toMillis()),
                TimeUnit.MILLISECONDS);
        boolean usable = false;
        try {
            String failure = worker.read(format, content, limits.maxOutBytes(), sink);
            usable = alarm.cancel(false);
            if (!failure.isEmpty()) {
                throw new DocumentException(failure);
            }
        } catch (Frames.ProtocolException e) {
            throw new DocumentException("its worker process gave more than it may, or nonsense, and was ended");
        } catch (IOException e) {
            throw new DocumentException(
                    late.get()
                            ? "reading took longer than " + time.toMillis() / 1000
                                    + " seconds, its worker process was ended"
                            : "its worker process ended: it needs more memory than it may have, or broke the reader");
        } finally {
            alarm.cancel(false);
            giveBack(worker, usable);
        }
    }

    private Worker take() throws IOException {
        synchronized (this) {
            for (Idle next = idle.pollLast(); next != null; next = idle.pollLast()) {
                if (next.worker().isAlive()) {
                    return next.worker();
                }
            }
            started++;
        }
        return Worker.start(limits);
    }

    private void giveBack(Worker worker, boolean usable) {
        synchronized (this) {
            if (usable && !closed && worker.documents() < limits.maxDocuments()) {
                idle.addLast(new Idle(worker, System.nanoTime()));
                var unused = clock.schedule(this::retire, limits.idle().toMillis() + 10, TimeUnit.MILLISECONDS);
                return;
            }
        }
        if (usable) {
            worker.close();
        } else {
            worker.kill();
        }
    }

    /** Ends workers that have waited long enough. */
    private synchronized void retire() {
        while (!idle.isEmpty()
                && System.nanoTime() - idle.peekFirst().since() >= limits.idle().toNanos()) {
            idle.removeFirst().worker().close();
        }
    }

    /** Ends all idle workers; one that reads ends with its document. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            idle.forEach(i -> i.worker().close());
            idle.clear();
        }
        clock.shutdown();
    }
}
