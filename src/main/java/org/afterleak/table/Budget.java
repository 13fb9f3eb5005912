package org.afterleak.table;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Counts rows, cells and time of one reading against its limits. */
final class Budget {
    private final TableLimits limits;
    private final long started = System.nanoTime();
    private final long nanos;
    private long cells;
    private int rows;
    private int ticks;

    Budget(TableLimits limits) {
        this.limits = limits;
        this.nanos = limits.maxTime().compareTo(Duration.ofDays(365)) > 0
                ? Long.MAX_VALUE
                : limits.maxTime().toNanos();
    }

    TableLimits limits() {
        return limits;
    }

    void sheet() {
        rows = 0;
    }

    /** A row of so many cells was read. */
    void row(int width) throws TableException {
        cells += width;
        if (++rows > limits.maxRows()) {
            throw new TableException("more than " + limits.maxRows() + " rows");
        }
        if (cells > limits.maxCells()) {
            throw new TableException("more than " + limits.maxCells() + " cells");
        }
        tick();
    }

    /** Something was done: looks at the time, now and then. */
    void tick() throws TableException {
        if ((++ticks & 0xFF) == 0) {
            checkTime();
        }
    }

    void checkTime() throws TableException {
        if (System.nanoTime() - started > nanos) {
            throw new TableException("takes longer than " + TimeUnit.NANOSECONDS.toSeconds(nanos) + " seconds to read");
        }
    }
}
