package org.afterleak.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.afterleak.crypto.RandomBytes;
import org.afterleak.identifier.Kind;
import org.afterleak.table.TableException;
import org.afterleak.watchlist.ImportException;
import org.afterleak.watchlist.ImportListener;
import org.afterleak.watchlist.WatchlistException;

/** The leaked list of the benches: synthetic people with the columns that an agency's workbook has. */
final class SyntheticList {
    private SyntheticList() {}

    /** Imports the listed ones of those people into a watchlist of its own; the same seed gives the same list. */
    static SealedList seal(People people, long seed, Path parent, Clock clock, AccuracyBench.Listener listener)
            throws IOException, WatchlistException, TableException, ImportException {
        StringBuilder csv = new StringBuilder(people.listed() * 100);
        csv.append("A-Number,Last Name,First Name,Nationality,Facility,Date of birth,Email,Phone\n");
        for (int i = 0; i < people.listed(); i++) {
            Person p = people.person(i);
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
                csv.toString(),
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
