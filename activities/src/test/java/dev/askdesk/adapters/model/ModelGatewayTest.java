package dev.askdesk.adapters.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.askdesk.adapters.OutsideException;
import dev.askdesk.adapters.model.Budgets.Limit;
import dev.askdesk.adapters.model.FakeOpenAi.Script;
import dev.askdesk.adapters.model.Ledger.Spent;
import dev.askdesk.adapters.model.ModelRoutes.Member;
import dev.askdesk.workflows.ask.UnderstandActivity.Understood;
import dev.askdesk.workflows.wire.FailureType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelGatewayTest {
    private static final String KEY = "sk-very-secret-0123456789";
    private static final Script SQL = FakeOpenAi.text("{\"tool\": \"sql_query\", \"sql\": \"SELECT 1\"}");
    private static final Price DEAR = new Price(10, 20);

    @TempDir
    Path folder;

    private final FakeOpenAi first = new FakeOpenAi();
    private final FakeOpenAi second = new FakeOpenAi();
    private final HandClock clock = new HandClock("2025-03-04T12:00:00Z");

    @AfterEach
    void close() {
        first.close();
        second.close();
    }

    private static Member<Analyst> member(String name, FakeOpenAi server, Price price) {
        return member(name, server.baseUrl(), price);
    }

    private static Member<Analyst> member(String name, String url, Price price) {
        ModelSettings settings =
                new ModelSettings(url, name, KEY, Structure.JSON_SCHEMA, Duration.ofMillis(700), 400, 0);
        return new Member<>(PromptedAnalyst.at(settings, Samples.CATALOG), price, 400);
    }

    @SafeVarargs
    private final ModelGateway gateway(Budgets budgets, Member<Analyst>... route) {
        return new ModelGateway(List.of(route), List.of(route), ledger(budgets), clock);
    }

    private Ledger ledger(Budgets budgets) {
        return new Ledger(folder, budgets, clock);
    }

    private ModelGateway both() {
        return gateway(Budgets.NONE, member("one", first, DEAR), member("two", second, Price.FREE));
    }

    private static Understood ask(ModelGateway gateway) {
        return gateway.understand(Samples.understand("How many companies?"));
    }

    private static OutsideException failure(ModelGateway gateway) {
        try {
            ask(gateway);
        } catch (OutsideException failed) {
            assertThat(failed.getMessage()).doesNotContain(KEY, "very-secret").doesNotContain("\n");
            return failed;
        }
        throw new AssertionError("nothing failed");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 429, 500, 503})
    void firstModelRefuses_secondAnswersAtOnce_andIsNamed(int status) {
        first.then(FakeOpenAi.error(status, "no, with " + KEY, "Retry-After", "60"));
        second.then(SQL);
        Understood understood = ask(both());

        assertThat(understood.usage().models()).isEqualTo("two");
        assertThat(understood.usage().costUsd()).isZero();
        assertThat(first.requests()).hasSize(1);
    }

    @Test
    void noModelThere_nextIsAsked() {
        second.then(SQL);
        Understood understood = ask(
                gateway(Budgets.NONE, member("one", "http://127.0.0.1:1/v1", DEAR), member("two", second, Price.FREE)));
        assertThat(understood.usage().models()).isEqualTo("two");
        assertThat(ledger(Budgets.NONE).today()).isEqualTo(new Spent(110, 0));
    }

    @Test
    void modelThatFailed_isAskedLastForAWhile() {
        first.then(FakeOpenAi.error(503, "down"), SQL);
        second.then(SQL, SQL);
        ModelGateway gateway = both();
        ask(gateway);
        assertThat(ask(gateway).usage().models()).isEqualTo("two");
        assertThat(first.requests()).hasSize(1);
        clock.pass(Duration.ofSeconds(31));
        assertThat(ask(gateway).usage().models()).isEqualTo("one");
    }

    @Test
    void usage_hasItsPrice() {
        first.then(SQL, FakeOpenAi.text("There are 12."));
        ModelGateway gateway = both();
        assertThat(ask(gateway).usage().costUsd()).isEqualTo(0.0012, within(1e-12));
        assertThat(gateway.interpret(Samples.interpret(List.of())).usage().costUsd())
                .isEqualTo(0.0012, within(1e-12));
        assertThat(ledger(Budgets.NONE).today().usd()).isEqualTo(0.0024, within(1e-12));
        assertThat(ledger(Budgets.NONE).today("u1")).isEqualTo(new Spent(110, 0.0012));
    }

    @Test
    void withoutFallback_retryAfterReachesTheCaller() {
        first.then(FakeOpenAi.error(429, "slow down", "Retry-After", "17"));
        OutsideException failed = failure(gateway(Budgets.NONE, member("one", first, DEAR)));
        assertThat(failed.type()).isEqualTo(FailureType.MODEL_RATE_LIMITED);
        assertThat(failed.retryAfter()).isEqualTo(Duration.ofSeconds(17));
        assertThat(ledger(Budgets.NONE).today()).isEqualTo(new Spent(0, 0));
    }

    @Test
    void allFail_oneThatARetryGetsOverIsThrown() {
        first.then(FakeOpenAi.error(429, "slow down", "Retry-After", "17"));
        second.then(FakeOpenAi.error(401, "bad key " + KEY));
        assertThat(failure(both()).type()).isEqualTo(FailureType.MODEL_RATE_LIMITED);
    }

    @Test
    void budgetTooSmall_stopsBeforeTheModelIsAsked() {
        Budgets budgets = new Budgets(new Limit(500, 0), Limit.NONE, Limit.NONE);
        OutsideException failed =
                failure(gateway(budgets, member("one", first, DEAR), member("two", second, Price.FREE)));
        assertThat(failed.type()).isEqualTo(FailureType.BUDGET_EXCEEDED);
        assertThat(failed.type().retryable()).isFalse();
        assertThat(first.requests()).isEmpty();
        assertThat(second.requests()).isEmpty();
    }

    @Test
    void manyQuestionsAtOnce_neverSpendMoreThanTheBudget() throws Exception {
        for (int i = 0; i < 40; i++) {
            first.then(FakeOpenAi.slow(Duration.ofMillis(5), SQL));
        }
        Member<Analyst> member = member("one", first, DEAR);
        long worst = member.model().promptTokens(Samples.understand("How many companies?")) + 400;
        Budgets budgets = new Budgets(Limit.NONE, Limit.NONE, new Limit(worst + 330, 0));
        ModelGateway gateway = gateway(budgets, member);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<?>> asked = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            asked.add(threads.submit(() -> {
                try {
                    ask(gateway);
                } catch (OutsideException refused) {
                    assertThat(refused.type()).isEqualTo(FailureType.BUDGET_EXCEEDED);
                }
            }));
        }
        for (Future<?> one : asked) {
            one.get();
        }
        threads.shutdown();
        // Of 110 tokens each: the fourth fits still, whatever runs beside it.
        assertThat(first.requests().size()).isBetween(1, 4);
        assertThat(ledger(budgets).today().tokens()).isEqualTo(first.requests().size() * 110L);
    }

    @Test
    void lostReply_countsAsItsWorst_andARefusedCallAsNothing() {
        Member<Analyst> member = member("one", first, DEAR);
        ModelGateway gateway = gateway(Budgets.NONE, member);
        first.then(FakeOpenAi.error(500, "broken"));
        failure(gateway);
        assertThat(ledger(Budgets.NONE).today()).isEqualTo(new Spent(0, 0));
        first.then(FakeOpenAi.drip());
        failure(gateway);
        long worst = member.model().promptTokens(Samples.understand("How many companies?")) + 400;
        assertThat(ledger(Budgets.NONE).today().tokens()).isEqualTo(worst);
    }

    @Test
    void providerThatCountsNoTokens_isChargedTheWorst() {
        first.then(FakeOpenAi.body(
                200,
                "{\"choices\":[{\"index\":0,\"finish_reason\":\"stop\",\"message\":{\"role\":\"assistant\","
                        + "\"content\":\"{\\\"tool\\\":\\\"sql_query\\\",\\\"sql\\\":\\\"SELECT 1\\\"}\"}}]}"));
        ask(gateway(Budgets.NONE, member("one", first, DEAR)));
        assertThat(ledger(Budgets.NONE).today().tokens()).isGreaterThan(400);
    }

    @Test
    void settings_neverPrintTheirKey() {
        assertThatThrownBy(() -> new ModelSettings(
                        "https://me:" + KEY + "@host/v1", "m", null, Structure.TEXT, Duration.ofSeconds(1), 1, 0))
                .message()
                .doesNotContain(KEY);
        assertThat(ModelSettings.of("http://host/v1", "m", KEY).toString()).doesNotContain(KEY);
    }

    @Test
    void estimate_isRatherTooHigh() {
        assertThat(TokenEstimate.of("")).isZero();
        assertThat(TokenEstimate.of("a word of text")).isEqualTo(5);
        assertThat(TokenEstimate.of("12345678.90")).isEqualTo(11);
        assertThat(TokenEstimate.of("é🙂数")).isEqualTo(9);
    }
}
