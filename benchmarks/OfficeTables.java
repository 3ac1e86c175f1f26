import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** OfficeTables FUND OUT: a copy of the sample fund's database with what an office keeps besides, 40 tables in all. */
final class OfficeTables {
    private static final String ROWS = " FROM (SELECT CAST(n AS INTEGER) AS i FROM generate_series(1, 60) AS s(n)) AS numbers";
    private static final String[] OFFICE = {
        "offices (office_id, city, opened_on, rent_usd) AS SELECT i, 'City ' || i, DATE '2010-01-01' + i * 30, i * 1000",
        "rooms (room_id, office_id, floor, seats) AS SELECT i, i % 9 + 1, i % 5, 4 + i % 12",
        "room_bookings (booking_id, room_id, booked_by, starts_at, purpose) AS SELECT i, i % 30 + 1, i % 20 + 1, TIMESTAMP '2025-01-01' + INTERVAL (i) HOUR, 'Meeting ' || i",
        "leave_requests (request_id, staff_id, first_day, last_day, kind, approved) AS SELECT i, i % 20 + 1, DATE '2025-01-01' + i * 5, DATE '2025-01-03' + i * 5, 'vacation', i % 3 > 0",
        "salaries (salary_id, staff_id, valid_from, yearly_usd) AS SELECT i, i % 20 + 1, DATE '2020-01-01' + i * 20, 60000 + i * 1500",
        "travel_bookings (travel_id, staff_id, destination, departs_on, price_usd) AS SELECT i, i % 20 + 1, 'Town ' || i, DATE '2025-02-01' + i * 3, 200 + i * 13",
        "expense_reports (report_id, staff_id, filed_on, total_usd, status) AS SELECT i, i % 20 + 1, DATE '2025-03-01' + i, 50 + i * 7, CASE WHEN i % 4 = 0 THEN 'open' ELSE 'paid' END",
        "expense_lines (line_id, report_id, category, spent_usd) AS SELECT i, i % 40 + 1, 'Category ' || i % 6, 10 + i * 3",
        "suppliers (supplier_id, supplier_name, country, since) AS SELECT i, 'Supplier ' || i, 'Country ' || i % 9, DATE '2015-01-01' + i * 40",
        "purchase_orders (order_id, supplier_id, ordered_on, total_usd) AS SELECT i, i % 50 + 1, DATE '2025-01-05' + i * 4, 300 + i * 21",
        "supplier_bills (bill_id, order_id, billed_on, paid_on, due_usd) AS SELECT i, i, DATE '2025-02-05' + i * 4, NULL::DATE, 300 + i * 21",
        "laptops (laptop_id, serial, staff_id, bought_on, price_usd) AS SELECT i, 'SN' || i, i % 20 + 1, DATE '2021-01-01' + i * 17, 1200 + i * 10",
        "software_licences (licence_id, product, supplier_id, seats, renews_on) AS SELECT i, 'Product ' || i, i % 50 + 1, i % 25 + 1, DATE '2026-01-01' + i * 6",
        "helpdesk_tickets (ticket_id, opened_by, opened_at, subject, state) AS SELECT i, i % 20 + 1, TIMESTAMP '2025-01-01' + INTERVAL (i) DAY, 'Printer ' || i, 'closed'",
        "newsletters (newsletter_id, title, sent_on) AS SELECT i, 'News ' || i, DATE '2024-01-01' + i * 14",
        "subscribers (subscriber_id, email, joined_on) AS SELECT i, 'reader' || i || '@example.org', DATE '2023-01-01' + i * 9",
        "events (event_id, title, held_on, budget_usd) AS SELECT i, 'Event ' || i, DATE '2025-01-10' + i * 8, 5000 + i * 100",
        "event_guests (guest_id, event_id, guest_name, attended) AS SELECT i, i % 30 + 1, 'Guest ' || i, i % 2 = 0",
        "candidates (candidate_id, candidate_name, position, applied_on, outcome) AS SELECT i, 'Candidate ' || i, 'Analyst', DATE '2025-01-01' + i * 2, 'rejected'",
        "interviews (interview_id, candidate_id, interviewer_id, held_on, score) AS SELECT i, i % 40 + 1, i % 20 + 1, DATE '2025-02-01' + i * 2, i % 5",
        "contracts (contract_id, supplier_id, signed_on, ends_on, yearly_usd) AS SELECT i, i % 50 + 1, DATE '2022-01-01' + i * 11, DATE '2027-01-01' + i * 11, 900 + i * 33",
        "phone_lines (line_id, staff_id, phone_number, monthly_usd) AS SELECT i, i % 20 + 1, '555-01' || i, 20 + i % 9",
        "parking_spots (spot_id, office_id, staff_id, monthly_usd) AS SELECT i, i % 9 + 1, i % 20 + 1, 80 + i",
        "visitors (visit_id, office_id, visitor_name, visited_on, host_id) AS SELECT i, i % 9 + 1, 'Visitor ' || i, DATE '2025-05-01' + i, i % 20 + 1",
        "trainings (training_id, topic, held_on, price_usd) AS SELECT i, 'Topic ' || i, DATE '2025-01-15' + i * 6, 400 + i * 5"
    };

    private OfficeTables() {}

    public static void main(String[] args) throws Exception {
        int wanted = 40;
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + args[1]);
                Statement statement = connection.createStatement()) {
            statement.execute("ATTACH '" + args[0].replace("'", "''") + "' AS fund (READ_ONLY)");
            List<String> tables = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(
                    "SELECT table_name FROM duckdb_tables() WHERE database_name = 'fund' ORDER BY table_name")) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
            for (String table : tables) {
                statement.execute("CREATE TABLE " + table + " AS SELECT * FROM fund." + table);
            }
            for (int i = 0; tables.size() + i < wanted; i++) {
                String[] parts = OFFICE[i].split(" AS SELECT ", 2);
                String name = parts[0].substring(0, parts[0].indexOf(' '));
                statement.execute("CREATE TABLE " + name + " AS SELECT * FROM (SELECT " + parts[1] + ROWS + ") AS t"
                        + parts[0].substring(parts[0].indexOf(' ')));
            }
        }
    }
}
