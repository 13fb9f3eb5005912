package org.afterleak.exposure;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.afterleak.identifier.Kind;
import org.afterleak.table.RowHandler;
import org.afterleak.table.TableException;
import org.afterleak.table.TableLimits;
import org.afterleak.table.TableReader;
import org.afterleak.table.TableSource;
import org.afterleak.watchlist.ColumnMapping;
import org.afterleak.watchlist.ImportException;
import org.jspecify.annotations.Nullable;

/**
 * Reads an advocate's list of clients, a table with headings in its first row: one column or more with ID numbers, one
 * with names or two with given and family names. Headings are recognised as an import recognises them; other columns are
 * not looked at. Row by row, in memory only.
 */
public final class ClientList {
    private static final TableLimits LIMITS = new TableLimits(
            64L << 20, 512L << 20, 200, 128 << 20, 1_048_576, 1024, 100_000_000L, 32_767, 1 << 20, Duration.ofDays(1));

    private ClientList() {}

    /** Receives the clients in order. */
    public interface Visitor<X extends Exception> {
        /** A client, and the row that they stand in, as a spreadsheet counts it: the headings are row 1. */
        void client(int row, Person person) throws X;

        /** A row that names nobody; {@code why} holds nothing of it. */
        void skipped(int row, String why) throws X;
    }

    /**
     * Reads the list's first sheet.
     *
     * @throws TableException when it is no table, or its headings name no column of ID numbers or none of names
     */
    public static <X extends Exception> void read(TableSource source, Visitor<X> visitor)
            throws TableException, IOException, X {
        Rows<X> rows = new Rows<>(visitor);
        try {
            TableReader.read(source, LIMITS, rows);
        } catch (Stopped e) {
            throw e.why;
        }
        if (rows.mapping == null) {
            throw new TableException("there is no row in the list of clients; its first row names the columns");
        }
    }

    /** Carries a checked exception out of the reading. */
    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient TableException why;

        Stopped(TableException why) {
            super(null, null, false, false);
            this.why = why;
        }
    }

    private static final class Rows<X extends Exception> implements RowHandler<X> {
        private final Visitor<X> visitor;
        private @Nullable ColumnMapping mapping;
        private int sheets;

        Rows(Visitor<X> visitor) {
            this.visitor = visitor;
        }

        @Override
        public boolean sheet(String name) {
            return sheets++ == 0;
        }

        @Override
        public void row(int number, List<String> cells) throws X {
            if (mapping == null) {
                mapping = mapping(cells);
                return;
            }
            List<String> ids = new ArrayList<>();
            StringBuilder name = new StringBuilder();
            for (int column = 0; column < cells.size(); column++) {
                Kind kind = mapping.kindAt(column);
                if (kind.isId()) {
                    ids.add(cells.get(column));
                } else if (kind.isName()) {
                    name.append(' ').append(cells.get(column));
                }
            }
            Person person;
            try {
                person = Person.of(ids, name.toString());
            } catch (PersonException e) {
                visitor.skipped(number, String.valueOf(e.getMessage()));
                return;
            }
            visitor.client(number, person);
        }

        @Override
        public void unusable(int number, String reason) throws X {
            visitor.skipped(number, reason);
        }

        private static ColumnMapping mapping(List<String> headings) {
            ColumnMapping mapping;
            try {
                mapping = ColumnMapping.of(headings, Map.of());
            } catch (ImportException e) {
                throw new Stopped(noColumns());
            }
            boolean id = false;
            boolean name = false;
            for (int column = 0; column < headings.size(); column++) {
                id |= mapping.kindAt(column).isId();
                name |= mapping.kindAt(column).isName();
            }
            if (!id || !name) {
                throw new Stopped(noColumns());
            }
            return mapping;
        }

        private static TableException noColumns() {
            return new TableException("row 1 must name a column of ID numbers and one of names, for example: id,name");
        }
    }
}
