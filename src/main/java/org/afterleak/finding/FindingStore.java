package org.afterleak.finding;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.afterleak.crypto.KeyRing;
import org.afterleak.crypto.PaddedSealer;
import org.afterleak.crypto.Purpose;
import org.afterleak.crypto.Sealer;
import org.afterleak.match.RecordMatch;
import org.afterleak.store.Schema;
import org.afterleak.store.SqlStore;
import org.afterleak.store.StoreException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * The findings of one workspace, sealed, in one file. A finding that {@link #observe} has returned is on the disk and
 * survives {@code kill -9}; observing the same again repeats nothing. One process writes (it holds the workspace's lock),
 * any number read meanwhile. Thread-safe.
 *
 * <p>Its errors are {@link StoreException}s: damaged, disk full, another workspace's key, a newer program's file.
 */
public final class FindingStore implements AutoCloseable {
    /** Most places that a finding itself carries; {@link #recordsOf} has all of them. */
    public static final int MAX_WHERE = 20;

    static final Schema SCHEMA = Schema.of("org/afterleak/finding/schema", "V1__findings.sql");
    private static final byte[] KEY_CHECK = "finding/key".getBytes(StandardCharsets.UTF_8);
    private static final int MIN_SUMMARY_BYTES = 2048;
    private static final int MIN_PART_BYTES = 4096;
    private static final int PAGE = 256;
    private static final int LABELS_PER_QUERY = 1000;

    private static final RowMapper<Row> ROW =
            (rs, context) -> new Row(rs.getLong("number"), rs.getString("id"), rs.getBytes("summary"));

    /** A finding as it lies in its table, still sealed. */
    private static final class Row {
        final long number;
        final String id;
        final byte[] summary;

        Row(long number, String id, byte[] summary) {
            this.number = number;
            this.id = id;
            this.summary = summary;
        }
    }

    /** Receives findings one by one. */
    @FunctionalInterface
    public interface Visitor<X extends Exception> {
        void visit(Finding finding) throws X;
    }

    /** What an observation makes of what is there. */
    private record Outcome(
            @Nullable Finding before,
            Finding finding,
            Observed.Change change,
            @Nullable List<RecordMatch> records) {}

    private final SqlStore store;
    private final KeyRing keys;
    private final PaddedSealer sealed;

    private FindingStore(SqlStore store, KeyRing keys) {
        this.store = store;
        this.keys = keys;
        this.sealed = new PaddedSealer(keys.sealer(Purpose.FINDING), "finding");
    }

    /**
     * Opens the findings, or makes the file.
     *
     * @param file as a rule {@code index/findings.db}
     * @param keys of the workspace; they stay the caller's and must outlive this
     * @throws StoreException also when the file belongs to a workspace with another key
     */
    public static FindingStore open(Path file, KeyRing keys) throws StoreException {
        SqlStore store = SqlStore.open(file, SCHEMA);
        try {
            checkKey(store, keys.sealer(Purpose.FINDING));
            return new FindingStore(store, keys);
        } catch (StoreException | RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /**
     * Keeps what was seen: a new finding, a known one that has grown, or just a later time. On the disk when it returns.
     * A dismissed finding is open again: who observes has left out what a person has judged.
     */
    public Observed observe(NewObservation observation) throws StoreException {
        String id = new FindingTags(keys).id(observation.url(), observation.sha256());
        byte[] evidence = null;
        if (observation.evidence() != null) {
            Outcome expected = store.read(handle -> outcome(handle, id, observation));
            if (expected.records() != null || !hasEvidence(expected.finding().number())) {
                evidence = observation.evidence().get();
            }
        }
        byte[] kept = evidence;
        return store.write(handle -> {
            Outcome outcome = outcome(handle, id, observation);
            keep(handle, outcome, kept);
            return new Observed(outcome.finding(), outcome.change());
        });
    }

    /** The finding of that name. */
    public Optional<Finding> find(String id) throws StoreException {
        return store.read(handle -> find(handle, id));
    }

    /**
     * Visits what the query accepts, the finding that was found last first, a few in memory at a time.
     *
     * @throws StoreException after all others were visited, when some could not be opened
     */
    public <X extends Exception> void forEach(FindingQuery query, Visitor<X> visitor) throws StoreException, X {
        List<String> unreadable = new ArrayList<>();
        long before = Long.MAX_VALUE;
        while (true) {
            // Page by page, so that nobody waits for a slow visitor.
            long bound = before;
            List<Row> rows = store.read(handle -> handle.createQuery(
                            "SELECT number, id, summary FROM finding WHERE number < :bound ORDER BY number DESC LIMIT :page")
                    .bind("bound", bound)
                    .bind("page", PAGE)
                    .map(ROW)
                    .list());
            for (Row row : rows) {
                Finding finding;
                try {
                    finding = open(row);
                } catch (StoreException e) {
                    unreadable.add(row.id);
                    continue;
                }
                if (query.accepts(finding)) {
                    visitor.visit(finding);
                }
            }
            if (rows.size() < PAGE) {
                break;
            }
            before = rows.get(rows.size() - 1).number;
        }
        if (!unreadable.isEmpty()) {
            throw StoreException.damaged(
                    store.file(), unreadable.size() + " findings cannot be opened, the first is " + unreadable.get(0));
        }
    }

    /** What the query accepts, the finding that was found last first. */
    public List<Finding> list(FindingQuery query) throws StoreException {
        List<Finding> findings = new ArrayList<>();
        this.<RuntimeException>forEach(query, findings::add);
        return findings;
    }

    /** How many findings there are. */
    public long count() throws StoreException {
        return store.read(handle -> handle.createQuery("SELECT COUNT(*) FROM finding")
                .mapTo(Long.class)
                .one());
    }

    /** Every record of the finding with its reasons and places, surest first. */
    public List<RecordMatch> recordsOf(Finding finding) throws StoreException {
        return store.read(handle -> records(handle, finding.number(), finding.id()));
    }

    /**
     * The findings that hold at least one of these records, last found first. Its time grows with the number of findings
     * times the number of records asked for.
     */
    public List<Finding> findingsOf(Set<String> records) throws StoreException {
        long last = store.read(handle -> handle.createQuery("SELECT COALESCE(MAX(number), 0) FROM finding")
                .mapTo(Long.class)
                .one());
        FindingTags tags = new FindingTags(keys);
        Set<Long> numbers = new TreeSet<>();
        Map<ByteBuffer, Long> labels = new HashMap<>();
        for (long number = 1; number <= last; number++) {
            for (String record : records) {
                labels.put(ByteBuffer.wrap(tags.record(number, record)), number);
                if (labels.size() == LABELS_PER_QUERY) {
                    numbers.addAll(known(labels));
                    labels.clear();
                }
            }
        }
        numbers.addAll(known(labels));
        List<Finding> findings = new ArrayList<>();
        for (long number : numbers) {
            findings.add(
                    0,
                    open(store.read(handle -> handle.createQuery(
                                    "SELECT number, id, summary FROM finding WHERE number = :number")
                            .bind("number", number)
                            .map(ROW)
                            .one())));
        }
        return findings;
    }

    /** What was given as the finding's evidence; empty when nothing was. */
    public Optional<byte[]> evidence(Finding finding) throws StoreException {
        Optional<byte[]> bytes =
                store.read(handle -> handle.createQuery("SELECT sealed FROM evidence WHERE number = :number")
                        .bind("number", finding.number())
                        .mapTo(byte[].class)
                        .findOne());
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = sealed.open("evidence", finding.number(), finding.id(), bytes.get())) {
            return Optional.of(in.readAllBytes());
        } catch (GeneralSecurityException | IOException e) {
            throw damaged(finding.id());
        }
    }

    /** Gives the finding another status; empty when there is no finding of that name. */
    public Optional<Finding> changeStatus(String id, FindingStatus status) throws StoreException {
        return store.write(handle -> {
            Optional<Finding> found = find(handle, id);
            if (found.isEmpty() || found.get().status() == status) {
                return found;
            }
            Finding.Builder changed = found.get().toBuilder();
            changed.status = status;
            Finding finding = changed.build();
            updateSummary(handle, finding);
            return Optional.of(finding);
        });
    }

    /** Closes the file; the keys stay open. */
    @Override
    public void close() {
        store.close();
    }

    @Override
    public String toString() {
        return "FindingStore[" + store.file().getFileName() + "]";
    }

    private Outcome outcome(Handle handle, String id, NewObservation seen) throws StoreException {
        Optional<Finding> known = find(handle, id);
        String digest = MatchMerge.digest(seen.match().records());
        if (known.isEmpty()) {
            long number = handle.createQuery("SELECT COALESCE(MAX(number), 0) + 1 FROM finding")
                    .mapTo(Long.class)
                    .one();
            Finding.Builder b = new Finding.Builder(number, id);
            b.exactUrl = seen.url();
            b.maskedUrl = seen.maskedUrl();
            b.source = seen.source();
            b.firstSeen = seen.seenAt();
            b.lastSeen = seen.seenAt();
            b.changedAt = seen.seenAt();
            b.sha256 = seen.sha256();
            b.matchDigest = digest;
            List<RecordMatch> records = MatchMerge.merge(List.of(), seen.match().records());
            describe(b, records);
            return new Outcome(null, b.build(), Observed.Change.NEW, records);
        }
        Finding before = known.get();
        Finding.Builder b = before.toBuilder();
        Observed.Change change = Observed.Change.SEEN_AGAIN;
        // A capture may be older than the last one: a web archive, a list of files.
        b.firstSeen = seen.seenAt().isBefore(before.firstSeen()) ? seen.seenAt() : before.firstSeen();
        b.lastSeen = seen.seenAt().isAfter(before.lastSeen()) ? seen.seenAt() : before.lastSeen();
        if (seen.maskedUrl() != null) {
            b.maskedUrl = seen.maskedUrl();
        }
        if (before.status() == FindingStatus.GONE && seen.seenAt().isAfter(before.lastSeen())) {
            b.status = FindingStatus.OPEN;
            b.changedAt = seen.seenAt();
            change = Observed.Change.BACK;
        }
        List<RecordMatch> records = null;
        if (!digest.equals(before.matchDigest())) {
            List<RecordMatch> stored = records(handle, before.number(), id);
            b.matchDigest = digest;
            if (MatchMerge.isMore(stored, seen.match().records())) {
                records = MatchMerge.merge(stored, seen.match().records());
                describe(b, records);
                b.changedAt = seen.seenAt().isAfter(before.changedAt()) ? seen.seenAt() : before.changedAt();
                change = Observed.Change.GROWN;
            }
        }
        if (before.status() == FindingStatus.DISMISSED) {
            // What is still held to be innocent is not observed: this is something else, or the judgement is over.
            b.status = FindingStatus.OPEN;
            b.changedAt = seen.seenAt().isAfter(before.changedAt()) ? seen.seenAt() : before.changedAt();
            change = change == Observed.Change.SEEN_AGAIN ? Observed.Change.BACK : change;
        }
        return new Outcome(before, b.build(), change, records);
    }

    private static void describe(Finding.Builder b, List<RecordMatch> surestFirst) {
        RecordMatch surest = surestFirst.get(0);
        b.tier = surest.tier();
        b.bits = surest.bits();
        b.recordCount = surestFirst.size();
        b.campaigns = MatchMerge.campaigns(surestFirst);
        b.where = MatchMerge.firstPlaces(surestFirst, MAX_WHERE);
    }

    private void keep(Handle handle, Outcome outcome, byte @Nullable [] evidence) throws StoreException {
        Finding finding = outcome.finding();
        long number = finding.number();
        List<RecordMatch> records = outcome.records();
        if (outcome.before() == null) {
            handle.createUpdate(
                            "INSERT INTO finding (number, id, summary, records) VALUES (:number, :id, :summary, :records)")
                    .bind("number", number)
                    .bind("id", finding.id())
                    .bind("summary", sealSummary(finding))
                    .bind("records", sealRecords(finding, records == null ? List.of() : records))
                    .execute();
        } else {
            if (!finding.equals(outcome.before())) {
                updateSummary(handle, finding);
            }
            if (records != null) {
                handle.createUpdate("UPDATE finding SET records = :records WHERE number = :number")
                        .bind("records", sealRecords(finding, records))
                        .bind("number", number)
                        .execute();
            }
        }
        if (records != null) {
            FindingTags tags = new FindingTags(keys);
            PreparedBatch batch = handle.prepareBatch(
                    "INSERT INTO finding_record (label) VALUES (:label) ON CONFLICT (label) DO NOTHING");
            for (RecordMatch record : records) {
                batch.bind("label", tags.record(number, record.record())).add();
            }
            batch.execute();
        }
        if (evidence != null) {
            byte[] bytes = sealed.seal("evidence", number, finding.id(), MIN_PART_BYTES, out -> {
                try {
                    out.write(evidence);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            handle.createUpdate("INSERT INTO evidence (number, sealed) VALUES (:number, :sealed)"
                            + " ON CONFLICT (number) DO UPDATE SET sealed = excluded.sealed")
                    .bind("number", number)
                    .bind("sealed", bytes)
                    .execute();
        }
    }

    private void updateSummary(Handle handle, Finding finding) {
        handle.createUpdate("UPDATE finding SET summary = :summary WHERE number = :number")
                .bind("summary", sealSummary(finding))
                .bind("number", finding.number())
                .execute();
    }

    private byte[] sealSummary(Finding finding) {
        return sealed.seal(
                "summary",
                finding.number(),
                finding.id(),
                MIN_SUMMARY_BYTES,
                out -> FindingCodec.writeSummary(out, finding));
    }

    private byte[] sealRecords(Finding finding, List<RecordMatch> records) {
        return sealed.seal(
                "records",
                finding.number(),
                finding.id(),
                MIN_PART_BYTES,
                out -> FindingCodec.writeRecords(out, records));
    }

    private Optional<Finding> find(Handle handle, String id) throws StoreException {
        Optional<Row> row = handle.createQuery("SELECT number, id, summary FROM finding WHERE id = :id")
                .bind("id", id)
                .map(ROW)
                .findOne();
        return row.isEmpty() ? Optional.empty() : Optional.of(open(row.get()));
    }

    private Finding open(Row row) throws StoreException {
        try (InputStream in = sealed.open("summary", row.number, row.id, row.summary)) {
            return FindingCodec.readSummary(row.number, row.id, in);
        } catch (GeneralSecurityException | FindingCodec.MalformedException | IOException e) {
            throw damaged(row.id);
        }
    }

    private List<RecordMatch> records(Handle handle, long number, String id) throws StoreException {
        byte[] bytes = handle.createQuery("SELECT records FROM finding WHERE number = :number")
                .bind("number", number)
                .mapTo(byte[].class)
                .one();
        try (InputStream in = sealed.open("records", number, id, bytes)) {
            return FindingCodec.readRecords(in);
        } catch (GeneralSecurityException | FindingCodec.MalformedException | IOException e) {
            throw damaged(id);
        }
    }

    private boolean hasEvidence(long number) throws StoreException {
        return store.read(handle -> handle.createQuery("SELECT COUNT(*) FROM evidence WHERE number = :number")
                        .bind("number", number)
                        .mapTo(Integer.class)
                        .one()
                > 0);
    }

    private Set<Long> known(Map<ByteBuffer, Long> labels) throws StoreException {
        Set<Long> numbers = new TreeSet<>();
        if (labels.isEmpty()) {
            return numbers;
        }
        List<byte[]> wanted = labels.keySet().stream().map(ByteBuffer::array).toList();
        List<byte[]> found =
                store.read(handle -> handle.createQuery("SELECT label FROM finding_record WHERE label IN (<labels>)")
                        .bindList("labels", wanted)
                        .mapTo(byte[].class)
                        .list());
        for (byte[] label : found) {
            numbers.add(labels.get(ByteBuffer.wrap(label)));
        }
        return numbers;
    }

    private StoreException damaged(String id) {
        return StoreException.damaged(store.file(), "finding " + id + " cannot be opened");
    }

    private static void checkKey(SqlStore store, Sealer sealer) throws StoreException {
        Optional<byte[]> check = readKeyCheck(store);
        if (check.isEmpty()) {
            store.write(handle -> handle.createUpdate(
                            "INSERT INTO key_check (number, sealed) VALUES (1, :sealed) ON CONFLICT (number) DO NOTHING")
                    .bind("sealed", sealer.seal(KEY_CHECK, new byte[Sealer.OVERHEAD]))
                    .execute());
            // Another process may have been first, with its own key.
            check = readKeyCheck(store);
        }
        try {
            sealer.open(KEY_CHECK, check.orElse(new byte[0]));
        } catch (GeneralSecurityException e) {
            throw StoreException.otherKey(store.file());
        }
    }

    private static Optional<byte[]> readKeyCheck(SqlStore store) throws StoreException {
        return store.read(handle -> handle.createQuery("SELECT sealed FROM key_check WHERE number = 1")
                .mapTo(byte[].class)
                .findOne());
    }
}
