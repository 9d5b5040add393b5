"""Each paper in both languages: what a reader, a phone and a printer find in it."""

import io
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from printing.errors import FactsWrong, UnknownPaper
from printing.papers.examples import HANDED_BACK, SERIALS
from printing.papers.facts import Optional
from printing.papers.shapes import SHAPES
from printing.render import render
from singlewindow.documents.claims import Claims
from singlewindow.documents.proof import address, prove
from singlewindow.documents.records import DocumentKind
from tests.singlewindow.paper_key import PaperKey

Drawn = Callable[..., bytes]
Reader = Callable[[bytes], str]

KINDS = tuple(SERIALS)
ROLLS = ("ticket", "papers_list")
EVERY = [(kind, language) for kind in KINDS for language in ("ar", "en")]
POINTS = 72 / 25.4

SAID = {
    ("ticket", "ar"): ("ب ١٢٧", "B 127", "دور ذو أولوية", "إصدار ترخيص بناء",
                       "سند الملكية", "٢٤ نوفمبر ٢٠٢٦", "١٠:٤٢ ص"),
    ("ticket", "en"): ("B 127", "١٢٧", "Ordinary lane", "Building permit",
                       "Title deed", "24 November 2026", "10:42 am"),
    ("receipt", "ar"): (
        "إيصال سداد", "042-2026/27-000123", "042-26-0004517-3", "مواطن توضيحي أحمد عبد الرحمن", "2**********345",
        "فقط ألف ومائتان وخمسة وستون جنيها وخمسون قرشا لا غير", "١٬٢٦٥٫٥٠", "٢٤ نوفمبر ٢٠٢٦ الساعة ١٠:٥٨ ص", "0048217",
        "POS-884213", "C-07", "وليس توقيعا إلكترونيا",
    ),
    ("receipt", "en"): (
        "Payment receipt", "042-2026/27-000123", "Illustrative Citizen Ahmed", "2**********345", "1,265.50",
        "One thousand two hundred and sixty-five pounds and fifty piastres only", "24 November 2026, 10:58 am",
        "not an electronic signature under Law 15 of 2004",
    ),
    ("certificate", "ar"): (
        "شهادة سداد", "إلى من يهمه الأمر", "042-2026/27-C-000018", "042-2026/27-000123", "٢٤ نوفمبر ٢٠٢٦",
        "فقط ثلاثة آلاف ومائتان وخمسة وستون جنيها وخمسون قرشا لا غير", "٣٬٢٦٥٫٥٠", "الموظف المختص", "رئيس القسم",
        "مدير المركز", "خاتم المركز", "صلاحية الشهادة", "وليس توقيعا إلكترونيا",
    ),
    ("papers_list", "ar"): (
        "مستندات خدمة", "إصدار ترخيص بناء", "26 يوم عمل", "كروكي الموقع", "رسم فحص الملف", "١٥٠٫٠٠", "يحدد عند الشباك",
        "ليست تذكرة انتظار", "٢٤ نوفمبر ٢٠٢٦",
    ),
    ("papers_list", "en"): (
        "What this service asks for", "Building permit", "26 working days", "Title deed", "150.00",
        "Told at the window", "not a queue ticket",
    ),
    ("slip", "ar"): (
        "إيصال استلام طلب", "042-26-0004517-3", "مواطن توضيحي أحمد عبد الرحمن", "2**********345", "٣١ ديسمبر ٢٠٢٦",
        "سند الملكية", "مستلم", "لم يقدم", "تحسب المدة من تاريخ استكمال المستندات", "لا يثبت سداد أي مبلغ", "S0004",
        "https://shubbak.example/track/042-26-0004517-3", "وليس توقيعا إلكترونيا",
    ),
    ("slip", "en"): (
        "Submission slip", "042-26-0004517-3", "31 December 2026", "Not handed in", "does not prove any payment",
    ),
    ("cash_statement", "ar"): (
        "كشف توريد", "042-2026/27-S-000031", "C-07", "١٧٬٤٥٠٫٧٥", "٩٬٦٠٠٫٠٠", "١٢٬٦١٨٫٥٠", "١٢٬٧٢٠٫٥٠", "عجز ١٠٢٫٠٠",
        "042-2026/27-000101", "042-2026/27-000141", "042-2026/27-000117", "S0009", "فكة لم ترد من العميل",
        "9f2c4b7a1e0d5c83a6f4b2917d3e8c05f1a97b64c2d08e35b7a1496cf03d82ee",
    ),
    ("cash_statement", "en"): ("Cash statement", "17,450.75", "Short 102.00", "Counted in all", "Reviewer S0009"),
    ("report", "ar"): (
        "تقرير الإنجاز الشهري", "الطلبات الواردة (طلب)", "١٬٤٥٣", "٨٦٫٧٪", "مركز توضيحي رقم ٤٠", "صفحة ٣ من ٣",
    ),
    ("report", "en"): ("Monthly completion report", "Elevators, roads and properties", "86.7%", "Page 3 of 3"),
    ("card", "ar"): ("شباك", "٣", "3", "الإيرادات", "نداء التالي", "N", "اختر هذا الشباك وافتحه"),
    ("card", "en"): ("Window", "٣", "3", "Revenue", "Call next", "Choose this window and open it"),
    ("field_visit", "ar"): (
        "محضر مرور ميداني", "V-042-2026-000003", "D451", "٢٤ نوفمبر ٢٠٢٦ الساعة ١٠:٠٥ ص",
        "شاشة النداء وجهاز التذاكر يعملان",
        "متوسطة", "جسيمة", "٤ من ٥", "لا ينطبق", "المنحدر عند المدخل مكسور", "إدارة التنظيم", "١٥ ديسمبر ٢٠٢٦",
        "تم الإصلاح وجرب الجهاز", "مفتوح", "الخلاصة", "مدير المركز",
    ),
    ("field_visit", "en"): (
        "Record of a field visit", "V-042-2026-000003", "24 November 2026, 10:05 am", "Does not apply", "4 of 5",
        "Critical", "The ramp at the entrance is broken", "15 December 2026", "Repaired and tried", "Open", "Summary",
    ),
    ("certificate", "en"): (
        "Payment certificate", "To whom it may concern", "042-2026/27-C-000018", "Illustrative Citizen Ahmed",
        "One thousand two hundred and sixty-five pounds and fifty piastres only", "24 November 2026",
        "Officer in charge", "Head of section", "Center director", "Seal of the center",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_a_reader_finds_what_the_paper_says_in_logical_order(
    kind: str, language: str, drawn: Drawn, text_of: Reader
) -> None:
    text = text_of(drawn(kind, language))
    assert [phrase for phrase in SAID[kind, language] if phrase not in text] == []


@pytest.mark.parametrize("language", ["ar", "en"])
def test_illustrative_data_is_marked_on_every_paper_and_only_then(language: str, drawn: Drawn, text_of: Reader) -> None:
    mark = {"ar": "بيانات توضيحية", "en": "Illustrative data"}[language]
    for kind in KINDS:
        assert mark in text_of(drawn(kind, language))
        assert mark not in text_of(drawn(kind, language, illustrative=False))


@pytest.mark.parametrize(
    ("kind", "size"),
    [("receipt", (148, 210)), ("slip", (148, 210)), ("card", (148, 210)), ("certificate", (210, 297)),
     ("cash_statement", (210, 297)), ("field_visit", (210, 297))],
)  # fmt: skip
def test_a_sheet_has_its_size_and_an_ordinary_one_is_one_page(kind: str, size: tuple[int, int], drawn: Drawn) -> None:
    for language in ("ar", "en"):
        document = pypdfium2.PdfDocument(drawn(kind, language))
        assert len(document) == 1
        assert document[0].get_size() == pytest.approx([side * POINTS for side in size], abs=0.5)


def test_a_ticket_is_as_long_as_what_it_says(drawn: Drawn) -> None:
    short = pypdfium2.PdfDocument(drawn("ticket", papers=[]))[0].get_size()
    long = pypdfium2.PdfDocument(drawn("ticket", papers=["ورقة توضيحية"] * 12))[0].get_size()
    assert short[0] == long[0] == pytest.approx(80 * POINTS, abs=0.5)
    assert 100 * POINTS < short[1] < long[1] < 300 * POINTS


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_a_camera_reads_the_code(
    kind: str, language: str, drawn: Drawn, facts_of: Callable[..., dict[str, str]]
) -> None:
    page = pypdfium2.PdfDocument(drawn(kind, language))[0]
    found = zxingcpp.read_barcodes(page.render(scale=203 / 72).to_pil().convert("L"))
    facts = facts_of(kind, language)
    wanted = [facts[name] for name in ("follow_url", "track_url", "verify_url") if facts.get(name)]
    assert sorted(code.text for code in found) == sorted(wanted)


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("kind", ["receipt", "certificate"])
def test_a_camera_reads_the_largest_signed_code_off_a_black_and_white_print(
    kind: str, language: str, drawn: Drawn
) -> None:
    claims = Claims(DocumentKind(kind), 128, 999_999, date(2050, 1, 1), 4_000_000_000, 9999)
    code = address("https://shubbak.sharqia.example", prove(PaperKey(), claims))
    page = pypdfium2.PdfDocument(drawn(kind, language, verify_url=code))[0]
    print_ = page.render(scale=203 / 72).to_pil().convert("L").point(lambda dot: 255 * (dot > 127), "1")
    assert [found.text for found in zxingcpp.read_barcodes(print_.convert("L"))] == [code]


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_a_paper_is_drawn_in_its_own_embedded_fonts(kind: str, language: str, drawn: Drawn, tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(drawn(kind, language))
    rows = subprocess.run(["pdffonts", str(file)], capture_output=True, check=True, text=True).stdout.splitlines()[2:]
    assert rows
    assert [row for row in rows if "Shubbak-" not in row and "Shubbak" not in row.split()[0]] == []


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_a_paper_names_itself_to_its_reader(
    kind: str, language: str, drawn: Drawn, facts_of: Callable[..., dict[str, object]]
) -> None:
    document = pypdfium2.PdfDocument(drawn(kind, language))
    title = document.get_metadata_dict()["Title"]
    serial = str(facts_of(kind, language)[SERIALS[kind]])
    assert title.endswith(serial)
    assert title.strip() != serial


@pytest.mark.parametrize(("kind", "language"), [(k, lang) for k, lang in EVERY if k not in (*ROLLS, "card")])
def test_a_sheet_is_tagged_and_tells_its_language(kind: str, language: str, drawn: Drawn, tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(drawn(kind, language))
    told = subprocess.run(["pdfinfo", str(file)], capture_output=True, check=True, text=True).stdout
    assert "Tagged:          yes" in told
    structure = subprocess.run(["pdfinfo", "-struct", str(file)], capture_output=True, check=True, text=True).stdout
    assert "Table" in structure


def test_western_digits_are_written_where_the_center_asks_for_them(drawn: Drawn, text_of: Reader) -> None:
    text = text_of(drawn("receipt", digits="latn"))
    assert "1,265.50" in text
    assert "24 نوفمبر 2026" in text
    assert "ب 127" in (ticket := text_of(drawn("ticket", digits="latn")))
    assert "ب ١٢٧" in ticket


def test_an_english_paper_is_in_western_digits_whatever_the_center_prefers(drawn: Drawn, text_of: Reader) -> None:
    assert "1,265.50" in text_of(drawn("receipt", "en", digits="arab"))


OPTIONAL: dict[str, dict[str, object]] = {
    "ticket": dict.fromkeys(("governorate", "sector", "follow_url"), "") | {"papers": []},
    "receipt": dict.fromkeys(
        ("governorate", "center_number", "request_number", "national_id_masked", "service", "sector", "method",
         "reference", "period", "cashier_code", "form33", "verification_code", "verify_url", "copy_label"), ""
    ) | {"window": 0},
    "certificate": dict.fromkeys(
        ("governorate", "center_number", "addressee", "national_id_masked", "subject", "period", "purpose", "validity",
         "verify_url", "verification_code", "address", "balance", "replaces"), ""
    ),
    "slip": dict.fromkeys(
        ("governorate", "center_number", "national_id_masked", "service", "sector", "due_on", "track_url",
         "clerk_code", "verification_code", "verify_url"), ""
    ) | {"window": 0, "papers": []},
    "cash_statement": dict.fromkeys(
        ("governorate", "center_number", "first_receipt", "last_receipt", "explanation", "audit_head",
         "reviewer_code", "verification_code", "verify_url"), ""
    ) | {"window": 0, "methods": [], "receipts": [], "counted": [], "cancellations": [], "difference": 0},
    "papers_list": {"governorate": "", "sector": "", "set_time": "", "fees": [], "papers": [""]},
    "report": {"governorate": "", "period": "", "scope": "", "sections": []},
    "field_visit": dict.fromkeys(("governorate", "center_number", "purpose", "summary"), "")
    | {"findings": [], "follow_ups": []},
    "card": {"governorate": "", "called": "", "number": 0, "steps": [], "keys": []},
}  # fmt: skip
LABELS = (
    "Follow your turn", "Center code", "Request number", "National ID", "Service", "Sector",
    "Payment method", "Reference", "Period covered", "Cashier code", "collection slip", "Window",
    "Verification code", "Purpose", "Validity", "covering",
)  # fmt: skip

ALWAYS = {("cash_statement", "Payment method"), ("cash_statement", "Cashier code"), ("card", "Window")}
"""Labels that stand there because the paper is about them."""


@pytest.mark.parametrize("kind", KINDS)
def test_empty_facts_leave_no_label_and_no_hole(kind: str, drawn: Drawn, text_of: Reader) -> None:
    text = text_of(drawn(kind, "en", **OPTIONAL[kind]))
    assert [label for label in LABELS if label in text and (kind, label) not in ALWAYS] == []
    assert "None" not in text
    assert "()" not in text


def test_forty_lines_run_over_pages_and_none_is_lost(drawn: Drawn, text_of: Reader) -> None:
    names = [f"Illustrative line {n} of forty" for n in range(1, 41)]
    lines = [{"description": name, "amount": 100} for name in names]
    pdf = drawn("receipt", "en", lines=lines, total=40_00)
    text = text_of(pdf)
    assert [name for name in names if name not in text] == []
    pages = len(pypdfium2.PdfDocument(pdf))
    assert pages > 1
    assert f"Page {pages} of {pages}" in text


@pytest.mark.parametrize("kind", KINDS)
def test_a_missing_fact_is_named(kind: str, facts_of: Callable[..., dict[str, object]]) -> None:
    facts = facts_of(kind)
    for name in facts:
        if isinstance(SHAPES[kind][name], Optional):
            continue
        with pytest.raises(FactsWrong, match=f"'{name}' is missing"):
            render(kind, "ar", "1", {key: value for key, value in facts.items() if key != name})


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        ("receipt", {"total": -1}),
        ("receipt", {"total": 12.5}),
        ("receipt", {"total": True}),
        ("receipt", {"payer": "\u202e \u0000"}),
        ("receipt", {"payer": 7}),
        ("receipt", {"paid_at": "24/11/2026"}),
        ("receipt", {"lines": "none"}),
        ("receipt", {"lines": [{"description": "x"}]}),
        ("receipt", {"lines": [7]}),
        ("receipt", {"verify_url": "https://شباك.example"}),
        ("receipt", {"verify_url": "https://example/" + "x" * 600}),
        ("receipt", {"digits": "roman"}),
        ("receipt", {"illustrative": "yes"}),
        ("ticket", {"lane": "fast"}),
        ("ticket", {"number": "127"}),
        ("certificate", {"issued_on": "yesterday"}),
    ],
)
def test_a_wrong_fact_is_named(kind: str, wrong: dict[str, object], facts_of: Callable[..., dict[str, object]]) -> None:
    with pytest.raises(FactsWrong, match=next(iter(wrong))):
        render(kind, "ar", "1", facts_of(kind, **wrong))


def test_a_paper_nobody_knows_is_refused(facts_of: Callable[..., dict[str, object]]) -> None:
    with pytest.raises(UnknownPaper, match="banknote"):
        render("banknote", "ar", "1", facts_of("receipt"))
    with pytest.raises(UnknownPaper, match="fr"):
        render("receipt", "fr", "1", facts_of("receipt"))


def test_a_ticket_holds_no_scripts_forms_or_attachments(drawn: Drawn) -> None:
    content = io.BytesIO(drawn("ticket")).getvalue()
    for forbidden in (b"/JavaScript", b"/AcroForm", b"/EmbeddedFile", b"/Launch"):
        assert forbidden not in content


@pytest.mark.parametrize(("language", "said"), [("ar", "إيصال استلام ملف"), ("en", "File handed back")])
def test_a_slip_of_a_file_handed_back_says_so_and_lists_only_what_was_there(
    language: str, said: str, drawn: Drawn, text_of: Reader
) -> None:
    pdf = drawn("slip", language, **HANDED_BACK)
    text = text_of(pdf)
    assert said in text
    assert HANDED_BACK["collector_digits"] in text
    assert not any(word in text for word in ("لم يقدم", "Not handed in", "تابع طلبك", "Follow your request"))
    assert len(pypdfium2.PdfDocument(pdf)) == 1
