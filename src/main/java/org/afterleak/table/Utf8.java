package org.afterleak.table;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Validity of UTF-8 (RFC 3629, section 4), at the speed of memory for ASCII. */
final class Utf8 {
    static final int INVALID = -1;
    static final int ASCII = 0;
    static final int MULTIBYTE = 1;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Utf8() {}

    /** {@link #ASCII}, {@link #MULTIBYTE} (valid) or {@link #INVALID}; {@code cut} allows a sequence cut by the end. */
    static int check(byte[] b, int length, boolean cut) {
        int kind = ASCII;
        int i = 0;
        while (i < length) {
            if (b[i] >= 0) {
                i++;
                while (i + 8 <= length && ((long) LONG.get(b, i) & 0x8080808080808080L) == 0) {
                    i += 8;
                }
                continue;
            }
            int lead = b[i] & 0xFF;
            int size = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
            if (size == 0 || (i + size > length && !cut)) {
                return INVALID;
            }
            int low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
            int high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
            for (int k = 1; k < size && i + k < length; k++) {
                int next = b[i + k] & 0xFF;
                if (next < low || next > high) {
                    return INVALID;
                }
                low = 0x80;
                high = 0xBF;
            }
            i += size;
            kind = MULTIBYTE;
        }
        return kind;
    }

    /** Bytes of the well-formed sequence of several that begins there, or that the end cuts; 0 where none does. */
    static int sequence(byte[] b, int at, int end) {
        int lead = b[at] & 0xFF;
        int size = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
        int low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        int high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        for (int k = 1; k < size && at + k < end; k++) {
            int next = b[at + k] & 0xFF;
            if (next < low || next > high) {
                return 0;
            }
            low = 0x80;
            high = 0xBF;
        }
        return size;
    }
}
