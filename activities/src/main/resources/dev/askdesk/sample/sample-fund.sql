-- The tables of the sample fund, in the order in which rows can be written.
CREATE TABLE funds (
  fund_id INTEGER PRIMARY KEY,
  name VARCHAR NOT NULL,
  legal_name VARCHAR NOT NULL,
  strategy VARCHAR NOT NULL,
  vintage_year INTEGER NOT NULL,
  first_close DATE NOT NULL,
  size_usd DECIMAL(18, 2) NOT NULL,
  management_fee_pct DECIMAL(5, 2) NOT NULL,
  carry_pct DECIMAL(5, 2) NOT NULL,
  status VARCHAR NOT NULL
);
CREATE TABLE staff (
  staff_id INTEGER PRIMARY KEY,
  full_name VARCHAR NOT NULL,
  role VARCHAR NOT NULL,
  office VARCHAR,
  email VARCHAR NOT NULL,
  start_date DATE NOT NULL,
  left_on DATE,
  base_salary_usd DECIMAL(12, 2) NOT NULL,
  carry_points DECIMAL(6, 2)
);
CREATE TABLE companies (
  company_id INTEGER PRIMARY KEY,
  name VARCHAR NOT NULL,
  legal_name VARCHAR NOT NULL,
  sector VARCHAR,
  country VARCHAR,
  city VARCHAR,
  founded_year INTEGER,
  status VARCHAR NOT NULL,
  ceo_name VARCHAR
);
CREATE TABLE company_aliases (
  alias_id INTEGER PRIMARY KEY,
  company_id INTEGER NOT NULL REFERENCES companies (company_id),
  alias VARCHAR NOT NULL,
  company_name VARCHAR NOT NULL,
  kind VARCHAR NOT NULL,
  used_until DATE
);
CREATE TABLE rounds (
  round_id INTEGER PRIMARY KEY,
  company_id INTEGER NOT NULL REFERENCES companies (company_id),
  round_type VARCHAR NOT NULL,
  closed_on DATE NOT NULL,
  size_usd DECIMAL(18, 2) NOT NULL,
  pre_money_usd DECIMAL(18, 2),
  post_money_usd DECIMAL(18, 2),
  lead_investor VARCHAR
);
CREATE TABLE investments (
  investment_id INTEGER PRIMARY KEY,
  fund_id INTEGER NOT NULL REFERENCES funds (fund_id),
  company_id INTEGER NOT NULL REFERENCES companies (company_id),
  round_id INTEGER NOT NULL REFERENCES rounds (round_id),
  invested_on DATE NOT NULL,
  amount DECIMAL(18, 2) NOT NULL,
  currency VARCHAR NOT NULL,
  amount_usd DECIMAL(18, 2) NOT NULL,
  lead_partner_id INTEGER NOT NULL REFERENCES staff (staff_id),
  is_follow_on BOOLEAN NOT NULL,
  ownership DECIMAL(8, 5) NOT NULL,
  instrument VARCHAR NOT NULL
);
CREATE TABLE valuation_marks (
  fund_id INTEGER NOT NULL REFERENCES funds (fund_id),
  company_id INTEGER NOT NULL REFERENCES companies (company_id),
  mark_date DATE NOT NULL,
  cost_usd DECIMAL(18, 2) NOT NULL,
  fair_value_usd DECIMAL(18, 2) NOT NULL,
  realized_usd DECIMAL(18, 2) NOT NULL,
  moic DECIMAL(10, 3) NOT NULL,
  method VARCHAR NOT NULL,
  PRIMARY KEY (fund_id, company_id, mark_date)
);
CREATE TABLE board_seats (
  seat_id INTEGER PRIMARY KEY,
  company_id INTEGER NOT NULL REFERENCES companies (company_id),
  staff_id INTEGER NOT NULL REFERENCES staff (staff_id),
  seat_type VARCHAR NOT NULL,
  since DATE NOT NULL,
  ended_on DATE
);
CREATE TABLE deals (
  deal_id INTEGER PRIMARY KEY,
  company_name VARCHAR NOT NULL,
  company_id INTEGER REFERENCES companies (company_id),
  sector VARCHAR,
  stage VARCHAR NOT NULL,
  source VARCHAR,
  owner_id INTEGER NOT NULL REFERENCES staff (staff_id),
  created_on DATE NOT NULL,
  closed_on DATE,
  ask_usd DECIMAL(18, 2),
  pass_reason VARCHAR
);
CREATE TABLE deal_activities (
  activity_id INTEGER PRIMARY KEY,
  deal_id INTEGER NOT NULL REFERENCES deals (deal_id),
  staff_id INTEGER NOT NULL REFERENCES staff (staff_id),
  activity_type VARCHAR NOT NULL,
  happened_on DATE NOT NULL,
  summary VARCHAR
);
CREATE TABLE limited_partners (
  lp_id INTEGER PRIMARY KEY,
  name VARCHAR NOT NULL,
  lp_type VARCHAR NOT NULL,
  country VARCHAR,
  contact_name VARCHAR,
  contact_email VARCHAR,
  bank_account VARCHAR NOT NULL,
  lp_since DATE NOT NULL
);
CREATE TABLE commitments (
  commitment_id INTEGER PRIMARY KEY,
  lp_id INTEGER NOT NULL REFERENCES limited_partners (lp_id),
  fund_id INTEGER NOT NULL REFERENCES funds (fund_id),
  committed_on DATE NOT NULL,
  amount_usd DECIMAL(18, 2) NOT NULL
);
CREATE TABLE capital_calls (
  call_id INTEGER PRIMARY KEY,
  fund_id INTEGER NOT NULL REFERENCES funds (fund_id),
  call_number INTEGER NOT NULL,
  called_on DATE NOT NULL,
  due_on DATE NOT NULL,
  amount_usd DECIMAL(18, 2) NOT NULL,
  purpose VARCHAR NOT NULL
);
CREATE TABLE capital_call_lines (
  call_id INTEGER NOT NULL REFERENCES capital_calls (call_id),
  lp_id INTEGER NOT NULL REFERENCES limited_partners (lp_id),
  amount_usd DECIMAL(18, 2) NOT NULL,
  paid_on DATE,
  PRIMARY KEY (call_id, lp_id)
);
CREATE TABLE exits (
  exit_id INTEGER PRIMARY KEY,
  company_id INTEGER NOT NULL REFERENCES companies (company_id),
  exited_on DATE NOT NULL,
  exit_type VARCHAR NOT NULL,
  acquirer VARCHAR,
  exit_value_usd DECIMAL(18, 2) NOT NULL
);
CREATE TABLE exit_proceeds (
  exit_id INTEGER NOT NULL REFERENCES exits (exit_id),
  fund_id INTEGER NOT NULL REFERENCES funds (fund_id),
  proceeds_usd DECIMAL(18, 2) NOT NULL,
  PRIMARY KEY (exit_id, fund_id)
);
CREATE TABLE distributions (
  distribution_id INTEGER PRIMARY KEY,
  fund_id INTEGER NOT NULL REFERENCES funds (fund_id),
  exit_id INTEGER REFERENCES exits (exit_id),
  distributed_on DATE NOT NULL,
  amount_usd DECIMAL(18, 2) NOT NULL
);
CREATE TABLE distribution_lines (
  distribution_id INTEGER NOT NULL REFERENCES distributions (distribution_id),
  lp_id INTEGER NOT NULL REFERENCES limited_partners (lp_id),
  amount_usd DECIMAL(18, 2) NOT NULL,
  PRIMARY KEY (distribution_id, lp_id)
);
CREATE TABLE fx_rates (
  rate_date DATE NOT NULL,
  currency VARCHAR NOT NULL,
  usd_per_unit DECIMAL(12, 6) NOT NULL,
  PRIMARY KEY (rate_date, currency)
);
CREATE TABLE company_metrics (
  company_id INTEGER NOT NULL REFERENCES companies (company_id),
  month DATE NOT NULL,
  revenue_usd DECIMAL(18, 2),
  headcount INTEGER,
  cash_usd DECIMAL(18, 2),
  burn_usd DECIMAL(18, 2),
  PRIMARY KEY (company_id, month)
);
