"""A zip that cannot be read, among the papers of a claim, stops nothing else."""

from pathlib import Path

from tests.desk.delivery_room import DeliveryRoom, row, write_csv


def test_everything_beside_a_damaged_zip_goes_in_and_the_zip_is_a_paper(room: DeliveryRoom, tmp_path: Path) -> None:
    delivery = tmp_path / "delivery"
    (delivery / "2023-000001").mkdir(parents=True)
    write_csv(delivery / "claims.csv", [row(1)])
    (delivery / "2023-000001" / "SBC_1.txt").write_text("확인서", encoding="utf-8")
    (delivery / "2023-000001" / "broken.zip").write_bytes(b"PK\3\4" + b"\0" * 200)
    report = room.take(delivery)
    assert (report.accepted, report.documents) == (1, 2)
