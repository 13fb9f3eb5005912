package org.afterleak.crawl;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.Protocol;
import org.afterleak.crawl.GuardedSocketFactory.RefusedAddressException;
import org.jspecify.annotations.Nullable;

/** What happened on the wire during one call: needed to name a failure rightly. */
final class Trace extends EventListener {
    private volatile boolean connecting;
    private volatile boolean answering;
    private volatile boolean refusedAddress;
    private volatile @Nullable IOException connectFailure;
    private volatile @Nullable InetAddress remote;

    @Override
    public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
        connecting = true;
    }

    @Override
    public void connectFailed(
            Call call, InetSocketAddress address, Proxy proxy, @Nullable Protocol protocol, IOException failure) {
        if (failure instanceof RefusedAddressException) {
            refusedAddress = true;
        } else {
            connectFailure = failure;
        }
    }

    @Override
    public void connectionAcquired(Call call, Connection connection) {
        remote = connection.socket().getInetAddress();
    }

    @Override
    public void responseHeadersStart(Call call) {
        answering = true;
    }

    /** Whether the request went out on a connection that had served before, and died without one byte of an answer. */
    boolean isStaleConnection() {
        return !connecting && remote != null && !answering;
    }

    /** Whether every address of the host was refused: where a public one failed too, that is the failure to report. */
    boolean isPrivateAddress() {
        return refusedAddress && connectFailure == null && remote == null;
    }

    /** Why a public address of the host could not be connected to, where that is what went wrong. */
    @Nullable
    IOException connectFailure() {
        return remote == null ? connectFailure : null;
    }

    @Nullable
    InetAddress remote() {
        return remote;
    }
}
