package org.afterleak.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

/** One web site on 127.0.0.1, on a port that was free. It counts what it is asked for. Thread-safe. */
final class LoopbackSite implements AutoCloseable {
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final byte[] NOT_FOUND = "Not found\n".getBytes(StandardCharsets.UTF_8);

    private final String name;
    private final Map<String, Page> pages = new LinkedHashMap<>();
    private final Map<String, LongAdder> served = new ConcurrentHashMap<>();
    private final LongAdder requests = new LongAdder();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    /** Starts it with a robots.txt and the pages. */
    private LoopbackSite(String name, String robots, List<Page> pages, Map<String, HttpHandler> handlers)
            throws IOException {
        this.name = name;
        put(Page.of("/robots.txt", Page.Role.NAVIGATION, "robots.txt", Page.TEXT, robots));
        pages.forEach(this::put);
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::servePage);
        handlers.forEach((path, handler) -> server.createContext(path, exchange -> {
            requests.increment();
            handler.handle(exchange);
        }));
        server.start();
    }

    static LoopbackSite start(String name, String robots, List<Page> pages) throws IOException {
        return new LoopbackSite(name, robots, pages, Map.of());
    }

    /** With pages that are made when they are asked for. */
    static LoopbackSite start(String name, String robots, List<Page> pages, Map<String, HttpHandler> handlers)
            throws IOException {
        return new LoopbackSite(name, robots, pages, handlers);
    }

    private void put(Page page) {
        if (pages.put(page.path(), page) != null) {
            throw new IllegalArgumentException("two pages at " + page.path());
        }
    }

    private void servePage(HttpExchange exchange) throws IOException {
        requests.increment();
        Page page = pages.get(exchange.getRequestURI().getPath());
        if (page == null) {
            answer(exchange, 404, Page.TEXT, NOT_FOUND);
        } else {
            served.computeIfAbsent(page.path(), p -> new LongAdder()).increment();
            answer(exchange, 200, page.contentType(), page.body());
        }
    }

    /** Answers GET with the body, HEAD without it, and refuses the rest. */
    static void answer(HttpExchange exchange, int status, String contentType, byte[] body) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            if (method.equals("GET")) {
                exchange.getResponseHeaders().set("Content-Type", contentType);
                // 0 would mean a body of unknown length.
                exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
            } else if (method.equals("HEAD")) {
                exchange.getResponseHeaders().set("Content-Type", contentType);
                exchange.sendResponseHeaders(status, -1);
            } else {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                exchange.sendResponseHeaders(405, -1);
            }
        }
    }

    String name() {
        return name;
    }

    /** {@code http://127.0.0.1:PORT}, without a slash at the end. */
    String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<Page> pages() {
        return List.copyOf(pages.values());
    }

    /** How often that page was given. */
    long servedCount(Page page) {
        LongAdder count = served.get(page.path());
        return count == null ? 0 : count.sum();
    }

    /** Requests of all kinds. */
    long requestCount() {
        return requests.sum();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
