package org.afterleak.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * The web around the leak, on loopback: a paste site, a forum, a blog and a host of files with a search page that finds
 * them, and the agency's own site. On it are 300 innocent pages, six reposts, and the original where it was published by
 * mistake. It runs until it is closed. Thread-safe.
 */
public final class SyntheticWeb implements AutoCloseable {
    /** How many innocent pages there are. */
    public static final int INNOCENT_COUNT =
            InnocentPastes.COUNT + InnocentPages.FORUM_COUNT + InnocentPages.BLOG_COUNT + InnocentPages.AGENCY_COUNT;

    /** How many reposts there are, the original not counted. */
    public static final int REPOST_COUNT = 6;

    private static final String OPEN = "User-agent: *\nDisallow:\n";

    private final List<LoopbackSite> sites = new ArrayList<>();
    private final LoopbackSite pastes;
    private final LoopbackSite search;
    private final LoopbackSite agency;

    private SyntheticWeb(SyntheticPeople people, byte[] workbook, long seed) throws IOException {
        try {
            Reposts reposts = new Reposts(people, seed);
            InnocentPages innocent = new InnocentPages(people, seed + 1);
            this.pastes = add(startPastes(new InnocentPastes(people, seed + 2), reposts, seed));
            List<Page> threads = new ArrayList<>(innocent.forum());
            threads.add(reposts.table("/t/mistake-1"));
            LoopbackSite forum = add(LoopbackSite.start("forum", OPEN, threads));
            List<Page> articles = new ArrayList<>(innocent.blog());
            articles.add(reposts.prose("/five-hours"));
            LoopbackSite blog = add(LoopbackSite.start("blog", OPEN, articles));
            LoopbackSite files = add(
                    LoopbackSite.start("file host", OPEN, List.of(reposts.workbook("/d/population.xlsx", workbook))));
            // Its robots.txt keeps crawlers from queries, as SearXNG's own does.
            this.search = add(LoopbackSite.start(
                    "search page",
                    "User-agent: *\nDisallow: /search\n",
                    List.of(),
                    Map.of("/search", new SearchPage(List.of(forum, blog, files)))));
            this.agency = add(startAgency(innocent, workbook));
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Starts all sites. */
    public static SyntheticWeb start(SyntheticPeople people, byte[] workbook, long seed) throws IOException {
        return new SyntheticWeb(people, workbook, seed);
    }

    private LoopbackSite add(LoopbackSite site) {
        sites.add(site);
        return site;
    }

    private static LoopbackSite startPastes(InnocentPastes innocent, Reposts reposts, long seed) throws IOException {
        List<Page> raw = new ArrayList<>(innocent.pages());
        raw.add(reposts.wholeCsv("/raw/" + InnocentPastes.id(raw.size())));
        raw.add(reposts.otherOrder("/raw/" + InnocentPastes.id(raw.size())));
        raw.add(reposts.lastFirst("/raw/" + InnocentPastes.id(raw.size())));
        Collections.shuffle(raw, new Random(seed));
        StringBuilder rows = new StringBuilder("<table class=\"maintable\">\n<tr><th>Title</th><th>Syntax</th></tr>\n");
        for (Page page : raw) {
            rows.append("<tr><td><a href=\"/p/").append(id(page)).append("\">Untitled</a></td><td>text</td></tr>\n");
        }
        List<Page> all = new ArrayList<>(raw);
        all.add(Page.html(
                "/archive",
                Page.Role.NAVIGATION,
                "Latest pastes",
                rows.append("</table>").toString()));
        HttpHandler view = exchange -> view(exchange, raw);
        return LoopbackSite.start("paste site", OPEN, all, Map.of("/p/", view));
    }

    private static String id(Page paste) {
        return paste.path().substring(paste.path().lastIndexOf('/') + 1);
    }

    /** A paste as people look at it. */
    private static void view(HttpExchange exchange, List<Page> raw) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Optional<Page> paste =
                raw.stream().filter(p -> path.equals("/p/" + id(p))).findFirst();
        Page page = Page.html(
                path,
                Page.Role.NAVIGATION,
                paste.isPresent() ? "Untitled" : "Not found",
                paste.map(p -> "<pre>" + Page.escape(new String(p.body(), StandardCharsets.UTF_8)) + "</pre>")
                        .orElse(""));
        LoopbackSite.answer(exchange, paste.isPresent() ? 200 : 404, page.contentType(), page.body());
    }

    private static LoopbackSite startAgency(InnocentPages innocent, byte[] workbook) throws IOException {
        List<Page> pages = new ArrayList<>(innocent.agency());
        pages.add(Page.of(
                "/statistics/files/population.xlsx",
                Page.Role.ORIGINAL,
                "the workbook where it was published by mistake",
                Page.XLSX,
                workbook));
        pages.add(Page.html(
                "/intranet/start", Page.Role.DISALLOWED, "For staff", "<p>Nothing for crawlers to see here.</p>"));
        List<Page> sections = new ArrayList<>();
        StringBuilder home = new StringBuilder("<ul>\n<li><a href=\"/intranet/start\">For staff</a></li>\n");
        for (String section : List.of("/facilities/", "/statistics/", "/press/", "/staff/")) {
            StringBuilder links = new StringBuilder("<ul>\n");
            for (Page page : pages) {
                if (page.path().startsWith(section)) {
                    links.append("<li><a href=\"").append(page.path()).append("\">");
                    links.append(page.role() == Page.Role.ORIGINAL ? "Population, workbook" : Page.escape(page.what()));
                    links.append("</a></li>\n");
                }
            }
            String title = section.substring(1, section.length() - 1);
            sections.add(Page.html(
                    section, Page.Role.NAVIGATION, title, links.append("</ul>").toString()));
            home.append("<li><a href=\"")
                    .append(section)
                    .append("\">")
                    .append(title)
                    .append("</a></li>\n");
        }
        pages.addAll(sections);
        pages.add(Page.html(
                "/",
                Page.Role.NAVIGATION,
                "Agency for the Demonstration",
                home.append("</ul>").toString()));
        return LoopbackSite.start("agency's site", "User-agent: *\nDisallow: /intranet/\n", pages);
    }

    /** A page with its full URL. */
    public record Place(String url, String what) {}

    /** The six reposts and the original: what a watcher has to find. */
    public List<Place> wanted() {
        return places(Page.Role.REPOST, Page.Role.ORIGINAL);
    }

    /** Whether the URL is the agency's own. */
    public boolean isAtSource(String url) {
        return url.startsWith(agency.origin() + "/");
    }

    /** The pages on which nothing is to be found. */
    public List<Place> innocent() {
        return places(Page.Role.INNOCENT);
    }

    /** The innocent pages that nobody has asked for. */
    public List<Place> unvisited() {
        return sites.stream()
                .flatMap(site -> site.pages().stream()
                        .filter(page -> page.role() == Page.Role.INNOCENT && site.servedCount(page) == 0)
                        .map(page -> new Place(site.origin() + page.path(), page.what())))
                .toList();
    }

    /** How often a page was given that robots.txt asks not to ask for. */
    public long disallowedCount() {
        return sites.stream()
                .mapToLong(site -> site.pages().stream()
                        .filter(page -> page.role() == Page.Role.DISALLOWED)
                        .mapToLong(site::servedCount)
                        .sum())
                .sum();
    }

    /** Requests to all sites together. */
    public long requestCount() {
        return sites.stream().mapToLong(LoopbackSite::requestCount).sum();
    }

    /** How many sites there are. */
    public int siteCount() {
        return sites.size();
    }

    private List<Place> places(Page.Role... roles) {
        List<Page.Role> wanted = List.of(roles);
        return sites.stream()
                .flatMap(site -> site.pages().stream()
                        .filter(page -> wanted.contains(page.role()))
                        .map(page -> new Place(site.origin() + page.path(), page.what())))
                .toList();
    }

    /** The sources of this web, as a person would write them down for {@code watch}. */
    public String sourcesYaml() {
        return String.format(Locale.ROOT, """
                # Written by the demo. Its sites are gone when it ends; their ports are anybody's then.
                user_agent: "AfterleakDemo (+https://www.example.org/afterleak)"
                allow_private_addresses: ["127.0.0.0/8"]
                sources:
                  - name: pastes
                    type: listing
                    url: %1$s/archive
                    item: "table.maintable a[href]"
                    raw: "%1$s/raw/{id}"
                    delay: 0s
                  - name: web
                    type: search
                    engine: searxng
                    url: %2$s/search
                    queries: ["detainee list xlsx", "names published by mistake"]
                    pages: 10
                    delay: 0s
                  - name: own-site
                    type: site
                    url: %3$s/
                    depth: 3
                    delay: 0s
                """, pastes.origin(), search.origin(), agency.origin());
    }

    /** Stops all sites. */
    @Override
    public void close() {
        sites.forEach(LoopbackSite::close);
    }
}
