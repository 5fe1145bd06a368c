"""The help of reading paper back."""

from __future__ import annotations

from sasaeai_desktop.ui.help.topic import Help, Step

TOPICS: dict[str, Help] = {
    "scan": Help(
        "紙を読み取る",
        "書きこんだ訪問票と サロンの出席表を、スキャナーで読み取ったファイルから入れます。手書きの字は読み取りません。",
        (
            Step(
                "「ファイルをえらぶ」で、PDFか絵のファイルを えらびます。何枚まとめてでも かまいません。",
                "scan_primary",
            ),
            Step("「場所をえらぶ」と、その場所に スキャナーが入れた紙を つぎつぎに読みます。", "scan_folder"),
            Step("票を押すと、左に紙、右に読み取った印が出ます。黄色の「？」は、1か0のキーで 決めます。"),
            Step(
                "印は ✓・レ・○・◎・●・■ のどれかで、枠の中に書きます。✕ や ／、字や数字、消した印は、"
                "まちがえないように 1つずつ たずねます。",
            ),
            Step("メモや人数は、絵を見ながら 自分で入れます。「きろくを保存する」まで、何も書きこみません。"),
            Step("同じ紙を2回読み取っても、きろくは増えません。前に打ったきろくも そのまま残ります。"),
        ),
        ("watch", "watch_sheets", "sheets_scan"),
    ),
}
