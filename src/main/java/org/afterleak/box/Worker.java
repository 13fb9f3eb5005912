package org.afterleak.box;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.afterleak.document.DocumentSink;

/** One child process. Used by one thread at a time. */
final class Worker implements AutoCloseable {
    /** A path that cannot be: whoever asks for a temporary file gets an error instead of one. */
    private static final String NOWHERE = "/dev/null/none";

    private final Process process;
    private final DataInputStream in;
    private final DataOutputStream out;
    private int documents;
    private boolean greeted;

    private Worker(Process process) {
        this.process = process;
        this.in = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16));
        this.out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), 1 << 16));
    }

    static Worker start(BoxLimits limits) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(limits));
        // No passphrase, no proxy, no option of the user's: it needs none of them.
        builder.environment().clear();
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        return new Worker(builder.start());
    }

    private static List<String> command(BoxLimits limits) {
        String home = System.getProperty("java.home");
        List<String> command = new ArrayList<>();
        command.add(Path.of(home, "bin", "java").toString());
        command.addAll(List.of(
                "-Xlog:disable",
                "-XX:+DisplayVMOutputToStderr",
                "-XX:+UseSerialGC",
                "-Xms32m",
                "-Xmx" + limits.heapMegabytes() + "m",
                "-XX:MaxMetaspaceSize=256m",
                "-XX:MaxDirectMemorySize=64m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-HeapDumpOnOutOfMemoryError",
                "-XX:+SuppressFatalErrorMessage",
                "-XX:+DisableAttachMechanism",
                "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.awt.headless=true",
                "-Dfile.encoding=UTF-8",
                "-Djava.io.tmpdir=" + NOWHERE,
                "-Dpdfbox.fontcache=" + NOWHERE,
                "-Duser.home=" + NOWHERE,
                // No names of hosts, no channels: Lockdown does the rest.
                "-Djdk.net.hosts.file=" + NOWHERE,
                "-Djava.nio.channels.spi.SelectorProvider=" + NoChannels.class.getName()));
        archive().ifPresent(command::add);
        String library = System.getProperty("org.sqlite.lib.path");
        // Where there is no installed library, the driver writes its own, no document's, to the usual folder.
        command.add(
                library != null
                        ? "-Dorg.sqlite.lib.path=" + library
                        : "-Dorg.sqlite.tmpdir=" + System.getProperty("java.io.tmpdir"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), WorkerMain.class.getName()));
        return command;
    }

    /**
     * The installation's archive of loaded classes, as the launcher gives it to its JVM: a start takes a third less. One that
     * does not fit is passed over.
     */
    private static Optional<String> archive() {
        Path jar = Path.of(System.getProperty("java.class.path").split(File.pathSeparator)[0]);
        Path aot = jar.resolveSibling("afterleak.aot");
        Path jsa = jar.resolveSibling("afterleak.jsa");
        return Files.exists(aot)
                ? Optional.of("-XX:AOTCache=" + aot)
                : Files.exists(jsa) ? Optional.of("-XX:SharedArchiveFile=" + jsa) : Optional.empty();
    }

    /**
     * Has one document read.
     *
     * @return empty, or why it gave nothing more
     * @throws IOException the worker is gone or beyond use
     */
    String read(String format, byte[] content, long maxOutBytes, DocumentSink sink) throws IOException {
        documents++;
        if (!greeted) {
            if (in.readInt() != Frames.HELLO) {
                throw new Frames.ProtocolException("no worker");
            }
            greeted = true;
        }
        Frames.writeText(out, format);
        out.writeLong(maxOutBytes);
        Frames.writeBytes(out, content);
        out.flush();
        return Frames.read(in, maxOutBytes, sink);
    }

    int documents() {
        return documents;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it at once, whatever it does. */
    void kill() {
        process.destroyForcibly();
    }

    /** Ends an idle one: its input ends, and so does it. */
    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            kill();
        }
    }
}
