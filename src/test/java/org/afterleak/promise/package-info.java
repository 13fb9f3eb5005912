/**
 * The promise, tested: no leaked identifier is stored, logged, sent or shown in the clear.
 *
 * <p>{@link org.afterleak.promise.WholeRun} takes people who occur nowhere else ({@link org.afterleak.promise.Planted})
 * through every command and every error it can reach, in a process with folders of its own, against
 * {@link org.afterleak.promise.HostileSite}. {@link org.afterleak.promise.LeakSearch} then looks for them in every byte
 * that was written, and {@link org.afterleak.promise.SystemCalls}, where {@code strace} is there, in every byte that was
 * handed to the kernel, files that are gone again and sockets too. {@link org.afterleak.promise.LeakingProgram} leaks on
 * purpose, so that the search is known to find.
 */
@NullMarked
package org.afterleak.promise;

import org.jspecify.annotations.NullMarked;
