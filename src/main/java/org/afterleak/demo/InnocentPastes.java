package org.afterleak.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;

/**
 * What else is on a paste site: logs, code, numbers, lists of people who are not on the leaked list. Many are hard on
 * purpose: the same columns with other people, thirty thousand numbers of the same range, whole names of listed people
 * among the results of a race.
 */
final class InnocentPastes {
    /** How many there are. */
    static final int COUNT = 160;

    private static final int MANY_NUMBERS = 30_000;

    private final SyntheticPeople people;
    private final Random random;
    private final Prose prose;
    private final List<String> texts = new ArrayList<>();
    private final List<String> titles = new ArrayList<>();

    InnocentPastes(SyntheticPeople people, long seed) {
        this.people = people;
        this.random = new Random(seed);
        this.prose = new Prose(people, random);
    }

    /** The pages, at {@code /raw/} and an id. */
    List<Page> pages() {
        add(20, "a server's log", this::log);
        add(20, "a program", this::program);
        add(20, "a table of numbers", () -> numbers(200 + random.nextInt(800)));
        add(1, "thirty thousand numbers", this::manyNumbers);
        add(1, "order confirmations", this::orders);
        add(20, "a list of telephone numbers", this::phones);
        add(20, "a register of other people", this::register);
        add(14, "results of a race", this::race);
        add(14, "a list of names", this::listOfNames);
        add(16, "a chat", this::chat);
        add(14, "notes on places", this::notes);
        List<Page> pages = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            pages.add(Page.of("/raw/" + id(i), Page.Role.INNOCENT, titles.get(i), Page.TEXT, texts.get(i)));
        }
        return pages;
    }

    /** Eight letters, another for each number. */
    static String id(int number) {
        StringBuilder id = new StringBuilder();
        long mixed = (number + 1) * 2_654_435_761L % 208_827_064_576L;
        for (int i = 0; i < 8; i++) {
            id.append((char) ('a' + mixed % 26));
            mixed /= 26;
        }
        return id.toString();
    }

    private void add(int count, String title, Supplier<String> text) {
        for (int i = 0; i < count; i++) {
            titles.add(title);
            texts.add(text.get());
        }
    }

    private String lines(int count, Supplier<String> line) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < count; i++) {
            out.append(line.get()).append('\n');
        }
        return out.toString();
    }

    private String log() {
        int[] second = {0};
        return lines(120, () -> {
            second[0] += random.nextInt(9);
            return String.format(
                    Locale.ROOT,
                    "2026-03-%02dT04:%02d:%02dZ 198.51.100.%d GET /item/%s?session=%08x 200 %d",
                    1 + second[0] % 28,
                    second[0] / 60 % 60,
                    second[0] % 60,
                    random.nextInt(256),
                    SyntheticPeople.number(random),
                    random.nextInt(),
                    random.nextInt(90_000));
        });
    }

    private String program() {
        return lines(
                40,
                () -> "int " + prose.given().toLowerCase(Locale.ROOT).charAt(0) + random.nextInt(100) + " = compute(0x"
                        + Integer.toHexString(random.nextInt()) + ", " + SyntheticPeople.number(random) + "); // step "
                        + random.nextInt(1000));
    }

    private String numbers(int rows) {
        return "part,lot,serial\n"
                + lines(
                        rows,
                        () -> random.nextInt(10_000) + "," + random.nextInt(100) + ","
                                + SyntheticPeople.number(random));
    }

    /** So many that a few of them are listed people's: chance, and no repost. Three are put there to be sure. */
    private String manyNumbers() {
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < MANY_NUMBERS; i++) {
            numbers.add(SyntheticPeople.number(random));
        }
        for (int i = 0; i < 3; i++) {
            numbers.set(
                    random.nextInt(numbers.size()),
                    prose.any(people.listed()).aNumber().substring(1));
        }
        return String.join("\n", numbers);
    }

    private String orders() {
        return lines(
                300,
                () -> "Order No. " + SyntheticPeople.number(random) + " was shipped; invoice ID "
                        + SyntheticPeople.number(random) + ".");
    }

    private String phones() {
        StringBuilder out = new StringBuilder("Name;Telephone;Department\n");
        for (SyntheticPerson other : people.others(40, random)) {
            out.append(String.format(
                    Locale.ROOT,
                    "%s;(202) 555-01%02d;%s\n",
                    other.name(),
                    random.nextInt(100),
                    prose.any(List.of("Sales", "Kitchen", "Night shift", "Archive"))));
        }
        return out.toString();
    }

    /** The hardest: the columns of the leaked list, its countries and facilities, its kind of numbers, other people. */
    private String register() {
        StringBuilder out = new StringBuilder("File No,Last Name,First Name,Country,Facility\n");
        for (SyntheticPerson other : people.others(60, random)) {
            out.append(other.aNumber().substring(1))
                    .append(',')
                    .append(other.family())
                    .append(',')
                    .append(other.given())
                    .append(',')
                    .append(other.country())
                    .append(',')
                    .append(other.facility())
                    .append('\n');
        }
        return out.toString();
    }

    /** Runners, one of them with the whole name of somebody on the list, and nothing else of that person. */
    private String race() {
        StringBuilder out = new StringBuilder("Half marathon, all classes\nplace  bib   time     name\n");
        List<SyntheticPerson> runners = new ArrayList<>(people.others(80, random));
        runners.set(random.nextInt(runners.size()), prose.any(people.listed()));
        int seconds = 4_000;
        for (int place = 1; place <= runners.size(); place++) {
            seconds += random.nextInt(40);
            out.append(String.format(
                    Locale.ROOT,
                    "%5d  %04d  %d:%02d:%02d  %s\n",
                    place,
                    random.nextInt(10_000),
                    seconds / 3600,
                    seconds / 60 % 60,
                    seconds % 60,
                    runners.get(place - 1).name()));
        }
        return out.toString();
    }

    private String listOfNames() {
        return random.nextBoolean()
                ? "Most popular first names\n" + lines(60, prose::given)
                : "Family names of the region\n" + lines(60, prose::family);
    }

    private String chat() {
        return lines(50, () -> {
            String line = random.nextInt(3) == 0 ? prose.aboutPeople() : prose.neutral();
            return "<" + prose.given().toLowerCase(Locale.ROOT) + random.nextInt(100) + "> " + line;
        });
    }

    private String notes() {
        return lines(30, () -> random.nextInt(3) > 0 ? prose.aboutPlaces() : prose.aboutPeople());
    }
}
