package dev.askdesk.adapters.helpdesk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ZendeskTest extends HelpdeskContract {
    @Override
    Desk open() {
        return new ZendeskDouble();
    }

    @Test
    void url_isTheAgentsPage() {
        assertThat(helpdesk.url("17")).endsWith("/agent/tickets/17");
    }
}
