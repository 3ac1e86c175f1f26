package dev.askdesk.adapters.helpdesk;

import dev.askdesk.adapters.SampleFiles;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The mails of the sample firm's staff to its IT. */
public final class SampleTickets {
    /** Who answers there. */
    public static final List<String> AGENTS = List.of(
            "it@meridian.example",
            "priya.nair@meridian.example",
            "tom.becker@meridian.example",
            "alana.reyes@meridian.example");

    private static final int LINES_OF_BASE64 = 68_000;

    private SampleTickets() {}

    /** @return how many were not there before */
    public static int into(LocalDesk desk) {
        int taken = 0;
        for (String name : SampleFiles.names(SampleTickets.class)) {
            if (name.endsWith(".eml")) {
                byte[] mail = SampleFiles.bytes(SampleTickets.class, name);
                taken += desk.take(new ByteArrayInputStream(mail), name).isPresent() ? 1 : 0;
            }
        }
        byte[] large = large().getBytes(StandardCharsets.US_ASCII);
        return taken + (desk.take(new ByteArrayInputStream(large), "large.eml").isPresent() ? 1 : 0);
    }

    /** A mail of 5 MB, which nobody wants in a repository: a short question with a long screen recording. */
    public static String large() {
        String line = "QUFB".repeat(19) + "\r\n";
        return String.join(
                "\r\n",
                "From: Jonas Weber <jonas.weber@meridian.example>",
                "To: IT <it@meridian.example>",
                "Date: Thu, 19 Nov 2026 09:12:00 +0000",
                "Subject: Zoom keeps freezing, recording attached",
                "Message-ID: <large-recording@meridian.example>",
                "MIME-Version: 1.0",
                "Content-Type: multipart/mixed; boundary=\"part\"",
                "",
                "--part",
                "Content-Type: text/plain; charset=utf-8",
                "",
                "Hi team,",
                "",
                "My picture freezes in Zoom every few minutes, see the recording. How do I fix a bad connection in Zoom?",
                "",
                "Thanks,",
                "Jonas",
                "--part",
                "Content-Type: video/quicktime; name=\"screen-recording.mov\"",
                "Content-Disposition: attachment; filename=\"screen-recording.mov\"",
                "Content-Transfer-Encoding: base64",
                "",
                line.repeat(LINES_OF_BASE64) + "--part--",
                "");
    }
}
