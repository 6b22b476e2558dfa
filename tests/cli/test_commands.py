"""Every command answers a clumsy hand: one JSON document, a true exit status, words that say what next."""

import contextlib
import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from reviewer.casefile import keys
from reviewer.casefile.case_file import open_case
from reviewer.cli import NAMES, run
from reviewer.cli.not_by_act import MADE_BY
from reviewer.rules.acts import ACTS
from tests.cli.told import SECRET, told
from tests.desk.test_recovering import typed_from

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"


@pytest.mark.parametrize("command", sorted(NAMES))
def test_wrong_usage_is_told_as_json_too(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, command, "--no-such-option", status=2)["problem"]["code"] == "WrongUsage"


def test_a_missing_folder_is_a_problem_that_names_the_file_asked_for(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = case.parent / "none" / "log.csv"
    problem = told(capsys, "log", case, "--out", out, status=1)["problem"]
    assert (problem["code"], problem["facts"]["file"]) == ("FileUnusable", str(out))


def test_what_nobody_foresaw_names_its_place_and_nothing_a_claimant_wrote(
    delivery: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = delivery.parent / "a.casedb"
    told(capsys, "intake", path, delivery, "--unlocked", status=0)
    with contextlib.closing(sqlite3.connect(path)) as stranger:
        stranger.execute("DROP TABLE claims")
    assert run(["find", str(path), "--json"]) == 1
    answer = capsys.readouterr()
    assert json.loads(answer.out)["problem"]["code"] == "OurMistake"
    assert "Traceback" not in answer.err


@pytest.mark.parametrize("held", [f"\ufeff{SECRET}\r\n", f"{SECRET}\n", SECRET])
def test_a_passphrase_file_may_come_from_any_editor(
    case: Path, held: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CLAIM_REVIEWER_PASSPHRASE")
    (case.parent / "secret.txt").write_bytes(held.encode("utf-8"))
    found = told(capsys, "find", case, "--passphrase-file", case.parent / "secret.txt", status=0)
    assert found["count"] == 1


@pytest.mark.parametrize("held", [b"\xff\xfe\x00", b"", b"\r\n"])
def test_a_passphrase_file_without_a_passphrase_is_refused(
    case: Path, held: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    (case.parent / "secret.txt").write_bytes(held)
    told_of = told(capsys, "check", case, "--passphrase-file", case.parent / "secret.txt", status=1)
    assert told_of["problem"]["code"] == "FileUnusable"


def test_an_empty_passphrase_never_locks_a_case(
    delivery: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAIM_REVIEWER_PASSPHRASE", "")
    path = delivery.parent / "a.casedb"
    assert told(capsys, "intake", path, delivery, status=1)["problem"]["code"] == "KeyLocked"
    assert not path.exists()


def test_an_unlocked_case_is_made_by_a_person_whose_key_is_locked(
    delivery: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = delivery.parent / "a.casedb"
    assert told(capsys, "intake", path, delivery, "--unlocked", status=0)["accepted"] == 1
    with open_case(path, writing=False) as opened:
        assert not opened.is_locked


def test_the_council_of_the_example_founds_a_case(delivery: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = delivery.parent / "a.casedb"
    told(capsys, "intake", path, delivery, "--roster", EXAMPLES / "roster.toml", status=0)
    assert told(capsys, "check", path, status=0)["ok"] is True
    refused = told(capsys, "log", path, "--out", delivery.parent / "l.csv", "--as", "law-1", status=1)
    assert refused["problem"]["code"] == "KeyLocked"


def test_a_demo_never_writes_over_what_is_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "delivery").mkdir()
    answer = told(capsys, "demo", tmp_path, "--claims", 10, status=1)
    assert answer["problem"]["code"] == "FileExists"
    assert list((tmp_path / "delivery").iterdir()) == []


def test_a_demo_that_is_stopped_says_how_to_make_it_anew(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(keys, "make_key", stop)
    assert run(["demo", str(tmp_path / "d"), "--claims", "10"]) == 1
    assert "remove this one and give the same command again" in capsys.readouterr().err


def test_a_demo_says_when_fewer_claims_could_be_decided(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    assert run(["demo", str(tmp_path / "d"), "--claims", "10", "--review", "40", "--json"]) == 0
    answer = capsys.readouterr()
    assert f"Asked to decide: 40. Decided: {json.loads(answer.out)['decided']}." in answer.err


UNREADABLE = {"an empty file": b"", "a file without names": b"foo,bar\n1,2\n"}


@pytest.mark.parametrize("name", sorted(UNREADABLE))
def test_a_first_delivery_that_cannot_be_read_leaves_no_case(
    delivery: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    delivery.write_bytes(UNREADABLE[name])
    assert "problem" in told(capsys, "intake", delivery.parent / "a.casedb", delivery, status=1)
    assert [path.name for path in delivery.parent.glob("a.*")] == []


@pytest.mark.parametrize("more", [[], ["--dry-run"]])
@pytest.mark.parametrize(("name", "content"), [("register.pdf", b"%PDF-1.4\n"), ("head.csv", "상호,대표자\n".encode())])
def test_what_holds_no_row_founds_no_case(
    delivery: Path, name: str, content: bytes, more: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    paper = delivery.with_name(name)
    paper.write_bytes(content)
    problem = told(capsys, "intake", delivery.parent / "a.casedb", paper, *more, status=1)["problem"]
    assert (problem["code"], problem["facts"]["reason"]) == ("DeliveryUnreadable", "no_rows")
    assert [path.name for path in delivery.parent.glob("a.*")] == []


def test_a_founding_that_is_refused_leaves_nothing(delivery: Path, capsys: pytest.CaptureFixture[str]) -> None:
    roster = delivery.parent / "roster.toml"
    roster.write_text('[[member]]\nid = "a"\nrole = "MEMBER"\nbody = "KFME"\nseat = 1\ncomputer = "A"\nname = "가"\n')
    for more in ([], ["--as", "a"]):
        arguments = ["intake", delivery.parent / "a.casedb", delivery, "--roster", roster, *more]
        assert "problem" in told(capsys, *arguments, status=1)
        assert [path.name for path in delivery.parent.glob("a.*")] == []


def test_what_was_taken_in_before_a_delivery_broke_off_stays(
    delivery: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, second = delivery.parent / "a.casedb", delivery.parent / "b.xlsx"
    second.write_bytes(b"PK\x03\x04 broken off")
    assert "problem" in told(capsys, "intake", path, delivery, second, status=1)
    if path.exists():
        assert told(capsys, "check", path, status=0)["ok"] is True
    assert told(capsys, "intake", path, delivery, status=0)["accepted"] == 1


def test_a_file_called_like_a_command_opens_no_window(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("notes", "utf-8")
    main = Path(__file__).parents[2] / "main.py"
    done = subprocess.run([sys.executable, str(main), "log", "--help"], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0
    assert b"--unmasked" in done.stdout


def test_an_unreadable_second_delivery_leaves_the_case_as_it_was(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (case.parent / "empty.csv").write_bytes(b"")
    assert told(capsys, "intake", case, case.parent / "empty.csv", status=1)["problem"]["code"] == "DeliveryUnreadable"
    assert told(capsys, "find", case, status=0)["count"] == 1


@pytest.mark.parametrize(
    ("wrong", "one_of"),
    [
        ("stage=RECIEVED", "RECEIVED"),
        ("route=FIXED", "FLAT_30K"),
        ("services=kakaotalk", "talk_channel"),
        ("lead=nobody", "secretary"),
        ("reporter_type=SMALL", "MICRO"),
    ],
)
def test_a_code_that_a_column_cannot_hold_is_told_with_those_it_can(
    case: Path, capsys: pytest.CaptureFixture[str], wrong: str, one_of: str
) -> None:
    field = wrong.partition("=")[0]
    for command in (("find", case), ("log", case, "--out", case.parent / "log.csv")):
        problem = told(capsys, *command, "--where", wrong, status=2)["problem"]
        assert (problem["code"], one_of in str(problem["facts"])) == ("WrongUsage", True)
    assert not (case.parent / "log.csv").exists()
    assert told(capsys, "find", case, "--where", f"{field}=", status=0)["count"] in (0, 1)
    assert told(capsys, "find", case, "--where", "stage=CLOSED", status=0)["count"] == 0


@pytest.mark.parametrize("own", [None, SECRET])
def test_a_payment_list_never_opens_with_the_secret_of_a_person(
    case: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, own: str | None
) -> None:
    """The payer is told the passphrase of the list; this key and this environment hold that of a person."""
    if own is not None:
        monkeypatch.setenv("CLAIM_REVIEWER_LIST_PASSPHRASE", own)
    problem = told(capsys, "payments", case, "--out", case.parent / "list.xlsx", status=1)["problem"]
    assert problem["code"] == "ListPassphraseMissing"


def test_a_payment_list_never_takes_the_place_of_an_earlier_one(
    case: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAIM_REVIEWER_LIST_PASSPHRASE", "for the payer")
    listed = case.parent / "list.xlsx"
    listed.write_bytes(b"the list of yesterday")
    assert told(capsys, "payments", case, "--out", listed, status=1)["problem"]["code"] == "FileExists"
    assert listed.read_bytes() == b"the list of yesterday"


def test_check_says_in_one_sentence_what_breaks_first(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told(capsys, "seal", case, status=0)
    changed = told(capsys, "check", case, status=0)["entries"]
    with open_case(case, passphrase=SECRET) as case_file:
        case_file.writer.execute("DROP TRIGGER journal_no_update")
        case_file.writer.execute("UPDATE journal SET author = 'somebody' WHERE act = 'take_in'")
    report = told(capsys, "check", case, status=1)
    assert report["first_break"]["code"] == "entry_changed"
    assert "was changed afterwards" in report["first_break"]["meaning"]
    assert report["entries"] == changed


def test_check_says_what_a_change_outside_the_entries_means(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_case(case, passphrase=SECRET) as case_file:
        case_file.writer.execute("UPDATE claims SET claimed_loss = 7")
    capsys.readouterr()
    assert run(["check", str(case)]) == 1
    said = capsys.readouterr().out
    assert "standing_differs: claims 2023-000001" in said
    assert "is not what the entries say (claims 2023-000001)" in said


def test_show_masks_what_people_wrote_and_no_claim_number(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = case.parent / "acts.jsonl"
    note = {"act": "write_note", "subject": "2023-000001", "note": "계좌 110-123-456789, 2023-000002 참조"}
    lines.write_text(json.dumps(note), encoding="utf-8")
    assert run(["act", str(case), str(lines)]) == 0
    capsys.readouterr()
    timeline = told(capsys, "show", case, "2023-000001", status=0)["timeline"]
    assert "110-123-456789" not in json.dumps(timeline, ensure_ascii=False)
    assert {line["subject"] for line in timeline} >= {"2023-000001"}


def test_the_past_and_the_access_log_are_asked_for_by_command(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    claim = "2023-000001"
    assert told(capsys, "show", case, claim, "--as-of", "2999-01-01", status=0)["claim"] == claim
    assert told(capsys, "find", case, "--as-of", "2999-01-01T00:00Z", status=0)["count"] == 1
    problem = told(capsys, "log", case, "--out", case.parent / "x.csv", "--as-of", "yesterday", status=2)["problem"]
    assert problem["code"] == "WrongUsage"
    told(capsys, "show", case, claim, "--unmasked", "--reason", "확인", status=0)
    for name in ("access.csv", "access.pdf"):
        listed = told(capsys, "access", case, "--claim", claim, "--out", case.parent / name, status=0)
    assert listed["rows"] == 2  # the look, and the table made of it
    assert told(capsys, "access", case, "--out", case.parent / "a.csv", status=2)["problem"]["code"] == "WrongUsage"


def test_what_is_still_open_is_told_in_words(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for lang, words in (
        ("ko", ("분류", "신고만 있고 신청 자료 없음", "남은 업무 1건")),
        ("en", ("routed", "no application came")),
    ):
        assert run(["closing", str(case), "--lang", lang]) == 0
        told_of = capsys.readouterr().out
        assert "2023-000001" in told_of
        assert all(one in told_of for one in words), told_of
        assert not any(code in told_of for code in ("never_applied", "ROUTED"))


def test_every_file_and_print_is_made_by_a_command_or_in_the_window() -> None:
    known = {one for act in ("export", "print") for one in ACTS[act].body["what"].choices}
    assert set(MADE_BY) <= known
    assert set(MADE_BY.values()) <= NAMES
    assert known - set(MADE_BY) <= {"COPY", "VISIT_RECORD", "FIGURES"}


def test_a_recovery_sheet_is_printed_and_typed_back_on_another_computer(
    case: Path, delivery: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = delivery.parent
    sheet, other = folder / "sheet.pdf", folder / "other keys"
    printed = told(capsys, "recovery-sheet", "--out", sheet, status=0)
    assert (printed["file"], sheet.read_bytes()[:5]) == (str(sheet), b"%PDF-")
    lines = folder / "lines.txt"
    lines.write_text(typed_from(sheet), "utf-8")
    lines.write_text(typed_from(sheet).replace("1. 0", "1. 7", 1), "utf-8")
    slip = told(capsys, "restore-key", case, lines, "--keys", other, status=1)["problem"]
    assert (slip["code"], slip["facts"]["lines"]) == ("RecoveryMistyped", "1")
    lines.write_text(typed_from(sheet), "utf-8")
    new = told(capsys, "restore-key", case, lines, "--keys", other, status=0)
    assert new["key_id"] != printed["key_id"]
    wish = folder / "acts.jsonl"
    claim = told(capsys, "find", case, status=0)["claims"][0]["claim"]
    wish.write_text(json.dumps({"act": "write_note", "subject": claim, "note": "새 컴퓨터에서"}), "utf-8")
    assert run(["act", str(case), str(wish), "--keys", str(other)]) == 0
    capsys.readouterr()
    assert told(capsys, "check", case, status=0)["ok"]


def test_nothing_is_founded_before_somebody_states_controller_and_ground(
    delivery: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, roster = delivery.parent / "빈.casedb", EXAMPLES / "roster.toml"
    stated = ("--controller", "카카오", "--legal-ground", "동의")
    for given in ((), stated[:2], stated[2:], ("--controller", " ", *stated[2:])):
        wrong = told(capsys, "found", path, "--roster", roster, *given, status=2)["problem"]
        missing = "--legal-ground" if given == stated[:2] else "--controller"
        assert (wrong["code"], missing in wrong["facts"]["why"]) == ("WrongUsage", True)
        assert not path.exists()


def test_a_case_is_founded_before_any_delivery(delivery: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = delivery.parent / "빈.casedb"
    made = told(
        capsys,
        "found",
        path,
        "--roster",
        EXAMPLES / "roster.toml",
        "--name",
        "1015",
        "--controller",
        "카카오",
        "--legal-ground",
        "정보주체의 동의",
        status=0,
    )
    assert (made["member"], path.exists()) == ("secretary", True)
    again = ("--roster", EXAMPLES / "roster.toml", "--controller", "카카오", "--legal-ground", "동의")
    assert told(capsys, "found", path, *again, status=1)["problem"]["code"]
    assert told(capsys, "find", path, status=0)["count"] == 0
    assert run(["intake", str(path), str(delivery)]) == 0
    capsys.readouterr()
    assert told(capsys, "find", path, status=0)["count"] == 1


def test_a_log_is_exported_and_compared_by_command(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = case.parent / "log.jsonl"
    made = told(capsys, "log", case, "하늘", "--out", log, "--where", "claim=2023-000001", status=0)
    assert (made["rows"], Path(made["manifest"]).name) == (0, "log.jsonl.manifest.json")
    found = told(capsys, "log", case, "--compare", log, status=0)
    assert (found["outcome"], found["manifest"], found["journal"]) == ("as_exported", "as_exported", True)
    log.write_text("{}\n", "utf-8")
    assert told(capsys, "log", case, "--compare", log, status=1)["outcome"] == "changed"
    assert run(["log", str(case), "--compare", str(log), "--lang", "ko"]) == 1
    assert "그 뒤에 바뀌었습니다" in capsys.readouterr().out
    for wrong in (
        (),
        ("--out", log, "--compare", log),
        ("--out", log, "--where", "claim"),
        ("--out", log, "--unmasked"),
    ):
        assert told(capsys, "log", case, *wrong, status=2)["problem"]["code"] == "WrongUsage"
    assert told(capsys, "log", case, "--out", log, "--where", "nothing=1", status=2)["problem"]["code"] == "WrongUsage"


def test_a_backup_says_which_papers_it_lacks_and_is_made_all_the_same(
    delivery: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case, paper = delivery.parent / "b.casedb", delivery.parent / "2023-000001" / "사업자등록증.pdf"
    paper.parent.mkdir()
    paper.write_bytes(b"%PDF-1.4")
    told(capsys, "intake", case, delivery.parent, status=0)
    assert told(capsys, "backup", case, delivery.parent / "copies", status=0)["problems"] == []
    case.with_suffix(".documents").unlink()
    assert run(["backup", str(case), str(delivery.parent / "copies"), "--json"]) == 1
    answer = capsys.readouterr()
    found = json.loads(answer.out)
    assert Path(found["backup"]).is_file()
    assert [(one["code"], one["claims"]) for one in found["problems"]] == [("documents_missing", ["2023-000001"])]
    assert "not beside the case" in answer.err
    assert "2023-000001" in answer.err
