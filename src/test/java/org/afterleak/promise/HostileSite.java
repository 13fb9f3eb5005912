package org.afterleak.promise;

import static org.afterleak.promise.Planted.p;
import static org.afterleak.promise.Planted.u;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPOutputStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import org.afterleak.promise.Planted.Person;

/**
 * A web site on loopback that holds the planted people wherever a site can hold anything: in pages, titles, addresses,
 * targets of redirects, headers, reason phrases, pages of errors, robots.txt, answers of a search engine, and all of that
 * broken. It keeps the requests that arrive.
 */
final class HostileSite implements AutoCloseable {
    private final MockWebServer server = new MockWebServer();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private HostileSite() {}

    static HostileSite start() throws IOException {
        HostileSite site = new HostileSite();
        site.server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                site.requests.add(request.getRequestLine() + "\n" + request.getHeaders() + "\n"
                        + (request.getBody() == null ? "" : request.getBody().utf8()));
                return site.answer(request.getTarget());
            }
        });
        site.server.start();
        return site;
    }

    String url(String path) {
        return server.url(path).toString();
    }

    /** Request lines, headers and bodies as they came in. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        server.close();
    }

    /** A row as leaked lists have it. */
    static String row(Person person) {
        return person.name() + "," + person.id() + "," + person.email() + "," + person.phone() + ","
                + person.nationality() + "," + person.facility();
    }

    private static MockResponse.Builder page(String type, String body) {
        return new MockResponse.Builder().addHeader("Content-Type", type).body(body);
    }

    private static MockResponse.Builder html(String body) {
        return page("text/html; charset=utf-8", body);
    }

    private MockResponse answer(String target) {
        String path = target.split("\\?", 2)[0];
        return (switch (path) {
                    case "/robots.txt" ->
                        page(
                                "text/plain",
                                "# removed on request of " + p(1).name() + " " + p(1).id()
                                        + "\nUser-agent: *\nDisallow: /forbidden/"
                                        + p(2).digits() + "\nCrawl-delay: " + p(3).digits() + "x\n" + p(4).name()
                                        + "\nSitemap: /" + dashed(p(5)) + ".xml\n");
                    case "/archive" -> archive();
                    case "/raw/aaa" ->
                        page("text/plain", header() + row(p(1)) + "\n" + row(p(2)) + "\n" + row(p(3)) + "\n");
                    case "/raw/bbb" -> html(table());
                    case "/raw/ccc" ->
                        page(
                                "application/json",
                                "{\"people\":[{\"name\":\"" + p(4).name() + "\",\"id\":\"" + p(4).id()
                                        + "\"},{\"name\": " + u(1).name() + ", \"id\" \"" + u(1).id() + "\"");
                    case "/raw/ddd" ->
                        new MockResponse.Builder()
                                .status("HTTP/1.1 500 " + ascii(p(4).name()) + " " + p(4).id())
                                .addHeader("Content-Type", "text/html")
                                .body("<title>" + p(4).name() + "</title> at /srv/" + u(2).name() + "/" + u(2).id());
                    case "/raw/eee" ->
                        new MockResponse.Builder()
                                .addHeader("Content-Type", "text/csv")
                                .addHeader("Content-Encoding", "gzip")
                                .body(brokenGzip(row(p(5)) + "\n" + row(u(3)) + "\n"));
                    case "/site/" -> site();
                    case "/site/title" ->
                        html("<title>" + p(2).name() + " " + p(2).id() + "</title><h1 id=\"" + dashed(p(2))
                                + "\">" + p(2).name() + "</h1><p>" + p(2).id() + "</p><img alt=\"" + p(3).name() + "\">"
                                + "<meta name=author content=\"" + p(3).name() + "\"><!-- " + p(3).id() + " -->");
                    case "/site/redirect" ->
                        new MockResponse.Builder()
                                .code(302)
                                .addHeader("Location", "/site/who/" + encoded(p(1).name()) + "?id=" + p(1).digits());
                    case "/site/redirect-other" ->
                        new MockResponse.Builder().code(301).addHeader("Location", "mailto:" + p(2).email());
                    case "/site/headers" ->
                        html(p(3).name() + " " + p(3).id())
                                .addHeader("ETag", "\"" + p(3).digits() + "\"")
                                .addHeader("X-Person", ascii(p(4).name()))
                                .addHeader("Set-Cookie", "who=" + p(5).digits() + "; Path=/")
                                .addHeader(
                                        "Content-Disposition",
                                        "attachment; filename=\"" + ascii(p(6).name()) + ".csv\"")
                                .addHeader("Last-Modified", ascii(p(6).name()))
                                .addHeader("Server", ascii(p(2).name()) + "/" + p(2).digits());
                    case "/site/type" ->
                        page("text/" + p(1).digits() + "; charset=" + u(1).family(), p(1).name() + " " + p(1).id());
                    case "/site/reset" ->
                        new MockResponse.Builder()
                                .body(row(p(5)).repeat(2_000))
                                .onResponseBody(new SocketEffect.CloseSocket());
                    case "/site/binary" ->
                        new MockResponse.Builder()
                                .addHeader("Content-Type", "application/octet-stream")
                                .body(new Buffer()
                                        .write(new byte[] {0, 1, 2, 3})
                                        .writeUtf8(row(u(3)))
                                        .write(new byte[4096]));
                    case "/site/script" ->
                        page("application/javascript", "var x = {" + p(6).name() + ": '" + p(6).id() + "'");
                    case "/site/tel" ->
                        html("<a href=\"tel:" + p(6).phone().replace(" ", "") + "\">call</a> " + p(6).name()
                                + " <a href=\"mailto:" + p(6).email() + "?subject=" + encoded(p(6).name())
                                + "\">mail</a>");
                    case "/site/frame" ->
                        html("<iframe srcdoc=\"<p>" + p(1).name() + " " + p(1).id() + "</p>\"></iframe>"
                                + "<form action=\"/site/?q=" + p(1).digits() + "\"><input value=\"" + p(1).name()
                                + "\"></form>");
                    case "/search" -> search(target);
                    default ->
                        new MockResponse.Builder()
                                .status("HTTP/1.1 404 no " + ascii(u(2).name()))
                                .body("no " + u(2).name() + " here, " + p(2).id());
                })
                .build();
    }

    private static String header() {
        return "Name,A-Number,E-mail,Phone,Nationality,Facility\n";
    }

    private static String table() {
        StringBuilder out = new StringBuilder("<html><title>" + p(5).name() + "</title><table><caption>"
                + p(5).facility() + "</caption><tr><th>Name<th>A#<th>" + p(6).name() + "</tr>");
        for (Person person : Planted.LISTED) {
            out.append("<tr><td>")
                    .append(person.family())
                    .append(", ")
                    .append(person.given())
                    .append("<td>")
                    .append(person.id())
                    .append("<td>")
                    .append(person.nationality())
                    .append("</tr>");
        }
        return out.append("</table>").toString();
    }

    private static MockResponse.Builder archive() {
        return html("<table class=maintable>"
                + "<tr><td><a href=\"/aaa\" title=\"" + p(1).name() + "\">" + p(1).name() + "</a>"
                + "<tr><td><a href=\"/bbb\">two</a><tr><td><a href=\"/ccc\">three</a><tr><td><a href=\"/ddd\">four</a>"
                + "<tr><td><a href=\"/eee\">five</a>"
                + "<tr><td><a href=\"/" + dashed(p(2)) + "-" + p(2).digits() + "\">six</a>"
                + "<tr><td><a href=\"/" + encoded(p(4).name()) + "\">seven</a>"
                + "<tr><td><a href=\"http://" + p(5).digits() + ".example:99999/\">eight</a>"
                + "<tr><td><a href=\"http://[" + p(5).digits() + "/\">nine</a></table>");
    }

    private static MockResponse.Builder site() {
        StringBuilder links = new StringBuilder("<title>Notices</title>");
        for (String page : List.of(
                "title",
                "redirect",
                "redirect-other",
                "headers",
                "type",
                "reset",
                "binary",
                "script",
                "tel",
                "frame",
                "gone")) {
            links.append("<a href=\"/site/").append(page).append("\">x</a>");
        }
        for (String address : List.of(
                "/site/people/" + dashed(p(3)) + ".html",
                "/site/people?name=" + encoded(p(4).name()),
                "/site/people?name=" + encoded(encoded(p(4).name())),
                "/site/" + p(5).given() + "/" + p(5).family() + "/"
                        + p(5).family().toLowerCase(Locale.ROOT) + ".html",
                "/site/case/" + p(6).digits(),
                "/site/#" + p(6).digits(),
                "//" + p(1).digits() + ".example/",
                "http://user:" + p(1).digits() + "@127.0.0.1:1/")) {
            links.append("<a href=\"")
                    .append(address)
                    .append("\">")
                    .append(u(1).name())
                    .append("</a>");
        }
        return html(links.toString());
    }

    private MockResponse.Builder search(String target) {
        if (target.contains("broken")) {
            return page(
                    "application/json", "{\"query\":\"" + u(1).name() + "\",\"results\":[{\"url\":" + p(1).id() + "]}");
        }
        String own = url("/site/title");
        return page(
                "application/json",
                "{\"query\":\"" + p(1).name() + "\",\"results\":["
                        + "{\"url\":\"" + own + "\",\"title\":\"" + p(2).name() + "\",\"content\":\"" + p(2).id()
                        + "\"},"
                        + "{\"url\":\"" + url("/found/" + dashed(p(3)) + "?id=" + p(3).digits())
                        + "\",\"title\":\"x\"},"
                        + "{\"url\":\"" + p(4).name() + " " + p(4).id() + "\"},"
                        + "{\"url\":\"ftp://" + p(5).digits() + "/\"}],\"answers\":[\"" + p(5).phone() + "\"],"
                        + "\"unresponsive_engines\":[[\"" + p(6).name() + "\",\"timeout\"]]}");
    }

    /** As addresses write a name. */
    static String dashed(Person person) {
        return person.name().replace(' ', '-');
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Headers are ASCII here; the people with accents are elsewhere. */
    private static String ascii(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "?");
    }

    private static Buffer brokenGzip(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(text.repeat(50).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        byte[] bytes = out.toByteArray();
        return new Buffer().write(bytes, 0, bytes.length - 20);
    }
}
