package org.afterleak.document;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.sqlite.SQLiteConnection;

/**
 * Rows of every table of a SQLite file. The file is put into a database in memory (sqlite3_deserialize) and read as one that
 * is not trusted: no function or virtual table that its schema names runs.
 */
final class SqliteFiles {
    private static final int MAX_TABLES = 10_000;
    private static final int MAX_PART_BYTES = 16 << 20;

    private SqliteFiles() {}

    static void read(byte[] content, DocumentSink sink) throws DocumentException {
        byte[] file = content.clone();
        // A file that is in WAL mode asks for a log beside it; read in legacy mode it is whole but for that log.
        if (file.length > 19 && file[18] == 2) {
            file[18] = 1;
            file[19] = 1;
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            connection.unwrap(SQLiteConnection.class).deserialize("main", file);
            List<String> tables = new ArrayList<>();
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA trusted_schema=OFF");
                statement.execute("PRAGMA cell_size_check=ON");
                statement.execute("PRAGMA temp_store=MEMORY");
                statement.execute("PRAGMA query_only=ON");
                try (ResultSet names = statement.executeQuery(
                        "SELECT name FROM sqlite_schema WHERE type='table' AND name NOT LIKE 'sqlite_%' AND sql NOT LIKE 'CREATE VIRTUAL%'")) {
                    while (names.next() && tables.size() < MAX_TABLES) {
                        tables.add(names.getString(1));
                    }
                }
            }
            for (String table : tables) {
                if (!sink.full()) {
                    table(connection, table, sink);
                }
            }
        } catch (SQLException e) {
            throw new DocumentException("SQLite database is damaged or encrypted");
        }
    }

    private static void table(Connection connection, String table, DocumentSink sink) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM \"" + table.replace("\"", "\"\"") + "\"")) {
            ResultSetMetaData columns = rows.getMetaData();
            int width = columns.getColumnCount();
            sink.table("table \"" + table + "\"");
            List<String> headings = new ArrayList<>();
            for (int i = 1; i <= width; i++) {
                headings.add(columns.getColumnName(i));
            }
            sink.row(0, headings);
            int number = 0;
            while (rows.next() && !sink.full()) {
                number++;
                List<String> cells = new ArrayList<>();
                for (int i = 1; i <= width; i++) {
                    cells.add(cell(rows, i, table, number, sink));
                }
                if (cells.stream().anyMatch(c -> !c.isEmpty())) {
                    sink.row(number, cells);
                }
            }
        } catch (SQLException e) {
            sink.problem("a table of a SQLite database is damaged: the rest of it was left out");
        }
    }

    private static String cell(ResultSet rows, int column, String table, int row, DocumentSink sink)
            throws SQLException {
        Object value = rows.getObject(column);
        if (value instanceof byte[] blob) {
            if (isText(blob)) {
                return new String(blob, StandardCharsets.UTF_8);
            }
            if (blob.length > 16 && blob.length <= MAX_PART_BYTES) {
                sink.part("table \"" + table + "\" row " + row + " column " + column, "", blob);
            }
            return "";
        }
        return value == null ? "" : value.toString();
    }

    private static boolean isText(byte[] blob) {
        for (int i = 0; i < Math.min(blob.length, 512); i++) {
            if (blob[i] >= 0 && blob[i] < ' ' && blob[i] != '\n' && blob[i] != '\r' && blob[i] != '\t') {
                return false;
            }
        }
        return new String(blob, StandardCharsets.UTF_8).indexOf('\uFFFD') < 0;
    }
}
