package org.afterleak.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;

/** What else is on a forum, in a blog and on the agency's own site: people, places and numbers, and none of the list. */
final class InnocentPages {
    /** How many pages each of the three has. */
    static final int FORUM_COUNT = 50;

    static final int BLOG_COUNT = 50;
    static final int AGENCY_COUNT = 40;

    private final SyntheticPeople people;
    private final Random random;
    private final Prose prose;

    InnocentPages(SyntheticPeople people, long seed) {
        this.people = people;
        this.random = new Random(seed);
        this.prose = new Prose(people, random);
    }

    /** Threads on visits, meetings and football. */
    List<Page> forum() {
        List<Page> pages = new ArrayList<>();
        add(pages, "/t/visits-", 20, "Visiting " + prose.facility(), () -> posts(12, prose::aboutPlaces));
        add(pages, "/t/meeting-", 15, "Who was there?", () -> posts(15, prose::aboutPeople));
        add(pages, "/t/league-", 15, "League table", this::league);
        return pages;
    }

    /** Articles; every second one is about somebody with the whole name of a listed person, and nothing else of theirs. */
    List<Page> blog() {
        List<Page> pages = new ArrayList<>();
        add(pages, "/portrait-", 25, "People of our town", this::portrait);
        add(pages, "/news-", 25, "News in brief", this::news);
        return pages;
    }

    /** Facilities, statistics, press releases and staff of the agency. */
    List<Page> agency() {
        List<Page> pages = new ArrayList<>();
        add(pages, "/facilities/", 16, "Facility", this::facility);
        add(pages, "/statistics/", 12, "Monthly statistics", this::statistics);
        add(pages, "/press/", 8, "Press release", this::news);
        add(pages, "/staff/", 4, "Staff directory", this::staff);
        return pages;
    }

    private static void add(List<Page> pages, String path, int count, String title, Supplier<String> content) {
        for (int i = 1; i <= count; i++) {
            pages.add(Page.html(path + i, Page.Role.INNOCENT, title + " (" + i + ")", content.get()));
        }
    }

    private String paragraphs(int count, Supplier<String> sentence) {
        StringBuilder html = new StringBuilder();
        for (int i = 0; i < count; i++) {
            html.append("<p>")
                    .append(prose.neutral())
                    .append(' ')
                    .append(Page.escape(sentence.get()))
                    .append(' ')
                    .append(prose.neutral())
                    .append("</p>\n");
        }
        return html.toString();
    }

    private String posts(int count, Supplier<String> sentence) {
        StringBuilder html = new StringBuilder();
        for (int i = 0; i < count; i++) {
            html.append("<article><h2>")
                    .append(Page.escape(prose.given()))
                    .append(random.nextInt(1000))
                    .append("</h2><p>")
                    .append(Page.escape(sentence.get()))
                    .append(' ')
                    .append(prose.neutral())
                    .append("</p></article>\n");
        }
        return html.toString();
    }

    private String league() {
        StringBuilder html =
                new StringBuilder("<table><tr><th>Club</th><th>Coach</th><th>Played</th><th>Points</th></tr>\n");
        for (int i = 0; i < 18; i++) {
            html.append("<tr><td>Sporting ")
                    .append(prose.country())
                    .append("</td><td>")
                    .append(Page.escape(prose.family()))
                    .append("</td><td>34</td><td>")
                    .append(90 - 4 * i)
                    .append("</td></tr>\n");
        }
        return html.append("</table>").toString();
    }

    private String portrait() {
        String name = prose.any(people.listed()).name();
        return paragraphs(3, prose::aboutPeople)
                + paragraphs(1, () -> prose.aboutNamesake(name))
                + paragraphs(2, prose::neutral);
    }

    private String news() {
        return paragraphs(4, prose::aboutPlaces)
                + paragraphs(
                        2,
                        () -> "The file has the number " + SyntheticPeople.number(random) + "; " + random.nextInt(5_000)
                                + " people from " + prose.country() + " are concerned.");
    }

    private String facility() {
        SyntheticPerson director = people.others(1, random).get(0);
        return "<p>" + prose.facility() + " holds up to " + (200 + random.nextInt(900)) + " people. Director: "
                + Page.escape(director.name()) + ", telephone (202) 555-01"
                + String.format(Locale.ROOT, "%02d", random.nextInt(100)) + ". "
                + prose.aboutPlaces() + "</p>\n" + paragraphs(2, prose::aboutPlaces);
    }

    private String statistics() {
        StringBuilder html =
                new StringBuilder("<table><tr><th>Nationality</th><th>Facility</th><th>People</th></tr>\n");
        for (String country : people.countries()) {
            html.append("<tr><td>")
                    .append(country)
                    .append("</td><td>")
                    .append(prose.facility())
                    .append("</td><td>")
                    .append(random.nextInt(2_000))
                    .append("</td></tr>\n");
        }
        return html.append("</table>").toString();
    }

    private String staff() {
        StringBuilder html = new StringBuilder("<ul>\n");
        for (SyntheticPerson other : people.others(50, random)) {
            html.append("<li>")
                    .append(Page.escape(other.lastFirst()))
                    .append(", ")
                    .append(prose.facility())
                    .append(", (202) 555-01")
                    .append(String.format(Locale.ROOT, "%02d", random.nextInt(100)))
                    .append("</li>\n");
        }
        return html.append("</ul>").toString();
    }
}
