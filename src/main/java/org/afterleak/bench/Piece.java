package org.afterleak.bench;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import org.afterleak.match.Tier;
import org.jspecify.annotations.Nullable;

/** One question of the bench: pages made in one way, and how many of the listed people on them should be found. */
final class Piece {
    private static final int MOST_TRIES = 60;
    private static final int SMALLEST_DUMP = 20;
    private static final int DUMP_SPREAD = 41;

    /** Pages of one listed person for each page of a dump. */
    private static final int PEOPLE_PER_DUMP = 40;

    private static final Set<Evasion.Touches> NOT_TWICE =
            Set.of(Evasion.Touches.NUMBER, Evasion.Touches.ATTRIBUTE, Evasion.Touches.BIRTH);

    /** Evasions that tear letters or words apart: two of them leave nothing that a person can read. */
    private static final Set<String> TEARING = Set.of(
            "letters-spaced",
            "letters-dotted",
            "letters-hyphenated",
            "broken-over-lines",
            "percent-encoded",
            "double-entities",
            "digits-in-english",
            "digits-in-spanish",
            "digits-in-french",
            "circled-letters",
            "styled-letters",
            "full-width",
            "reversed",
            "combining-marks");

    final String name;
    final String group;
    final OptionalDouble target;
    final Tier tier;
    final int pages;
    private final Maker maker;

    @FunctionalInterface
    private interface Maker {
        @Nullable
        Page make(People people, SplittableRandom random);
    }

    private Piece(String name, String group, OptionalDouble target, Tier tier, int pages, Maker maker) {
        this.name = name;
        this.group = group;
        this.target = target;
        this.tier = tier;
        this.pages = pages;
        this.maker = maker;
    }

    /** A page and who of the list is on it. */
    static final class Page {
        final String text;
        final String file;
        final List<Long> listed;

        Page(String text, String file, List<Long> listed) {
            this.text = text;
            this.file = file;
            this.listed = List.copyOf(listed);
        }

        @Override
        public String toString() {
            return "Page[" + text.length() + " characters]";
        }
    }

    /** The page of that number, the same each time; null where nobody was found to whom the piece applies. */
    @Nullable
    Page page(People people, long seed, int number) {
        SplittableRandom random = new SplittableRandom(People.mixed(People.mixed(seed + name.hashCode()) + number));
        for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
            Page page = maker.make(people, random);
            if (page != null) {
                return page;
            }
        }
        return null;
    }

    /** All pieces, in the order of the report. */
    static List<Piece> all(int people) {
        List<Piece> all = new ArrayList<>();
        List<Telling.Field> id = List.of(Telling.Field.NAME, Telling.Field.ID);
        List<Telling.Field> two = List.of(Telling.Field.NAME, Telling.Field.NATIONALITY, Telling.Field.FACILITY);
        for (Shape shape : Shapes.ALL) {
            all.add(new Piece(
                    "shape/" + shape.name(),
                    "shape, name and ID",
                    OptionalDouble.of(1),
                    Tier.CONFIRMED,
                    people,
                    (p, r) -> single(p, r, shape, id, List.of())));
        }
        for (Shape shape : Shapes.ALL) {
            all.add(new Piece(
                    "attributes/" + shape.name(),
                    "shape, name and two attributes",
                    OptionalDouble.of(0.999),
                    Tier.PROBABLE,
                    people,
                    (p, r) -> single(p, r, shape, two, List.of())));
        }
        for (Evasion e : Evasions.ALL) {
            all.add(new Piece(
                    "evasion/" + e.name(),
                    group(e),
                    OptionalDouble.of(target(e)),
                    e.group() == Evasion.Group.NICKNAME ? Tier.POSSIBLE : Tier.PROBABLE,
                    people,
                    (p, r) -> single(p, r, base(List.of(e), r), e.tells(), List.of(e))));
        }
        for (Evasion e : Evasions.ALL) {
            if (e.group() == Evasion.Group.EVASION) {
                all.add(new Piece(
                        "pair/" + e.name(),
                        "two evasions",
                        OptionalDouble.of(0.95),
                        Tier.PROBABLE,
                        people,
                        (p, r) -> pair(p, r, e)));
            }
        }
        int dumps = Math.max(3, people / PEOPLE_PER_DUMP);
        List<Telling.Field> whole =
                List.of(Telling.Field.ID, Telling.Field.NAME, Telling.Field.NATIONALITY, Telling.Field.FACILITY);
        all.add(new Piece(
                "dump/none",
                "dump",
                OptionalDouble.of(0.99),
                Tier.CONFIRMED,
                dumps,
                (p, r) -> dump(p, r, whole, List.of())));
        for (Evasion e : Evasions.ALL) {
            if (e.touches() != Evasion.Touches.BIRTH) {
                all.add(new Piece(
                        "dump/" + e.name(),
                        "dump with one evasion",
                        OptionalDouble.of(0.99),
                        Tier.CONFIRMED,
                        dumps,
                        (p, r) -> dump(p, r, whole, List.of(e))));
            }
        }
        all.add(new Piece(
                "dump-names/only",
                "dump of names",
                OptionalDouble.empty(),
                Tier.PROBABLE,
                dumps,
                (p, r) -> dump(p, r, List.of(Telling.Field.NAME), List.of())));
        all.add(new Piece(
                "dump-names/attributes",
                "dump of names",
                OptionalDouble.empty(),
                Tier.CONFIRMED,
                dumps,
                (p, r) -> dump(p, r, two, List.of())));
        all.add(new Piece(
                "dump-ids/only", "dump of numbers", OptionalDouble.empty(), Tier.CONFIRMED, dumps, Piece::ids));
        return List.copyOf(all);
    }

    private static String group(Evasion e) {
        return switch (e.group()) {
            case EVASION -> "one evasion";
            case TYPING_ERROR -> "one typing error";
            case TYPING_ERRORS -> "a typing error in each word";
            case SCRIPT -> "original script";
            case NICKNAME -> "pet name and one attribute";
        };
    }

    private static double target(Evasion e) {
        return switch (e.group()) {
            case EVASION -> 0.99;
            case TYPING_ERROR -> 0.97;
            case TYPING_ERRORS -> 0.95;
            case SCRIPT -> 0.85;
            case NICKNAME -> 0.80;
        };
    }

    private static Shape base(List<Evasion> evasions, SplittableRandom random) {
        List<Shape> bases = Shapes.USUAL;
        for (Evasion e : evasions) {
            bases = e.bases().isEmpty() ? bases : Shapes.named(e.bases());
        }
        return bases.get(random.nextInt(bases.size()));
    }

    /** A page about one listed person, among two others where such pages hold many. */
    private static @Nullable Page single(
            People people, SplittableRandom random, Shape shape, List<Telling.Field> told, List<Evasion> evasions) {
        Person person = people.anyListed(random);
        if (!told.contains(Telling.Field.ID) && person.nameWords() < 2) {
            return null;
        }
        Telling telling = new Telling(person, people.stock(), told);
        for (Evasion e : evasions) {
            if (!e.change().apply(telling, random)) {
                return null;
            }
        }
        List<Telling> all = new ArrayList<>(List.of(telling));
        if (shape.crowded()) {
            for (int i = 0; i < 2; i++) {
                all.add(random.nextInt(all.size() + 1), other(people, random, told, evasions));
            }
        }
        return new Page(shape.writer().write(all, random), shape.file(), List.of(person.index));
    }

    private static Telling other(
            People people, SplittableRandom random, List<Telling.Field> told, List<Evasion> evasions) {
        Telling other = new Telling(people.anyOther(random), people.stock(), told);
        evasions.forEach(e -> e.change().apply(other, random));
        return other;
    }

    private static @Nullable Page pair(People people, SplittableRandom random, Evasion one) {
        Evasion two = Evasions.ALL.get(random.nextInt(Evasions.ALL.size()));
        boolean together = two.group() == Evasion.Group.EVASION
                && two != one
                && !(one.touches() == two.touches() && NOT_TWICE.contains(one.touches()))
                && !(TEARING.contains(one.name()) && TEARING.contains(two.name()))
                && (one.bases().isEmpty() || two.bases().isEmpty());
        if (!together) {
            return null;
        }
        // What asks for a shape of its own works on what is written last.
        List<Evasion> both = one.bases().isEmpty() ? List.of(one, two) : List.of(two, one);
        Set<Telling.Field> told = new LinkedHashSet<>(one.tells());
        told.addAll(two.tells());
        return single(people, random, base(both, random), List.copyOf(told), both);
    }

    private static Page dump(People people, SplittableRandom random, List<Telling.Field> told, List<Evasion> evasions) {
        List<Shape> shapes = evasions.isEmpty() || evasions.get(0).bases().isEmpty()
                ? Shapes.DUMPS
                : Shapes.named(evasions.get(0).bases());
        Shape shape = shapes.get(random.nextInt(shapes.size()));
        List<Telling> rows = new ArrayList<>();
        for (long index : someListed(people, random)) {
            Person person = people.person(index);
            if (told.contains(Telling.Field.ID) || person.nameWords() >= 2) {
                Telling telling = new Telling(person, people.stock(), told);
                evasions.forEach(e -> e.change().apply(telling, random));
                rows.add(telling);
            }
        }
        List<Long> listed = rows.stream().map(t -> t.person.index).toList();
        return new Page(shape.writer().write(rows, random), shape.file(), listed);
    }

    private static Page ids(People people, SplittableRandom random) {
        List<Long> listed = List.copyOf(someListed(people, random));
        StringBuilder text = new StringBuilder();
        listed.forEach(i -> text.append(people.person(i).id).append('\n'));
        return new Page(text.toString(), "ids.txt", listed);
    }

    private static Set<Long> someListed(People people, SplittableRandom random) {
        int size = Math.min(SMALLEST_DUMP + random.nextInt(DUMP_SPREAD), people.listed());
        Set<Long> some = new LinkedHashSet<>();
        while (some.size() < size) {
            some.add((long) random.nextInt(people.listed()));
        }
        return some;
    }
}
