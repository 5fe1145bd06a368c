"""What a person is told when a bundle is refused, by the check that failed."""

from __future__ import annotations

from sasaeai_desktop.domain.errors import RefusedError

_AGAIN = "送り主に、もう一度書き出してもらってください。"
_COPY_AGAIN = (
    "USBメモリーからもう一度読みこんでください。だめなときは、送り主にもう一度書き出してもらってください。"
)

_WORDS = {
    "size": ("この受け渡しファイルは大きすぎて、読みこめません。", _AGAIN),
    "age": ("これは、このプログラムの受け渡しファイルではありません。", "ファイルをえらびなおしてください。"),
    "recipient": (
        "この受け渡しファイルは、ここの鍵では開けません。ほかの相手にあてたものか、こわれています。",
        "送り主に、どこあてに書き出したかを聞いてください。",
    ),
    "damaged": ("この受け渡しファイルは、とちゅうでこわれています。", _COPY_AGAIN),
    "magic": (
        "鍵は開きましたが、中身はこのプログラムの受け渡しファイルではありません。",
        "ファイルをえらびなおしてください。",
    ),
    "header": ("受け渡しファイルのはじめの部分が、決まった形になっていません。", _AGAIN),
    "signature": (
        "受け渡しファイルに、名のった送り主のしるしがついていません。だれかが作りかえたおそれがあります。",
        "このファイルは使わずに、送り主に聞いてください。",
    ),
    "to": (
        "この受け渡しファイルは、送り主がほかの相手にあてたものです。",
        "送り主に、ここあてに書き出してもらってください。",
    ),
    "too_new": (
        "この受け渡しファイルは、もっと新しいプログラムで作られています。",
        "このパソコンのプログラムを新しくしてから、もう一度読みこんでください。",
    ),
    "body": ("受け渡しファイルの中身が、送り主の書いた中身とちがっています。", _COPY_AGAIN),
    "inflate": ("受け渡しファイルの中身の大きさが、書いてある大きさとちがいます。", _AGAIN),
    "count": ("受け渡しファイルの中のきろくの数が、書いてある数とちがいます。", _AGAIN),
    "line": ("受け渡しファイルの中に、長すぎるきろくか、空のきろくがあります。", _AGAIN),
}


def refused(check: str) -> RefusedError:
    """Return the refusal of a bundle by the check that it failed."""
    what, todo = _WORDS[check]
    return RefusedError(what, todo, check=check)
