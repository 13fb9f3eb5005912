package org.afterleak.box;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.afterleak.document.DocumentSink;

/**
 * What goes through the pipes. To a worker: a format, the most bytes to give back, a document. From it: frames, each a byte
 * for its kind and its fields, up to an end or a failure. Integers are of four bytes, big-endian; a text is its length in
 * bytes and UTF-8.
 */
final class Frames {
    /** First on a worker's output: so that it can be told from anything else that writes. */
    static final int HELLO = 0x41464C42;

    static final int END = 0;
    static final int FAILED = 1;
    static final int TABLE = 2;
    static final int ROW = 3;
    static final int LINES = 4;
    static final int PARAGRAPHS = 5;
    static final int PARAGRAPH = 6;
    static final int PART = 7;
    static final int PROBLEM = 8;

    private static final int MAX_CELLS = 1 << 20;
    private static final int MAX_SHORT = 1 << 16;

    private Frames() {}

    static void writeText(DataOutputStream out, String text) throws IOException {
        writeBytes(out, text.getBytes(StandardCharsets.UTF_8));
    }

    static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static byte[] readBytes(DataInputStream in, long most) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > most) {
            throw new ProtocolException("a field is longer than it may be");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }

    static String readText(DataInputStream in, long most) throws IOException {
        return new String(readBytes(in, most), StandardCharsets.UTF_8);
    }

    /** A worker that says what none says: it is not listened to any more. */
    static final class ProtocolException extends IOException {
        private static final long serialVersionUID = 1L;

        ProtocolException(String message) {
            super(message);
        }
    }

    /**
     * Hands one document's frames on.
     *
     * @param most bytes of all fields together
     * @return empty, or why the document gave nothing more
     * @throws IOException the worker ended, or talks nonsense
     */
    static String read(DataInputStream in, long most, DocumentSink sink) throws IOException {
        long left = most;
        while (true) {
            int kind = in.readUnsignedByte();
            switch (kind) {
                case END -> {
                    return "";
                }
                case FAILED -> {
                    return readText(in, MAX_SHORT);
                }
                case TABLE -> sink.table(readText(in, MAX_SHORT));
                case ROW -> {
                    int number = in.readInt();
                    int count = in.readInt();
                    if (count < 0 || count > MAX_CELLS) {
                        throw new ProtocolException("a row is wider than it may be");
                    }
                    List<String> cells = new ArrayList<>(Math.min(count, 64));
                    for (int i = 0; i < count; i++) {
                        byte[] cell = readBytes(in, left);
                        left -= cell.length + 4L;
                        cells.add(new String(cell, StandardCharsets.UTF_8));
                    }
                    sink.row(number, cells);
                }
                case LINES -> {
                    String locator = readText(in, MAX_SHORT);
                    byte[] text = readBytes(in, left);
                    left -= text.length;
                    sink.lines(locator, new String(text, StandardCharsets.UTF_8));
                }
                case PARAGRAPHS -> sink.paragraphs(readText(in, MAX_SHORT));
                case PARAGRAPH -> {
                    int number = in.readInt();
                    byte[] text = readBytes(in, left);
                    left -= text.length;
                    sink.paragraph(number, new String(text, StandardCharsets.UTF_8));
                }
                case PART -> {
                    String name = readText(in, MAX_SHORT);
                    String type = readText(in, MAX_SHORT);
                    byte[] content = readBytes(in, left);
                    left -= content.length;
                    sink.part(name, type, content);
                }
                case PROBLEM -> sink.problem(readText(in, MAX_SHORT));
                default -> throw new ProtocolException("a frame of no known kind");
            }
            left -= 16;
            if (left < 0) {
                throw new ProtocolException("more than it may give");
            }
        }
    }

    /** Writes what a document holds as frames; what is behind the limit is left out and said so. */
    static final class Writer implements DocumentSink {
        private final DataOutputStream out;
        private long left;
        private boolean full;

        Writer(DataOutputStream out, long most) {
            this.out = out;
            // Some room for what is said of the limit itself.
            this.left = most - (1 << 12);
        }

        /** The pipe is closed: nobody listens. */
        static final class Closed extends RuntimeException {
            private static final long serialVersionUID = 1L;

            Closed() {
                super(null, null, false, false);
            }
        }

        @FunctionalInterface
        private interface Frame {
            void write() throws IOException;
        }

        private void frame(long size, Frame frame) {
            if (full) {
                return;
            }
            if (size + 16 > left) {
                problem("gives more than it may: the rest was left out");
                full = true;
                return;
            }
            left -= size + 16;
            write(frame);
        }

        private static void write(Frame frame) {
            try {
                frame.write();
            } catch (IOException e) {
                throw new Closed();
            }
        }

        private static String cut(String text) {
            return text.length() <= MAX_SHORT / 4 ? text : text.substring(0, MAX_SHORT / 4);
        }

        @Override
        public void table(String locator) {
            frame(locator.length() * 3L, () -> {
                out.writeByte(TABLE);
                writeText(out, cut(locator));
            });
        }

        @Override
        public void row(int number, List<String> cells) {
            List<String> few = cells.size() <= MAX_CELLS ? cells : cells.subList(0, MAX_CELLS);
            long size = 0;
            for (String cell : few) {
                size += cell.length() * 3L + 4;
            }
            frame(size, () -> {
                out.writeByte(ROW);
                out.writeInt(number);
                out.writeInt(few.size());
                for (String cell : few) {
                    writeText(out, cell);
                }
            });
        }

        @Override
        public void lines(String locator, String text) {
            frame(text.length() * 3L, () -> {
                out.writeByte(LINES);
                writeText(out, cut(locator));
                writeText(out, text);
            });
        }

        @Override
        public void paragraphs(String locator) {
            frame(locator.length() * 3L, () -> {
                out.writeByte(PARAGRAPHS);
                writeText(out, cut(locator));
            });
        }

        @Override
        public void paragraph(int number, String text) {
            frame(text.length() * 3L, () -> {
                out.writeByte(PARAGRAPH);
                out.writeInt(number);
                writeText(out, text);
            });
        }

        @Override
        public void part(String name, String contentType, byte[] content) {
            frame(content.length, () -> {
                out.writeByte(PART);
                writeText(out, cut(name));
                writeText(out, cut(contentType));
                writeBytes(out, content);
            });
        }

        @Override
        public void problem(String sentence) {
            if (!full) {
                write(() -> {
                    out.writeByte(PROBLEM);
                    writeText(out, cut(sentence));
                });
                left -= 16 + sentence.length();
            }
        }

        @Override
        public boolean full() {
            return full;
        }

        void end() {
            write(() -> out.writeByte(END));
        }

        void failed(String reason) {
            write(() -> {
                out.writeByte(FAILED);
                writeText(out, cut(reason));
            });
        }
    }
}
