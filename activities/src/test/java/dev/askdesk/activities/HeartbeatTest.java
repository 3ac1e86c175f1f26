package dev.askdesk.activities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityNotExistsException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
    private static final Duration SOON = Duration.ofMillis(5);

    private final AtomicInteger beats = new AtomicInteger();

    @Test
    void work_isReportedUntilItIsDone() throws InterruptedException {
        CountDownLatch three = new CountDownLatch(3);

        String done = Heartbeat.during(activity(three::countDown), SOON, () -> {
            await(three);
            return "done";
        });

        assertThat(done).isEqualTo("done");
        Thread.sleep(50);
        int after = beats.get();
        Thread.sleep(50);
        assertThat(beats.get()).as("no report after the end").isEqualTo(after);
    }

    @Test
    void failingWork_endsTheReportsAndFails() throws InterruptedException {
        ActivityExecutionContext activity = activity(() -> {});

        assertThatThrownBy(() -> Heartbeat.during(activity, SOON, () -> {
                    throw new IllegalArgumentException("no");
                }))
                .hasMessage("no");

        Thread.sleep(50);
        int after = beats.get();
        Thread.sleep(50);
        assertThat(beats.get()).isEqualTo(after);
    }

    @Test
    void serverAwayForAMoment_isReportedToAgain() {
        CountDownLatch three = new CountDownLatch(3);

        Heartbeat.during(
                activity(() -> {
                    three.countDown();
                    throw new IllegalStateException("unreachable");
                }),
                SOON,
                () -> await(three));

        assertThat(beats.get()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void activityThatIsNoLongerWanted_isReportedNoMore_andItsWorkEnds() {
        CountDownLatch one = new CountDownLatch(1);

        String done = Heartbeat.during(
                activity(() -> {
                    one.countDown();
                    throw new ActivityNotExistsException(new IllegalStateException());
                }),
                SOON,
                () -> {
                    await(one);
                    sleep();
                    return "done";
                });

        assertThat(done).isEqualTo("done");
        assertThat(beats.get()).isEqualTo(1);
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private ActivityExecutionContext activity(Runnable onBeat) {
        return (ActivityExecutionContext) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ActivityExecutionContext.class},
                (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("heartbeat");
                    beats.incrementAndGet();
                    onBeat.run();
                    return null;
                });
    }
}
