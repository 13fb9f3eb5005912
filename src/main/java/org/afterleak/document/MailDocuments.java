package org.afterleak.document;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.apache.james.mime4j.message.DefaultBodyDescriptorBuilder;
import org.apache.james.mime4j.message.MaximalBodyDescriptor;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;
import org.jspecify.annotations.Nullable;

/**
 * Mail messages (RFC 5322, RFC 2045) and mailboxes of them (RFC 4155), through mime4j: the header's fields as lines, each
 * body and attachment as a part with its transfer coding undone.
 */
final class MailDocuments {
    private static final int MAX_PART_BYTES = 64 << 20;
    private static final int MAX_MESSAGES = 100_000;
    private static final int MAX_HEADERS = 2_000;

    private MailDocuments() {}

    static void message(byte[] content, DocumentSink sink) throws IOException, DocumentException {
        if (!message(content, 0, content.length, "", sink)) {
            throw new DocumentException("cannot be read as mail");
        }
    }

    /** Messages begin at a line that starts with "From ", at the file's start or behind an empty line. */
    static void mailbox(byte[] content, DocumentSink sink) throws IOException {
        int number = 0;
        int from = 0;
        while (from < content.length && !sink.full() && number < MAX_MESSAGES) {
            int start = lineEnd(content, from);
            int end = next(content, start);
            number++;
            message(content, start, end, "message " + number, sink);
            from = end;
        }
        if (number == MAX_MESSAGES) {
            sink.problem("more than 100,000 messages: the rest was left out");
        }
    }

    private static int next(byte[] content, int from) {
        int at = from;
        boolean blank = false;
        while (at < content.length) {
            int end = lineEnd(content, at);
            if (blank && startsWith(content, at, "From ")) {
                return at;
            }
            blank = end - at <= 2 && (content[at] == '\n' || content[at] == '\r');
            at = end;
        }
        return content.length;
    }

    private static int lineEnd(byte[] content, int from) {
        int at = from;
        while (at < content.length && content[at] != '\n') {
            at++;
        }
        return Math.min(content.length, at + 1);
    }

    private static boolean startsWith(byte[] content, int at, String word) {
        byte[] bytes = word.getBytes(StandardCharsets.US_ASCII);
        return at + bytes.length <= content.length
                && Arrays.equals(content, at, at + bytes.length, bytes, 0, bytes.length);
    }

    private static boolean message(byte[] content, int from, int to, String place, DocumentSink sink)
            throws IOException {
        MimeConfig config = MimeConfig.custom()
                .setStrictParsing(false)
                .setMaxLineLen(-1)
                .setMaxHeaderCount(MAX_HEADERS)
                .setMaxHeaderLen(1 << 20)
                .setMaxContentLen(-1)
                .build();
        MimeTokenStream stream = new MimeTokenStream(config, DecodeMonitor.SILENT, new DefaultBodyDescriptorBuilder());
        stream.setRecursionMode(RecursionMode.M_NO_RECURSE);
        stream.parse(new ByteArrayInputStream(content, from, to - from));
        StringBuilder headers = new StringBuilder();
        boolean first = true;
        int bodies = 0;
        boolean any = false;
        try {
            for (EntityState state = stream.getState();
                    state != EntityState.T_END_OF_STREAM && !sink.full();
                    state = stream.next()) {
                switch (state) {
                    case T_FIELD -> {
                        if (first) {
                            header(stream.getField(), headers);
                        }
                    }
                    case T_END_HEADER -> {
                        if (first && headers.length() > 0) {
                            sink.lines(place.isEmpty() ? "header" : place + " > header", headers.toString());
                            any = true;
                        }
                        first = false;
                    }
                    case T_BODY -> {
                        bodies++;
                        any |= body(stream, place, bodies, sink);
                    }
                    case T_PREAMBLE, T_EPILOGUE -> {
                        byte[] beside = bytes(stream.getInputStream());
                        if (!new String(beside, StandardCharsets.ISO_8859_1).isBlank()) {
                            sink.lines(place, new String(beside, StandardCharsets.UTF_8));
                        }
                    }
                    default -> {}
                }
            }
        } catch (MimeException e) {
            sink.problem("a message is damaged: the rest of it was left out");
        }
        return any;
    }

    private static void header(Field field, StringBuilder headers) {
        String body = field.getBody();
        if (body == null) {
            return;
        }
        headers.append(field.getName())
                .append(": ")
                .append(decoded(body).replace('\n', ' '))
                .append('\n');
    }

    private static String decoded(String text) {
        try {
            return DecoderUtil.decodeEncodedWords(text, DecodeMonitor.SILENT, StandardCharsets.UTF_8);
        } catch (RuntimeException e) {
            return text;
        }
    }

    private static boolean body(MimeTokenStream stream, String place, int number, DocumentSink sink)
            throws IOException {
        BodyDescriptor descriptor = stream.getBodyDescriptor();
        byte[] content = bytes(stream.getDecodedInputStream());
        if (content.length == 0) {
            return false;
        }
        String type = descriptor.getMimeType() == null ? "" : descriptor.getMimeType();
        String charset = descriptor.getCharset();
        String name = name(descriptor);
        String step = name != null
                ? name
                : number == 1 && type.startsWith("text/")
                        ? "body"
                        : type.startsWith("text/") ? "body " + number : "attachment " + number;
        sink.part(
                place.isEmpty() ? step : place + ", " + step,
                charset == null || !type.startsWith("text/") ? type : type + "; charset=" + charset,
                content);
        return true;
    }

    private static @Nullable String name(BodyDescriptor descriptor) {
        if (!(descriptor instanceof MaximalBodyDescriptor full)) {
            return null;
        }
        String name = full.getContentDispositionFilename();
        if (name == null || name.isBlank()) {
            name = full.getContentTypeParameters().get("name");
        }
        return name == null || name.isBlank() ? null : decoded(name);
    }

    private static byte[] bytes(InputStream in) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] block = new byte[1 << 14];
        try {
            for (int n = in.read(block); n >= 0 && out.size() < MAX_PART_BYTES; n = in.read(block)) {
                out.write(block, 0, n);
            }
        } catch (IOException e) {
            // A transfer coding that breaks off: what was decoded counts.
            return out.toByteArray();
        }
        return out.toByteArray();
    }
}
