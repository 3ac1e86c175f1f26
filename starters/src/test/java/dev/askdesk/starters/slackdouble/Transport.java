package dev.askdesk.starters.slackdouble;

/** How deliveries reach the app, again when it does not take them. */
interface Transport extends AutoCloseable {

    void send(Delivery delivery);

    @Override
    void close();
}
