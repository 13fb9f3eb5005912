package org.afterleak.bench;

import java.util.List;

/** One way of finding the people of a list on pages. For one thread. */
interface Rival extends AutoCloseable {
    /** What it is called in the table. */
    String name();

    /** Largest list that it is tried with: beyond, it takes gigabytes or many minutes before it finds anything. */
    default int mostRecords() {
        return 10_000_000;
    }

    /** Whether it is faster the second time; a process of its own is not. */
    default boolean warmsUp() {
        return true;
    }

    /** Makes it ready for that list; what it takes is told apart from its speed. */
    void build(RivalsList list) throws Exception;

    /** Puts pages into the form that it wants them in, which does not count. */
    default void prepare(List<RivalsCorpus.Page> pages) throws Exception {}

    /**
     * Looks through the first so many pages.
     *
     * @return on how many of them it found somebody
     */
    int scan(List<RivalsCorpus.Page> pages, int first) throws Exception;

    /**
     * Seconds of processor time that the last scan took, where it was not this thread's; negative where it was.
     */
    default double secondsElsewhere() {
        return -1;
    }

    @Override
    default void close() throws Exception {}
}
