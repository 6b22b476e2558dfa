"""Makes one sample paper: draws it, puts it into its form, and breaks it where its faults say so."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from reviewer.sample import faults as flaws
from reviewer.sample.applications import Application, Applications, PaperPlan
from reviewer.sample.draws import dice, pick
from reviewer.sample.papers import camera, sales_files
from reviewer.sample.papers.bank_book import SIZE as BANK_BOOK_SIZE
from reviewer.sample.papers.bank_book import bank_book_of, draw_bank_book
from reviewer.sample.papers.certificate import certificate_of, draw_certificate
from reviewer.sample.papers.forms import draw_form, form_of
from reviewer.sample.papers.registration import draw_registration, registration_of
from reviewer.sample.papers.sales_sheet import (
    SCREEN_SIZE,
    SalesSheet,
    draw_on_paper,
    draw_on_screen,
    sales_sheet_of,
)
from reviewer.sample.papers.screens import draw_screen, screen_of, size_of
from reviewer.sample.papers.surface import A4, PdfSurface, PictureSurface, Surface

Values = dict[str, object]
_EXTENSIONS = {flaws.PDF: "pdf", flaws.PDF_SCAN: "pdf", flaws.SCREEN: "png", flaws.HEIC: "heic"}
_EXTENSIONS |= {flaws.XLSX: "xlsx", flaws.CSV: "csv", flaws.HWPX: "hwpx"}
_SCALES = {"SUS": 2.0, "BNK": 2.2}
# How much of the picture, in per cent, holds the head of the paper: title and numbers of a certificate, the lines
# above a sales table, the address and account of a screen.
_HEADS = {"SBC": 24, "SLS": 15, "SUS": 19}
_LIES = {"pdf": ("jpg", "png"), "jpg": ("pdf", "png"), "png": ("jpg", "pdf")}


@dataclass(frozen=True, slots=True)
class Paper:
    """A finished paper: its bytes, the ending of its file name, and what it says."""

    plan: PaperPlan
    data: bytes
    extension: str
    values: Values


def make_paper(applications: Applications, claim: Application, plan: PaperPlan) -> Paper:
    """The paper of `claim` that `plan` describes; the same arguments give the same bytes."""
    if "same_file_in_two_claims" in plan.faults:
        twin = applications.get(claim.number - 1)
        paper = make_paper(applications, twin, applications.twin_paper(claim.number))
        return Paper(plan, paper.data, paper.extension, paper.values | {"belongs_to": twin.claim})
    rng = dice(claim.seed, f"paper {plan.kind} {plan.number}", claim.number)
    data, values = _draw(claim, plan, rng)
    values |= {"editor": _editor(plan)} if _editor(plan) else {}
    extension = _EXTENSIONS.get(plan.form, "jpg")
    if "damaged_file" in plan.faults:
        data = data[: len(data) // 3] + bytes(len(data) - len(data) // 3)
    if "wrong_extension" in plan.faults:
        extension = pick(rng, _LIES[extension])
    return Paper(plan, data, extension, values)


def _draw(claim: Application, plan: PaperPlan, rng: Random) -> tuple[bytes, Values]:
    password = f"{rng.randrange(1_000_000):06d}" if "password_pdf" in plan.faults else ""
    secret: Values = {"password": password} if password else {}
    if plan.kind == "SLS":
        sheet = sales_sheet_of(claim, plan.faults, plan.months)
        return _sales_bytes(sheet, plan, rng, password), sheet.values() | secret
    stroke, size, values = _strokes(claim, plan)
    if plan.form == flaws.PDF:
        pdf = PdfSurface(size, title=plan.kind, password=password, editor=_editor(plan))
        stroke(pdf)
        return pdf.to_bytes(), values | secret
    picture = PictureSurface(size, scale=_SCALES.get(plan.kind, 1.9))
    stroke(picture)
    return _pictured(picture, plan, rng), values


def _strokes(claim: Application, plan: PaperPlan) -> tuple[Callable[[Surface], None], tuple[float, float], Values]:
    """How to draw any paper but sales: the strokes, the page size, and what the paper says."""
    kind, wrong = plan.kind, plan.faults
    if kind == "BRC" or "wrong_kind" in wrong:
        registration = registration_of(claim, wrong)
        return lambda page: draw_registration(page, registration), A4, registration.values()
    if kind == "SBC":
        certificate = certificate_of(claim, wrong)
        return lambda page: draw_certificate(page, certificate), A4, certificate.values()
    if kind == "SUS":
        screen = screen_of(claim, wrong, plan.number)
        touches = dice(claim.seed, f"screen words {plan.number}", claim.number)
        return lambda page: draw_screen(page, screen, touches), size_of(screen), screen.values()
    if kind == "BNK":
        book = bank_book_of(claim, wrong)
        return lambda page: draw_bank_book(page, book), BANK_BOOK_SIZE, book.values()
    form = form_of(claim, kind, wrong)
    return lambda page: draw_form(page, form), A4, form.values()


def _sales_bytes(sheet: SalesSheet, plan: PaperPlan, rng: Random, password: str) -> bytes:
    if plan.form == flaws.XLSX:
        return sales_files.as_workbook(sheet, rng)
    if plan.form == flaws.CSV:
        return sales_files.as_csv(sheet)
    if plan.form == flaws.HWPX:
        return sales_files.as_hangul_file(sheet)
    if plan.form == flaws.PDF:
        pdf = PdfSurface(A4, title=sheet.source, password=password, editor=_editor(plan))
        draw_on_paper(pdf, sheet)
        return pdf.to_bytes()
    picture = PictureSurface(SCREEN_SIZE, scale=1.35)
    draw_on_screen(picture, sheet)
    return _pictured(picture, plan, rng)


def _editor(plan: PaperPlan) -> str:
    return "Adobe Photoshop 22.4 (Windows)" if "edited" in plan.faults else ""


def _pictured(picture: PictureSurface, plan: PaperPlan, rng: Random) -> bytes:
    image = picture.image
    if "cropped" in plan.faults:
        image = camera.crop_head(image, _HEADS[plan.kind])
    if plan.form == flaws.PDF_SCAN:
        return camera.scanned_pdf(image, rng)
    return camera.take(image, plan.form, rng, blurred="blurred" in plan.faults)
