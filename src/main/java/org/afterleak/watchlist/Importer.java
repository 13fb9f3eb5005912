package org.afterleak.watchlist;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import org.afterleak.crypto.KeyRing;
import org.afterleak.crypto.RandomBytes;
import org.afterleak.identifier.Facilities;
import org.afterleak.identifier.Kind;
import org.afterleak.table.RowHandler;
import org.afterleak.table.TableException;
import org.afterleak.table.TableLimits;
import org.afterleak.table.TableReader;
import org.afterleak.table.TableSource;
import org.jspecify.annotations.Nullable;

/**
 * Imports a leaked list into the sealed watchlist, in one transaction: after an error, or a kill at any moment, the
 * watchlist is as before. Rows stream from the file to the sealing; nothing of them is written anywhere else.
 *
 * <p>A list whose rows are mostly unusable is the wrong list, or the wrong mapping: when, after the first 1,000 rows, more
 * than one in twenty gave no record, the import stops.
 */
public final class Importer {
    private static final int FIRST_CHECK_ROWS = 1_000;
    private static final int MOST_UNUSABLE_PERCENT = 5;

    /** Rows in which a sheet's headings are looked for; titles may stand above them. */
    private static final int HEADING_ROWS = 20;

    private static final int MOST_TOLD_REJECTED = 5;

    /** Rows that are prepared at once, and how many such batches may be under way. */
    private static final int BATCH_ROWS = 256;

    private static final int BATCHES_AHEAD = 8;

    /** How much of an import's time goes by while it is read, in percent; then it is sorted and written. */
    private static final int READING_PERCENT = 75;

    private final Path folder;
    private final KeyRing keys;
    private final Clock clock;
    private final ImportListener listener;
    private final RandomBytes random;
    private final Facilities facilities;

    /** An importer into the watchlist of that folder. */
    public Importer(Path folder, KeyRing keys, Clock clock, ImportListener listener) {
        this(folder, keys, clock, listener, RandomBytes.SECURE);
    }

    /**
     * The same with another source of the handles' bytes, for measurements that are to be repeated: whoever knows the
     * source knows the handles.
     */
    public Importer(Path folder, KeyRing keys, Clock clock, ImportListener listener, RandomBytes random) {
        this(folder, keys, clock, listener, random, Facilities.plain());
    }

    private Importer(
            Path folder,
            KeyRing keys,
            Clock clock,
            ImportListener listener,
            RandomBytes random,
            Facilities facilities) {
        this.random = random;
        this.facilities = facilities;
        this.folder = folder;
        this.keys = keys;
        this.clock = clock;
        this.listener = listener;
    }

    /** The same importer with further names of facilities: a list may call a place otherwise than pages do. */
    public Importer with(Facilities aliases) {
        return new Importer(folder, keys, clock, listener, random, aliases);
    }

    /** Makes an empty watchlist. */
    public static void createWatchlist(Path folder, KeyRing keys) throws IOException, WatchlistException {
        WatchlistWriter.create(folder, keys);
    }

    /** Removes a campaign's records and returns how many there were. */
    public static long removeCampaign(Path folder, KeyRing keys, String campaign)
            throws IOException, WatchlistException {
        return WatchlistWriter.remove(folder, keys, campaign);
    }

    /**
     * What to import.
     *
     * @param map heading (or {@code #1} for a column's number) to kind, where recognition is not to be relied on
     * @param sheet the one sheet to read; all where empty
     * @param receipt where to write which record came from which row; a CSV of {@code sheet,row,record}
     */
    public record Request(
            Path file, String campaign, Map<String, Kind> map, Optional<String> sheet, Optional<Path> receipt) {}

    /**
     * Runs the import.
     *
     * @throws ImportException if the list cannot be imported as it is
     * @throws TableException if the file cannot be read as a list
     */
    public ImportResult run(Request request) throws IOException, WatchlistException, TableException, ImportException {
        return run(request, TableSource.of(request.file()));
    }

    /** The same for a list that is in memory; the request's file is not looked at. */
    public ImportResult run(Request request, TableSource source)
            throws IOException, WatchlistException, TableException, ImportException {
        Instant start = clock.instant();
        if (request.campaign().isBlank()) {
            throw new ImportException("the campaign needs a name; give --campaign NAME");
        }
        Path part = request.receipt()
                .map(r -> r.resolveSibling(r.getFileName() + ".part"))
                .orElse(null);
        try {
            Rows rows;
            Campaign imported;
            try (WatchlistWriter writer = WatchlistWriter.open(folder, keys, request.campaign(), random)) {
                rows = new Rows(request, writer);
                // Numbers of sheets, row numbers and handles, and nothing of a row.
                try (BufferedWriter receipt =
                        part == null ? null : Files.newBufferedWriter(part, StandardCharsets.UTF_8)) {
                    rows.receipt = receipt;
                    TableReader.read(source, TableLimits.IMPORT, rows);
                    rows.end();
                }
                imported = writer.commit(
                        clock.instant().truncatedTo(ChronoUnit.MILLIS), rows.columns, rows::sortingProgress);
            }
            Set<String> names = new LinkedHashSet<>(rows.sheets);
            names.addAll(rows.columns.keySet());
            Map<String, String> shown = listener.shown(names);
            if (part != null) {
                writeReceipt(part, rows.sheets, shown, request.receipt().orElseThrow());
            }
            Map<String, String> columns = new LinkedHashMap<>();
            rows.columns.forEach((name, kind) -> columns.put(shown.getOrDefault(name, name), kind));
            return new ImportResult(
                    imported.name(),
                    imported.records() - rows.knownElsewhere,
                    rows.rejected,
                    rows.alreadyKnown + rows.knownElsewhere,
                    columns,
                    Duration.between(start, clock.instant()));
        } finally {
            if (part != null) {
                Files.deleteIfExists(part);
            }
        }
    }

    /** Puts the sheets' names in place of their numbers, now that it is known which of them may be shown. */
    private static void writeReceipt(Path numbered, Set<String> sheets, Map<String, String> shown, Path receipt)
            throws IOException {
        List<String> names =
                sheets.stream().map(name -> csv(shown.getOrDefault(name, name))).toList();
        Path part = receipt.resolveSibling(receipt.getFileName() + ".named.part");
        try {
            try (BufferedReader in = Files.newBufferedReader(numbered, StandardCharsets.UTF_8);
                    BufferedWriter out = Files.newBufferedWriter(part, StandardCharsets.UTF_8)) {
                out.write("sheet,row,record\n");
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    int comma = line.indexOf(',');
                    out.write(names.get(Integer.parseInt(line, 0, comma, 10)) + line.substring(comma) + "\n");
                }
            }
            Files.move(part, receipt, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Turns rows into records: finds each sheet's headings, then maps what follows. */
    private final class Rows implements RowHandler<ImportException> {
        private final Request request;
        private final WatchlistWriter writer;
        private final Map<String, String> columns = new LinkedHashMap<>();
        private final Set<String> sheets = new LinkedHashSet<>();
        private final List<Row> waiting = new ArrayList<>();
        private final Set<String> unusedMaps;
        private @Nullable BufferedWriter receipt;
        private List<String> hints = List.of();
        private String sheet = "";
        private @Nullable ColumnMapping mapping;
        private boolean skippingSheet;
        private boolean anyMapped;
        private long rows;
        private long rejected;
        private long alreadyKnown;
        private long knownElsewhere;
        private int toldRejected;
        private long totalBytes;
        private long sorted;
        private List<Raw> batch = new ArrayList<>(BATCH_ROWS);
        private final ArrayDeque<Future<List<Raw>>> preparing = new ArrayDeque<>();
        private final ThreadLocal<AttributeReadings> readings =
                ThreadLocal.withInitial(() -> new AttributeReadings(facilities));

        /** A row on its way: what it was, then what was made of it. */
        private static final class Raw {
            final int number;
            final List<String> cells;
            final String fault;

            @Nullable
            PreparedRecord record;

            /** @param fault why it cannot be read; empty where it can */
            Raw(int number, List<String> cells, String fault) {
                this.number = number;
                this.cells = cells;
                this.fault = fault;
            }
        }

        /** A row that may still turn out to stand above the headings. */
        private static final class Row {
            final int number;
            final List<String> cells;

            Row(int number, List<String> cells) {
                this.number = number;
                this.cells = cells;
            }
        }

        Rows(Request request, WatchlistWriter writer) {
            this.request = request;
            this.writer = writer;
            this.unusedMaps = new LinkedHashSet<>(request.map().keySet());
        }

        @Override
        public boolean sheet(String name) throws ImportException, IOException {
            endSheet();
            sheets.add(name);
            sheet = name;
            mapping = null;
            skippingSheet = false;
            return request.sheet().isEmpty() || request.sheet().get().equals(name);
        }

        @Override
        public void row(int number, List<String> cells) throws ImportException, IOException {
            if (mapping != null) {
                add(mapping, new Raw(number, cells, ""));
            } else if (!skippingSheet) {
                waiting.add(new Row(number, cells));
                if (waiting.size() == HEADING_ROWS) {
                    map();
                }
            }
        }

        /** Finds the headings among the first rows, or does without where columns were named by their number. */
        private void map() throws ImportException, IOException {
            List<Row> first = new ArrayList<>(waiting);
            waiting.clear();
            for (int i = 0; i < first.size(); i++) {
                List<String> cells = first.get(i).cells;
                // Row 0 is the keys of JSON objects: headings, whatever they look like.
                if (first.get(i).number == 0
                        || Headings.looksLikeHeadingRow(cells, request.map().keySet())) {
                    ColumnMapping found = ColumnMapping.of(cells, request.map());
                    if (found.identifies()) {
                        use(found, first.subList(i + 1, first.size()));
                        return;
                    }
                }
            }
            Optional<ColumnMapping> byNumber = ColumnMapping.withoutHeadings(request.map());
            if (byNumber.isPresent()) {
                use(byNumber.get(), first);
                return;
            }
            skippingSheet = true;
            if (hints.isEmpty()) {
                hints = Headings.hint(first.stream().map(r -> r.cells).toList());
            }
            if (!sheet.isEmpty()) {
                listener.note("a sheet was passed over: no heading of it names people, ID numbers or addresses");
            }
        }

        private void use(ColumnMapping found, List<Row> rowsBelow) throws ImportException, IOException {
            mapping = found;
            anyMapped = true;
            unusedMaps.retainAll(found.unusedOverrides());
            writer.expectAttributes(found.attributeTags());
            columns.putAll(found.columns());
            listener.mapping(sheet, found.columns());
            for (Row row : rowsBelow) {
                add(found, new Raw(row.number, row.cells, ""));
            }
        }

        /** Ends a sheet: the rows of one sheet are done before the next one's are begun. */
        private void endSheet() throws ImportException, IOException {
            if (!waiting.isEmpty()) {
                map();
            }
            ColumnMapping by = mapping;
            if (by != null) {
                submit(by);
            }
            while (!preparing.isEmpty()) {
                finish(preparing.remove());
            }
        }

        @Override
        public void unusable(int number, String reason) throws ImportException, IOException {
            ColumnMapping by = mapping;
            if (by != null) {
                add(by, new Raw(number, List.of(), reason));
            } else if (!skippingSheet) {
                rows++;
                reject(number, reason);
            }
        }

        private void add(ColumnMapping by, Raw row) throws ImportException, IOException {
            batch.add(row);
            if (batch.size() == BATCH_ROWS) {
                submit(by);
            }
        }

        private void submit(ColumnMapping by) throws ImportException, IOException {
            List<Raw> full = batch;
            batch = new ArrayList<>(BATCH_ROWS);
            preparing.add(writer.workers().submit(() -> {
                for (Raw row : full) {
                    if (row.fault.isEmpty()) {
                        row.record = prepared(by, row.cells);
                    }
                }
                return full;
            }));
            while (preparing.size() > BATCHES_AHEAD
                    || !preparing.isEmpty() && preparing.element().isDone()) {
                finish(preparing.remove());
            }
        }

        /** The record of a row, on whatever thread; null where there is nothing in it to find a person by. */
        private @Nullable PreparedRecord prepared(ColumnMapping by, List<String> cells) {
            LeakedRecord record = new LeakedRecord(readings.get());
            for (int column = 0; column < cells.size(); column++) {
                record.add(by.kindAt(column), cells.get(column));
            }
            return record.identifies() ? writer.prepare(record) : null;
        }

        /** Adds the rows of a batch, in their order. */
        private void finish(Future<List<Raw>> prepared) throws ImportException, IOException {
            for (Raw row : RecordSealing.await(prepared)) {
                rows++;
                PreparedRecord record = row.record;
                if (record == null) {
                    reject(row.number, row.fault.isEmpty() ? "nothing in it to find a person by" : row.fault);
                    continue;
                }
                WatchlistWriter.Added added = writer.add(record);
                Handle handle = added.handle();
                if (handle == null) {
                    alreadyKnown++;
                    continue;
                }
                knownElsewhere += added.alreadyKnown() ? 1 : 0;
                if (receipt != null) {
                    receipt.write((sheets.size() - 1) + "," + row.number + "," + handle + "\n");
                }
            }
        }

        private void reject(int number, String reason) throws ImportException {
            rejected++;
            if (toldRejected++ < MOST_TOLD_REJECTED) {
                listener.rejected(sheet, number, reason);
            }
            if (rows > FIRST_CHECK_ROWS && rejected * 100 > rows * MOST_UNUSABLE_PERCENT) {
                throw new ImportException(rejected + " of the first " + rows + " rows (more than "
                        + MOST_UNUSABLE_PERCENT
                        + " %) hold nothing to find a person by; nothing was imported: check the mapping (--map"
                        + " COLUMN=KIND) or the file");
            }
        }

        @Override
        public void progress(long done, long total) {
            totalBytes = Math.max(done, total);
            listener.progress(done * READING_PERCENT / 100, totalBytes, rows);
        }

        /** The rest of the bar: what was read is sorted and written. */
        synchronized void sortingProgress(long done, long total) {
            sorted = Math.max(sorted, done);
            long read = totalBytes * READING_PERCENT / 100;
            listener.progress(read + (totalBytes - read) * sorted / total, totalBytes, rows);
        }

        void end() throws ImportException, IOException {
            endSheet();
            if (request.sheet().isPresent() && !sheets.contains(request.sheet().get())) {
                throw new ImportException("the workbook has no sheet of that name; it has " + sheets.size()
                        + " sheets: look at it, then give --sheet NAME");
            }
            if (!anyMapped) {
                throw new ImportException("no column can identify a person"
                        + (hints.isEmpty() ? "" : " (" + String.join(", ", hints) + ")")
                        + "; nothing was imported: name columns with --map COLUMN=KIND, COLUMN being a heading or #1 for"
                        + " the first column, KIND one of " + Kind.labels());
            }
            if (!unusedMaps.isEmpty()) {
                throw new ImportException("--map names " + (unusedMaps.size() == 1 ? "a column" : "columns")
                        + " that the list does not have; nothing was imported: name a column by its heading, or by #1 for"
                        + " the first");
            }
            if (rows == rejected) {
                throw new ImportException(
                        rows == 0
                                ? "there is no row under the headings; nothing was imported"
                                : "none of the " + rows
                                        + " rows holds anything to find a person by; nothing was imported:"
                                        + " check the mapping (--map COLUMN=KIND)");
            }
        }
    }

    /** A field of RFC 4180. */
    private static String csv(String field) {
        boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }
}
