package dev.askdesk.databricksdouble;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A name with its qualifiers, as it stands in SQL. */
record Chain(List<String> parts, int at) {

    String quoted() {
        return parts.stream().map(part -> "`" + part + "`").collect(Collectors.joining("."));
    }

    static Chain endingWith(String name, String sql) {
        return all(sql).stream()
                .filter(chain -> chain.parts.get(chain.parts.size() - 1).equalsIgnoreCase(name))
                .findFirst()
                .orElse(new Chain(List.of(name), 0));
    }

    static Chain startingWith(String name, String sql) {
        return all(sql).stream()
                .filter(chain -> String.join(".", chain.parts)
                        .toLowerCase(java.util.Locale.ROOT)
                        .startsWith(name.toLowerCase(java.util.Locale.ROOT) + "."))
                .findFirst()
                .orElse(new Chain(List.of(name.split("\\.")), 0));
    }

    private static List<Chain> all(String sql) {
        List<Token> tokens = Lexer.tokens(sql);
        List<Chain> chains = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).isName()) {
                int start = tokens.get(i).at();
                List<String> parts = new ArrayList<>(List.of(tokens.get(i).text()));
                while (i + 2 < tokens.size()
                        && tokens.get(i + 1).is(".")
                        && tokens.get(i + 2).isName()) {
                    parts.add(tokens.get(i + 2).text());
                    i += 2;
                }
                chains.add(new Chain(parts, start));
            }
        }
        return chains;
    }
}
