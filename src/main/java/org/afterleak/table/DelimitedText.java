package org.afterleak.table;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of csv, tsv and the like (RFC 4180, with what people make of it repaired by {@link QuoteRepair}). */
final class DelimitedText {
    private static final int SNIFF_CHARS = 1 << 16;

    private DelimitedText() {}

    static <X extends Exception> void read(TableSource source, Budget budget, RowHandler<X> handler)
            throws IOException, TableException, X {
        if (!handler.sheet("")) {
            return;
        }
        budget.sheet();
        try (CountingStream in = new CountingStream(source.open())) {
            PushbackReader text = new PushbackReader(TextDecoder.reader(in, null), SNIFF_CHARS);
            char delimiter = sniff(text);
            read(text, delimiter, in, source.size(), budget, handler);
        }
    }

    private static <X extends Exception> void read(
            Reader text, char delimiter, CountingStream in, long size, Budget budget, RowHandler<X> handler)
            throws IOException, TableException, X {
        TableLimits limits = budget.limits();
        QuoteRepair repaired = new QuoteRepair(text, delimiter, limits.maxCellChars(), limits.maxRowChars());
        Cells cells = new Cells(limits);
        int number = 0;
        int usable = 0;
        try (CsvReader<List<String>> rows = CsvReader.builder()
                .fieldSeparator(delimiter)
                .skipEmptyLines(false)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .allowExtraCharsAfterClosingQuote(true)
                .maxBufferSize(2 * limits.maxRowChars() + (1 << 16))
                .build(cells, repaired)) {
            for (List<String> row : rows) {
                number++;
                budget.row(row.size());
                if ((number & 0xFFF) == 0) {
                    handler.progress(in.count(), size);
                }
                String fault =
                        repaired.wasCut(number) ? "longer than " + limits.maxRowChars() + " characters" : cells.fault();
                if (fault != null) {
                    if (usable == 0 && cells.tooWide()) {
                        throw new TableException(fault, null, number);
                    }
                    handler.unusable(number, fault);
                } else if (!row.isEmpty()) {
                    usable++;
                    handler.row(number, row);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (CsvParseException e) {
            // Its message can quote the text.
            throw new TableException("not delimited text", null, number + 1);
        }
        handler.progress(in.count(), size);
    }

    private static char sniff(PushbackReader text) throws IOException {
        char[] head = new char[SNIFF_CHARS];
        int length = 0;
        for (int n = text.read(head); n > 0; n = text.read(head, length, head.length - length)) {
            length += n;
        }
        String seen = new String(head, 0, length);
        boolean hint = !Delimiter.explicit(seen).isEmpty();
        int skip = hint ? Math.min(length, seen.startsWith("\r\n", 5) ? 7 : 6) : 0;
        text.unread(head, skip, length - skip);
        return Delimiter.of(seen);
    }

    /** Collects a row's cells up to the last one that is not empty, within the limits. */
    private static final class Cells extends AbstractBaseCsvCallbackHandler<List<String>> {
        private final TableLimits limits;
        private List<String> row = new ArrayList<>();
        private int empty;
        private boolean wide;
        private boolean longCell;
        private int width = 8;

        Cells(TableLimits limits) {
            this.limits = limits;
        }

        @Override
        protected void handleBegin(long startingLineNumber) {
            row = new ArrayList<>(width);
            empty = 0;
            wide = false;
            longCell = false;
        }

        @Override
        protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
            if (length == 0) {
                empty++;
                return;
            }
            if (index >= limits.maxColumns()) {
                wide = true;
                return;
            }
            if (length > limits.maxCellChars()) {
                longCell = true;
                return;
            }
            for (; empty > 0; empty--) {
                row.add("");
            }
            row.add(new String(buffer, offset, length));
        }

        @Override
        protected List<String> buildRecord() {
            width = Math.max(width, row.size());
            return row;
        }

        boolean tooWide() {
            return wide;
        }

        @Nullable
        String fault() {
            return wide
                    ? "more than " + limits.maxColumns() + " columns"
                    : longCell ? "a cell longer than " + limits.maxCellChars() + " characters" : null;
        }
    }

    /** Knows how far the file was read. */
    private static final class CountingStream extends InputStream {
        private final InputStream in;
        private long count;

        CountingStream(InputStream in) {
            this.in = in;
        }

        long count() {
            return count;
        }

        @Override
        public int read() throws IOException {
            int b = in.read();
            count += b < 0 ? 0 : 1;
            return b;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int n = in.read(into, from, length);
            count += Math.max(0, n);
            return n;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
