/**
 * The command line: parse, call, print, exit status. No logic: each command is one class that opens what it needs, calls
 * {@link org.afterleak.pipeline} and prints what comes back, as words for people or, with {@code --json}, as JSON Lines.
 *
 * <p>Results go to standard output; progress, warnings and errors to standard error. An error is one line: what, where,
 * what to do. {@link org.afterleak.cli.Failures} maps what can go wrong to the exit status.
 */
@NullMarked
package org.afterleak.cli;

import org.jspecify.annotations.NullMarked;
