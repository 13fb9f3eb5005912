package org.afterleak.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All shapes, in the order of the report. */
final class Shapes {
    private Shapes() {}

    static final List<Shape> ALL = all();

    /** Shapes that evasions are tried in, where they do not name their own. */
    static final List<Shape> USUAL = named(List.of("csv", "key-value-line", "html-table", "prose-id", "bullet-list"));

    /** Shapes of whole dumps. */
    static final List<Shape> DUMPS = named(List.of("csv", "tsv", "html-table", "json-lines", "pipes", "numbered-list"));

    static List<Shape> named(List<String> names) {
        return names.stream()
                .map(n ->
                        ALL.stream().filter(s -> s.name().equals(n)).findFirst().orElseThrow())
                .toList();
    }

    private static List<Shape> all() {
        List<Shape> all = new ArrayList<>();
        all.add(new Shape("csv", "export.csv", true, (p, r) -> table(p, ",", true)));
        all.add(new Shape("tsv", "data.tsv", true, (p, r) -> table(p, "\t", false)));
        all.add(new Shape("semicolons", "liste.csv", true, (p, r) -> table(p, ";", false)));
        all.add(new Shape("pipes", "dump.txt", true, (p, r) -> table(p, "|", false)));
        all.add(new Shape("csv-without-headings", "rows.csv", true, (p, r) -> lines(p, t -> joined(t, ","))));
        all.add(new Shape("markdown-table", "README.md", true, (p, r) -> markdown(p)));
        all.add(new Shape("fixed-width", "print.txt", true, (p, r) -> fixedWidth(p)));
        all.add(new Shape("html-table", "table.html", true, (p, r) -> htmlTable(p, r.nextBoolean())));
        all.add(new Shape(
                "html-definition-list",
                "people.html",
                true,
                (p, r) -> html(each(
                        p,
                        t -> "<dl>"
                                + cells(t, e -> "<dt>" + e.getKey() + "</dt><dd>" + escaped(e.getValue()) + "</dd>", "")
                                + "</dl>"))));
        all.add(new Shape(
                "html-list",
                "list.html",
                true,
                (p, r) -> html("<ul>" + each(p, t -> "<li>" + escaped(joined(t, ", ")) + "</li>\n") + "</ul>")));
        all.add(new Shape(
                "html-paragraph",
                "post.html",
                false,
                (p, r) -> html(each(p, t -> "<p>" + escaped(prose(t, r)) + "</p>\n"))));
        all.add(new Shape(
                "html-cards",
                "cards.html",
                true,
                (p, r) -> html(each(
                        p,
                        t -> "<div class=card>" + cells(t, e -> "<div>" + escaped(e.getValue()) + "</div>", "")
                                + "</div>\n"))));
        all.add(new Shape(
                "bbcode",
                "thread.txt",
                true,
                (p, r) -> lines(p, t -> "[tr][td]" + joined(t, "[/td][td]") + "[/td][/tr]")));
        all.add(new Shape("json-lines", "dump.jsonl", true, (p, r) -> lines(p, t -> json(t, false))));
        all.add(new Shape(
                "json-array",
                "dump.json",
                true,
                (p, r) -> "[\n" + p.stream().map(t -> json(t, false)).collect(Collectors.joining(",\n")) + "\n]\n"));
        all.add(new Shape(
                "json-nested",
                "api.json",
                true,
                (p, r) -> "{\"count\":" + p.size() + ",\"results\":["
                        + p.stream()
                                .map(t -> "{\"type\":\"record\",\"attributes\":" + json(t, true) + "}")
                                .collect(Collectors.joining(","))
                        + "]}"));
        all.add(new Shape(
                "yaml",
                "list.yaml",
                true,
                (p, r) -> each(
                        p, t -> "- " + cells(t, e -> key(e.getKey()) + ": \"" + e.getValue() + "\"", "\n  ") + "\n")));
        all.add(new Shape(
                "xml",
                "feed.xml",
                true,
                (p, r) -> "<?xml version=\"1.0\"?>\n<people>\n"
                        + each(
                                p,
                                t -> "<person>"
                                        + cells(
                                                t,
                                                e -> "<" + key(e.getKey()) + ">" + escaped(e.getValue()) + "</"
                                                        + key(e.getKey()) + ">",
                                                "")
                                        + "</person>\n")
                        + "</people>\n"));
        all.add(new Shape(
                "sql-insert",
                "dump.sql",
                true,
                (p, r) -> lines(
                        p,
                        t -> "INSERT INTO people VALUES ("
                                + cells(t, e -> "'" + e.getValue().replace("'", "''") + "'", ", ") + ");")));
        all.add(new Shape(
                "sql-many-rows",
                "backup.sql",
                true,
                (p, r) -> "INSERT INTO `people` (`a`, `b`) VALUES\n"
                        + p.stream()
                                .map(t -> "(" + cells(t, e -> "'" + e.getValue().replace("'", "\\'") + "'", ",") + ")")
                                .collect(Collectors.joining(",\n"))
                        + ";\n"));
        all.add(new Shape(
                "php-array",
                "config.php.txt",
                true,
                (p, r) -> "<?php\n$people = array(\n"
                        + each(
                                p,
                                t -> "  array("
                                        + cells(
                                                t,
                                                e -> "'" + key(e.getKey()) + "' => '"
                                                        + e.getValue().replace("'", "\\'") + "'",
                                                ", ")
                                        + "),\n")
                        + ");\n"));
        all.add(new Shape(
                "key-value-line",
                "notes.txt",
                true,
                (p, r) -> lines(p, t -> cells(t, e -> e.getKey() + ": " + e.getValue(), "  "))));
        all.add(new Shape(
                "key-value-lines",
                "records.txt",
                true,
                (p, r) -> each(p, t -> cells(t, e -> e.getKey() + ": " + e.getValue(), "\n") + "\n\n")));
        all.add(new Shape(
                "field-per-line",
                "paste.txt",
                true,
                (p, r) -> each(p, t -> String.join("\n", Shape.values(t)) + "\n\n")));
        all.add(new Shape("prose-id", "article.txt", false, (p, r) -> each(p, t -> prose(t, r) + "\n\n")));
        all.add(new Shape(
                "long-prose",
                "report.txt",
                false,
                (p, r) -> each(p, t -> Filler.paragraph(r) + " " + prose(t, r) + " " + Filler.paragraph(r) + "\n\n")));
        all.add(new Shape("forum-post", "viewtopic.html", false, (p, r) -> html(each(p, t -> forum(t, r)))));
        all.add(new Shape(
                "quoted-mail",
                "mail.txt",
                false,
                (p, r) -> "On Monday somebody wrote:\n"
                        + each(p, t -> "> " + prose(t, r).replace(". ", ".\n> ") + "\n>\n")));
        all.add(new Shape("chat", "chat.log", false, (p, r) -> each(p, t -> chat(t, r))));
        all.add(new Shape("numbered-list", "list.txt", true, (p, r) -> numbered(p)));
        all.add(new Shape("bullet-list", "names.txt", true, (p, r) -> lines(p, t -> "* " + joined(t, " - "))));
        all.add(new Shape("last-comma-first", "roster.txt", true, (p, r) -> lines(p, t -> lastFirst(t, "  "))));
        all.add(new Shape(
                "last-comma-first-csv",
                "roster.csv",
                true,
                (p, r) -> lines(p, t -> "\"" + lastFirst(t, "\",\"") + "\"")));
        all.add(new Shape("first-LAST", "presse.txt", true, (p, r) -> lines(p, t -> firstLast(t))));
        all.add(new Shape(
                "names-apart",
                "columns.csv",
                true,
                (p, r) -> p.stream()
                        .map(t -> String.join(",", Shape.cellsApart(t).values()))
                        .collect(Collectors.joining("\n", "a,b,c,d,e\n", "\n"))));
        all.add(new Shape(
                "log-line",
                "app.log",
                true,
                (p, r) -> lines(
                        p,
                        t -> "2026-03-0" + (1 + r.nextInt(9)) + "T0" + r.nextInt(10) + ":1" + r.nextInt(10)
                                + ":07Z INFO [worker-" + r.nextInt(8) + "] lookup "
                                + cells(t, e -> key(e.getKey()) + "=\"" + e.getValue() + "\"", " ") + " status=200")));
        all.add(new Shape(
                "url-query",
                "access.log",
                true,
                (p, r) -> lines(
                        p,
                        t -> "192.0.2." + r.nextInt(256) + " - - [01/Mar/2026:10:00:00 +0000] \"GET /find?"
                                + cells(t, e -> key(e.getKey()) + "=" + LetterTricks.percent(e.getValue()), "&")
                                + " HTTP/1.1\" 200 512")));
        all.add(new Shape(
                "one-long-line",
                "blob.txt",
                true,
                (p, r) -> p.stream().map(t -> joined(t, ", ")).collect(Collectors.joining("; "))));
        all.add(new Shape("latex-table", "table.tex", true, (p, r) -> lines(p, t -> joined(t, " & ") + " \\\\")));
        all.add(new Shape(
                "diff",
                "patch.diff",
                true,
                (p, r) -> "@@ -0,0 +1," + p.size() + " @@\n" + lines(p, t -> "+" + joined(t, ","))));
        return List.copyOf(all);
    }

    private static String each(List<Telling> people, Function<Telling, String> one) {
        return people.stream().map(one).collect(Collectors.joining());
    }

    private static String lines(List<Telling> people, Function<Telling, String> one) {
        return people.stream().map(one).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String cells(Telling t, Function<Map.Entry<String, String>, String> one, String between) {
        return Shape.cells(t).entrySet().stream().map(one).collect(Collectors.joining(between));
    }

    private static String joined(Telling t, String between) {
        return String.join(between, Shape.values(t));
    }

    private static String table(List<Telling> people, String separator, boolean quoted) {
        Function<String, String> cell =
                v -> quoted && (v.contains(separator) || v.contains("\n")) ? "\"" + v.replace("\"", "\"\"") + "\"" : v;
        return String.join(separator, Shape.cells(people.get(0)).keySet()) + "\n"
                + lines(people, t -> Shape.values(t).stream().map(cell).collect(Collectors.joining(separator)));
    }

    private static String markdown(List<Telling> people) {
        Map<String, String> first = Shape.cells(people.get(0));
        return "# List\n\n| " + String.join(" | ", first.keySet()) + " |\n|" + "---|".repeat(first.size()) + "\n"
                + lines(people, t -> "| " + joined(t, " | ") + " |");
    }

    private static String fixedWidth(List<Telling> people) {
        StringBuilder out = new StringBuilder();
        Shape.cells(people.get(0)).keySet().forEach(h -> out.append(String.format(Locale.ROOT, "%-36s", h)));
        out.append('\n');
        for (Telling t : people) {
            Shape.values(t).forEach(v -> out.append(String.format(Locale.ROOT, "%-36s", v)));
            out.append('\n');
        }
        return out.toString();
    }

    private static String htmlTable(List<Telling> people, boolean headed) {
        String head = headed
                ? "<tr>"
                        + Shape.cells(people.get(0)).keySet().stream()
                                .map(h -> "<th>" + h + "</th>")
                                .collect(Collectors.joining())
                        + "</tr>\n"
                : "";
        return html("<table>" + head
                + each(people, t -> "<tr>" + cells(t, e -> "<td>" + escaped(e.getValue()) + "</td>", "") + "</tr>\n")
                + "</table>");
    }

    private static String html(String body) {
        return "<!DOCTYPE html><html><head><meta charset=utf-8><title>Page</title></head><body>\n" + body
                + "\n</body></html>\n";
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String json(Telling t, boolean spaced) {
        String gap = spaced ? " " : "";
        return "{"
                + cells(
                        t,
                        e -> "\"" + key(e.getKey()) + "\":" + gap + "\"" + jsonEscaped(e.getValue()) + "\"",
                        "," + gap)
                + "}";
    }

    private static String jsonEscaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private static String key(String heading) {
        return heading.toLowerCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
    }

    private static String prose(Telling t, SplittableRandom random) {
        boolean spanish = random.nextInt(3) == 0;
        StringBuilder out = new StringBuilder(spanish ? "Según la lista, " : "According to the list, ");
        out.append(t.name());
        if (t.tells(Telling.Field.ID)) {
            out.append(spanish ? " con número " : " with number ").append(t.idNumber());
        }
        if (t.tells(Telling.Field.BIRTH)) {
            out.append(spanish ? ", nacido el " : ", born on ").append(t.birth);
        }
        if (t.tells(Telling.Field.NATIONALITY)) {
            out.append(spanish ? ", de nacionalidad " : ", a national of ").append(t.nationality);
        }
        if (t.tells(Telling.Field.FACILITY)) {
            out.append(spanish ? ", está en " : ", is held at ").append(t.facility);
        }
        return out.append(spanish ? ". Nadie lo ha confirmado." : ". Nobody has confirmed this yet.")
                .toString();
    }

    private static String forum(Telling t, SplittableRandom random) {
        return "<div class=post><div class=author>user" + random.nextInt(1_000) + "</div><div class=body>"
                + escaped(Filler.sentence(random)) + "<br>" + escaped(prose(t, random)) + "<br>"
                + escaped(Filler.sentence(random)) + "</div></div>\n";
    }

    private static String chat(Telling t, SplittableRandom random) {
        StringBuilder out = new StringBuilder();
        String[] users = {"anon1", "k_99", "mod"};
        out.append("[10:0")
                .append(random.nextInt(10))
                .append("] <anon1> ")
                .append(Filler.sentence(random))
                .append('\n');
        out.append("[10:11] <")
                .append(users[random.nextInt(3)])
                .append("> got one: ")
                .append(joined(t, " / "))
                .append('\n');
        return out.append("[10:12] <mod> ")
                .append(Filler.sentence(random))
                .append('\n')
                .toString();
    }

    private static String numbered(List<Telling> people) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < people.size(); i++) {
            out.append(i + 1).append(". ").append(joined(people.get(i), ", ")).append('\n');
        }
        return out.toString();
    }

    private static String lastFirst(Telling t, String between) {
        List<String> values = Shape.values(t);
        if (!t.isNameWhole()) {
            values.replaceAll(
                    v -> v.equals(t.name()) ? t.familyNames().toUpperCase(Locale.ROOT) + ", " + t.givenNames() : v);
        }
        return String.join(between, values);
    }

    private static String firstLast(Telling t) {
        List<String> values = Shape.values(t);
        if (!t.isNameWhole()) {
            values.replaceAll(v ->
                    v.equals(t.name()) ? t.givenNames() + " " + t.familyNames().toUpperCase(Locale.ROOT) : v);
        }
        return String.join("   ", values);
    }
}
