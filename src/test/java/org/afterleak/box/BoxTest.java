package org.afterleak.box;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.afterleak.document.DocumentException;
import org.afterleak.document.DocumentSink;
import org.junit.jupiter.api.Test;

class BoxTest {
    private static final Duration TIME = Duration.ofSeconds(60);
    private static final String MAIL = "From: a@example.org\r\nTo: b@example.org\r\nSubject: Zoraida Quispe\r\n"
            + "MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nA205123456\r\n";

    /** Keeps what it is told, as lines. */
    static final class Told implements DocumentSink {
        final List<String> lines = new ArrayList<>();

        @Override
        public void table(String locator) {
            lines.add("TABLE " + locator);
        }

        @Override
        public void row(int number, List<String> cells) {
            lines.add("ROW " + number + " " + cells);
        }

        @Override
        public void lines(String locator, String text) {
            lines.add("LINES " + locator + ": " + text);
        }

        @Override
        public void paragraphs(String locator) {
            lines.add("PARAGRAPHS " + locator);
        }

        @Override
        public void paragraph(int number, String text) {
            lines.add("PARAGRAPH " + number + " " + text);
        }

        @Override
        public void part(String name, String contentType, byte[] content) {
            lines.add("PART " + name + " " + contentType + " " + content.length);
        }

        @Override
        public void problem(String sentence) {
            lines.add("PROBLEM " + sentence);
        }

        @Override
        public boolean full() {
            return false;
        }
    }

    private static List<String> read(Box box, String format, byte[] content) throws DocumentException {
        Told told = new Told();
        box.read(format, content, TIME, told);
        return told.lines;
    }

    /** A page whose only stream is so many bytes of one operator: small outside, large within. */
    static byte[] pdf(String operators, int times) throws IOException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(stream, new Deflater(9))) {
            byte[] bytes = operators.getBytes(UTF_8);
            for (int i = 0; i < times; i++) {
                deflater.write(bytes);
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(
                ("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
                                + "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj\n"
                                + "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n4 0 obj<</Filter/FlateDecode/Length "
                                + stream.size() + ">>stream\n")
                        .getBytes(UTF_8));
        out.write(stream.toByteArray());
        out.write("\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n".getBytes(UTF_8));
        return out.toByteArray();
    }

    @Test
    void oneWorker_readsDocumentAfterDocument() throws Exception {
        try (Box box = new Box(BoxLimits.DEFAULT)) {
            for (int i = 0; i < 20; i++) {
                assertThat(read(box, "mail", MAIL.getBytes(UTF_8)))
                        .anyMatch(l -> l.contains("Subject: Zoraida Quispe"))
                        .contains("PART body text/plain; charset=US-ASCII 12");
            }
            assertThat(box.started()).isEqualTo(1);
        }
    }

    @Test
    void documentThatNeedsTooMuchMemory_costsItselfAlone() throws Exception {
        BoxLimits small = new BoxLimits(48, 16 << 20, 100, Duration.ofSeconds(30));
        try (Box box = new Box(small)) {
            assertThatThrownBy(() -> read(box, "mail", new byte[64 << 20]))
                    .isInstanceOf(DocumentException.class)
                    .hasMessageContaining("worker process ended");
            assertThat(read(box, "mail", MAIL.getBytes(UTF_8))).isNotEmpty();
            assertThat(box.started()).isEqualTo(2);
        }
    }

    @Test
    void documentThatTakesTooLong_isEndedInTime() throws Exception {
        byte[] slow = pdf("BT /F1 12 Tf 10 10 Td (a) Tj ET ", 20_000_000);
        try (Box box = new Box(BoxLimits.DEFAULT)) {
            long start = System.nanoTime();
            assertThatThrownBy(() -> box.read("pdf", slow, Duration.ofSeconds(2), new Told()))
                    .isInstanceOf(DocumentException.class)
                    .hasMessageMatching(".*(took longer than 2 seconds|worker process ended).*");
            assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(20));
            assertThat(read(box, "mail", MAIL.getBytes(UTF_8))).isNotEmpty();
        }
    }

    @Test
    void documentThatGivesTooMuch_isCutAndSaidSo() throws Exception {
        BoxLimits small = new BoxLimits(256, 1 << 20, 100, Duration.ofSeconds(30));
        String many = MAIL.replace("text/plain", "multipart/mixed; boundary=b") + "--b\r\n\r\n"
                + "x".repeat(1 << 18) + "\r\n"
                + ("--b\r\n\r\n" + "x".repeat(1 << 18) + "\r\n").repeat(20) + "--b--\r\n";
        try (Box box = new Box(small)) {
            List<String> told = read(box, "mail", many.getBytes(UTF_8));
            assertThat(told).anyMatch(l -> l.startsWith("PROBLEM gives more than it may"));
            assertThat(told.stream().filter(l -> l.startsWith("PART"))).hasSizeLessThan(5);
        }
    }

    @Test
    void idleWorkers_end() throws Exception {
        try (Box box = new Box(new BoxLimits(64, 1 << 20, 100, Duration.ofMillis(50)))) {
            List<ProcessHandle> before = workers();
            read(box, "mail", MAIL.getBytes(UTF_8));
            List<ProcessHandle> started = new ArrayList<>(workers());
            started.removeAll(before);
            for (ProcessHandle worker : started) {
                worker.onExit().get(30, TimeUnit.SECONDS);
            }
            assertThat(read(box, "mail", MAIL.getBytes(UTF_8))).isNotEmpty();
        }
    }

    private static List<ProcessHandle> workers() {
        return ProcessHandle.current()
                .children()
                .filter(c -> commandLine(c).contains("org.afterleak.box.WorkerMain"))
                .toList();
    }

    /** The handle's own is cut where it is long. */
    private static List<String> commandLine(ProcessHandle process) {
        try {
            return List.of(Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"))
                    .split("\0"));
        } catch (IOException e) {
            return List.of();
        }
    }

    @Test
    void workers_knowNothingOfTheirParentsEnvironment_andDumpNothing() throws Exception {
        assumeThat(Path.of("/proc/self/environ")).exists();
        List<ProcessHandle> before = workers();
        try (Box box = new Box(BoxLimits.DEFAULT)) {
            read(box, "mail", MAIL.getBytes(UTF_8));
            List<ProcessHandle> started = new ArrayList<>(workers());
            started.removeAll(before);

            assertThat(started).hasSize(1);
            ProcessHandle worker = started.get(0);
            assertThat(Files.readString(Path.of("/proc/" + worker.pid() + "/environ")))
                    .isEmpty();
            assertThat(commandLine(worker))
                    .contains("-XX:-HeapDumpOnOutOfMemoryError", "-XX:+DisableAttachMechanism", "-XX:-UsePerfData");
        }
    }

    @Test
    void lockedDownProcess_opensNoConnection() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djdk.net.hosts.file=/dev/null/none",
                        "-Djava.nio.channels.spi.SelectorProvider=" + NoChannels.class.getName(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ConnectingProgram.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor()).isZero();
        assertThat(output.lines().filter(l -> l.endsWith(": refused"))).hasSize(ConnectingProgram.WAYS);
        assertThat(output).doesNotContain("connected");
    }

    @Test
    void frames_thatNoWorkerWrites_areRefused() {
        Random random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            if (bytes.length > 0 && random.nextBoolean()) {
                bytes[0] = (byte) random.nextInt(9);
            }
            try {
                Frames.read(new DataInputStream(new ByteArrayInputStream(bytes)), 1 << 16, new Told());
            } catch (IOException e) {
                assertThat(e).isNotNull();
            }
        }
    }

    @Test
    void frames_comeOutAsTheyWentIn() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        Frames.Writer writer = new Frames.Writer(out, 1 << 20);
        writer.table("sheet \"Liste d'été\"");
        writer.row(3, List.of("Zoraida", "", "Quispe 🙂"));
        writer.lines("page 1", "a   b\nc");
        writer.paragraphs("slide 2");
        writer.paragraph(4, "words");
        writer.part("x.pdf", "application/pdf", new byte[] {1, 2, 3});
        writer.problem("something");
        writer.failed("why");
        Told told = new Told();

        String why = Frames.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), 1 << 20, told);

        assertThat(why).isEqualTo("why");
        assertThat(told.lines)
                .containsExactly(
                        "TABLE sheet \"Liste d'été\"",
                        "ROW 3 [Zoraida, , Quispe 🙂]",
                        "LINES page 1: a   b\nc",
                        "PARAGRAPHS slide 2",
                        "PARAGRAPH 4 words",
                        "PART x.pdf application/pdf 3",
                        "PROBLEM something");
    }
}
