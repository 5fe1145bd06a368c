"""Japanese line breaking (kinsoku, after JIS X 4051).

No line begins with a closing sign or ends with an opening one; numbers and Latin words stay whole if they
fit. Widths come from the caller, so this knows no fonts.
"""

from __future__ import annotations

from collections.abc import Callable

NOT_AT_START = frozenset(
    "、。，．・：；？！!?,.:;ヽヾゝゞ々〻ー゛゜´｀…‥’”〟）〕］｝〉》」』】〙〗｠)]}»›"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"
    "｡､･ｰﾞﾟ｣ｧｨｩｪｫｬｭｮｯ～〜‐–゠%％‰℃°′″℉￠¢"
    "\u3099\u309a"
)
NOT_AT_END = frozenset("‘“〝（〔［｛〈《「『【〘〖｟([{«‹｢￥¥＄$￡£＃#№")
_TOGETHER = frozenset("―—…‥")
_BLANKS = " \u3000"
_SPACES = frozenset(_BLANKS)


def _is_word(char: str) -> bool:
    """Return whether the character belongs to a number or a Latin word (0166-00-1234, R5.10.5, URL)."""
    return (char.isascii() and (char.isalnum() or char in "-./,:@_+&'~")) or "０" <= char <= "９"


def _is_part(char: str) -> bool:
    """Return whether the character is drawn onto the one before it (variation selectors, joiners)."""
    code = ord(char)
    return 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF or code in (0x200D, 0x20E3)


def may_break(before: str, after: str) -> bool:
    """Return whether a line may end after ``before`` when ``after`` comes next."""
    if _is_part(after) or after in NOT_AT_START or before in NOT_AT_END:
        return False
    if after in _SPACES:
        return False  # a blank stays with what it follows and vanishes at the end of the line
    if before in _TOGETHER and after == before:
        return False
    return not (_is_word(before) and _is_word(after))


def _pieces(text: str) -> list[str]:
    """Split the text into pieces that stay whole."""
    pieces: list[str] = []
    for index, char in enumerate(text):
        opened = bool(pieces) and pieces[-1].rstrip(_BLANKS)[-1:] in NOT_AT_END  # 「 and blanks: still an end
        if index and (opened or not may_break(text[index - 1], char)):
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces


def _cut(piece: str, limit: float, width: Callable[[str], float]) -> list[str]:
    """Cut a piece that is wider than a line, by the same rules as long as they can be kept."""
    parts, part, used = [], "", 0.0
    for char in piece:
        size = width(char)
        if part and used + size > limit and not _is_part(char):
            at = _last_cut(part, char)
            parts.append(part[:at])
            part = part[at:]
            used = sum(map(width, part))
        part += char
        used += size
    return [*parts, part]


def _last_cut(part: str, following: str) -> int:
    """Return where to cut before ``following`` so that no sign stands wrongly; the end if there is none."""
    text = part + following
    for at in range(len(part), 0, -1):
        if text[at] in NOT_AT_START or text[at] in _SPACES or _is_part(text[at]):
            continue
        if part[:at].rstrip(_BLANKS)[-1:] not in NOT_AT_END:
            return at
    return len(part)


def _break_paragraph(text: str, limit: float, width: Callable[[str], float]) -> list[str]:
    lines: list[str] = []
    line, used = "", 0.0
    for piece in _pieces(text):
        size = sum(map(width, piece))
        visible = size if piece[-1] not in _SPACES else sum(map(width, piece.rstrip(_BLANKS)))
        if line and used + visible > limit:
            lines.append(line)
            line, used = "", 0.0
        if visible > limit:
            *whole, piece = _cut(piece, limit, width)  # noqa: PLW2901  the rest goes on as the piece
            lines.extend(whole)
            size = sum(map(width, piece))
        line += piece
        used += size
    lines.append(line)
    return [one.rstrip(_BLANKS) for one in lines]


def break_lines(text: str, limit: float, width: Callable[[str], float]) -> list[str]:
    """Return the lines of the text; a line feed always begins a new one.

    Args:
        text: any text; "" gives no lines.
        limit: width of a line, in the unit of ``width``.
        width: width of one character.
    """
    if not text:
        return []
    return [line for part in text.splitlines() for line in _break_paragraph(part, limit, width)]
