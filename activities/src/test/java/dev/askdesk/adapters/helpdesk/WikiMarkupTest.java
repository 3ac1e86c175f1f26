package dev.askdesk.adapters.helpdesk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class WikiMarkupTest {
    @Test
    void note_isWritten() {
        String html = "<p>They ask <strong>how</strong>.<br>Twice.</p><ol><li>One [1]<ul><li>inner</li></ul></li>"
                + "<li><p>Two</p></li></ol><blockquote><p>said</p></blockquote><p><a href=\"https://w.example/a_b\">A|B</a></p>";

        assertThat(WikiMarkup.of(html))
                .isEqualTo("They ask *how*.\nTwice.\n\n# One \\[1\\]\n#* inner\n# Two\n\n{quote}\nsaid\n{quote}\n\n"
                        + "[A\\|B|https://w.example/a_b]");
    }

    @Test
    void textThatLooksLikeMarkup_isEscaped() {
        assertThat(WikiMarkup.of("<p>[~accountid:x] !http://e.example/p.png! {code} *b*</p>"))
                .isEqualTo("\\[\\~accountid:x\\] \\!http://e.example/p.png\\! \\{code\\} \\*b\\*");
        assertThat(WikiMarkup.of("<p>- no bullet</p><p>h1. no heading</p><p># one</p>"))
                .isEqualTo("\\- no bullet\n\n\\h1. no heading\n\n\\# one");
    }

    @Test
    void addressInText_staysAsItIs() {
        assertThat(WikiMarkup.of("<p>see https://w.example/a_b~c and x_y</p>"))
                .isEqualTo("see https://w.example/a_b~c and x\\_y");
    }

    @Test
    void linkThatIsNoWebAddress_isItsText() {
        assertThat(WikiMarkup.of("<p><a href=\"javascript:alert(1)\">x</a></p>"))
                .isEqualTo("x");
    }
}
