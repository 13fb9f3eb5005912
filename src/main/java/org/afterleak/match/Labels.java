package org.afterleak.match;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.afterleak.extract.Document;
import org.afterleak.extract.PassageKind;
import org.afterleak.identifier.CheckResult;
import org.afterleak.identifier.IdFormats;
import org.afterleak.identifier.IdNumbers;
import org.afterleak.identifier.Kind;
import org.afterleak.watchlist.FieldLabels;
import org.jspecify.annotations.Nullable;

/** What a document says of its own values: the headings of columns, and the labels before values. Not thread-safe. */
final class Labels {
    /** Words of a label before a number, at most. */
    private static final int MOST_LABEL_WORDS = 8;

    private final Document document;
    private final IdFormats formats;
    private final Map<Integer, List<Optional<Kind>>> headings = new HashMap<>();

    Labels(Document document, IdFormats formats) {
        this.document = document;
        this.formats = formats;
    }

    /**
     * What a number is called whose letters, digits and check digit are those of a known format, empty where of none: so
     * few runs of letters and digits are that it says itself what it is. Digits alone have the check digits of some format
     * by chance.
     */
    String formatOf(int start, int end) {
        StringBuilder plain = new StringBuilder();
        boolean letters = false;
        for (int i = start; i < end && plain.length() <= IdNumbers.MAX_CHARS; i++) {
            char c = (char) (document.text()[i] & 0xFF);
            if (c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z') {
                letters |= c > '9';
                plain.append((char) (c > 'Z' ? c - 0x20 : c));
            }
        }
        boolean withLetters = letters;
        return formats.recognise(plain.toString()).stream()
                .filter(r -> r.format().isOwn() || withLetters && r.check() == CheckResult.HOLDS)
                .filter(r -> r.check() != CheckResult.FAILS)
                .map(r -> r.format().label())
                .findFirst()
                .orElse("");
    }

    /** The kinds that the headings above a passage announce; none where it stands under none. */
    Set<Kind> kindsAbove(int passage) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        for (Optional<Kind> heading : headings(passage)) {
            heading.map(Labels::plain).ifPresent(kinds::add);
        }
        return kinds;
    }

    /** What the heading or the label of the value at a byte says it is; {@code null} where there is none that is known. */
    @Nullable
    Kind kindOf(List<Context.Word> words, int passage, int start) {
        List<Optional<Kind>> columns = headings(passage);
        if (!columns.isEmpty() && document.kind(passage) == PassageKind.ROW) {
            int column = 0;
            byte[] text = document.text();
            for (int i = document.start(passage); i < start; i++) {
                column += text[i] == '\t' ? 1 : 0;
            }
            Optional<Kind> heading = column < columns.size() ? columns.get(column) : Optional.empty();
            if (heading.isPresent()) {
                return plain(heading.get());
            }
        }
        return labelBefore(words, passage, start);
    }

    /** The longest known label that ends right before a value. */
    private static @Nullable Kind labelBefore(List<Context.Word> words, int passage, int start) {
        int last = -1;
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).passage == passage && words.get(i).end <= start) {
                last = i;
            } else if (last >= 0) {
                break;
            }
        }
        Kind known = null;
        StringBuilder label = new StringBuilder();
        for (int i = last;
                i >= 0 && last - i < MOST_LABEL_WORDS && !words.get(i).hasDigit();
                i--) {
            label.insert(0, words.get(i).text + " ");
            known = FieldLabels.kindOf(label.toString()).orElse(known);
            if (words.get(i).gap >= Tokens.GAP_PHRASE) {
                break;
            }
        }
        return known == null ? null : plain(known);
    }

    private List<Optional<Kind>> headings(int passage) {
        return headings.computeIfAbsent(
                document.blockOf(passage),
                block -> document.block(block).headings().stream()
                        .map(FieldLabels::kindOf)
                        .toList());
    }

    private static Kind plain(Kind kind) {
        return kind.isName() ? Kind.NAME : kind.isId() ? Kind.ID : kind;
    }
}
