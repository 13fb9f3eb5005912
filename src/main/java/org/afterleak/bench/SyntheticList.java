package org.afterleak.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.afterleak.crypto.RandomBytes;
import org.afterleak.identifier.Kind;
import org.afterleak.table.TableException;
import org.afterleak.table.TableSource;
import org.afterleak.watchlist.ImportException;
import org.afterleak.watchlist.ImportListener;
import org.afterleak.watchlist.WatchlistException;

/** The leaked list of the benches: synthetic people with the columns that an agency's workbook has. */
final class SyntheticList {
    private SyntheticList() {}

    /** About so many bytes a row. */
    private static final int ROW_BYTES = 110;

    private static final String HEADINGS =
            "A-Number,Last Name,First Name,Nationality,Facility,Date of birth,Email,Phone\n";

    /** Rows, made while they are read: a long list is nowhere as a whole. */
    private static final class Rows extends InputStream {
        private static final int AT_ONCE = 256;

        private final People people;
        private byte[] bytes = HEADINGS.getBytes(StandardCharsets.UTF_8);
        private int at;
        private int next;

        Rows(People people) {
            this.people = people;
        }

        @Override
        public int read() {
            return fill() ? bytes[at++] & 0xFF : -1;
        }

        @Override
        public int read(byte[] into, int from, int length) {
            if (length == 0) {
                return 0;
            }
            if (!fill()) {
                return -1;
            }
            int n = Math.min(length, bytes.length - at);
            System.arraycopy(bytes, at, into, from, n);
            at += n;
            return n;
        }

        private boolean fill() {
            if (at < bytes.length) {
                return true;
            }
            StringBuilder csv = new StringBuilder(AT_ONCE * ROW_BYTES);
            for (int end = Math.min(people.listed(), next + AT_ONCE); next < end; next++) {
                append(people.person(next), next, csv);
            }
            bytes = csv.toString().getBytes(StandardCharsets.UTF_8);
            at = 0;
            return bytes.length > 0;
        }
    }

    private static void append(Person p, int i, StringBuilder csv) {
        csv.append(p.id)
                .append(',')
                .append(Names.joined(p.family))
                .append(',')
                .append(Names.joined(p.given))
                .append(',')
                .append(p.country.name())
                .append(',')
                .append(p.facility)
                .append(',')
                .append(p.birth)
                .append(',')
                .append(i % 3 == 0 ? p.email : "")
                .append(',')
                .append(i % 4 == 0 ? p.phone : "")
                .append('\n');
    }

    /** Imports the listed ones of those people into a watchlist of its own; the same seed gives the same list. */
    static SealedList seal(People people, long seed, Path parent, Clock clock, AccuracyBench.Listener listener)
            throws IOException, WatchlistException, TableException, ImportException {
        Map<String, Kind> columns = new LinkedHashMap<>();
        columns.put("A-Number", Kind.ID_A_NUMBER);
        columns.put("Last Name", Kind.FAMILY_NAME);
        columns.put("First Name", Kind.GIVEN_NAME);
        columns.put("Nationality", Kind.NATIONALITY);
        columns.put("Facility", Kind.FACILITY);
        columns.put("Date of birth", Kind.DATE_OF_BIRTH);
        columns.put("Email", Kind.EMAIL);
        columns.put("Phone", Kind.PHONE);
        return SealedList.of(
                parent,
                clock,
                TableSource.made((long) people.listed() * ROW_BYTES, () -> new Rows(people)),
                columns,
                new ImportListener() {
                    @Override
                    public void progress(long doneBytes, long totalBytes, long records) {
                        listener.progress("sealing", doneBytes, totalBytes);
                    }
                },
                seeded(seed));
    }

    /** Bytes that nobody needs to guess, for the people are made up: the same seed gives the same list. */
    private static RandomBytes seeded(long seed) {
        SplittableRandom random = new SplittableRandom(People.mixed(seed));
        return length -> {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            return bytes;
        };
    }
}
