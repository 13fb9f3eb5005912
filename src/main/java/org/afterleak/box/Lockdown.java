package org.afterleak.box;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketImpl;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;

/**
 * Takes from a worker what no document needs: connections, names of hosts, URLs. What cannot be taken by a call is
 * taken by the options that it is started with ({@link Worker}).
 */
final class Lockdown {
    private static final String REFUSED = "a worker has no network";

    private Lockdown() {}

    /** Once, before anything is read; it cannot be undone. */
    @SuppressWarnings("deprecation") // There is no other way to have no sockets.
    static void install() throws IOException {
        Socket.setSocketImplFactory(Lockdown::refused);
        ServerSocket.setSocketFactory(Lockdown::refused);
        DatagramSocket.setDatagramSocketImplFactory(() -> {
            throw new IllegalStateException(REFUSED);
        });
        URL.setURLStreamHandlerFactory(protocol -> switch (protocol) {
            case "file", "jar", "jrt" -> null; // where classes come from
            default -> new Refusing();
        });
    }

    private static SocketImpl refused() {
        throw new IllegalStateException(REFUSED);
    }

    private static final class Refusing extends URLStreamHandler {
        @Override
        protected URLConnection openConnection(URL url) throws IOException {
            throw new SocketException(REFUSED);
        }
    }
}
