package dev.askdesk.starters.slackdouble;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** All that goes to the app, with the faults of the way there. */
final class Outbox {

    private final Faults faults;
    private final ScheduledExecutorService timer;
    private final AtomicReference<Transport> transport;
    private final Queue<Delivery> deliveries = new ConcurrentLinkedQueue<>();

    Outbox(Faults faults, ScheduledExecutorService timer, Transport transport) {
        this.faults = faults;
        this.timer = timer;
        this.transport = new AtomicReference<>(transport);
    }

    void over(Transport other) {
        transport.set(other);
    }

    void event(ObjectNode payload) {
        sendEvent(payload);
        if (faults.duplicated()) {
            sendEvent(payload);
        }
    }

    private void sendEvent(ObjectNode payload) {
        Delivery delivery = new Delivery(Delivery.Kind.EVENT, payload, answer -> {});
        deliveries.add(delivery);
        Duration held = faults.heldBack();
        if (held.isZero()) {
            transport.get().send(delivery);
        } else if (!timer.isShutdown()) {
            var unused = timer.schedule(() -> transport.get().send(delivery), held.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    Delivery send(Delivery.Kind kind, ObjectNode payload, Consumer<Delivery.Answer> whenTaken) {
        Delivery delivery = new Delivery(kind, payload, whenTaken);
        deliveries.add(delivery);
        transport.get().send(delivery);
        return delivery;
    }

    List<Delivery> deliveries() {
        return List.copyOf(deliveries);
    }
}
