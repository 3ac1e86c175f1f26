package dev.askdesk.adapters.warehouse.sample;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Words to make names of. */
final class Names {
    record Place(String country, String city, String legalForm) {}

    static final List<String> SECTORS = List.of(
            "Fintech",
            "Health",
            "Enterprise software",
            "Developer tools",
            "Climate",
            "Robotics",
            "Consumer",
            "Security",
            "Biotech",
            "Data & AI");

    static final List<Place> PLACES = List.of(
            new Place("United States", "San Francisco", ", Inc."),
            new Place("United States", "New York", ", Inc."),
            new Place("United States", "Boston", ", Inc."),
            new Place("United States", "Austin", ", Inc."),
            new Place("United States", "Seattle", ", LLC"),
            new Place("United States", "San Francisco", " Technologies, Inc."),
            new Place("United Kingdom", "London", " Ltd"),
            new Place("United Kingdom", "Cambridge", " Limited"),
            new Place("Germany", "Berlin", " GmbH"),
            new Place("Germany", "Munich", " GmbH"),
            new Place("France", "Paris", " SAS"),
            new Place("Netherlands", "Amsterdam", " B.V."),
            new Place("Sweden", "Stockholm", " AB"),
            new Place("Canada", "Toronto", " Inc."),
            new Place("Israel", "Tel Aviv", " Ltd."));

    static final List<String> OTHER_INVESTORS = List.of(
            "Alder Street Capital",
            "Bluewater Growth",
            "Cedar & Vine",
            "Dunmore Partners",
            "Eastgate Ventures",
            "First Meridian",
            "Granary Capital",
            "Hollis Brook",
            "Ironbark Ventures",
            "Juniper Crossing",
            "Kestrel Growth",
            "Longshore Capital");

    static final List<String> BUYERS = List.of(
            "Ardent Systems",
            "Beacon Industrial",
            "Cormorant Software",
            "Delphine Group",
            "Everline Bank",
            "Fjord Pharma",
            "Grandview Holdings",
            "Halberd Networks");

    private static final List<String> FIRST = words(
            "Alice Bruno Carla Dmitri Esther Felix Gita Hugo Irene Joao Karin Liam Mona Nils Olga Pablo Rosa Stefan Tara Umar");
    private static final List<String> LAST = words(
            "Abbott Berger Castillo Dahl Eriksen Fontaine Gupta Holm Ivers Jansen Khan Laurent Moreau Nyberg Ortiz Quist");

    private static final List<String> COMPANY_STEMS = words(
            "Vela Orbi Quanta Ferro Myco Terra Aero Nimbu Cobal Zephy Solari Kine Cryo Penta Axio Vanta Brio Sabel"
                    + " Tidal Umbra Rivo Pico Magno Juno Ember Delta Cinder Basal Octa Nova Lyra Isto Hydra Gala Folio"
                    + " Echo Dyna Chroma Botan Alto");
    private static final List<String> COMPANY_ENDINGS =
            words("dex flow grid ware pay gene mind forge loop nest scope field works shield");

    private static final List<String> PROSPECT_STEMS =
            words("Acorn Birch Copper Dover Elm Falcon Garnet Hazel Indigo Jasper Kite Lark Maple Nectar Onyx Pebble"
                    + " Quill Raven Spruce Thistle Urchin Violet Willow Xeno Yarrow Zinc Amber Badger Clover Drift"
                    + " Fern Ginger Heron Ivory Jolt Kelp Lotus Mango Nutmeg Opal Plume Rustic Saffron Teal Vapor");
    private static final List<String> PROSPECT_ENDINGS = words(
            "base bridge cart craft crew desk dock farm fleet fold gate hive hub kit lab lane ledger link list lock mesh"
                    + " node port press rail sense shift signal space sync tide trace track vault view wise yard zone");

    private Names() {}

    /** Different names of companies, in a fixed random order. */
    static List<String> companies() {
        return joined(COMPANY_STEMS, COMPANY_ENDINGS, 101);
    }

    /** Different names of companies that the firm only looked at; none is like one of {@link #companies()}. */
    static List<String> prospects() {
        return joined(PROSPECT_STEMS, PROSPECT_ENDINGS, 102);
    }

    static String person(Chance chance) {
        return chance.pick(FIRST) + " " + chance.pick(LAST);
    }

    private static List<String> joined(List<String> stems, List<String> endings, long seed) {
        List<String> names = new ArrayList<>();
        for (String stem : stems) {
            for (String ending : endings) {
                names.add(stem + ending);
            }
        }
        Collections.shuffle(names, new Random(seed));
        return names;
    }

    private static List<String> words(String spaced) {
        return List.of(spaced.split(" "));
    }
}
