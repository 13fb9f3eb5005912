package org.afterleak.crawl;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real server on loopback that answers as a test scripts it, down to the byte, one request per connection, and writes
 * down what it was asked and when. What is not scripted is a 404.
 */
final class TestSite implements AutoCloseable {
    /** Writes the whole answer, status line included; when it returns the connection is closed. */
    @FunctionalInterface
    interface Answer {
        void write(Received request, OutputStream out, Socket socket) throws Exception;
    }

    /** One request as it arrived. */
    record Received(String method, String target, Map<String, String> headers, long startedAt) {
        String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }
    }

    private final ServerSocket server = new ServerSocket();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<Received> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final List<Long> ends = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    TestSite() throws IOException {
        this("127.0.0.1");
    }

    TestSite(String address) throws IOException {
        server.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
        Thread.ofVirtual().start(this::accept);
    }

    String url(String path) {
        return "http://" + server.getInetAddress().getHostAddress() + ":" + port() + path;
    }

    int port() {
        return server.getLocalPort();
    }

    TestSite on(String target, Answer answer) {
        answers.put(target, answer);
        return this;
    }

    TestSite page(String target, String body) {
        return on(target, (request, out, socket) -> write(out, 200, "text/html; charset=utf-8", body));
    }

    TestSite status(String target, int status, String... headers) {
        return on(target, (request, out, socket) -> write(out, status, "text/plain", "", headers));
    }

    TestSite redirect(String target, String location) {
        return status(target, 302, "Location: " + location);
    }

    TestSite robots(String text) {
        return on("/robots.txt", (request, out, socket) -> write(out, 200, "text/plain", text));
    }

    List<Received> requests() {
        return requests;
    }

    /** The targets asked for, in order, without robots.txt. */
    List<String> targets() {
        return requests.stream()
                .map(Received::target)
                .filter(t -> !t.equals("/robots.txt"))
                .toList();
    }

    List<String> allTargets() {
        return requests.stream().map(Received::target).toList();
    }

    /** Most requests that were under way at one time. */
    int mostAtOnce() {
        return most.get();
    }

    /** Nanoseconds from the end of each answer to the start of the next request. */
    List<Long> pauses() {
        List<Long> pauses = new CopyOnWriteArrayList<>();
        for (int i = 1; i < requests.size(); i++) {
            pauses.add(requests.get(i).startedAt() - ends.get(i - 1));
        }
        return pauses;
    }

    static void write(OutputStream out, int status, String type, String body, String... headers) throws IOException {
        write(out, status, type, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    static void write(OutputStream out, int status, String type, byte[] body, String... headers) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " X\r\nContent-Type: " + type
                + "\r\nContent-Length: " + body.length + "\r\nConnection: close\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        out.write(body);
        out.flush();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            String line = in.readLine();
            if (line == null) {
                return;
            }
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            String[] request = line.split(" ");
            Map<String, String> headers = new LinkedHashMap<>();
            for (String header = in.readLine(); header != null && !header.isEmpty(); header = in.readLine()) {
                int colon = header.indexOf(':');
                headers.put(
                        header.substring(0, colon).toLowerCase(Locale.ROOT),
                        header.substring(colon + 1).strip());
            }
            Received received = new Received(request[0], request[1], headers, System.nanoTime());
            requests.add(received);
            Answer answer = answers.get(request[1]);
            if (answer == null) {
                write(socket.getOutputStream(), 404, "text/plain", "");
            } else {
                answer.write(received, socket.getOutputStream(), socket);
            }
        } catch (Exception e) {
            // The client went away, or the test is over.
        } finally {
            ends.add(System.nanoTime());
            now.decrementAndGet();
        }
    }
}
