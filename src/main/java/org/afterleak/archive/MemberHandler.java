package org.afterleak.archive;

import java.io.IOException;
import java.io.InputStream;

/** Takes the members of an archive, in its order, on the reader's thread. */
public interface MemberHandler {
    /**
     * A member with content.
     *
     * @param name as the archive gives it, anything at all: never to be used as a path, and somebody's name may be in it;
     *     for a compressed stream the name of its format
     * @param content to be read now or never; need not be read to its end
     * @throws IOException the content is broken; the reading goes on with the next member where that can be found
     */
    void member(String name, InputStream content) throws IOException;

    /** A member that cannot be read. */
    void passOver(String reason);

    /** Something that is wrong with the archive, and does not end the reading. */
    void problem(String sentence);

    /** Whether no more members are wanted. */
    boolean full();
}
