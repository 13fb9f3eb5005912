package org.afterleak.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The list, posted again, in six shapes: whole as comma-separated values, as a table on a web page, with its rows and
 * columns in another order, family name first and without numbers, as a mention in prose, and the workbook itself.
 */
final class Reposts {
    private final SyntheticPeople people;
    private final Random random;

    Reposts(SyntheticPeople people, long seed) {
        this.people = people;
        this.random = new Random(seed);
    }

    /** All of it, as a paste. */
    Page wholeCsv(String path) {
        return Page.of(path, Page.Role.REPOST, "the whole csv as a paste", Page.TEXT, LeakedList.csv(people));
    }

    /** Three dozen rows in a table of a forum post. */
    Page table(String path) {
        StringBuilder html =
                new StringBuilder("<p>Look what was online this morning. Mirror it before it is gone.</p>\n");
        html.append("<table border=\"1\">\n<tr><th>Name</th><th>A#</th><th>Country</th><th>Held at</th></tr>\n");
        for (SyntheticPerson p : sample(36)) {
            html.append("<tr><td>")
                    .append(Page.escape(p.name()))
                    .append("</td><td>")
                    .append(p.aNumber("-"))
                    .append("</td><td>")
                    .append(p.countryInProse())
                    .append("</td><td>")
                    .append(p.facility())
                    .append("</td></tr>\n");
        }
        return Page.html(
                path,
                Page.Role.REPOST,
                "They put this online by mistake",
                html.append("</table>").toString());
    }

    /** Four hundred rows, shuffled, with the columns in another order, other separators and no headings. */
    Page otherOrder(String path) {
        StringBuilder text = new StringBuilder();
        for (SyntheticPerson p : sample(400)) {
            text.append(p.facility())
                    .append(" | ")
                    .append(p.country())
                    .append(" | ")
                    .append(p.given())
                    .append(" | ")
                    .append(p.family())
                    .append(" | ")
                    .append(p.aNumber().substring(1))
                    .append('\n');
        }
        return Page.of(path, Page.Role.REPOST, "rows in another order", Page.TEXT, text.toString());
    }

    /** Five dozen lines of names, family name first, with a country and no number. */
    Page lastFirst(String path) {
        StringBuilder text = new StringBuilder("part 1, more if this one stays up\n\n");
        for (SyntheticPerson p : sample(60)) {
            text.append(p.lastFirst()).append(" - ").append(p.countryInProse()).append('\n');
        }
        return Page.of(path, Page.Role.REPOST, "LAST, First rows without numbers", Page.TEXT, text.toString());
    }

    /** An article that names one person with number and place, and two more by name and country. */
    Page prose(String path) {
        List<SyntheticPerson> three = sample(3);
        SyntheticPerson first = three.get(0);
        SyntheticPerson second = three.get(1);
        SyntheticPerson third = three.get(2);
        String html =
                "<p>For five hours on Tuesday a spreadsheet stood on a public server that was never meant to leave"
                        + " the building. We have seen it. It is long, and every line of it is a human being.</p>\n<p>One of them"
                        + " is " + first.name() + ", a citizen of " + first.countryInProse()
                        + " whose file carries the number A "
                        + first.aNumber(" ") + " and who was last recorded at " + first.facility()
                        + ". A neighbour described a quiet person who coached football on weekends.</p>\n<p>Further down we read of "
                        + second.name() + " (" + second.countryInProse() + ", " + second.facility()
                        + ") and, two lines later, of "
                        + third.name() + " (" + third.countryInProse() + ", A-number " + third.aNumber("-")
                        + "). The agency did not answer our questions before this article went online.</p>\n";
        return Page.html(path, Page.Role.REPOST, "Five hours in the open", html);
    }

    /** The workbook as it was, on a host of files. */
    Page workbook(String path, byte[] xlsx) {
        return Page.of(path, Page.Role.REPOST, "the workbook again", Page.BINARY, xlsx);
    }

    private List<SyntheticPerson> sample(int count) {
        List<SyntheticPerson> all = new ArrayList<>(people.listed());
        Collections.shuffle(all, random);
        return all.subList(0, count);
    }
}
