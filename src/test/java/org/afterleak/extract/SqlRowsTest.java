package org.afterleak.extract;

import static org.afterleak.extract.Extracted.file;
import static org.afterleak.extract.Extracted.html;
import static org.afterleak.extract.Extracted.shown;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SqlRowsTest {
    @Test
    void eachTuple_isARowWithTheColumnsAsHeadings() throws Exception {
        Document document = file("""
                -- a dump
                INSERT INTO `people` (`id`, `full_name`, `a_number`) VALUES
                (1,'QUISPE MAMANI, ZORAIDA','A205123456'), -- the first
                (2,'O\\'Brien \\"Bo\\" Doe','A205123457'),
                (3,'two\\nlines',NULL);
                INSERT INTO `people` (`id`, `full_name`, `a_number`) VALUES (4,'Jane Roe','A205123458');
                and text behind it
                """);

        assertThat(shown(document))
                .containsExactly(
                        "LINE line 1: -- a dump",
                        "ROW table \"people\" > row 1: 1|QUISPE MAMANI, ZORAIDA|A205123456",
                        "ROW table \"people\" > row 2: 2|O'Brien \"Bo\" Doe|A205123457",
                        "ROW table \"people\" > row 3: 3|two lines|",
                        "ROW table \"people\" > row 4: 4|Jane Roe|A205123458",
                        "LINE line 7: and text behind it");
        assertThat(document.block(1).headings()).containsExactly("id", "full_name", "a_number");
        assertThat(document.blockCount()).isEqualTo(3);
        Extracted.check(document);
    }

    @Test
    void columns_comeFromTheTablesDefinition() throws Exception {
        Document document = file("""
                CREATE TABLE IF NOT EXISTS "public"."people" (
                  "id" numeric(10, 2) NOT NULL DEFAULT nextval('a, b'),
                  "full_name" varchar(100), -- as written
                  "key" text,
                  PRIMARY KEY ("id"), KEY x (full_name)
                );

                insert into people values (1, 'Jane Roe', N'A205123456');
                """);

        assertThat(document.block(document.blockCount() - 1).headings()).containsExactly("id", "full_name", "key");
        assertThat(shown(document)).endsWith("ROW table \"people\" > row 1: 1|Jane Roe|A205123456");
    }

    @Test
    void copyBlock_isRows() throws Exception {
        Document document = file("""
                COPY public.people (id, full_name, a_number) FROM stdin;
                1\tJane Roe\tA205123456
                2\tback\\\\slash\\tand tab\t\\N
                \\.

                SELECT 1;
                """);

        assertThat(shown(document))
                .containsExactly(
                        "ROW table \"people\" > row 1: 1|Jane Roe|A205123456",
                        "ROW table \"people\" > row 2: 2|back\\slash and tab|",
                        "LINE line 6: SELECT 1;");
        assertThat(document.block(0).headings()).containsExactly("id", "full_name", "a_number");
    }

    @Test
    void dialects_areRead() throws Exception {
        assertThat(
                        shown(
                                file(
                                        "INSERT [dbo].[People] ([Id], [Full Name]) VALUES (1, N'C:\\'), (2, N'Jane ''JR'' Roe')\nGO\n")))
                .containsExactly(
                        "ROW table \"People\" > row 1: 1|C:\\",
                        "ROW table \"People\" > row 2: 2|Jane 'JR' Roe",
                        "LINE line 2: GO");
        assertThat(shown(file("REPLACE INTO t VALUES(TO_DATE('1990-02-01', 'YYYY'), E'it\\'s', x'41', 'a' 'b'::text)"
                        + " ON DUPLICATE KEY UPDATE a = 1; -- end")))
                .containsExactly(
                        "ROW table \"t\" > row 1: TO_DATE(1990-02-01, YYYY)|it's|41|a b::text",
                        "LINE line 1:  ON DUPLICATE KEY UPDATE a = 1; -- end");
        assertThat(shown(html("<pre>INSERT INTO t (n) VALUES ('Jane Roe');\n</pre>")))
                .containsExactly("ROW preformatted text 1 > table \"t\" > row 1: Jane Roe");
    }

    @Test
    void whatIsNoStatement_staysTextAndIsNotLost() throws Exception {
        for (String text : new String[] {
            "Insert into the form your values (name, number).",
            "INSERT INTO t (a) SELECT Zoraida FROM x;",
            "INSERT INTO t VALUES ('Zoraida",
            "INSERT INTO t VALUES (1,2",
            "COPY the file FROM stdin to Zoraida",
            "create table for two",
            "INSERT INTO t VALUES"
        }) {
            assertThat(shown(file(text))).containsExactly("LINE line 1: " + text);
        }
        assertThat(shown(file("INSERT INTO t VALUES (1,'Zoraida'),\n(2,'Quispe\nA205123456\n")))
                .containsExactly(
                        "ROW table \"t\" > row 1: 1|Zoraida",
                        "LINE line 1: ,",
                        "LINE line 2: (2,'Quispe",
                        "LINE line 3: A205123456");
    }

    @Test
    void statementWithoutARow_inATable_isReadOnce() throws Exception {
        String text = "INSERT INTO `t` (`a`,`b`) VALUES (;\nC(a,0\nh),(x\nZ),(2\n";
        file(text);
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        Document document = file(text);
        long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;

        assertThat(String.join(" ", Extracted.texts(document))).contains("INSERT INTO", "C(a|0", "Z)|(2");
        assertThat(Duration.ofNanos(nanos)).isLessThan(Duration.ofMillis(800));
    }

    @Test
    void hostileStatements_takeTimeInProportionToTheirSize() throws Exception {
        int size = 4 << 20;
        for (String line : new String[] {
            "INSERT INTO t VALUES (x\n",
            "INSERT INTO t VALUES ((((\n",
            "INSERT INTO t (a,\n",
            "CREATE TABLE t (a,\n",
            "COPY t (a,\n",
            "INSERT INTO t VALUES (1); \"a,\n",
            "INSERT INTO t VALUES (1) x,\"a\n",
            "INSERT INTO t VALUES (1)\nGO\n",
            "INSERT /* \n",
            "INSERT INTO t VALUES (1),(\"\n"
        }) {
            String text = line.repeat(size / line.length());
            long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            Document document = file(text);
            long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
            assertThat(Duration.ofNanos(nanos)).as(line).isLessThan(Duration.ofSeconds(8));
            assertThat(document.problems()).as(line).noneMatch(p -> p.contains("longer than"));
        }
    }
}
