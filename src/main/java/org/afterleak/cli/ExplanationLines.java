package org.afterleak.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.afterleak.extract.Document;
import org.afterleak.match.Explanation;
import org.afterleak.match.Tier;
import org.afterleak.match.Where;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An explanation as people and programs read it. The words that it shows are cut out of the text that the user gave; there
 * are no others.
 */
final class ExplanationLines {
    private static final int MOST_SHOWN_CHARS = 60;

    private final Output output;
    private final Tier minimum;

    /** @param minimum the tier from which a record is reported */
    ExplanationLines(Output output, Tier minimum) {
        this.output = output;
        this.minimum = minimum;
    }

    void print(String target, Document document, Explanation explanation) {
        if (output.isJson()) {
            output.json(node -> json(node.putObject("explain"), target, document, explanation));
        } else {
            lines(target, document, explanation);
        }
    }

    private void lines(String target, Document document, Explanation e) {
        output.line(target + ", stage by stage:");
        String undone = undone(e.read().undone());
        stage(
                "read",
                count(e.read().passages(), "passage") + ", " + count(e.read().tokens(), "word or number") + "; "
                        + count(e.read().readings(), "further reading") + (undone.isEmpty() ? "" : ": " + undone));
        stage(
                "words",
                format("%,d different ones like parts of listed names", e.wordCount())
                        + shownOf(e.words(), e.wordCount()));
        for (Explanation.Word word : e.words()) {
            detail(
                    cut(document, word.where()),
                    String.join(", ", word.ways()) + (word.times() > 1 ? "; " + word.times() + " times" : ""),
                    word.where());
        }
        stage("pairs", counts(e.pairs(), "pairs of words"));
        stage(
                "numbers",
                counts(e.numberCounts(), "readings of digits and addresses")
                        + (e.numbers().isEmpty() ? "" : ", among them:"));
        for (Explanation.NumberRun number : e.numbers()) {
            detail(cut(document, number.where()), field(number.field()) + ": " + outcome(number), number.where());
        }
        Explanation.Page page = e.page();
        stage("page", page == null ? "nothing on it names a record" : pageWords(page));
        stage("records", format("%,d weighed", e.candidateCount()) + shownOf(e.candidates(), e.candidateCount()));
        for (Explanation.Weighed weighed : e.candidates()) {
            lines(document, weighed);
        }
        e.notes().forEach(note -> stage("note", note));
    }

    private void lines(Document document, Explanation.Weighed weighed) {
        output.line("    " + weighed.record() + " (" + weighed.campaign() + "): " + outcome(weighed));
        weighed.because().forEach(reason -> output.line("        " + reason));
        for (Where where : weighed.where()) {
            output.line("        at " + where.locator() + ", characters " + where.start() + " to " + where.end() + ": "
                    + cut(document, where));
        }
        if (!weighed.missing().isEmpty()) {
            output.line("        missing: " + String.join("; ", weighed.missing()));
        }
    }

    private void stage(String name, String words) {
        output.line(format("  %-8s %s", name, words));
    }

    private void detail(String cut, String words, Where where) {
        output.line("    " + cut + "  " + words + "  (" + where.locator() + ", characters " + where.start() + " to "
                + where.end() + ")");
    }

    private static String counts(Explanation.Stage stage, String what) {
        return format(
                "%,d %s tried, %,d passed the filter, %,d on the list",
                stage.tried(), what, stage.passed(), stage.found());
    }

    private static String pageWords(Explanation.Page page) {
        return format(
                "%,d places, %.1f %% of them taken for watched people: %+.1f bits for each record%s",
                page.places(),
                page.share() * 100,
                page.bits(),
                page.coherent() ? "; so many agree with one campaign that it is no coincidence" : "");
    }

    private static String shownOf(List<?> shown, long all) {
        return shown.size() < all ? format(", %,d of them here:", shown.size()) : all > 0 ? ":" : "";
    }

    private String outcome(Explanation.Weighed weighed) {
        String tier = weighed.tier()
                .map(t -> t.label() + (t.atLeast(minimum) ? ", reported" : ", under the tier that is reported"))
                .orElse("not even possible");
        return tier + (weighed.because().isEmpty() ? "" : format(", %.1f bits", weighed.bits()));
    }

    private static String outcome(Explanation.NumberRun number) {
        if (number.records() > 0) {
            return "on the list, " + count(number.records(), "record");
        }
        return number.passed() ? "passed the filter by chance, not on the list" : "not on the list";
    }

    private static String field(String label) {
        return switch (label) {
            case "email" -> "e-mail address";
            case "phone" -> "telephone number";
            default -> "ID number";
        };
    }

    private static String undone(Map<String, Integer> undone) {
        return undone.entrySet().stream()
                .map(u -> u.getKey() + " (" + count(u.getValue(), "place") + ")")
                .collect(Collectors.joining(", "));
    }

    private static String count(long n, String what) {
        String plural = what.startsWith("word or") ? "words and numbers" : what + "s";
        return format("%,d %s", n, n == 1 ? what : plural);
    }

    /** The words at a place, in quotes. */
    private static String cut(Document document, Where where) {
        return '"' + shown(document, where) + '"';
    }

    /** The words at a place; what a terminal might obey or that shows nothing is told by its number. */
    static String shown(Document document, Where where) {
        String text = document.passageText(where.passage());
        int from = Math.clamp(where.start(), 0, text.length());
        int to = Math.clamp(where.end(), from, text.length());
        StringBuilder shown = new StringBuilder();
        for (int i = from; i < to; ) {
            if (shown.length() >= MOST_SHOWN_CHARS) {
                return shown.append("...").toString();
            }
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            switch (Character.getType(c)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.SURROGATE,
                        Character.PRIVATE_USE,
                        Character.UNASSIGNED,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR -> shown.append(format("<U+%04X>", c));
                default -> shown.appendCodePoint(c);
            }
        }
        return shown.toString();
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation is of a library that is not there at run time
    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private void json(ObjectNode node, String target, Document document, Explanation e) {
        node.put("target", target);
        ObjectNode read = node.putObject("read");
        read.put("passages", e.read().passages());
        read.put("tokens", e.read().tokens());
        read.put("readings", e.read().readings());
        ObjectNode undone = read.putObject("undone");
        e.read().undone().forEach(undone::put);
        node.put("word_count", e.wordCount());
        ArrayNode words = node.putArray("words");
        for (Explanation.Word word : e.words()) {
            ObjectNode one = place(words.addObject(), document, word.where());
            one.put("times", word.times());
            strings(one.putArray("ways"), word.ways());
        }
        stage(node.putObject("pairs"), e.pairs());
        stage(node.putObject("numbers"), e.numberCounts());
        ArrayNode numbers = node.putArray("number_list");
        for (Explanation.NumberRun number : e.numbers()) {
            ObjectNode one = place(numbers.addObject(), document, number.where());
            one.put("field", number.field());
            one.put("passed", number.passed());
            one.put("records", number.records());
        }
        Explanation.Page page = e.page();
        if (page != null) {
            ObjectNode counted = node.putObject("page");
            counted.put("places", page.places());
            counted.put("share", Math.round(page.share() * 1e6) / 1e6);
            counted.put("bits", Math.round(page.bits() * 10) / 10.0);
            counted.put("coherent", page.coherent());
        }
        node.put("candidate_count", e.candidateCount());
        ArrayNode candidates = node.putArray("candidates");
        for (Explanation.Weighed weighed : e.candidates()) {
            ObjectNode one = candidates.addObject();
            one.put("record", weighed.record());
            one.put("campaign", weighed.campaign());
            one.put("tier", weighed.tier().map(Tier::label).orElse(null));
            one.put("bits", weighed.bits());
            one.put("reported", weighed.tier().map(t -> t.atLeast(minimum)).orElse(false));
            strings(one.putArray("because"), weighed.because());
            strings(one.putArray("missing"), weighed.missing());
            ArrayNode where = one.putArray("where");
            weighed.where().forEach(w -> place(where.addObject(), document, w));
        }
        strings(node.putArray("notes"), e.notes());
    }

    private static void stage(ObjectNode node, Explanation.Stage stage) {
        node.put("tried", stage.tried());
        node.put("passed", stage.passed());
        node.put("found", stage.found());
    }

    private static ObjectNode place(ObjectNode node, Document document, Where where) {
        node.put("text", shown(document, where));
        node.put("locator", where.locator());
        node.put("start", where.start());
        node.put("end", where.end());
        return node;
    }

    private static void strings(ArrayNode array, List<String> strings) {
        strings.forEach(array::add);
    }
}
