"""What the steps of `migrations` make: tables, views and guards, each as its step made it."""

import re

FACTS = """
CREATE TABLE deliveries (
  delivery TEXT PRIMARY KEY,          -- SHA-256 of the table's bytes
  name TEXT NOT NULL,
  mapping TEXT NOT NULL,              -- JSON: field -> column(s) it was read from
  started_at TEXT NOT NULL
) STRICT;
CREATE TABLE fact_rows (
  delivery TEXT NOT NULL REFERENCES deliveries,
  row INTEGER NOT NULL,               -- row number in the source, from 1
  claim TEXT NOT NULL,                -- claim number (or report number, or made from delivery and row)
  relation TEXT NOT NULL,             -- NEW, REPEATED (same as known), CHANGE or REPORT (waits for a person)
  other TEXT NOT NULL DEFAULT '',     -- the known claim a CHANGE or REPORT row seems to belong to
  matched_by TEXT NOT NULL DEFAULT '',-- claim, report_number, brn, phone_name
  route TEXT NOT NULL,                -- at intake, by rule; '' when the loss is unknown
  marks TEXT NOT NULL DEFAULT '[]',
  digest TEXT NOT NULL,               -- SHA-256 of the accepted row in canonical JSON
  report_number TEXT NOT NULL DEFAULT '', received_on TEXT NOT NULL DEFAULT '',
  reporter_type TEXT NOT NULL DEFAULT '', trade_name TEXT NOT NULL DEFAULT '',
  representative TEXT NOT NULL DEFAULT '', latin_name TEXT NOT NULL DEFAULT '',
  brn TEXT NOT NULL DEFAULT '', corporate_number TEXT NOT NULL DEFAULT '',
  address TEXT NOT NULL DEFAULT '', phone TEXT NOT NULL DEFAULT '', email TEXT NOT NULL DEFAULT '',
  sector TEXT NOT NULL DEFAULT '', services TEXT NOT NULL DEFAULT '[]', paid TEXT NOT NULL DEFAULT '',
  claimed_loss INTEGER, story TEXT NOT NULL DEFAULT '',
  bank TEXT NOT NULL DEFAULT '', account TEXT NOT NULL DEFAULT '', account_holder TEXT NOT NULL DEFAULT '',
  assisted_by TEXT NOT NULL DEFAULT '', litigation TEXT NOT NULL DEFAULT '', extra TEXT NOT NULL DEFAULT '{}',
  PRIMARY KEY (delivery, row)
) STRICT;
CREATE INDEX fact_rows_claim ON fact_rows (claim);
CREATE INDEX fact_rows_brn ON fact_rows (brn) WHERE brn <> '';
CREATE INDEX fact_rows_report ON fact_rows (report_number) WHERE report_number <> '';
CREATE INDEX fact_rows_phone ON fact_rows (phone, representative) WHERE phone <> '';
CREATE TABLE refused_rows (
  delivery TEXT NOT NULL REFERENCES deliveries, row INTEGER NOT NULL, code TEXT NOT NULL,
  field TEXT NOT NULL, value TEXT NOT NULL, source TEXT NOT NULL, PRIMARY KEY (delivery, row, field)
) STRICT;
CREATE TABLE papers (
  delivery TEXT NOT NULL REFERENCES deliveries,
  path TEXT NOT NULL,                 -- path inside the folder or zip, NFC
  document TEXT NOT NULL,             -- SHA-256 of the bytes
  bytes INTEGER NOT NULL,
  claim TEXT NOT NULL DEFAULT '',     -- '' : unmatched
  kind TEXT NOT NULL DEFAULT 'OTH',
  relation TEXT NOT NULL,             -- NEW (came with its claim), LATER (waits for a person), UNMATCHED
  PRIMARY KEY (delivery, path)
) STRICT;
CREATE INDEX papers_claim ON papers (claim);
CREATE INDEX papers_document ON papers (document);
CREATE INDEX fact_rows_waiting ON fact_rows (claim) WHERE other <> '' AND relation <> 'REPEATED';
CREATE INDEX papers_waiting ON papers (claim) WHERE relation <> 'NEW';
"""

JOURNAL = """
CREATE TABLE case_identity (case_uid TEXT PRIMARY KEY, locked INTEGER NOT NULL, is_sample INTEGER NOT NULL) STRICT;
CREATE TABLE journal (
  uid TEXT PRIMARY KEY,
  case_uid TEXT NOT NULL, key_id TEXT NOT NULL, author TEXT NOT NULL, number INTEGER NOT NULL,
  made_at TEXT NOT NULL, act TEXT NOT NULL, subject TEXT NOT NULL, saw TEXT NOT NULL, body TEXT NOT NULL,
  previous TEXT NOT NULL, hash TEXT NOT NULL UNIQUE, signature TEXT NOT NULL,
  UNIQUE (key_id, number)
) STRICT;
CREATE INDEX journal_subject ON journal (subject);
CREATE TABLE public_keys (key_id TEXT PRIMARY KEY, public_key TEXT NOT NULL) STRICT;
CREATE TABLE texts (
  digest TEXT PRIMARY KEY,            -- SHA-256 of salt and text; what entries hold
  salt TEXT NOT NULL, text TEXT NOT NULL
) STRICT;
CREATE TABLE tombstones (digest TEXT PRIMARY KEY, entry TEXT NOT NULL) STRICT;
"""

GUARDS = """
CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}
  BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {unless}
  BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
TAKEN_IN = "WHEN EXISTS (SELECT 1 FROM journal WHERE subject = 'delivery:' || {which}.delivery)"
COMPLETE = ("fact_rows", "refused_rows", "papers")
"""Tables that take no further row of a delivery once its entry is written."""
GUARDED = {
    "journal": "", "tombstones": "",
    # a text may be destroyed once an entry of the journal said so
    "texts": "WHEN NOT EXISTS (SELECT 1 FROM tombstones WHERE tombstones.digest = OLD.digest)",
    # what an intake that was broken off left behind may go; what an entry names may not
    **dict.fromkeys(COMPLETE, TAKEN_IN.format(which="OLD")),
}  # fmt: skip
"""Tables whose rows are never changed, with the condition under which deleting one is refused."""
DERIVED = """
CREATE TABLE journal_claims (claim TEXT NOT NULL, uid TEXT NOT NULL REFERENCES journal, PRIMARY KEY (claim, uid))
  STRICT, WITHOUT ROWID;              -- which entries are about a claim, by their subject and body.claims
CREATE TABLE case_standing (only INTEGER PRIMARY KEY CHECK (only = 1), state TEXT NOT NULL) STRICT;
CREATE TABLE heads (subject TEXT NOT NULL, hash TEXT NOT NULL, uid TEXT NOT NULL, PRIMARY KEY (subject, hash))
  STRICT, WITHOUT ROWID;
CREATE TABLE claims (
  id INTEGER PRIMARY KEY,             -- a handle for list pages only; never exported, not part of a rebuild check
  claim TEXT NOT NULL UNIQUE,
  delivery TEXT NOT NULL, row INTEGER NOT NULL,
  report_number TEXT NOT NULL, received_on TEXT NOT NULL, reporter_type TEXT NOT NULL,
  trade_name TEXT NOT NULL, representative TEXT NOT NULL, brn TEXT NOT NULL, address TEXT NOT NULL,
  phone TEXT NOT NULL, sector TEXT NOT NULL, services TEXT NOT NULL,
  claimed_loss INTEGER,
  route TEXT NOT NULL, stage TEXT NOT NULL, marks TEXT NOT NULL,
  lead TEXT NOT NULL DEFAULT '', second TEXT NOT NULL DEFAULT '', hold TEXT NOT NULL DEFAULT '',
  proof_marks TEXT NOT NULL DEFAULT '',   -- one letter each for SBC SLS SUS BNK: A accepted W wanted O open M missing
  due TEXT NOT NULL DEFAULT '',           -- the next date somebody must act by
  meeting INTEGER NOT NULL DEFAULT 0, agenda_list TEXT NOT NULL DEFAULT '',
  disposition TEXT NOT NULL DEFAULT '', verified_loss INTEGER, assessed_amount INTEGER,
  calculated_award INTEGER, award INTEGER,
  letter_no TEXT NOT NULL DEFAULT '',
  changed_at TEXT NOT NULL DEFAULT '',    -- made_at of the last entry on the claim
  state TEXT NOT NULL DEFAULT ''          -- canonical JSON of rules.claim.Claim; '' while no act touched it
) STRICT;
CREATE INDEX claims_route_stage ON claims (route, stage, claimed_loss, id);
CREATE INDEX claims_stage ON claims (stage, claim, id);
CREATE INDEX claims_loss ON claims (claimed_loss, id);
CREATE INDEX claims_received ON claims (received_on, id);
CREATE INDEX claims_lead ON claims (lead, stage) WHERE lead <> '';
CREATE TABLE decisions (
  claim TEXT NOT NULL, seq INTEGER NOT NULL, decision_uid TEXT NOT NULL, state TEXT NOT NULL,
  decided_at TEXT NOT NULL, disposition TEXT NOT NULL, award INTEGER NOT NULL, record TEXT NOT NULL,
  PRIMARY KEY (claim, seq)
) STRICT;                             -- record: canonical JSON of every column of domain.md 6.2
CREATE TABLE letters (
  letter_no TEXT NOT NULL, lang TEXT NOT NULL, claim TEXT NOT NULL, kind TEXT NOT NULL, sha256 TEXT NOT NULL,
  issued_at TEXT NOT NULL, entry TEXT NOT NULL, decision_uid TEXT NOT NULL, PRIMARY KEY (letter_no, lang)
) STRICT;
CREATE INDEX letters_sha ON letters (sha256);
"""

DESK = """
CREATE TABLE desk_drafts (
  person TEXT NOT NULL, claim TEXT NOT NULL, form TEXT NOT NULL, content TEXT NOT NULL, saved_at TEXT NOT NULL,
  PRIMARY KEY (person, claim, form)
) STRICT;
CREATE TABLE desk_pages (
  person TEXT NOT NULL, document TEXT NOT NULL, page INTEGER NOT NULL, PRIMARY KEY (person, document, page)
) STRICT, WITHOUT ROWID;
CREATE TABLE desk_views (
  person TEXT NOT NULL, document TEXT NOT NULL, view TEXT NOT NULL, PRIMARY KEY (person, document)
) STRICT;
"""

VIEWS = """
CREATE VIEW claims_view AS
SELECT claim, report_number, received_on, reporter_type, trade_name, representative, brn, address, phone, sector,
  services, claimed_loss, route, stage, marks, lead, second, hold, proof_marks, due, meeting, agenda_list,
  disposition, verified_loss, assessed_amount, calculated_award, award, letter_no, changed_at, delivery, row
FROM claims;
CREATE VIEW proofs_view AS
SELECT c.claim AS claim, json_extract(p.value, '$.document') AS document, json_extract(p.value, '$.kind') AS kind,
  coalesce(json_extract(p.value, '$.arrived'), 0) AS arrived,
  coalesce(json_extract(p.value, '$.verdict'), '') AS verdict,
  (SELECT min(f.path) FROM papers f WHERE f.document = json_extract(p.value, '$.document')) AS path,
  (SELECT max(f.bytes) FROM papers f WHERE f.document = json_extract(p.value, '$.document')) AS bytes
FROM claims c, json_each(c.state, '$.papers') p WHERE c.state <> ''
UNION ALL
SELECT c.claim, f.document, f.kind, 0, '', min(f.path), f.bytes
FROM claims c JOIN papers f ON f.claim = c.claim AND f.relation = 'NEW' WHERE c.state = ''
GROUP BY c.claim, f.document;
CREATE VIEW timeline_view AS
SELECT t.claim AS claim, j.made_at AS made_at, j.author AS author, j.act AS act, j.subject AS subject,
  j.body AS body, j.uid AS uid, j.hash AS hash
FROM journal_claims t JOIN journal j ON j.uid = t.uid;
"""

READINGS = """
CREATE TABLE paper_readings (         -- a cache of what the glovebox read in a paper; made anew when `version` differs
  document TEXT PRIMARY KEY,          -- SHA-256 of the bytes
  version INTEGER NOT NULL,
  state TEXT NOT NULL,                -- READ, or why not: a code of docs/interface.md such as `password`
  has_text INTEGER NOT NULL,          -- 0: none, 1: its own, 2: by recognition, 3: its own, with pictures to see
  content TEXT NOT NULL               -- JSON of rules.reading.Reading; resident numbers are masked in it
) STRICT;
CREATE TABLE fingerprinted (          -- a cache: the papers that have fingerprints
  paper INTEGER PRIMARY KEY,
  document TEXT NOT NULL UNIQUE,
  came_as TEXT NOT NULL               -- the document in `papers`: another one where this is a masked copy of it
) STRICT;
CREATE TABLE fingerprints (           -- a cache: what makes a paper like another (rules.likeness.Fingerprint)
  kind TEXT NOT NULL, value TEXT NOT NULL, paper INTEGER NOT NULL, page INTEGER NOT NULL,
  PRIMARY KEY (kind, value, paper, page)
) STRICT, WITHOUT ROWID;
CREATE INDEX fingerprints_paper ON fingerprints (paper);
CREATE TABLE picture_bands (          -- a cache: the hashes of pictures by each of their eight bytes
  band INTEGER NOT NULL, value TEXT NOT NULL, PRIMARY KEY (band, value)
) STRICT, WITHOUT ROWID;
CREATE TABLE picture_pairs (          -- a cache: two pages with near hashes, and whether they show the same picture
  paper INTEGER NOT NULL, page INTEGER NOT NULL, other INTEGER NOT NULL, other_page INTEGER NOT NULL,
  is_same INTEGER NOT NULL, PRIMARY KEY (paper, page, other, other_page)
) STRICT, WITHOUT ROWID;
CREATE INDEX picture_pairs_other ON picture_pairs (other);
CREATE INDEX fact_rows_account ON fact_rows (replace(replace(account, '-', ''), ' ', '')) WHERE account <> '';
CREATE INDEX journal_other_claim ON journal (json_extract(body, '$.other')) WHERE act = 'judge_twin';
CREATE INDEX journal_accounts ON journal (subject) WHERE act = 'fix_account';
CREATE TABLE desk_known (              -- the papers of a claim when a person last left it (JSON)
  person TEXT NOT NULL, claim TEXT NOT NULL, papers TEXT NOT NULL, PRIMARY KEY (person, claim)
) STRICT;
"""

PROOFS_VIEW = """
DROP VIEW proofs_view;
CREATE VIEW proofs_view AS
SELECT c.claim AS claim, json_extract(p.value, '$.document') AS document, json_extract(p.value, '$.kind') AS kind,
  coalesce(json_extract(p.value, '$.arrived'), 0) AS arrived,
  coalesce(json_extract(p.value, '$.verdict'), '') AS verdict,
  (SELECT min(f.path) FROM papers f
   WHERE f.document = coalesce(json_extract(p.value, '$.before[0]'), json_extract(p.value, '$.document'))) AS path,
  coalesce(json_extract(p.value, '$.bytes'),
   (SELECT max(f.bytes) FROM papers f WHERE f.document = json_extract(p.value, '$.document'))) AS bytes
FROM claims c, json_each(c.state, '$.papers') p WHERE c.state <> ''
UNION ALL
SELECT c.claim, f.document, f.kind, 0, '', min(f.path), f.bytes
FROM claims c JOIN papers f ON f.claim = c.claim AND f.relation = 'NEW' WHERE c.state = ''
GROUP BY c.claim, f.document;
CREATE INDEX journal_bound ON journal (json_extract(body, '$.at.document')) WHERE act = 'bind_fact';
CREATE INDEX journal_masked ON journal (json_extract(body, '$.masked')) WHERE act = 'replace_by_masked_copy';
CREATE INDEX journal_received ON journal (subject) WHERE act = 'receive_papers';
"""

CLAIMS_SINCE_6 = """
ALTER TABLE claims ADD COLUMN routed_by TEXT NOT NULL DEFAULT '';   -- who put it in its lane; '' by rule at intake
ALTER TABLE claims ADD COLUMN draw INTEGER;                         -- its number in the draw of the lane
ALTER TABLE claims ADD COLUMN second_look TEXT NOT NULL DEFAULT ''; -- AGREED or SENT_BACK
CREATE INDEX claims_lane ON claims (route, draw) WHERE routed_by <> '';
"""

DESTROYABLE = """
CREATE TRIGGER fact_rows_no_update BEFORE UPDATE ON fact_rows
  WHEN NOT EXISTS (SELECT 1 FROM tombstones WHERE digest = OLD.digest)
  OR (NEW.delivery, NEW.row, NEW.claim, NEW.relation, NEW.other, NEW.route, NEW.marks, NEW.digest, NEW.claimed_loss)
  IS NOT (OLD.delivery, OLD.row, OLD.claim, OLD.relation, OLD.other, OLD.route, OLD.marks, OLD.digest, OLD.claimed_loss)
  BEGIN SELECT RAISE(ABORT, 'fact_rows is append-only'); END
CREATE TRIGGER papers_no_update BEFORE UPDATE ON papers
  WHEN NOT EXISTS (SELECT 1 FROM tombstones WHERE digest = OLD.document) OR NEW.path NOT LIKE 'destroyed/%'
  OR (NEW.delivery, NEW.document, NEW.bytes, NEW.claim, NEW.kind, NEW.relation)
  IS NOT (OLD.delivery, OLD.document, OLD.bytes, OLD.claim, OLD.kind, OLD.relation)
  BEGIN SELECT RAISE(ABORT, 'papers is append-only'); END
CREATE TRIGGER refused_rows_no_delete BEFORE DELETE ON refused_rows
  WHEN EXISTS (SELECT 1 FROM journal WHERE subject = 'delivery:' || OLD.delivery) AND NOT EXISTS
  (SELECT 1 FROM fact_rows f JOIN tombstones t ON t.digest = f.digest WHERE f.delivery = OLD.delivery)
  BEGIN SELECT RAISE(ABORT, 'refused_rows is append-only'); END
"""


def statements(part: str) -> list[str]:
    """The statements of one part of the shape, without its comments."""
    bare = re.sub(r"--[^\n]*", "", part)
    return [statement.strip() for statement in bare.split(";") if statement.strip()]
