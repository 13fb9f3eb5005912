package org.afterleak.watchlist;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.afterleak.identifier.Emails;
import org.afterleak.identifier.IdNumbers;
import org.afterleak.identifier.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Recognises the headings of lists of people in some thirty languages, whatever their case, diacritics, spaces and
 * punctuation; the words themselves are data ({@code headings.txt}). Tells a heading row from titles, notes and
 * data. Stateless and thread-safe.
 *
 * <p>It never guesses a kind from the cells below: where no heading is known, {@link #hint} says what the columns look
 * like, and a person decides.
 */
final class Headings {
    private static final int MAX_HEADING = 200;
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern CAMEL = Pattern.compile("(?<=\\p{Ll})(?=\\p{Lu})");
    private static final Pattern NOT_WORD = Pattern.compile("[^\\p{L}\\p{Nd}]+");
    private static final Pattern BRACKETED = Pattern.compile("[(\\[（【][^)\\]）】]*[)\\]）】]");
    private static final Pattern ALTERNATIVES = Pattern.compile("[/|\\n\\r()\\[\\]（）【】:：–—]| - ");
    private static final Pattern TRAILING_NUMBER = Pattern.compile("\\d{1,2}$");
    private static final Pattern DATA = Pattern.compile("\\p{Nd}{5}|\\p{Nd}[\\p{Nd}./-]{6}|\\S@\\S+\\.");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d.*|\\d{1,2}[./-]\\d{1,2}[./-]\\d{2,4}");

    private static final Headings WORDS = load();

    private final Map<String, Kind> kinds = new HashMap<>();
    private final Set<String> owners = new HashSet<>();
    private final Set<String> small = new HashSet<>();
    private final Set<String> whole = new HashSet<>();
    private final Set<String> labelWords = new HashSet<>();
    private final List<String> conflicts = new ArrayList<>();

    private Headings() {}

    /** The mapping of a heading row as it stands, without a word from the user. */
    static ColumnMapping recognise(List<String> headingRow) throws ImportException {
        return ColumnMapping.of(headingRow, Map.of());
    }

    /** What a heading says its column holds; empty for a heading that is not known. */
    static Optional<Kind> kindOf(String heading) {
        if (heading.isBlank() || heading.length() > MAX_HEADING) {
            return Optional.empty();
        }
        return Optional.ofNullable(WORDS.kind(heading));
    }

    /** Whether a heading has that word, in the form of {@link #key}. */
    static boolean isWord(String word) {
        return WORDS.labelWords.contains(word);
    }

    /** Whether the heading means a whole name where no other column holds the rest of it. */
    static boolean meansWholeName(String heading) {
        return WORDS.whole.contains(join(words(heading)));
    }

    /** Two headings with one key are the same heading; empty for one without letters or digits. */
    static String key(String heading) {
        return heading.length() > MAX_HEADING ? "" : join(words(heading));
    }

    /**
     * Whether a row is made of headings: some are known, and no cell looks like data.
     *
     * @param named columns that the user named, as they were typed
     */
    static boolean looksLikeHeadingRow(List<String> cells, Set<String> named) {
        int filled = 0;
        for (String cell : cells) {
            filled += cell.isBlank() ? 0 : 1;
            if (looksLikeData(cell)) {
                return false;
            }
        }
        int known = known(cells, named);
        return known > 1 || (known == 1 && filled <= 6);
    }

    /** Whether a cell holds what no heading holds: five digits, an address, a date. */
    static boolean looksLikeData(String cell) {
        return DATA.matcher(cell).find();
    }

    /**
     * What the columns of a list without headings look like, as a hint for the user: {@code column 2 looks like an ID
     * number}; empty if nothing is evident. It says nothing of what the cells hold.
     */
    static List<String> hint(List<List<String>> firstRows) {
        List<String> hints = new ArrayList<>();
        int width = firstRows.stream().mapToInt(List::size).max().orElse(0);
        for (int column = 0; column < Math.min(width, 50); column++) {
            int filled = 0;
            int emails = 0;
            int dates = 0;
            int ids = 0;
            for (List<String> row : firstRows) {
                String cell = column < row.size() ? row.get(column).strip() : "";
                if (cell.isEmpty() || cell.length() > 100) {
                    continue;
                }
                filled++;
                if (Emails.canonical(cell).isPresent()) {
                    emails++;
                } else if (DATE.matcher(cell).matches()) {
                    dates++;
                } else if (IdNumbers.canonical(cell).isPresent()) {
                    ids++;
                }
            }
            int most = Math.max(emails, Math.max(dates, ids));
            if (most > 0 && most * 10 >= filled * 8) {
                Kind kind = most == emails ? Kind.EMAIL : most == ids ? Kind.ID : Kind.DATE_OF_BIRTH;
                hints.add("column " + (column + 1) + " looks like " + kind.label());
            }
        }
        return hints;
    }

    /** Headings that the data lists under two kinds; for the test that keeps it free of them. */
    static List<String> conflicts() {
        return List.copyOf(WORDS.conflicts);
    }

    private static int known(List<String> cells, Set<String> named) {
        Set<String> keys = new HashSet<>();
        named.forEach(n -> keys.add(key(n)));
        int known = 0;
        for (String cell : cells) {
            boolean chosen = !key(cell).isEmpty() && keys.contains(key(cell));
            known += chosen || kindOf(cell).isPresent() ? 1 : 0;
        }
        return known;
    }

    private @Nullable Kind kind(String heading) {
        Kind kind = lookUp(heading);
        if (kind != null) {
            return kind;
        }
        // "Name (Last, First)", "A# (if known)"
        kind = lookUp(BRACKETED.matcher(heading).replaceAll(" "));
        if (kind != null) {
            return kind;
        }
        // "Nombre / Name", "person.last_name"
        for (String part : ALTERNATIVES.split(heading, -1)) {
            Kind next = lookUp(part);
            boolean wider = next == Kind.NAME && kind != null && kind.isName();
            kind = kind == null || wider ? next : kind;
        }
        int dot = heading.lastIndexOf('.');
        String last = heading.substring(dot + 1);
        if (kind == null && dot > 0 && TRAILING_NUMBER.matcher(last).matches()) {
            return kind(heading.substring(0, dot));
        }
        return kind == null && dot > 0 ? lookUp(last) : kind;
    }

    private @Nullable Kind lookUp(String heading) {
        List<String> words = words(heading);
        String full = join(words);
        Kind kind = kinds.get(full);
        if (kind == null) {
            kind = kinds.get(TRAILING_NUMBER.matcher(full).replaceFirst(""));
        }
        if (kind == null) {
            String rest = join(words.stream()
                    .filter(w -> !owners.contains(w) && !small.contains(w))
                    .toList());
            kind = kinds.get(rest);
            kind = kind == null ? kinds.get(TRAILING_NUMBER.matcher(rest).replaceFirst("")) : kind;
        }
        return kind;
    }

    /** Words in one form: compatibility-decomposed, lower case, without marks; a number sign is the word "number". */
    private static List<String> words(String heading) {
        String text = CAMEL.matcher(heading.replace("#", " number ")).replaceAll(" ");
        text = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        text = MARKS.matcher(text).replaceAll("").replace("\u0640", "");
        text = text.replace('ı', 'i')
                .replace("ß", "ss")
                .replace("æ", "ae")
                .replace('ø', 'o')
                .replace('ł', 'l')
                .replace('đ', 'd')
                .replace("œ", "oe")
                .replace("'", "")
                .replace("’", "")
                .replace("ʼ", "");
        List<String> words = new ArrayList<>();
        for (String word : NOT_WORD.split(text, -1)) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }

    private static String join(List<String> words) {
        return String.join("", words);
    }

    private static Headings load() {
        Headings headings = new Headings();
        Map<String, Kind> reduced = new HashMap<>();
        try (InputStream in = Headings.class.getResourceAsStream("headings.txt")) {
            if (in == null) {
                throw new IllegalStateException("headings.txt is not in the jar");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int equals = line.indexOf('=');
                if (line.startsWith("#") || equals < 0) {
                    continue;
                }
                String name = line.substring(0, equals).strip();
                int dot = name.indexOf('.');
                String group = dot < 0 ? name : name.substring(0, dot);
                for (String entry : line.substring(equals + 1).split(";", -1)) {
                    headings.add(group, entry, reduced);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        reduced.forEach(headings.kinds::putIfAbsent);
        return headings;
    }

    private void add(String group, String entry, Map<String, Kind> reduced) {
        List<String> words = words(entry);
        String key = join(words);
        if (key.isEmpty()) {
            return;
        }
        words.stream().filter(w -> w.length() > 1).forEach(labelWords::add);
        switch (group) {
            case "owner" -> owners.add(key);
            case "small" -> small.add(key);
            case "whole" -> whole.add(key);
            default -> {
                Kind kind = Kind.find(group).orElseThrow(() -> new IllegalStateException("headings.txt: " + group));
                Kind before = kinds.putIfAbsent(key, kind);
                if (before != null && before != kind) {
                    conflicts.add(entry.strip() + ": " + before.label() + ", " + kind.label());
                }
                String rest =
                        join(words.stream().filter(w -> !small.contains(w)).toList());
                if (rest.length() > 1) {
                    reduced.putIfAbsent(rest, kind);
                }
            }
        }
    }
}
