package org.afterleak.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * The leaked list as it was published by mistake: a workbook whose first sheet has the statistics that were meant for the
 * public, and whose tab {@code PII} has the people behind them.
 */
public final class LeakedList {
    private static final List<String> HEADINGS =
            List.of("A-Number", "Last Name", "First Name", "Nationality", "Detention Facility");

    private LeakedList() {}

    /** The workbook. */
    public static byte[] xlsx(SyntheticPeople people) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 19);
        try (Workbook workbook = new Workbook(out, "Afterleak demo", "1.0")) {
            Worksheet statistics = workbook.newWorksheet("Statistics");
            statistics.value(0, 0, "Average daily population by nationality and facility");
            int row = table(statistics, 2, "Nationality", count(people, SyntheticPerson::country));
            table(statistics, row + 2, "Detention Facility", count(people, SyntheticPerson::facility));
            Worksheet list = workbook.newWorksheet("PII");
            for (int column = 0; column < HEADINGS.size(); column++) {
                list.value(0, column, HEADINGS.get(column));
                list.style(0, column).bold().set();
            }
            list.freezePane(0, 1);
            row = 1;
            for (SyntheticPerson person : people.listed()) {
                List<String> cells = cells(person);
                for (int column = 0; column < cells.size(); column++) {
                    list.value(row, column, cells.get(column));
                }
                row++;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** The tab {@code PII} as comma-separated values. */
    public static String csv(SyntheticPeople people) {
        StringBuilder csv = new StringBuilder(1 << 19);
        csv.append(String.join(",", HEADINGS)).append("\r\n");
        for (SyntheticPerson person : people.listed()) {
            csv.append(String.join(",", cells(person))).append("\r\n");
        }
        return csv.toString();
    }

    private static List<String> cells(SyntheticPerson p) {
        return List.of(p.aNumber(), p.family(), p.given(), p.country(), p.facility());
    }

    private static Map<String, Long> count(SyntheticPeople people, Function<SyntheticPerson, String> by) {
        return people.listed().stream().collect(Collectors.groupingBy(by, TreeMap::new, Collectors.counting()));
    }

    /** Returns the row behind the table. */
    private static int table(Worksheet sheet, int firstRow, String heading, Map<String, Long> counts) {
        sheet.value(firstRow, 0, heading);
        sheet.value(firstRow, 1, "Count");
        int row = firstRow + 1;
        for (Map.Entry<String, Long> count : counts.entrySet()) {
            sheet.value(row, 0, count.getKey());
            sheet.value(row, 1, count.getValue());
            row++;
        }
        return row;
    }
}
