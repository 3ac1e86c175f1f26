package dev.askdesk.starters.slack;

import com.slack.api.bolt.request.Request;
import com.slack.api.bolt.request.RequestHeaders;
import com.slack.api.bolt.util.SlackRequestParser;
import com.slack.api.bolt.util.SlackRequestParser.HttpRequest;
import dev.askdesk.starters.web.WebServer.Answer;
import dev.askdesk.starters.web.WebServer.Asked;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * Slack's Events API over HTTP, as one route. Slack's own library checks the signature and that the request is at most
 * five minutes old (https://docs.slack.dev/authentication/verifying-requests-from-slack); a request that was taken is refused
 * when it is sent again as it is. What Slack delivers again is signed anew.
 */
final class SlackHttp {
    static final String PATH = "/slack/events";

    private static final String SIGNATURE = "x-slack-signature";
    private static final int REMEMBERED = 20_000;
    /** More at once would each be late. */
    private static final int AT_ONCE = 64;

    private final SlackApp app;
    private final SlackRequestParser parser;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Map<String, Boolean> taken = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    });

    SlackHttp(SlackApp app) {
        this.app = app;
        this.parser = new SlackRequestParser(app.bolt().config());
    }

    Answer answer(Asked asked) {
        String signature = single(asked.headers(), SIGNATURE);
        if (signature.isEmpty()
                || single(asked.headers(), "x-slack-request-timestamp").isEmpty()) {
            return new Answer(401, "");
        }
        if (taken.containsKey(signature)) {
            return new Answer(401, "");
        }
        if (!places.tryAcquire()) {
            return new Answer(503, "");
        }
        try {
            return answer(asked, signature);
        } finally {
            places.release();
        }
    }

    private Answer answer(Asked asked, String signature) {
        Request<?> request;
        try {
            request = parser.parse(HttpRequest.builder()
                    .requestUri(PATH)
                    .queryString(Map.of())
                    .requestBody(asked.body())
                    .headers(new RequestHeaders(asked.headers()))
                    .remoteAddress("")
                    .build());
        } catch (RuntimeException malformed) {
            return new Answer(400, "");
        }
        if (request == null) {
            return new Answer(400, "");
        }
        Map.Entry<Integer, String> answered = app.answer(request);
        if (answered.getKey() == 200) {
            taken.put(signature, true);
        }
        return new Answer(answered.getKey(), answered.getValue());
    }

    /** A header that must be there once; empty where it is not. */
    private static String single(Map<String, List<String>> headers, String name) {
        List<String> values = headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .flatMap(header -> header.getValue().stream())
                .toList();
        return values.size() == 1 ? values.get(0).strip() : "";
    }
}
