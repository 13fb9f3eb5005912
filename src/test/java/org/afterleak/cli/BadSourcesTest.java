package org.afterleak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.afterleak.cli.BadInput.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sources that do not behave: the run goes on with the others, ends, and says what was wrong. */
class BadSourcesTest {
    private static final String PAGE =
            "<table><tr><th>Name<th>ID</tr><tr><td>Abelard Fenwicking<td>A201234567</tr></table>";
    private static final long TEN_GIGABYTES = 10_000_000_000L;

    @TempDir
    Path folder;

    private final List<Server> servers = new ArrayList<>();
    private BadInput in;

    /** How a server treats who asks for a page; robots.txt it answers with 404. */
    enum Behaviour {
        GOOD,
        HANGS,
        REDIRECTS_IN_A_LOOP,
        REDIRECTS_FOR_EVER,
        SENDS_TEN_GIGABYTES,
        SENDS_WITHOUT_END,
        PROMISES_MORE_THAN_IT_SENDS,
        RESETS,
        SPEAKS_NO_HTTP,
        ANSWERS_500,
        HOLDS_A_GZIP_BOMB
    }

    @BeforeEach
    void workspace() throws IOException {
        in = BadInput.workspace(folder);
    }

    @AfterEach
    void stop() {
        servers.forEach(Server::close);
    }

    private Server server(Behaviour behaviour) throws IOException {
        Server server = new Server(behaviour);
        servers.add(server);
        return server;
    }

    private static String source(String name, Server server) {
        return "  - { name: " + name + ", type: site, url: \"http://127.0.0.1:" + server.port() + "/\", delay: 0s }\n";
    }

    private Result watch(String sources) throws IOException {
        Path file = in.file(
                "sources.yaml",
                "user_agent: Test\nallow_private_addresses: [\"127.0.0.0/8\"]\ntimeout: 2s\n"
                        + "max_bytes: 1MiB\nsources:\n" + sources);
        return in.run("watch", "--once", "--sources", file.toString());
    }

    @ParameterizedTest
    @EnumSource(value = Behaviour.class, names = "GOOD", mode = EnumSource.Mode.EXCLUDE)
    void badSource_isSaid_andTheGoodOneIsFound(Behaviour behaviour) throws IOException {
        Server bad = server(behaviour);
        long start = System.nanoTime();
        Result result = watch(source("bad", bad) + source("good", server(Behaviour.GOOD)));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));
        assertThat(result.err().lines()).as(result.err()).allMatch(line -> line.startsWith("warning: "));
        boolean partial = behaviour == Behaviour.SENDS_TEN_GIGABYTES
                || behaviour == Behaviour.SENDS_WITHOUT_END
                || behaviour == Behaviour.PROMISES_MORE_THAN_IT_SENDS
                || behaviour == Behaviour.HOLDS_A_GZIP_BOMB;
        if (!partial) {
            assertThat(result.status()).as(result.err()).isEqualTo(ExitStatus.SOURCE_FAILED);
            assertThat(result.err()).contains("bad: ").doesNotContain("good: ");
        }
        assertThat(bad.sent()).as("bytes taken").isLessThan(64L << 20);
        assertThat(in.run("findings", "--json").out().lines())
                .filteredOn(line -> line.contains("\"good\""))
                .hasSize(1);
    }

    @Test
    void badUrl_isScannedWithStatus4() throws IOException {
        in.file(
                "workspace/watchlist/sources.yaml",
                "user_agent: Test\nallow_private_addresses: [\"127.0.0.0/8\"]\ntimeout: 2s\n" + "sources:\n"
                        + source("x", server(Behaviour.GOOD)));
        String url = "http://127.0.0.1:" + server(Behaviour.RESETS).port() + "/";
        Result result = in.run("scan", "--json", url);
        assertThat(result.status()).isEqualTo(ExitStatus.SOURCE_FAILED);
        assertThat(result.out().lines()).hasSize(1);
    }

    @Test
    void privateAddress_isRefusedUnlessNamed() throws IOException {
        Server good = server(Behaviour.GOOD);
        Path file = in.file("sources.yaml", "user_agent: Test\nsources:\n" + source("own", good));
        Result result = in.run("watch", "--once", "--sources", file.toString());
        assertThat(result.status()).isEqualTo(ExitStatus.SOURCE_FAILED);
        assertThat(result.err()).contains("allow_private_addresses");
        assertThat(good.sent()).isZero();
    }

    /** A server that says what no library's server would. */
    private static final class Server implements AutoCloseable {
        private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final Behaviour behaviour;
        private final AtomicLong sent = new AtomicLong();

        Server(Behaviour behaviour) throws IOException {
            this.behaviour = behaviour;
            Thread.ofPlatform().daemon().start(this::accept);
        }

        int port() {
            return socket.getLocalPort();
        }

        long sent() {
            return sent.get();
        }

        private void accept() {
            while (!socket.isClosed()) {
                try {
                    Socket connection = socket.accept();
                    Thread.ofVirtual().start(() -> serve(connection));
                } catch (IOException e) {
                    return;
                }
            }
        }

        private void serve(Socket connection) {
            try (connection;
                    InputStream in = connection.getInputStream();
                    OutputStream out = connection.getOutputStream()) {
                String request = request(in);
                if (request.isEmpty()) {
                    return;
                }
                if (request.startsWith("GET /robots.txt")) {
                    send(out, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                } else {
                    answer(request, connection, in, out);
                }
            } catch (IOException e) {
                // Who asked has had enough.
            }
        }

        private static String request(InputStream in) throws IOException {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int c = in.read();
                if (c < 0) {
                    return "";
                }
                head.append((char) c);
            }
            return head.toString();
        }

        private void answer(String request, Socket connection, InputStream in, OutputStream out) throws IOException {
            String html = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n";
            switch (behaviour) {
                case GOOD -> send(out, html + "Content-Length: " + PAGE.length() + "\r\n\r\n" + PAGE);
                case HANGS -> in.read();
                case REDIRECTS_IN_A_LOOP -> send(out, redirect(request.startsWith("GET /a ") ? "/b" : "/a"));
                case REDIRECTS_FOR_EVER -> send(out, redirect("/" + System.nanoTime()));
                case SENDS_TEN_GIGABYTES -> flood(out, html + "Content-Length: " + TEN_GIGABYTES + "\r\n\r\n");
                case SENDS_WITHOUT_END -> flood(out, html + "\r\n");
                case PROMISES_MORE_THAN_IT_SENDS -> send(out, html + "Content-Length: 5000\r\n\r\n" + PAGE);
                case RESETS -> connection.setSoLinger(true, 0);
                case SPEAKS_NO_HTTP -> send(out, "220 mail.example ESMTP\r\n\r\n");
                case ANSWERS_500 -> send(out, "HTTP/1.1 500 Oh\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                case HOLDS_A_GZIP_BOMB -> bomb(out, html + "Content-Encoding: gzip\r\n\r\n");
            }
        }

        private static String redirect(String to) {
            return "HTTP/1.1 302 Found\r\nLocation: " + to + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        }

        private void flood(OutputStream out, String head) throws IOException {
            send(out, head);
            byte[] block = "<p>nothing to see here</p>\n".repeat(2_000).getBytes(StandardCharsets.US_ASCII);
            while (sent.get() < TEN_GIGABYTES) {
                out.write(block);
                sent.addAndGet(block.length);
            }
        }

        private void bomb(OutputStream out, String head) throws IOException {
            send(out, head);
            byte[] block = " ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
            try (var gzip = new java.util.zip.GZIPOutputStream(out)) {
                for (int i = 0; i < 2_000; i++) {
                    gzip.write(block);
                }
            }
        }

        private void send(OutputStream out, String text) throws IOException {
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            out.write(bytes);
            out.flush();
            sent.addAndGet(bytes.length);
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new AssertionError(String.format(Locale.ROOT, "port %d", port()), e);
            }
        }
    }
}
