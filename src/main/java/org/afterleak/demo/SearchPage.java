package org.afterleak.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A search page that answers as SearXNG does: {@code /search?q=...&format=json&pageno=N}, thirty results a page. It ranks
 * all pages it knows by how many of the query's words are in them, and, as engines do, goes on when no word is left.
 */
final class SearchPage implements HttpHandler {
    private static final int PER_PAGE = 30;
    private static final String JSON_TYPE = "application/json";
    private static final JsonMapper JSON = new JsonMapper();

    private final List<Entry> entries;

    /** A page that can be found; its words in lower case. */
    private static final class Entry {
        final String url;
        final String title;
        final Set<String> words;

        Entry(String url, Page page) {
            this.url = url;
            this.title = page.what();
            this.words = words(page.what() + ' ' + new String(page.body(), StandardCharsets.UTF_8));
        }
    }

    /** A search over all pages of these sites that are no mere navigation. */
    SearchPage(List<LoopbackSite> sites) {
        this.entries = sites.stream()
                .flatMap(site -> site.pages().stream()
                        .filter(page -> page.role() == Page.Role.INNOCENT || page.role() == Page.Role.REPOST)
                        .map(page -> new Entry(site.origin() + page.path(), page)))
                .toList();
    }

    private static Set<String> words(String text) {
        return new TreeSet<>(Arrays.asList(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1)));
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Map<String, String> parameters = parameters(exchange.getRequestURI().getRawQuery());
        if (!"json".equals(parameters.get("format")) || !parameters.containsKey("q")) {
            // SearXNG refuses formats that its operator has not opened in the same way.
            LoopbackSite.answer(exchange, 403, Page.TEXT, "Forbidden\n".getBytes(StandardCharsets.UTF_8));
            return;
        }
        String query = parameters.getOrDefault("q", "");
        int page = Math.clamp(number(parameters.getOrDefault("pageno", "1")), 1, 1_000);
        LoopbackSite.answer(exchange, 200, JSON_TYPE, JSON.writeValueAsBytes(answer(query, page)));
    }

    private ObjectNode answer(String query, int page) {
        Set<String> wanted = words(query);
        ObjectNode answer = JSON.createObjectNode();
        answer.put("query", query);
        answer.put("number_of_results", entries.size());
        ArrayNode results = answer.putArray("results");
        entries.stream()
                .sorted(Comparator.comparingLong(
                        entry -> -wanted.stream().filter(entry.words::contains).count()))
                .skip((page - 1L) * PER_PAGE)
                .limit(PER_PAGE)
                .forEach(entry -> results.addObject()
                        .put("url", entry.url)
                        .put("title", entry.title)
                        .put("content", "")
                        .put("engine", "demo"));
        answer.putArray("suggestions");
        return answer;
    }

    private static int number(String text) {
        return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 1;
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : (query == null ? "" : query).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(
                        pair.substring(0, equals),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return parameters;
    }
}
