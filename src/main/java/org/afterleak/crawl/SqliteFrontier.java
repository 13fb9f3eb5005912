package org.afterleak.crawl;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.afterleak.crypto.KeyRing;
import org.afterleak.crypto.Prf;
import org.afterleak.crypto.Purpose;
import org.afterleak.crypto.Sealer;
import org.afterleak.store.Schema;
import org.afterleak.store.SqlStore;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * A frontier in one SQLite file. URLs are found by a keyed tag of their normal form and stored sealed, padded to multiples
 * of 64 bytes; without the workspace's key the file tells how many URLs there are, when they were fetched and how deep
 * they lie, and not where.
 */
public final class SqliteFrontier implements Frontier {
    /** URLs that are remembered of one source; a trap that makes more of them gains nothing. */
    static final int MAX_URLS_PER_SOURCE = 200_000;

    private static final Schema SCHEMA = Schema.of("org/afterleak/crawl/schema", "V1__frontier.sql");
    private static final Duration KEEP_ERRORS = Duration.ofDays(1);
    private static final int TAG_BYTES = 16;
    private static final int PADDING = 64;
    private static final byte SOURCE = 1;
    private static final byte URL = 2;
    private static final byte GENERATION = 3;

    private record Known(
            String status,
            int depth,
            @Nullable Long settledAt,
            @Nullable String generation) {
        boolean isPending() {
            return status.equals("DISCOVERED") || status.equals("FETCH_ERROR");
        }
    }

    private final SqlStore store;
    private final Sealer sealer;
    private final Prf prf;
    private final String generation;

    private SqliteFrontier(SqlStore store, KeyRing keys, String generation) {
        this.store = store;
        this.sealer = keys.sealer(Purpose.FRONTIER);
        this.prf = keys.prf(Purpose.FRONTIER_TAG);
        this.generation = tag(GENERATION, generation);
    }

    /**
     * Opens it, or makes it where it is missing.
     *
     * @param file {@code index/frontier.db}; its folder must exist
     * @param generation names the state of the watchlist that captures will be matched against. When it changes, pages
     *     that were seen before are due again, and are not asked whether they have changed: they may hold somebody who
     *     was not watched then
     */
    public static SqliteFrontier open(Path file, KeyRing keys, String generation) throws IOException {
        return new SqliteFrontier(SqlStore.open(file, SCHEMA), keys, generation);
    }

    @Override
    public Instant dueAt(Source source) throws IOException {
        String sourceTag = tag(source);
        return store.read(
                handle -> handle.createQuery("SELECT due_at FROM source WHERE tag = :tag AND visit_opened_at IS NULL")
                        .bind("tag", sourceTag)
                        .mapTo(Long.class)
                        .findOne()
                        .map(Instant::ofEpochMilli)
                        .orElse(Instant.EPOCH));
    }

    @Override
    public boolean openVisit(Source source, Instant at) throws IOException {
        String sourceTag = tag(source);
        return store.write(handle -> {
            handle.createUpdate("INSERT INTO source (tag, due_at) VALUES (:tag, 0) ON CONFLICT (tag) DO NOTHING")
                    .bind("tag", sourceTag)
                    .execute();
            int opened = handle.createUpdate(
                            "UPDATE source SET visit_opened_at = :at WHERE tag = :tag AND visit_opened_at IS NULL")
                    .bind("tag", sourceTag)
                    .bind("at", at.toEpochMilli())
                    .execute();
            return opened == 1;
        });
    }

    @Override
    public void closeVisit(Source source, Instant nextDueAt) throws IOException {
        String sourceTag = tag(source);
        store.write(handle -> handle.createUpdate(
                        "UPDATE source SET visit_opened_at = NULL, due_at = :due WHERE tag = :tag")
                .bind("tag", sourceTag)
                .bind("due", nextDueAt.toEpochMilli())
                .execute());
    }

    @Override
    public int discover(
            Source source,
            Collection<String> urls,
            int depth,
            Instant at,
            @Nullable Duration refetchAfter,
            boolean anywhere)
            throws IOException {
        String sourceTag = tag(source);
        long staleBefore =
                refetchAfter == null ? Long.MIN_VALUE : at.minus(refetchAfter).toEpochMilli();
        return store.<Integer, IOException>write(handle -> {
            int known = handle.createQuery("SELECT COUNT(*) FROM url WHERE source_tag = :source")
                    .bind("source", sourceTag)
                    .mapTo(Integer.class)
                    .one();
            int added = 0;
            for (String url : urls) {
                String urlTag = urlTag(url);
                Known row = known(handle, sourceTag, urlTag);
                if (row == null) {
                    boolean elsewhere = anywhere && isFreshElsewhere(handle, sourceTag, urlTag, staleBefore);
                    if (!elsewhere && known < MAX_URLS_PER_SOURCE) {
                        insert(handle, sourceTag, urlTag, url, depth);
                        known++;
                        added++;
                    }
                } else if (refetchAfter != null && (refetchAfter.isZero() || isStale(row, staleBefore))) {
                    setPending(handle, sourceTag, urlTag, Math.min(depth, row.depth()));
                    added++;
                } else if (depth < row.depth()) {
                    handle.createUpdate("UPDATE url SET depth = :depth WHERE source_tag = :source AND tag = :tag")
                            .bind("depth", depth)
                            .bind("source", sourceTag)
                            .bind("tag", urlTag)
                            .execute();
                }
            }
            return added;
        });
    }

    @Override
    public void rediscover(Source source, int maxDepth, Instant at) throws IOException {
        String sourceTag = tag(source);
        store.write(handle -> handle.createUpdate("UPDATE url SET status = 'DISCOVERED', failures = 0, due_at = 0"
                        + " WHERE source_tag = :source AND depth <= :depth AND (status IN ('FETCHED', 'REDIRECTION')"
                        + " OR status = 'ERROR' AND settled_at < :before)")
                .bind("source", sourceTag)
                .bind("depth", maxDepth)
                .bind("before", at.minus(KEEP_ERRORS).toEpochMilli())
                .execute());
    }

    @Override
    public List<FrontierUrl> pending(Source source, Instant at, int atMost) throws IOException {
        String sourceTag = tag(source);
        return store.<List<FrontierUrl>, IOException>read(handle -> {
            List<FrontierUrl> urls = new ArrayList<>();
            var rows = handle.createQuery("SELECT tag, address, depth, generation, validators FROM url"
                            + " WHERE source_tag = :source AND status IN ('DISCOVERED', 'FETCH_ERROR') AND due_at <= :at"
                            + " ORDER BY depth, rowid LIMIT :limit")
                    .bind("source", sourceTag)
                    .bind("at", at.toEpochMilli())
                    .bind("limit", atMost)
                    .map((row, context) -> new Row(row))
                    .list();
            for (Row row : rows) {
                urls.add(open(sourceTag, row));
            }
            return urls;
        });
    }

    @Override
    public Optional<FrontierUrl> find(Source source, String url) throws IOException {
        String sourceTag = tag(source);
        Optional<Row> found =
                store.read(handle -> handle.createQuery("SELECT tag, address, depth, generation, validators FROM url"
                                + " WHERE source_tag = :source AND tag = :tag")
                        .bind("source", sourceTag)
                        .bind("tag", urlTag(url))
                        .map((row, context) -> new Row(row))
                        .findOne());
        return found.isEmpty() ? Optional.empty() : Optional.of(open(sourceTag, found.get()));
    }

    @Override
    public void fetched(Source source, FrontierUrl url, Instant at) throws IOException {
        String sourceTag = tag(source);
        store.write(handle -> settle(handle, sourceTag, url, UrlStatus.FETCHED, at));
    }

    @Override
    public void redirected(Source source, FrontierUrl url, FrontierUrl target, Instant at) throws IOException {
        String sourceTag = tag(source);
        store.write(handle -> {
            int settled = settle(handle, sourceTag, url, UrlStatus.REDIRECTION, at);
            boolean itself = urlTag(url.url()).equals(urlTag(target.url()));
            return itself ? settled : settled + settle(handle, sourceTag, target, UrlStatus.FETCHED, at);
        });
    }

    @Override
    public void failed(Source source, FrontierUrl url, boolean retryable, Instant at, Instant retryAt)
            throws IOException {
        String sourceTag = tag(source);
        store.write(
                handle -> handle.createUpdate("UPDATE url SET failures = failures + 1, due_at = :due, settled_at = :at,"
                                + " status = CASE WHEN :retryable AND failures + 1 < :max THEN 'FETCH_ERROR' ELSE 'ERROR' END"
                                + " WHERE source_tag = :source AND tag = :tag")
                        .bind("due", retryAt.toEpochMilli())
                        .bind("at", at.toEpochMilli())
                        .bind("retryable", retryable)
                        .bind("max", MAX_FAILURES)
                        .bind("source", sourceTag)
                        .bind("tag", urlTag(url.url()))
                        .execute());
    }

    @Override
    public void postponed(Source source, FrontierUrl url, Instant until) throws IOException {
        String sourceTag = tag(source);
        store.write(
                handle -> handle.createUpdate("UPDATE url SET due_at = :due WHERE source_tag = :source AND tag = :tag")
                        .bind("due", until.toEpochMilli())
                        .bind("source", sourceTag)
                        .bind("tag", urlTag(url.url()))
                        .execute());
    }

    @Override
    public void forget(Instant before) throws IOException {
        store.write(handle -> handle.createUpdate(
                        "DELETE FROM url WHERE settled_at < :before AND status NOT IN ('DISCOVERED', 'FETCH_ERROR')")
                .bind("before", before.toEpochMilli())
                .execute());
    }

    @Override
    public void close() {
        store.close();
    }

    @Override
    public String toString() {
        return "SqliteFrontier[sealed]";
    }

    /** A row as it is stored, sealed. */
    private static final class Row {
        final String tag;
        final byte[] address;
        final int depth;
        final @Nullable String generation;
        final byte @Nullable [] validators;

        Row(ResultSet row) throws SQLException {
            this.tag = row.getString(1);
            this.address = row.getBytes(2);
            this.depth = row.getInt(3);
            this.generation = row.getString(4);
            this.validators = row.getBytes(5);
        }
    }

    private static @Nullable Known known(Handle handle, String sourceTag, String urlTag) {
        return handle.createQuery("SELECT status, depth, settled_at, generation FROM url"
                        + " WHERE source_tag = :source AND tag = :tag")
                .bind("source", sourceTag)
                .bind("tag", urlTag)
                .map((row, context) -> new Known(
                        row.getString(1),
                        row.getInt(2),
                        row.getObject(3) == null ? null : row.getLong(3),
                        row.getString(4)))
                .findOne()
                .orElse(null);
    }

    private boolean isStale(Known row, long staleBefore) {
        if (row.isPending()) {
            return false;
        }
        boolean old = row.settledAt() == null || row.settledAt() <= staleBefore;
        boolean success = !row.status().equals("ERROR");
        return old || success && !generation.equals(row.generation());
    }

    private boolean isFreshElsewhere(Handle handle, String sourceTag, String urlTag, long staleBefore) {
        return handle.createQuery("SELECT 1 FROM url WHERE tag = :tag AND source_tag <> :source AND status = 'FETCHED'"
                        + " AND settled_at > :stale AND generation = :generation LIMIT 1")
                .bind("tag", urlTag)
                .bind("source", sourceTag)
                .bind("stale", staleBefore)
                .bind("generation", generation)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    private void insert(Handle handle, String sourceTag, String urlTag, String url, int depth) {
        handle.createUpdate("INSERT INTO url (source_tag, tag, address, status, depth, failures, due_at)"
                        + " VALUES (:source, :tag, :address, 'DISCOVERED', :depth, 0, 0)")
                .bind("source", sourceTag)
                .bind("tag", urlTag)
                .bind("address", seal(context("address", sourceTag, urlTag), url))
                .bind("depth", depth)
                .execute();
    }

    private static void setPending(Handle handle, String sourceTag, String urlTag, int depth) {
        handle.createUpdate("UPDATE url SET status = 'DISCOVERED', failures = 0, due_at = 0, depth = :depth"
                        + " WHERE source_tag = :source AND tag = :tag")
                .bind("depth", depth)
                .bind("source", sourceTag)
                .bind("tag", urlTag)
                .execute();
    }

    private int settle(Handle handle, String sourceTag, FrontierUrl url, UrlStatus status, Instant at) {
        String urlTag = urlTag(url.url());
        if (known(handle, sourceTag, urlTag) == null) {
            insert(handle, sourceTag, urlTag, url.url(), url.depth());
        }
        byte[] validators = url.validators().isNone()
                ? null
                : seal(
                        context("validators", sourceTag, urlTag),
                        url.validators().encoded());
        return handle.createUpdate(
                        "UPDATE url SET status = :status, failures = 0, settled_at = :at,"
                                + " generation = :generation, validators = :validators WHERE source_tag = :source AND tag = :tag")
                .bind("status", status.name())
                .bind("at", at.toEpochMilli())
                .bind("generation", generation)
                .bind("validators", validators)
                .bind("source", sourceTag)
                .bind("tag", urlTag)
                .execute();
    }

    private FrontierUrl open(String sourceTag, Row row) throws IOException {
        String url = unseal(context("address", sourceTag, row.tag), row.address);
        Validators validators = row.validators == null || !generation.equals(row.generation)
                ? Validators.NONE
                : Validators.decoded(unseal(context("validators", sourceTag, row.tag), row.validators));
        return new FrontierUrl(url, row.depth, validators);
    }

    private String tag(Source source) {
        return tag(SOURCE, source.identity());
    }

    private String urlTag(String url) {
        return tag(URL, Urls.normal(url));
    }

    private String tag(byte domain, String text) {
        synchronized (prf) {
            byte[] output = prf.evaluate(domain, text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(output, 0, TAG_BYTES);
        }
    }

    private static byte[] context(String column, String sourceTag, String urlTag) {
        return ("frontier " + column + ' ' + sourceTag + ' ' + urlTag).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] seal(byte[] context, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int padded = (Integer.BYTES + bytes.length + PADDING - 1) / PADDING * PADDING;
        return sealer.seal(
                context,
                ByteBuffer.allocate(padded).putInt(bytes.length).put(bytes).array());
    }

    private String unseal(byte[] context, byte[] sealed) throws IOException {
        try {
            byte[] padded = sealer.open(context, sealed);
            int length = ByteBuffer.wrap(padded).getInt();
            return new String(padded, Integer.BYTES, length, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IOException(store.file()
                    + " is damaged or belongs to another workspace's key; move it away, and it is made anew");
        }
    }
}
