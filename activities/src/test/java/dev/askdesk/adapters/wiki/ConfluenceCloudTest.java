package dev.askdesk.adapters.wiki;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfluenceCloudTest extends ConfluenceContract {
    @Override
    FakeConfluence open() throws IOException {
        return new FakeConfluenceCloud();
    }

    @Override
    Wiki connect(List<String> spaces) {
        return new ConfluenceCloud(
                fake.url(), FakeConfluenceCloud.EMAIL, FakeConfluenceCloud.TOKEN, spaces, TIMEOUT, clock);
    }

    @Override
    Wiki connectWithWrongToken() {
        return new ConfluenceCloud(fake.url(), FakeConfluenceCloud.EMAIL, "wrong-token", SPACES, TIMEOUT, clock);
    }

    @Override
    String token() {
        return FakeConfluenceCloud.TOKEN;
    }

    @Test
    void url_isTheOneForPeople() {
        String id = write("vpn", "VPN set-up", List.of(), "<p>Text</p>");

        assertThat(wiki().read(id).orElseThrow().url())
                .isEqualTo("https://firm.atlassian.net/wiki/spaces/IT/pages/" + id + "/VPN+set-up");
    }

    @Test
    void baseWithItsContextOrSlash_isTheSame() {
        String id = write("vpn", "VPN", List.of(), "<p>Text</p>");

        for (String end : List.of("/", "/wiki", "/wiki/")) {
            Wiki same = new ConfluenceCloud(
                    URI.create(fake.url() + end),
                    FakeConfluenceCloud.EMAIL,
                    FakeConfluenceCloud.TOKEN,
                    SPACES,
                    TIMEOUT);
            assertThat(same.read(id)).as(end).isPresent();
        }
    }
}
