package org.afterleak.bench;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Pages that hold nobody of the list and look as if they might; the people on them bear the same names as those on it. */
final class Innocents {
    private final People people;

    Innocents(People people) {
        this.people = people;
    }

    /**
     * One kind of page.
     *
     * @param rows about so many passages a page
     * @param weight its share of all innocent passages, in parts: most of what a crawl sees names nobody
     */
    record Kind(String name, String file, int rows, int weight, Row row) {}

    /** One line of such a page. */
    @FunctionalInterface
    interface Row {
        void append(Innocents of, StringBuilder page, int number, SplittableRandom random);
    }

    static final List<Kind> KINDS = List.of(
            new Kind("other-leak", "other.csv", 250, 3, Innocents::otherLeak),
            new Kind("homonyms", "namesakes.csv", 60, 2, Innocents::homonym),
            new Kind(
                    "name-list",
                    "names.txt",
                    200,
                    3,
                    (o, p, n, r) -> p.append(o.name(r)).append('\n')),
            new Kind("phone-book", "directory.txt", 200, 3, Innocents::phoneBook),
            new Kind("staff-list", "staff.csv", 120, 3, Innocents::staff),
            new Kind("sports-table", "results.txt", 80, 3, Innocents::sports),
            new Kind("genealogy", "tree.txt", 150, 3, Innocents::genealogy),
            new Kind("court-docket", "docket.txt", 100, 5, Innocents::docket),
            new Kind("news", "news.txt", 30, 3, Innocents::news),
            new Kind("obituaries", "obituaries.txt", 20, 1, Innocents::obituary),
            new Kind("server-log", "access.log", 400, 20, Innocents::log),
            new Kind("source-code", "Main.java.txt", 250, 20, Innocents::code),
            new Kind("number-table", "numbers.csv", 400, 12, Innocents::numbers),
            new Kind(
                    "plain-prose",
                    "essay.txt",
                    30,
                    20,
                    (o, p, n, r) -> p.append(Filler.paragraph(r)).append("\n\n")));

    /** The text of one page of that kind. */
    String page(Kind kind, SplittableRandom random) {
        StringBuilder page = new StringBuilder(kind.rows * 80);
        int rows = kind.rows / 2 + random.nextInt(kind.rows);
        for (int i = 0; i < rows; i++) {
            kind.row.append(this, page, i, random);
        }
        return page.toString();
    }

    private String name(SplittableRandom random) {
        Person p = people.anyOther(random);
        return p.familyFirst ? family(p) + " " + Names.joined(p.given) : Names.joined(p.given) + " " + family(p);
    }

    private static String family(Person p) {
        return Names.joined(p.family);
    }

    private static String lastFirst(Person p) {
        return family(p).toUpperCase(Locale.ROOT) + ", " + Names.joined(p.given);
    }

    private static void otherLeak(Innocents of, StringBuilder page, int number, SplittableRandom random) {
        Person p = of.people.anyOther(random);
        page.append(number == 0 ? "A-Number,Last Name,First Name,Nationality,Facility\n" : "");
        page.append(p.id)
                .append(',')
                .append(family(p))
                .append(',')
                .append(Names.joined(p.given))
                .append(',')
                .append(p.country.name())
                .append(',')
                .append(p.facility)
                .append('\n');
    }

    /** In one row of ten somebody who bears the very name of somebody listed, and shares nothing else but by chance. */
    private static void homonym(Innocents of, StringBuilder page, int number, SplittableRandom random) {
        Person other = of.people.anyOther(random);
        Person named = random.nextInt(10) == 0 ? of.people.anyListed(random) : other;
        page.append(number == 0 ? "Name,Date of birth,Citizenship,Town\n" : "");
        page.append(Names.joined(named.given))
                .append(' ')
                .append(family(named))
                .append(',')
                .append(other.birth)
                .append(',')
                .append(other.country.name())
                .append(',')
                .append(town(random))
                .append('\n');
    }

    private static void phoneBook(Innocents of, StringBuilder page, int number, SplittableRandom random) {
        Person p = of.people.anyOther(random);
        // Numbers for fiction are so few that by chance alone one in forty would be a listed one.
        int area = 2 * (100 + random.nextInt(400)) + 1;
        page.append(lastFirst(p))
                .append("  ")
                .append(100 + random.nextInt(9_900))
                .append(' ')
                .append(town(random))
                .append(" St  ")
                .append(People.phone(area, random))
                .append('\n');
    }

    private static void staff(Innocents of, StringBuilder page, int number, SplittableRandom random) {
        Person p = of.people.anyOther(random);
        String[] titles = {"Nurse", "Accountant", "Teacher", "Driver", "Attorney", "Officer", "Cook", "Engineer"};
        page.append(number == 0 ? "Employee ID,Name,Title,Email\n" : "");
        page.append(10_000 + random.nextInt(90_000))
                .append(',')
                .append(Names.joined(p.given))
                .append(' ')
                .append(family(p))
                .append(',')
                .append(Filler.any(titles, random))
                .append(',')
                .append(p.email)
                .append('\n');
    }

    private static void sports(Innocents of, StringBuilder page, int number, SplittableRandom random) {
        Person p = of.people.anyOther(random);
        page.append(number + 1)
                .append('\t')
                .append(lastFirst(p))
                .append('\t')
                .append(p.country.code())
                .append('\t')
                .append(town(random))
                .append(" AC\t")
                .append(9 + random.nextInt(3))
                .append('.')
                .append(10 + random.nextInt(90))
                .append('\n');
    }

    private static void genealogy(Innocents of, StringBuilder page, int number, SplittableRandom random) {
        int year = 1700 + random.nextInt(220);
        page.append(of.name(random))
                .append(", b. ")
                .append(1 + random.nextInt(28))
                .append(" Mar ")
                .append(year)
                .append(", d. ")
                .append(year + 30 + random.nextInt(50))
                .append(", m. ")
                .append(of.name(random))
                .append(random.nextInt(4) == 0 ? "\n\n" : "\n");
    }

    private static void docket(Innocents of, StringBuilder page, int number, SplittableRandom random) {
        Person p = of.people.anyOther(random);
        page.append(String.format(Locale.ROOT, "%d:26-cv-%05d  ", 1 + random.nextInt(9), random.nextInt(100_000)))
                .append(family(p))
                .append(" v. ")
                .append(town(random))
                .append("  ")
                .append(p.id.substring(1))
                .append("  ")
                .append(p.country.name())
                .append('\n');
    }

    private static void news(Innocents of, StringBuilder page, int number, SplittableRandom random) {
        Person p = of.people.anyOther(random);
        page.append(Filler.sentence(random))
                .append(' ')
                .append(Names.joined(p.given))
                .append(' ')
                .append(family(p))
                .append(", ")
                .append(20 + random.nextInt(60))
                .append(", from ")
                .append(p.country.name())
                .append(", said so to ")
                .append(of.name(random))
                .append(" of ")
                .append(p.facility)
                .append(". ")
                .append(Filler.paragraph(random))
                .append("\n\n");
    }

    private static void obituary(Innocents of, StringBuilder page, int number, SplittableRandom random) {
        page.append(of.name(random))
                .append(" passed away peacefully at ")
                .append(50 + random.nextInt(50))
                .append(". Survived by ")
                .append(of.name(random))
                .append(", ")
                .append(of.name(random))
                .append(" and ")
                .append(of.name(random))
                .append(". ")
                .append(Filler.sentence(random))
                .append("\n\n");
    }

    private static void log(Innocents of, StringBuilder page, int number, SplittableRandom random) {
        page.append("198.51.100.")
                .append(random.nextInt(256))
                .append(" - - [0")
                .append(1 + random.nextInt(9))
                .append("/Mar/2026:10:")
                .append(10 + random.nextInt(50))
                .append(":00 +0000] \"GET /item/")
                .append(number(random))
                .append("?session=")
                .append(Long.toHexString(random.nextLong()))
                .append(" HTTP/1.1\" 200 ")
                .append(random.nextInt(90_000))
                .append('\n');
    }

    private static void code(Innocents of, StringBuilder page, int number, SplittableRandom random) {
        String[] names = {"count", "index", "buffer", "martin", "angel", "reader", "maria", "cruz", "rosa", "delta"};
        page.append("    private static final long ")
                .append(Filler.any(names, random).toUpperCase(Locale.ROOT))
                .append('_')
                .append(number)
                .append(" = 0x")
                .append(Long.toHexString(random.nextLong()))
                .append("L; // ")
                .append(Filler.any(names, random))
                .append(' ')
                .append(number(random))
                .append('\n');
    }

    private static void numbers(Innocents of, StringBuilder page, int number, SplittableRandom random) {
        page.append(number + 1);
        for (int i = 0; i < 5; i++) {
            page.append(',').append(number(random));
        }
        page.append('\n');
    }

    /** Nine digits that may be anybody's number, by chance. */
    private static int number(SplittableRandom random) {
        return 900_000_000 + random.nextInt(100) * 1_000_000 + random.nextInt(500_000);
    }

    private static String town(SplittableRandom random) {
        String[] towns = {
            "Maple",
            "Springfield",
            "Riverside",
            "Linden",
            "Franklin",
            "Clinton",
            "Salem",
            "Georgetown",
            "Madison",
            "Lima"
        };
        return Filler.any(towns, random);
    }
}
