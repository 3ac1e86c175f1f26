package dev.askdesk.adapters.model;

/**
 * How many tokens a text is read as, rather more than fewer, for any tokenizer: budgets are held by it. Words count a
 * third of their characters and signs a half, as two often make a token. Digits count one each, since some models read
 * every digit by itself and a preview of rows is little else; what is not ASCII counts its bytes, which is the most that
 * a tokenizer can make of it.
 */
final class TokenEstimate {
    private static final int LETTERS_PER_TOKEN = 3;
    private static final int SIGNS_PER_TOKEN = 2;

    private TokenEstimate() {}

    static long of(String text) {
        long inWords = 0;
        long signs = 0;
        long single = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (c >= 0x80) {
                single += c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
            } else if (Character.isLetter(c) || c == ' ') {
                inWords++;
            } else if (Character.isDigit(c)) {
                single++;
            } else {
                signs++;
            }
            i += Character.charCount(c);
        }
        return (inWords + LETTERS_PER_TOKEN - 1) / LETTERS_PER_TOKEN
                + (signs + SIGNS_PER_TOKEN - 1) / SIGNS_PER_TOKEN
                + single;
    }
}
