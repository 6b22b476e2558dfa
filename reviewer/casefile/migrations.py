"""Every shape the case file has had, oldest first."""

from sqlite_utils import Database, Migrations

from reviewer.casefile import search_index
from reviewer.casefile.shapes import (
    CLAIMS_SINCE_6,
    COMPLETE,
    DERIVED,
    DESK,
    DESTROYABLE,
    FACTS,
    GUARDED,
    GUARDS,
    JOURNAL,
    PROOFS_VIEW,
    READINGS,
    TAKEN_IN,
    VIEWS,
    statements,
)
from reviewer.rules.log_row import LOG_COLUMNS

migrations = Migrations("reviewer")


def _decision_log_view() -> str:
    columns = ", ".join(f"json_extract(record, '$.{name}') AS {name}" for name in LOG_COLUMNS if name != "state")
    return f"CREATE VIEW decision_log_view AS SELECT {columns}, state FROM decisions"


@migrations()
def m001_first(db: Database) -> None:
    """The first shape: facts, journal, derived tables, desk and search."""
    for part in (FACTS, JOURNAL, DERIVED, DESK, search_index.FIRST_SHAPE):
        for statement in statements(part):
            db.execute(statement)
    for table, unless in GUARDED.items():
        for trigger in GUARDS.format(table=table, unless=unless).strip().split("END\n"):
            db.execute(trigger.removesuffix("END") + "END")
    for table in COMPLETE:
        db.execute(
            f"CREATE TRIGGER {table}_no_insert BEFORE INSERT ON {table} {TAKEN_IN.format(which='NEW')} "
            f"BEGIN SELECT RAISE(ABORT, 'the delivery is complete'); END"
        )


@migrations()
def m002_views(db: Database) -> None:
    """The public views (docs/case-file.md)."""
    for statement in statements(VIEWS):
        db.execute(statement)
    db.execute(_decision_log_view())


@migrations()
def m003_readings(db: Database) -> None:
    """What the machine read in the papers, for hints and for finding papers that were sent twice; masked copies."""
    for part in (READINGS, PROOFS_VIEW):
        for statement in statements(part):
            db.execute(statement)


@migrations()
def m004_pictures_due(db: Database) -> None:
    """A cache: the papers whose pictures are still compared with those near them, and how many turns they had.

    Hashes of pictures are of another make since then, so every paper is read again.
    """
    db.execute("CREATE TABLE pictures_due (paper INTEGER PRIMARY KEY, turns INTEGER NOT NULL) STRICT")
    db.execute("CREATE INDEX pictures_due_turns ON pictures_due (turns, paper)")


@migrations()
def m005_promises(db: Database) -> None:
    """The promises made in contacts by the day they fall due."""
    due = "json_extract(body, '$.promise_due')"
    db.execute(f"CREATE INDEX journal_promises ON journal ({due}) WHERE act = 'record_contact'")


@migrations()
def m006_triage(db: Database) -> None:
    """Who put a claim in its lane and what a second look said; claims routed before are added up again."""
    for statement in statements(CLAIMS_SINCE_6):
        db.execute(statement)
    db.execute("DROP VIEW claims_view")
    view = next(one for one in statements(VIEWS) if one.startswith("CREATE VIEW claims_view"))
    db.execute(view.replace("delivery, row", "delivery, row, routed_by, second_look"))
    _add_up_again(db)


@migrations()
def m007_challenges(db: Database) -> None:
    """The claims in which a claimant challenged a member."""
    db.execute("CREATE INDEX journal_challenges ON journal (subject) WHERE act = 'record_challenge'")


@migrations()
def m008_adopted_rules(db: Database) -> None:
    """Which resolution adopted which version of the rules, and what else the standing of a case says since then."""
    _add_up_again(db)


@migrations()
def m009_destruction(db: Database) -> None:
    """What an entry of two people destroyed may be emptied: rows, names of papers, rows that were refused."""
    for trigger in DESTROYABLE.strip().split("END\n"):
        name = trigger.split()[2]
        db.execute(f"DROP TRIGGER {name}")
        db.execute(trigger.removesuffix("END") + "END")


@migrations()
def m010_neighbours(db: Database) -> None:
    """The claims with a calculated award by their verified loss, of each trade and of all."""
    decided = "WHERE award > 0 AND assessed_amount IS NOT NULL"
    db.execute(f"CREATE INDEX claims_awarded ON claims (verified_loss, id) {decided}")
    db.execute(f"CREATE INDEX claims_awarded_in_trade ON claims (sector, verified_loss, id) {decided}")


@migrations()
def m011_added_up_again(db: Database) -> None:
    """What the standing of claims and case says since step 8, such as a review asked for while a payment runs."""
    _add_up_again(db)


@migrations()
def m012_lists(db: Database) -> None:
    """How people look at the list of claims, and the keys it is sorted by."""
    from reviewer.casefile import list_keys, saved_lists

    db.execute(saved_lists.SHAPE)
    list_keys.make(db.conn)


@migrations()
def m013_kept_letters(db: Database) -> None:
    """Nothing here, but the documents file keeps letters since then, which an older program would not destroy."""


@migrations()
def m014_search_everything(db: Database) -> None:
    """Services, notes, reasons and the text of papers are searched too; what leaves the index leaves no letters."""
    for statement in statements(search_index.SHAPE):
        db.execute(statement)
    search_index.bring_up_to_date(db.conn)


@migrations()
def m015_rules_of_calculations(db: Database) -> None:
    """By which rules a claim was calculated, and the plan of each version."""
    _add_up_again(db)


@migrations()
def m016_initials_and_promises(db: Database) -> None:
    """Addresses, notes and reasons are found by their initial consonants; a letter keeps the days it promised."""
    if "initials" not in db["search_texts"].columns_dict:  # as in a file of step 13 or before
        for statement in statements(search_index.SHAPE):
            db.execute(statement)
        search_index.bring_up_to_date(db.conn)
    _add_up_again(db)


@migrations()
def m017_initials_of_papers(db: Database) -> None:
    """Papers are found by their initial consonants, three and more."""
    search_index.index_texts_anew(db.conn)


def _add_up_again(db: Database) -> None:
    if db.execute("SELECT 1 FROM journal").fetchone():
        from reviewer.casefile.rebuilding import add_up

        add_up(db.conn)
