package org.afterleak.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.afterleak.crypto.KeyRing;
import org.afterleak.identifier.Kind;
import org.afterleak.pipeline.Addresses;
import org.afterleak.pipeline.Workspace;
import org.afterleak.watchlist.ImportListener;
import org.afterleak.watchlist.ImportResult;
import org.afterleak.watchlist.Importer;
import org.afterleak.watchlist.WatchlistException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code import}: seals a leaked list. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Seals a leaked list into the watchlist, as one transaction.",
            "Reads xlsx, xls, xlsb, ods, csv, tsv and JSON Lines, every sheet unless one is named. Headings are recognised in several"
                    + " languages; the mapping that is used is printed. Nothing of the list is kept but keyed tags."
        })
final class ImportCommand implements Callable<Integer> {
    @ParentCommand
    private Main main;

    @Parameters(paramLabel = "FILE", description = "The leaked list.")
    private Path file;

    @Option(names = "--campaign", paramLabel = "NAME", required = true, description = "What this leak is called.")
    private String campaign;

    @Option(
            names = "--map",
            paramLabel = "COLUMN=KIND",
            description = {
                "What a column is, where its heading does not tell. COLUMN is the heading, or #1 for the first column.",
                "Kinds: name, given_name, family_name, id, id:a-number, email, phone, date_of_birth, nationality,"
                        + " facility, attribute, ignore."
            })
    private Map<String, String> map = new LinkedHashMap<>();

    @Option(names = "--sheet", paramLabel = "NAME", description = "The one sheet to read. Default: all.")
    private @Nullable String sheet;

    @Option(
            names = "--receipt",
            paramLabel = "FILE",
            description =
                    "Write a CSV sheet,row,record that tells the owner of the original which record is which row.")
    private @Nullable Path receipt;

    @Override
    public Integer call() throws Exception {
        Output output = main.output();
        Workspace workspace = main.workspace();
        Importer.Request request =
                new Importer.Request(file, campaign, kinds(), Optional.ofNullable(sheet), Optional.ofNullable(receipt));
        ImportResult result;
        try (KeyRing keys = workspace.unlock(main.secrets());
                Progress progress = Progress.start(output, "import", " MB", 1_000_000)) {
            ImportListener listener = new ImportListener() {
                @Override
                public void progress(long doneBytes, long totalBytes, long records) {
                    progress.at(doneBytes, totalBytes, String.format(Locale.ROOT, "%,d rows", records));
                }

                @Override
                public void mapping(String name, Map<String, String> columns) {
                    output.note((name.isEmpty() ? "columns: " : "columns of a sheet: ") + mapped(columns));
                }

                @Override
                public Map<String, String> shown(Set<String> names) throws WatchlistException {
                    return Addresses.shownNames(workspace.watchlistFolder(), keys, names);
                }

                @Override
                public void note(String sentence) {
                    output.note("note: " + sentence);
                }

                @Override
                public void rejected(String name, int row, String reason) {
                    output.note("row " + row + " rejected: " + reason);
                }
            };
            Importer importer = new Importer(workspace.watchlistFolder(), keys, main.clock(), listener)
                    .with(workspace.ownForms().facilities());
            result = importer.run(request);
        }
        print(output, result);
        return ExitStatus.OK;
    }

    /** The columns that are used; what the others are called may be anything, and is told when the list is sealed. */
    private static String mapped(Map<String, String> columns) {
        String ignored = Kind.IGNORE.label();
        long others = columns.values().stream().filter(ignored::equals).count();
        return columns.entrySet().stream()
                        .filter(e -> !e.getValue().equals(ignored))
                        .map(e -> e.getKey() + " = " + e.getValue())
                        .collect(Collectors.joining(", "))
                + (others == 0 ? "" : "; ignored: " + others);
    }

    private Map<String, Kind> kinds() throws CommandFailure {
        Map<String, Kind> kinds = new LinkedHashMap<>();
        for (Map.Entry<String, String> entry : map.entrySet()) {
            Kind kind = Kind.find(entry.getValue())
                    .orElseThrow(() -> new CommandFailure(
                            ExitStatus.USAGE, "--map: there is no such kind; the kinds are " + Kind.labels()));
            kinds.put(entry.getKey(), kind);
        }
        return kinds;
    }

    private static void print(Output output, ImportResult result) {
        double seconds = result.took().toMillis() / 1000.0;
        output.json(node -> {
            node.put("campaign", result.campaign());
            node.put("records", result.records());
            node.put("rejected", result.rejected());
            node.put("already_known", result.alreadyKnown());
            var columns = node.putObject("columns");
            result.columns().forEach(columns::put);
            node.put("seconds", seconds);
        });
        output.line(String.format(
                Locale.ROOT,
                "Campaign %s: %,d records sealed, %,d already known, %,d rows rejected, in %.1f s",
                result.campaign(),
                result.records(),
                result.alreadyKnown(),
                result.rejected(),
                seconds));
        List<String> ignored = result.columns().entrySet().stream()
                .filter(e -> e.getValue().equals(Kind.IGNORE.label()))
                .map(Map.Entry::getKey)
                .toList();
        if (!ignored.isEmpty()) {
            output.note("columns that were ignored: " + String.join(", ", ignored));
        }
    }
}
