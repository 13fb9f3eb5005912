package org.afterleak.bench;

import static org.afterleak.bench.Evasion.Group.EVASION;
import static org.afterleak.bench.Evasion.Group.NICKNAME;
import static org.afterleak.bench.Evasion.Group.SCRIPT;
import static org.afterleak.bench.Evasion.Group.TYPING_ERROR;
import static org.afterleak.bench.Evasion.Group.TYPING_ERRORS;
import static org.afterleak.bench.Evasion.Touches.ATTRIBUTE;
import static org.afterleak.bench.Evasion.Touches.BIRTH;
import static org.afterleak.bench.Evasion.Touches.LETTERS;
import static org.afterleak.bench.Evasion.Touches.NAME;
import static org.afterleak.bench.Evasion.Touches.NAME_WITH_NUMBER;
import static org.afterleak.bench.Evasion.Touches.NUMBER;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** All evasions, in the order of the report. */
final class Evasions {
    private static final List<String> MARKUP = List.of("html-table", "html-paragraph", "html-list");
    private static final List<String> PLAIN = List.of("prose-id", "bullet-list", "key-value-line");

    private Evasions() {}

    static final List<Evasion> ALL = all();

    private static List<Evasion> all() {
        List<Evasion> all = new ArrayList<>();
        letters(all, "zero-width", LetterTricks::invisible);
        letters(all, "soft-hyphens", LetterTricks::softHyphens);
        letters(all, "direction-marks", LetterTricks::directionMarks);
        letters(all, "combining-marks", LetterTricks::combiningMarks);
        letters(all, "cyrillic-lookalikes", (v, r) -> LetterTricks.lookalikes(v, false, r));
        letters(all, "greek-lookalikes", (v, r) -> LetterTricks.lookalikes(v, true, r));
        letters(all, "full-width", (v, r) -> LetterTricks.fullWidth(v));
        letters(all, "styled-letters", LetterTricks::styled);
        letters(all, "circled-letters", (v, r) -> LetterTricks.circled(v));
        letters(all, "letters-spaced", (v, r) -> LetterTricks.apart(v, " ", "   "));
        letters(all, "letters-dotted", (v, r) -> LetterTricks.apart(v, ".", " "));
        letters(all, "letters-hyphenated", (v, r) -> LetterTricks.apart(v, "-", " "));
        letters(all, "random-case", LetterTricks::randomCase);
        letters(all, "upper-case", (v, r) -> v.toUpperCase(Locale.ROOT));
        letters(all, "lower-case", (v, r) -> v.toLowerCase(Locale.ROOT));
        in(all, PLAIN, "reversed", (t, r) -> values(t, LetterTricks::reversed));
        in(all, MARKUP, "double-entities", (t, r) -> values(t, LetterTricks::entities));
        in(all, PLAIN, "percent-encoded", (t, r) -> values(t, LetterTricks::percent));
        in(all, PLAIN, "broken-over-lines", Evasions::broken);

        add(all, "digits-in-english", NUMBER, (t, r) -> id(t, NumberTricks.words(t.id, 0)));
        add(all, "digits-in-spanish", NUMBER, (t, r) -> id(t, NumberTricks.words(t.id, 1)));
        add(all, "digits-in-french", NUMBER, (t, r) -> id(t, NumberTricks.words(t.id, 2)));
        add(all, "digits-of-other-scripts", NUMBER, (t, r) -> id(t, NumberTricks.otherScript(t.id, r)));
        add(all, "number-separated", NUMBER, (t, r) -> id(t, NumberTricks.separated(t.id, r)));
        add(all, "number-misread", NUMBER, (t, r) -> id(t, NumberTricks.misread(t.id, r)));
        add(all, "prefix-dropped", NUMBER, (t, r) -> id(t, NumberTricks.digits(t.id)));
        add(
                all,
                "prefix-otherwise",
                NUMBER,
                (t, r) -> id(
                        t,
                        new String[] {"Alien No. ", "A# ", "AXX ", "Reg. ", "USCIS# "}[r.nextInt(5)]
                                + NumberTricks.digits(t.id)));
        add(
                all,
                "eight-digits",
                NUMBER,
                (t, r) ->
                        NumberTricks.isOfEightDigits(t.id) && id(t, (r.nextBoolean() ? "A" : "") + t.id.substring(2)));

        add(all, "leetspeak", NAME, (t, r) -> eachWord(t, w -> LetterTricks.leet(w, r)));
        add(all, "marks-dropped", NAME, (t, r) -> eachWord(t, LetterTricks::withoutMarks));
        add(all, "marks-added", NAME, (t, r) -> eachWord(t, w -> LetterTricks.withMarks(w, r)));
        add(all, "other-order", NAME, (t, r) -> NameTricks.swapOrder(t));
        add(all, "name-misread", NAME, NameTricks::misread);
        add(all, "other-spelling", NAME, NameTricks::respell);
        add(all, "misheard", NAME, NameTricks::mishear);
        add(all, "word-added", NAME, NameTricks::addWord);
        add(all, "word-dropped", NAME, NameTricks::dropWord);
        add(all, "small-words-dropped", NAME, (t, r) -> NameTricks.dropSmallWords(t));
        add(all, "words-joined", NAME, (t, r) -> NameTricks.join(t, ""));
        add(all, "words-hyphenated", NAME, (t, r) -> NameTricks.join(t, "-"));
        add(all, "underscores", NAME, (t, r) -> values(t, v -> v.replace(' ', '_')));
        add(all, "title-added", NAME, NameTricks::title);
        add(all, "initials", NAME_WITH_NUMBER, NameTricks::initials);

        add(all, "facility-abbreviated", ATTRIBUTE, (t, r) -> facility(t));
        add(all, "nationality-demonym", ATTRIBUTE, (t, r) -> nationality(t, t.person.country.english()));
        add(all, "nationality-spanish-demonym", ATTRIBUTE, (t, r) -> nationality(t, t.person.country.spanish()));
        add(all, "nationality-iso-code", ATTRIBUTE, Evasions::isoCode);
        add(all, "nationality-other-language", ATTRIBUTE, Evasions::otherLanguage);
        add(all, "birth-date-otherwise", BIRTH, (t, r) -> birth(t, r.nextInt(6)));

        all.add(new Evasion("one-typing-error", NAME, TYPING_ERROR, List.of(), NameTricks::mistypeOne));
        all.add(new Evasion("typing-error-each-word", NAME, TYPING_ERRORS, List.of(), NameTricks::mistypeEach));
        all.add(new Evasion("original-script", NAME, SCRIPT, List.of(), (t, r) -> NameTricks.originalScript(t)));
        all.add(new Evasion("nickname", NAME, NICKNAME, List.of(), NameTricks::nickname));
        return List.copyOf(all);
    }

    private static void letters(List<Evasion> all, String name, BiFunction<String, SplittableRandom, String> change) {
        add(all, name, LETTERS, (t, r) -> values(t, v -> change.apply(v, r)));
    }

    private static void add(List<Evasion> all, String name, Evasion.Touches touches, Evasion.Change change) {
        all.add(new Evasion(name, touches, EVASION, List.of(), change));
    }

    private static void in(List<Evasion> all, List<String> bases, String name, Evasion.Change change) {
        all.add(new Evasion(name, LETTERS, EVASION, bases, change));
    }

    private static boolean values(Telling t, UnaryOperator<String> change) {
        t.onValues.add(change);
        return true;
    }

    private static boolean eachWord(Telling t, UnaryOperator<String> change) {
        List<String> before = t.nameWords();
        List<String> after = before.stream().map(change).toList();
        t.nameWords(after);
        return !after.equals(before);
    }

    /** A hyphen and the end of the line in a long word, as columns of print have it. */
    private static boolean broken(Telling t, SplittableRandom random) {
        List<String> words = t.nameWords();
        for (int i : NameTricks.shuffled(words.size(), random)) {
            String word = words.get(i);
            if (word.length() >= 6 && word.codePoints().allMatch(Character::isLetter)) {
                int at = 2 + random.nextInt(word.length() - 4);
                words.set(i, word.substring(0, at) + "-\n" + word.substring(at));
                t.nameWords(words);
                return true;
            }
        }
        return false;
    }

    private static boolean id(Telling t, String id) {
        boolean changed = !id.equals(t.id);
        t.id = id;
        return changed;
    }

    private static boolean facility(Telling t) {
        String shorter = t.facility
                .replace("Service Processing Center", "SPC")
                .replace("Processing Center", "Proc. Ctr.")
                .replace("Detention Center", "Det Ctr")
                .replace("County Jail", "Co. Jail")
                .replace("Staging Facility", "Staging Fac.")
                .replace("Correctional Facility", "Corr Fac")
                .replace("Residential Center", "Res. Ctr");
        boolean changed = !shorter.equals(t.facility);
        t.facility = shorter;
        return changed;
    }

    private static boolean nationality(Telling t, String nationality) {
        t.nationality = nationality;
        return true;
    }

    private static boolean isoCode(Telling t, SplittableRandom random) {
        String code = t.person.country.code();
        return nationality(t, random.nextBoolean() ? code : Locale.of("", code).getISO3Country());
    }

    private static boolean otherLanguage(Telling t, SplittableRandom random) {
        Locale language = Locale.forLanguageTag(List.of("es", "fr", "pt", "de").get(random.nextInt(4)));
        return nationality(t, Locale.of("", t.person.country.code()).getDisplayCountry(language));
    }

    private static boolean birth(Telling t, int form) {
        LocalDate d = t.person.birth;
        String month = Objects.requireNonNull(d.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
        String mes = d.getMonth().getDisplayName(TextStyle.FULL, Locale.forLanguageTag("es"));
        t.birth = switch (form) {
            case 0 -> d.format(DateTimeFormatter.ofPattern("dd/MM/yyyy", Locale.ROOT));
            case 1 -> d.format(DateTimeFormatter.ofPattern("MM/dd/yyyy", Locale.ROOT));
            case 2 -> d.getDayOfMonth() + " " + month + " " + d.getYear();
            case 3 -> d.getDayOfMonth() + " de " + mes + " de " + d.getYear();
            case 4 -> month.substring(0, 3) + " " + d.getDayOfMonth() + ", " + d.getYear();
            default -> d.format(DateTimeFormatter.ofPattern("dd.MM.yyyy", Locale.ROOT));
        };
        return true;
    }
}
