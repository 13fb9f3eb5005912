package org.afterleak.identifier;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes the tables that are gathered from ICU4J, folded, beside the classes: to gather them takes half a second, to
 * read them a tenth of that. The build runs this after the compiler; where the files are missing (classes that an editor
 * has compiled) each table is gathered at run time.
 */
final class WordTables {
    private WordTables() {}

    /** Writes the tables into the folder that is the only argument, if they are not there already. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        for (NameScript script : NameScript.values()) {
            Path file = folder.resolve(CountryNames.fileName(script));
            if (isOld(file)) {
                Files.write(file, CountryNames.lines(script), StandardCharsets.UTF_8);
            }
        }
        Path months = folder.resolve(MonthNames.FILE);
        if (isOld(months)) {
            Files.write(months, MonthNames.lines(), StandardCharsets.UTF_8);
        }
    }

    private static boolean isOld(Path file) throws IOException {
        if (Files.notExists(file)) {
            return true;
        }
        List<String> sources = List.of("CountryNames.class", "MonthNames.class", "Names.class", "nationalities.txt");
        for (String source : sources) {
            Path path = file.resolveSibling(source);
            if (Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(path)) < 0) {
                return true;
            }
        }
        return false;
    }
}
