package org.afterleak.box;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;
import org.afterleak.document.DocumentException;
import org.afterleak.document.Documents;

/** What a worker process runs: reads documents off its standard input until that ends. Not for people. */
public final class WorkerMain {
    private static final int MAX_FORMAT = 64;
    private static final int MAX_DOCUMENT = 1 << 30;

    /** Documents nest, and parsers call themselves. */
    private static final long STACK_BYTES = 16L << 20;

    private WorkerMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        // What a library prints would be taken for a frame.
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        System.setOut(nowhere);
        System.setErr(nowhere);
        LogManager.getLogManager().reset();
        Lockdown.install();
        Thread thread = new Thread(null, WorkerMain::serve, "worker", STACK_BYTES);
        thread.start();
        thread.join();
    }

    private static void serve() {
        try (DataInputStream in =
                        new DataInputStream(new BufferedInputStream(new FileInputStream(FileDescriptor.in), 1 << 16));
                DataOutputStream out = new DataOutputStream(
                        new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16))) {
            out.writeInt(Frames.HELLO);
            out.flush();
            while (true) {
                String format = Frames.readText(in, MAX_FORMAT);
                long most = in.readLong();
                byte[] document = Frames.readBytes(in, MAX_DOCUMENT);
                Frames.Writer writer = new Frames.Writer(out, most);
                try {
                    Documents.read(format, document, writer);
                    writer.end();
                } catch (DocumentException e) {
                    writer.failed(String.valueOf(e.getMessage()));
                }
                out.flush();
            }
        } catch (EOFException | Frames.Writer.Closed e) {
            // The process that started this one is done, or gone.
            return;
        } catch (IOException e) {
            return;
        }
    }
}
