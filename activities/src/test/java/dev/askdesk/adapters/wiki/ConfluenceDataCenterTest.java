package dev.askdesk.adapters.wiki;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfluenceDataCenterTest extends ConfluenceContract {
    private final List<String> ids = new ArrayList<>();

    @Override
    FakeConfluence open() throws IOException {
        return new FakeConfluenceDataCenter();
    }

    @Override
    Wiki connect(List<String> spaces) {
        return new ConfluenceDataCenter(base(), FakeConfluenceDataCenter.TOKEN, spaces, TIMEOUT, clock);
    }

    @Override
    Wiki connectWithWrongToken() {
        return new ConfluenceDataCenter(base(), "wrong-token", SPACES, TIMEOUT, clock);
    }

    @Override
    String token() {
        return FakeConfluenceDataCenter.TOKEN;
    }

    private URI base() {
        return URI.create(fake.url() + "/confluence/");
    }

    @Test
    void url_isTheOneForPeople() {
        String id = write("vpn", "VPN set-up", List.of(), "<p>Text</p>");

        assertThat(wiki().read(id).orElseThrow().url())
                .isEqualTo("https://wiki.firm.example/confluence/display/IT/VPN+set-up");
    }

    @Test
    void releaseWithoutLinksToParts_isListedToItsEnd() throws Exception {
        ((FakeConfluenceDataCenter) fake).linksParts = false;
        for (int i = 0; i < 250; i++) {
            ids.add(write("page" + i, "Page " + i, List.of(), "<p>Text</p>"));
        }

        assertThat(stubs()).extracting(Wiki.Stub::pageId).containsExactlyElementsOf(ids);
    }
}
