/**
 * One embedded SQL database in one file, made to outlive {@code kill -9} and a power cut, and the lock that keeps a
 * second writing process out of a workspace.
 *
 * <pre>{@code
 * static final Schema SCHEMA = Schema.of("org/afterleak/finding/schema", "V1__findings.sql");
 *
 * try (SqlStore store = SqlStore.open(index.resolve("findings.db"), SCHEMA)) {
 *     store.write(handle -> handle.createUpdate("INSERT ...").bind(0, tag).execute());   // on disk when it returns
 *     long count = store.read(handle -> handle.createQuery("SELECT COUNT(*) ...").mapTo(Long.class).one());
 * }
 * }</pre>
 *
 * <p>SQLite (<a href="https://www.sqlite.org/wal.html">write-ahead log</a>) holds the data, Flyway brings the schema up
 * to date from SQL files on the class path, Jdbi maps rows. What goes wrong comes out
 * as a {@link org.afterleak.store.StoreException} that says what, where and what to do; no SQL and no bound value is in
 * its message.
 *
 * <p>What it does not do: encrypt. Whoever stores a value that says something seals it first. The schema's SQL should be
 * what SQLite and PostgreSQL both know, so that findings can move to a server.
 */
@NullMarked
package org.afterleak.store;

import org.jspecify.annotations.NullMarked;
