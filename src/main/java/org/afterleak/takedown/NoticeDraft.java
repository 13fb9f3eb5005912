package org.afterleak.takedown;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A drafted takedown request as text and as HTML, in English: what stands where, under which rule it has to go, what is
 * asked, and by whom. A person reads, completes and sends it; nothing here does. Immutable.
 *
 * @param text plain text, lines up to 78 columns but for addresses
 * @param html one self-contained page without scripts
 * @param placeholders what is still to be filled in, as it stands in the draft
 */
public record NoticeDraft(String text, String html, List<String> placeholders) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    private static final int WIDTH = 78;
    private static final int MAX_LOCATIONS = 12;
    private static final int MAX_COLUMNS = 20;

    public NoticeDraft {
        placeholders = List.copyOf(placeholders);
    }

    /** Drafts the request. */
    public static NoticeDraft of(NoticeFacts facts) {
        Map<String, Object> view = view(facts);
        return new NoticeDraft(
                wrap(render("takedown-request.txt.mustache", false, view)),
                render("takedown-request.html.mustache", true, view),
                facts.sender().placeholders());
    }

    private static Map<String, Object> view(NoticeFacts facts) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("finding", facts.finding());
        view.put("date", DATE.format(facts.date()));
        view.put("url", visible(facts.url()));
        view.put("isUrlMasked", facts.isUrlMasked());
        view.put("people", facts.people() == 1 ? "one person" : "at least " + facts.people() + " people");
        view.put("kinds", join(facts.kinds()));
        view.put("locations", facts.locations().stream().limit(MAX_LOCATIONS).toList());
        view.put("hasMoreLocations", facts.locations().size() > MAX_LOCATIONS);
        view.put("hasColumns", !facts.columns().isEmpty());
        view.put(
                "columns",
                String.join(" / ", facts.columns().stream().limit(MAX_COLUMNS).toList()));
        view.put("firstSeen", time(facts.firstSeen()));
        view.put("lastSeen", time(facts.lastSeen()));
        view.put("digest", facts.payloadSha256());
        view.put("reasons", facts.rule().reasons());
        view.put("answer", facts.rule().answer());
        view.put("name", visible(facts.sender().shownName()));
        view.put("organisation", visible(facts.sender().shownOrganisation()));
        view.put("email", visible(facts.sender().shownEmail()));
        view.put("authority", visible(facts.sender().shownAuthority()));
        List<String> placeholders = facts.sender().placeholders();
        view.put("hasPlaceholders", !placeholders.isEmpty());
        view.put("placeholders", placeholders);
        return view;
    }

    private static String join(List<String> words) {
        int last = words.size() - 1;
        return last == 0 ? words.get(0) : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
    }

    private static String time(Instant at) {
        return TIME.format(at);
    }

    /** A letter must not hold what its reader cannot see, or what turns a line around. */
    private static String visible(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "\uFFFD");
    }

    private static String render(String name, boolean html, Map<String, Object> view) {
        try (InputStream in = NoticeDraft.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from this build");
            }
            return Mustache.compiler()
                    .escapeHTML(html)
                    .compile(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .execute(view);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Breaks each line at {@value #WIDTH} columns between words, keeping its indentation; a long word stays whole. */
    private static String wrap(String text) {
        StringBuilder out = new StringBuilder();
        for (String line : text.split("\n", -1)) {
            String indent = " ".repeat(line.length() - line.stripLeading().length());
            int column = 0;
            for (String word : line.stripLeading().split(" ", -1)) {
                if (column == 0) {
                    out.append(indent);
                    column = indent.length();
                } else if (column + 1 + word.length() > WIDTH) {
                    out.append('\n').append(indent);
                    column = indent.length();
                } else {
                    out.append(' ');
                    column++;
                }
                out.append(word);
                column += word.length();
            }
            out.append('\n');
        }
        return out.substring(0, out.length() - 1);
    }
}
