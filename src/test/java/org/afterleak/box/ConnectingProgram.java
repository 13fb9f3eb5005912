package org.afterleak.box;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.SocketChannel;

/** Tries every way to reach another machine once it is locked down, and says how it went. */
final class ConnectingProgram {
    static final int WAYS = 7;

    private ConnectingProgram() {}

    @FunctionalInterface
    private interface Way {
        void go() throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        Lockdown.install();
        InetSocketAddress loopback = new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 9);
        attempt("socket", () -> new Socket(loopback.getAddress(), 9).close());
        attempt("server socket", () -> new ServerSocket(0).close());
        attempt("channel", () -> SocketChannel.open(loopback).close());
        attempt("datagram", () -> new DatagramSocket().close());
        attempt(
                "url",
                () -> URI.create("http://127.0.0.1:9/").toURL().openStream().close());
        attempt("name", () -> InetAddress.getByName("example.org"));
        attempt(
                "client",
                () -> HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create("http://127.0.0.1:9/"))
                                        .build(),
                                HttpResponse.BodyHandlers.discarding()));
    }

    private static void attempt(String name, Way way) {
        try {
            way.go();
            System.out.println(name + ": connected");
        } catch (java.net.ConnectException e) {
            // It got as far as asking the other side.
            System.out.println(name + ": connected, " + e);
        } catch (Exception | Error e) {
            System.out.println(name + ": refused");
        }
    }
}
