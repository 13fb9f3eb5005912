package org.afterleak.crypto;

/**
 * Where random bytes come from. Whatever is kept for anybody takes {@link #SECURE}; a measurement, whose data are made up
 * and gone when it ends, may take bytes that its seed gives, so that it can be repeated.
 */
@FunctionalInterface
public interface RandomBytes {
    /** The operating system's, through {@link java.security.SecureRandom}. */
    RandomBytes SECURE = Randoms::bytes;

    /** So many bytes, each time other ones. */
    byte[] bytes(int length);
}
