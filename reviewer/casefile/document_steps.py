"""The shape of the file beside the case: papers and the letters that left, one step for each time it changed."""

from sqlite_utils import Database, Migrations

document_migrations = Migrations("reviewer.documents")


@document_migrations()
def d001_first(db: Database) -> None:
    """The bytes of every paper by their SHA-256."""
    db.execute("CREATE TABLE case_identity (case_uid TEXT PRIMARY KEY) STRICT")
    db.execute("CREATE TABLE documents (document TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT")


@document_migrations()
def d002_letters(db: Database) -> None:
    """The files of letters that left, by the SHA-256 of the register; `file` is the SHA-256 of the bytes themselves."""
    db.execute("CREATE TABLE letters (sha256 TEXT PRIMARY KEY, file TEXT NOT NULL, bytes BLOB NOT NULL) STRICT")
