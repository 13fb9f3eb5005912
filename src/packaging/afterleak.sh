#!/bin/sh
# Starts Afterleak on the Java runtime that stands beside it. Works from any folder, through symbolic links, and with an
# empty environment. AFTERLEAK_JAVA_OPTS adds JVM options (for example -Xmx4g); blanks separate them.

self=$0
case $self in
    */*) ;;
    *) self=./$self ;; # sh afterleak
esac
while [ -h "$self" ]; do
    target=$(readlink "$self")
    case $target in
        /*) self=$target ;;
        *) self=${self%/*}/$target ;;
    esac
done
home=$(CDPATH='' cd -P -- "${self%/*}/.." && pwd -P) || exit 70

if [ ! -x "$home/runtime/bin/java" ]; then
    echo "afterleak: no Java runtime in $home/runtime: build again with mvn -q -DskipTests package" >&2
    exit 70
fi

# A core file would hold keys and records in the clear. Where cores go to a program (systemd-coredump), the kernel does
# not ask for the limit: there the filter keeps all memory out.
ulimit -c 0 2>/dev/null
if [ -w /proc/self/coredump_filter ]; then
    echo 0 >/proc/self/coredump_filter
fi

# These would add options behind the back of the ones below, and the JVM would announce them on standard error.
unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS

# Java takes the encoding of file names and arguments from the locale: without one, "José.xlsx" could not be opened.
case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
    *[Uu][Tt][Ff]8 | *[Uu][Tt][Ff]-8 | *[Uu][Tt][Ff]8@* | *[Uu][Tt][Ff]-8@*) ;;
    *)
        unset LC_ALL
        LC_CTYPE=C.UTF-8
        export LC_CTYPE
        ;;
esac

# Made at package time. One that does not fit this machine is passed over in silence (-Xlog:disable).
if [ -f "$home/lib/afterleak.aot" ]; then
    archive=-XX:AOTCache=$home/lib/afterleak.aot
elif [ -f "$home/lib/afterleak.jsa" ]; then
    archive=-XX:SharedArchiveFile=$home/lib/afterleak.jsa
else
    archive=-Xshare:auto
fi

# What only prints ends before the optimising compiler has earned its keep.
compiler=
for argument in "$@"; do
    case $argument in
        -h | --help | -V | --version) compiler=-XX:TieredStopAtLevel=1 ;;
    esac
done

set -f # the options are split at blanks, but no * in them is expanded

# Behind the user's options, so that they win: no heap dump, no crash report (it shows memory), no debugger that
# attaches, no /tmp/hsperfdata. A crash of the JVM ends with 134 (SIGABRT), never with a status of ours. The native
# libraries are unpacked already; without the two paths they would be written to the temporary folder at each start.
# jdk.console: where there is no terminal there is no console, on JDK 22 and later too.
# shellcheck disable=SC2086
exec "$home/runtime/bin/java" \
    -Xlog:disable \
    "$archive" \
    -XX:+UseSerialGC \
    $compiler \
    -Xmx1g \
    ${AFTERLEAK_JAVA_OPTS-} \
    -XX:-HeapDumpOnOutOfMemoryError \
    -XX:-HeapDumpBeforeFullGC \
    -XX:-HeapDumpAfterFullGC \
    -XX:-HeapDumpBeforeFullGC \
    -XX:-HeapDumpAfterFullGC \
    -XX:+SuppressFatalErrorMessage \
    -XX:+DisableAttachMechanism \
    -XX:-UsePerfData \
    --enable-native-access=ALL-UNNAMED \
    -Dafterleak.launched=true \
    "-Djava.util.logging.config.file=$home/lib/logging.properties" \
    -Djava.awt.headless=true \
    -Djdk.console=java.base \
    -Dfile.encoding=UTF-8 \
    -Dstdout.encoding=UTF-8 \
    -Dstderr.encoding=UTF-8 \
    "-Dorg.sqlite.lib.path=$home/lib/native" \
    "-Dlibrary.jline.path=$home/lib/native" \
    -jar "$home/lib/afterleak.jar" \
    "$@"
