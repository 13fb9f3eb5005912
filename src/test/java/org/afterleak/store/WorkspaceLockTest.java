package org.afterleak.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceLockTest {
    @TempDir
    Path dir;

    /** Holds the lock until it is killed or its input ends. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] args) throws Exception {
            try (WorkspaceLock lock = WorkspaceLock.acquire(Path.of(args[0]))) {
                System.out.println("locked " + (lock != null));
                System.out.flush();
                System.in.read();
            }
        }
    }

    private Process holder(Path file) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        assertThat(out.readLine()).isEqualTo("locked true");
        return process;
    }

    @Test
    void secondProcess_isToldWhoHasTheWorkspace() throws Exception {
        Path file = dir.resolve("lock");
        Process holder = holder(file);
        try {
            assertThatThrownBy(() -> WorkspaceLock.acquire(file))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.IN_USE))
                    .hasMessage("the workspace is in use by process " + holder.pid() + " (" + file
                            + "); wait for it to end, or stop it");
        } finally {
            holder.destroyForcibly().waitFor();
        }
        WorkspaceLock.acquire(file).close();
    }

    @Test
    void lockOfAnEndedProcess_isFree() throws Exception {
        Path file = dir.resolve("lock");
        Process holder = holder(file);
        holder.getOutputStream().close();
        assertThat(holder.waitFor()).isZero();
        try (WorkspaceLock lock = WorkspaceLock.acquire(file)) {
            assertThat(lock).isNotNull();
            assertThat(WorkspaceLock.holder(file))
                    .hasValue(ProcessHandle.current().pid());
        }
    }

    @Test
    void secondLockInOneProcess_isRefused() throws Exception {
        Path file = dir.resolve("lock");
        try (WorkspaceLock lock = WorkspaceLock.acquire(file)) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> WorkspaceLock.acquire(file))
                    .hasMessageContaining(
                            "in use by process " + ProcessHandle.current().pid());
        }
        WorkspaceLock.acquire(file).close();
    }

    @Test
    void lockFileWithOtherText_namesNobody() throws Exception {
        Path file = Files.writeString(dir.resolve("lock"), "not a number\n".repeat(1000));
        assertThat(WorkspaceLock.holder(file)).isEmpty();
        assertThat(WorkspaceLock.holder(dir.resolve("none"))).isEmpty();
        WorkspaceLock.acquire(file).close();
    }

    @Test
    void missingFolder_isNamed() {
        assertThatThrownBy(() -> WorkspaceLock.acquire(dir.resolve("none/lock")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("check that its folder exists");
    }
}
