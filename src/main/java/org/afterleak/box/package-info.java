/**
 * A process of its own for what is dangerous to read. {@link org.afterleak.box.Box} starts child JVMs of the same
 * installation, gives each one document at a time through its standard input, and takes text, rows and parts from its
 * standard output, frame by frame ({@link org.afterleak.box.Frames}).
 *
 * <pre>{@code
 * Box box = new Box(BoxLimits.DEFAULT);
 * box.read("pdf", bytes, Duration.ofSeconds(30), sink);     // DocumentException: why it gives nothing
 * }</pre>
 *
 * <p>A worker has a heap of its own size, a time for each document and a limit on what it may give back. One that dies, hangs
 * or talks nonsense is ended and replaced, and costs its document alone. Idle workers wait for the next document, so that a
 * start is paid for once; after a minute without work they end, and with the process that started them at the latest.
 *
 * <p>A worker knows no key, passphrase or watchlist: its environment is empty, it gets its document's bytes and nothing
 * else. It opens no connection ({@link org.afterleak.box.Lockdown}), calls nothing that starts a program, has no folder for temporary files, and what it
 * prints goes nowhere. Its heap is never dumped.
 */
@NullMarked
package org.afterleak.box;

import org.jspecify.annotations.NullMarked;
