"""A small HWPX document (the open format of the Korean word processor): some lines and one table."""

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

_NAMES = (
    'xmlns:ha="http://www.hancom.co.kr/hwpml/2011/app" xmlns:hp="http://www.hancom.co.kr/hwpml/2011/paragraph" '
    'xmlns:hs="http://www.hancom.co.kr/hwpml/2011/section" xmlns:hc="http://www.hancom.co.kr/hwpml/2011/core" '
    'xmlns:hh="http://www.hancom.co.kr/hwpml/2011/head"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes" ?>'
_VERSION = (
    f'{_HEAD}<hv:HCFVersion xmlns:hv="http://www.hancom.co.kr/hwpml/2011/version" tagetApplication="WORDPROCESSOR" '
    'major="5" minor="1" micro="0" buildNumber="1" os="1" xmlVersion="1.4" application="SAMPLE" appVersion="1.0"/>'
)
_CONTAINER = (
    f'{_HEAD}<ocf:container xmlns:ocf="urn:oasis:names:tc:opendocument:xmlns:container"><ocf:rootfiles>'
    '<ocf:rootfile full-path="Contents/content.hpf" media-type="application/hwpml-package+xml"/>'
    "</ocf:rootfiles></ocf:container>"
)
_MANIFEST = f'{_HEAD}<odf:manifest xmlns:odf="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
_CONTENT = (
    f'{_HEAD}<opf:package xmlns:opf="http://www.idpf.org/2007/opf/" version="" unique-identifier="" id="">'
    "<opf:metadata><opf:title/><opf:language>ko</opf:language></opf:metadata><opf:manifest>"
    '<opf:item id="header" href="Contents/header.xml" media-type="application/xml"/>'
    '<opf:item id="section0" href="Contents/section0.xml" media-type="application/xml"/></opf:manifest>'
    '<opf:spine><opf:itemref idref="header"/><opf:itemref idref="section0"/></opf:spine></opf:package>'
)
_FACES = "".join(
    f'<hh:fontface lang="{language}" fontCnt="1"><hh:font id="0" face="함초롬바탕" type="TTF" isEmbedded="0"/>'
    "</hh:fontface>"
    for language in ("HANGUL", "LATIN", "HANJA", "JAPANESE", "OTHER", "SYMBOL", "USER")
)
_SEVEN = 'hangul="{0}" latin="{0}" hanja="{0}" japanese="{0}" other="{0}" symbol="{0}" user="{0}"'
_HEADER = (
    f'{_HEAD}<hh:head {_NAMES} version="1.4" secCnt="1"><hh:beginNum page="1" footnote="1" endnote="1" pic="1" '
    f'tbl="1" equation="1"/><hh:refList><hh:fontfaces itemCnt="7">{_FACES}</hh:fontfaces>'
    '<hh:borderFills itemCnt="1"><hh:borderFill id="1" threeD="0" shadow="0" centerLine="NONE" '
    'breakCellSeparateLine="0">'
    + "".join(
        f'<hh:{side}Border type="SOLID" width="0.12 mm" color="#808080"/>'
        for side in ("left", "right", "top", "bottom")
    )
    + '</hh:borderFill></hh:borderFills><hh:charProperties itemCnt="1"><hh:charPr id="0" height="1000" '
    'textColor="#000000" shadeColor="none" useFontSpace="0" useKerning="0" symMark="NONE" borderFillIDRef="1">'
    f"<hh:fontRef {_SEVEN.format(0)}/><hh:ratio {_SEVEN.format(100)}/><hh:spacing {_SEVEN.format(0)}/>"
    f"<hh:relSz {_SEVEN.format(100)}/><hh:offset {_SEVEN.format(0)}/></hh:charPr></hh:charProperties>"
    '<hh:tabProperties itemCnt="1"><hh:tabPr id="0" autoTabLeft="0" autoTabRight="0"/></hh:tabProperties>'
    '<hh:paraProperties itemCnt="1"><hh:paraPr id="0" tabPrIDRef="0" condense="0">'
    '<hh:align horizontal="LEFT" vertical="BASELINE"/></hh:paraPr></hh:paraProperties>'
    '<hh:styles itemCnt="1"><hh:style id="0" type="PARA" name="바탕글" engName="Normal" paraPrIDRef="0" '
    'charPrIDRef="0" nextStyleIDRef="0" langID="1042" lockForm="0"/></hh:styles></hh:refList></hh:head>'
)
_SECTION_SETTINGS = (
    '<hp:secPr textDirection="HORIZONTAL" spaceColumns="1134" tabStop="8000" outlineShapeIDRef="0">'
    '<hp:pagePr landscape="WIDELY" width="59528" height="84186" gutterType="LEFT_ONLY">'
    '<hp:margin header="2834" footer="2834" gutter="0" left="5669" right="5669" top="4251" bottom="4251"/>'
    "</hp:pagePr></hp:secPr>"
)
_COLUMN_WIDTH, _ROW_HEIGHT = 8000, 1100


def hangul_file(lines: Sequence[str], table: Sequence[Sequence[str]]) -> bytes:
    """An HWPX file holding `lines`, one paragraph each, and then `table`; the same bytes for the same words."""
    body = "".join(
        f'<hp:p id="{number}" paraPrIDRef="0" styleIDRef="0" pageBreak="0" columnBreak="0" merged="0">'
        f'<hp:run charPrIDRef="0">{_SECTION_SETTINGS if number == 0 else ""}<hp:t>{escape(line)}</hp:t></hp:run></hp:p>'
        for number, line in enumerate(lines)
    )
    parts = {
        "mimetype": "application/hwp+zip",
        "version.xml": _VERSION,
        "META-INF/container.xml": _CONTAINER,
        "META-INF/manifest.xml": _MANIFEST,
        "Contents/content.hpf": _CONTENT,
        "Contents/header.xml": _HEADER,
        "Contents/section0.xml": f"{_HEAD}<hs:sec {_NAMES}>{body}{_table(table)}</hs:sec>",
        "Preview/PrvText.txt": "\r\n".join(lines),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, words in parts.items():
            entry = zipfile.ZipInfo(name, (2023, 2, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(entry, words.encode())
    return packed.getvalue()


def _table(table: Sequence[Sequence[str]]) -> str:
    columns = len(table[0])
    rows = "".join(
        "<hp:tr>" + "".join(_cell(words, row, column) for column, words in enumerate(cells)) + "</hp:tr>"
        for row, cells in enumerate(table)
    )
    size = f'width="{_COLUMN_WIDTH * columns}" widthRelTo="ABSOLUTE" height="{_ROW_HEIGHT * len(table)}"'
    return (
        '<hp:p id="9000" paraPrIDRef="0" styleIDRef="0" pageBreak="0" columnBreak="0" merged="0">'
        '<hp:run charPrIDRef="0"><hp:tbl id="1" zOrder="0" numberingType="TABLE" textWrap="TOP_AND_BOTTOM" '
        f'textFlow="BOTH_SIDES" lock="0" pageBreak="CELL" repeatHeader="1" rowCnt="{len(table)}" '
        f'colCnt="{columns}" cellSpacing="0" borderFillIDRef="1"><hp:sz {size} heightRelTo="ABSOLUTE" protect="0"/>'
        '<hp:pos treatAsChar="1" affectLSpacing="0" flowWithText="1" allowOverlap="0" vertRelTo="PARA" '
        'horzRelTo="PARA" vertAlign="TOP" horzAlign="LEFT" vertOffset="0" horzOffset="0"/>'
        f'<hp:outMargin left="0" right="0" top="0" bottom="0"/>{rows}</hp:tbl></hp:run></hp:p>'
    )


def _cell(words: str, row: int, column: int) -> str:
    return (
        '<hp:tc name="" header="0" hasMargin="0" protect="0" editable="0" dirty="0" borderFillIDRef="1">'
        '<hp:subList textDirection="HORIZONTAL" lineWrap="BREAK" vertAlign="CENTER"><hp:p paraPrIDRef="0" '
        f'styleIDRef="0"><hp:run charPrIDRef="0"><hp:t>{escape(words)}</hp:t></hp:run></hp:p></hp:subList>'
        f'<hp:cellAddr colAddr="{column}" rowAddr="{row}"/><hp:cellSpan colSpan="1" rowSpan="1"/>'
        f'<hp:cellSz width="{_COLUMN_WIDTH}" height="{_ROW_HEIGHT}"/></hp:tc>'
    )
