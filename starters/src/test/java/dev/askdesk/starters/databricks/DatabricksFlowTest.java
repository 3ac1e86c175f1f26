package dev.askdesk.starters.databricks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.askdesk.databricksdouble.DatabricksDouble.Executed;
import dev.askdesk.workers.AskWorkers;
import dev.askdesk.workers.Settings;
import dev.askdesk.workflows.ask.Evidence;
import dev.askdesk.workflows.ask.Preview;
import dev.askdesk.workflows.ask.Reply;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All of Ask over the sample fund on Databricks, whose answers are those of the sample fund in its file. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class DatabricksFlowTest {
    private static final String ANN = "ann@harbourpeak.example";
    private static final List<String> QUESTIONS = List.of(
            "What are our top 5 companies by amount invested?",
            "How much have we invested in Databricks?",
            "How many funds are there?",
            "How much has each fund invested?",
            "How much did we invest per year?",
            "What's the average cheque size per fund?",
            "What is the MOIC of each fund?",
            "What is the total fair value of Fund II?",
            "Which companies have had no follow-on investment from us?");

    private final Map<String, Fund> funds = new LinkedHashMap<>();
    private TemporalServer server;
    private Settings inFile;
    private AskWorkers ofFile;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        server = TemporalServer.start(folder);
        inFile = Settings.read(Map.of("home", folder.resolve("duckdb").toString(), "task.queue", "duckdb"));
        ofFile = AskWorkers.start(server.client, inFile);
        funds.put("sql_api", Fund.asked(server, folder.resolve("sql_api"), false, Map.of()));
        funds.put("thrift", Fund.asked(server, folder.resolve("thrift"), true, Map.of()));
    }

    @AfterAll
    void stop() throws Exception {
        for (Fund fund : funds.values()) {
            fund.close();
        }
        if (ofFile != null) {
            ofFile.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sql_api", "thrift"})
    void answers_areThoseOfTheFile(String protocol) throws Exception {
        Fund fund = fund(protocol);
        int asked = 0;
        for (String question : QUESTIONS) {
            asked++;
            Preview there = fund.talk("same" + asked, ANN).answer(question).preview();
            Preview here = new Talk(server.client, inFile, protocol + asked, ANN)
                    .answer(question)
                    .preview();
            assertThat(rows(there)).as(question).isNotEmpty().isEqualTo(rows(here));
            assertThat(there.types()).as(question).isEqualTo(here.types());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sql_api", "thrift"})
    void evidence_tellsOfTheStatement_whichTellsOfWorkflowAndPerson(String protocol) throws Exception {
        Fund fund = fund(protocol);
        Talk talk = fund.talk("evidence", ANN);

        Evidence evidence =
                talk.answer("What is the total fair value of Fund II?").evidence();

        assertThat(evidence.use()).isNotNull();
        assertThat(evidence.use().warehouse()).isEqualTo(fund.databricks.warehouse());
        assertThat(evidence.use().rowsRead()).isNotNull();
        assertThat(evidence.use().bytesRead()).isNotNull();
        assertThat(evidence.asOf()).isEqualTo("2026-09-30");
        Executed ran = fund.runs(talk).get(0);
        assertThat(ran.id()).isEqualTo(evidence.use().statementId());
        assertThat(ran.sql()).startsWith("/* askdesk workflow=" + talk.id() + " user=" + ANN + " */ SELECT");
        assertThat(ran.tags()).containsEntry("application", "askdesk");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sql_api", "thrift"})
    void followUp_isUnderstoodFromWhatCameBefore(String protocol) throws Exception {
        Talk talk = fund(protocol).talk("follow-up", ANN);
        Talk inOneGo = fund(protocol).talk("in-one-go", ANN);

        Reply.Answer before = talk.answer("How much did we invest in 2022?");
        Reply.Answer after = talk.answer("and in 2021?");

        assertThat(after.preview().rows())
                .isEqualTo(inOneGo.answer("How much did we invest in 2021?")
                        .preview()
                        .rows())
                .isNotEqualTo(before.preview().rows());
    }

    private Fund fund(String protocol) {
        Fund fund = funds.get(protocol);
        assertThat(fund).isNotNull();
        return fund;
    }

    /** In one order, since that of groups is an engine's own affair. */
    private static List<List<@Nullable String>> rows(Preview preview) {
        List<List<@Nullable String>> rows = new ArrayList<>(preview.rows());
        rows.sort(Comparator.comparing(List::toString));
        return rows;
    }
}
