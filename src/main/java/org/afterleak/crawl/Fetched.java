package org.afterleak.crawl;

import org.afterleak.capture.Capture;

/** A capture and its place among the few that are held in memory at a time; closing it frees the place. */
final class Fetched implements AutoCloseable {
    private final Capture capture;
    private final Runnable release;
    private boolean closed;

    Fetched(Capture capture, Runnable release) {
        this.capture = capture;
        this.release = release;
    }

    Capture capture() {
        return capture;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            release.run();
        }
    }
}
