"""The steps of はじめて; each asks one thing and says whether it is answered."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from sasaeai_desktop.domain.errors import InputError, UserError
from sasaeai_desktop.ui.passphrase_fields import PassphraseFields
from sasaeai_desktop.ui.recovery import PaperTrial, RecoveryPanel, narrow
from sasaeai_desktop.ui.widgets.buttons import OutlineButton, QuietButton
from sasaeai_desktop.ui.widgets.fields import LineField
from sasaeai_desktop.ui.widgets.labels import Surface, label
from sasaeai_desktop.ui.widgets.rows import RowButton
from sasaeai_desktop.ui.widgets.states import ProgressPanel
from sasaeai_desktop.ui.widgets.summary import check_all

DISTRICT, COUNCIL, PRACTICE, INVITED = "district", "council", "practice", "invited"
RESTORE = "restore"
_LEFT = Qt.AlignmentFlag.AlignLeft


class Step(QWidget):
    """One screen of はじめて.

    Signals:
        answered(): go on (the step was its own answer, or Enter was pressed).
    """

    answered = Signal()
    heading = ""
    button = "つぎへ"

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(16)
        self.column.setAlignment(Qt.AlignmentFlag.AlignTop)

    def check(self) -> bool:
        """Say whether the step is answered, showing what is missing."""
        return True

    def show_problem(self, error: UserError) -> None:
        """Show what the next step found wrong with this one."""


class WhoStep(Step):
    """地区社協, 市社協, practice, or a backup of another laptop."""

    heading = "どこで 使いますか"
    button = ""

    def __init__(self) -> None:
        super().__init__("first_who")
        self.who = ""
        for code, words, second, icon in (
            (DISTRICT, "地区社協で使う", "見守り・サロン・つながりカードを きろくします。", "house-heart"),
            (COUNCIL, "市社協で使う", "地区からのUSBを受け取り、まとめます。", "map"),
            (
                PRACTICE,
                "練習する",
                "つくりものの名簿で 自由にためせます。本物のきろくには 入りません。",
                "pencil",
            ),
            (
                RESTORE,
                "控えからもどす",
                "前のパソコンのきろくを、もしもの控えから このパソコンに入れます。",
                "database",
            ),
        ):
            row = RowButton(words, name=f"first_{code}", second=second, icon=icon)
            row.clicked.connect(lambda _checked=False, c=code: self._take(c))
            self.column.addWidget(row)
        self.problem = label("", "label", tone="error", wrap=True, name="first_who_problem")
        self.problem.hide()
        self.column.addWidget(self.problem)

    def show_problem(self, error: UserError) -> None:
        """Say why the backup cannot be used."""
        self.problem.setText(f"！ {error.what}{error.todo}")
        self.problem.show()

    def _take(self, who: str) -> None:
        self.who = who
        self.answered.emit()


class HowStep(Step):
    """A district: with the council's file, or with number and name."""

    heading = "招待ファイルは ありますか"
    button = ""

    def __init__(self) -> None:
        super().__init__("first_how")
        self.invited = False
        for invited, words, second, icon in (
            (True, "招待ファイルがある", "市社協か、もう1台のパソコンから もらったもの", "mail"),
            (
                False,
                "招待ファイルは まだない",
                "番号と名前を入れて はじめます。あとから つなげます。",
                "pencil",
            ),
        ):
            name = "first_with_file" if invited else "first_without_file"
            row = RowButton(words, name=name, second=second, icon=icon)
            row.clicked.connect(lambda _checked=False, i=invited: self._take(invited=i))
            self.column.addWidget(row)

    def _take(self, *, invited: bool) -> None:
        self.invited = invited
        self.answered.emit()


class FileStep(Step):
    """The invitation file, and the number to compare.

    Signals:
        file_wanted(): a file chooser is asked for.
    """

    file_wanted = Signal()
    heading = "招待ファイルをえらびます"

    def __init__(self) -> None:
        super().__init__("first_file")
        self.data = b""
        self.choose = OutlineButton(
            "招待ファイルをえらぶ", name="first_choose", icon="folder", on_click=self.file_wanted.emit
        )
        self.problem = label("", "label", tone="error", wrap=True, name="first_file_problem")
        self.panel = Surface("hint", pad=24, gap=8, name="first_file_panel")
        self.who = label("", "subsection", wrap=True, name="first_file_who")
        self.number = label("", "section", wrap=True, name="first_file_number")
        self.panel.add(
            self.who,
            label("見くらべる番号", "label"),
            self.number,
            label(
                "紙に書かれた番号と 同じか、くらべてください。ちがうときは、すすまずに 電話してください。",
                "body",
                wrap=True,
            ),
        )
        self.column.addWidget(self.choose, 0, _LEFT)
        self.column.addWidget(self.problem)
        self.column.addWidget(self.panel)
        self.problem.hide()
        self.panel.hide()

    def show_file(self, who: str, number: str, data: bytes) -> None:
        """Show what the file says."""
        self.data = data
        self.who.setText(who)
        self.number.setText(number.replace(" ", "　"))
        self.problem.hide()
        self.panel.show()

    def check(self) -> bool:
        """A file is needed."""
        if not self.data:
            self.show_problem(
                InputError("招待ファイルが まだえらばれていません。", "上のボタンで えらんでください。")
            )
        return bool(self.data)

    def show_problem(self, error: UserError) -> None:
        """Say what is wrong with the file."""
        self.problem.setText(f"！ {error.what}{error.todo}")
        self.problem.show()


class NameStep(Step):
    """Number and name of the district or the council."""

    def __init__(self, *, council: bool) -> None:
        super().__init__("first_name_step")
        what = "市社協" if council else "地区"
        self.heading = f"{what}の番号と名前"
        example = ("00", "旭川市社会福祉協議会") if council else ("12", "みどりが丘地区社協")
        self.code = LineField(
            f"{what}の番号",
            name="first_code",
            required=True,
            chars=6,
            support=f"れい：{example[0]}",
            check=_check_code,
        )
        self.name = LineField(
            f"{what}の名前", name="first_name", required=True, chars=20, support=f"れい：{example[1]}"
        )
        if council:
            self.code.set_value("00")
        self.code.line.returnPressed.connect(self.name.focus)
        self.name.line.returnPressed.connect(self.answered)
        self.column.addWidget(self.code)
        self.column.addWidget(self.name)

    def check(self) -> bool:
        """Both are needed."""
        return check_all([self.code, self.name])

    def values(self) -> tuple[str, str]:
        """Return number and name."""
        return narrow(self.code.value()), self.name.value()

    def show_problem(self, error: UserError) -> None:
        """Show it at the number."""
        self.code.set_error(f"{error.what}{error.todo}")


class PersonStep(Step):
    """Who sits here: the name that records carry, and the passphrase."""

    heading = "使う方と 合いことば"
    button = "準備する"

    def __init__(self) -> None:
        super().__init__("first_person_step")
        self.person = LineField(
            "使う方のお名前",
            name="first_person",
            required=True,
            chars=14,
            support="きろくした人として 残ります。れい：佐々木 恵子",
        )
        self.passphrase = PassphraseFields(name="first_passphrase")
        self.person.line.returnPressed.connect(self.passphrase.first.focus)
        self.passphrase.submitted.connect(self.answered)
        self.problem = label("", "label", tone="error", wrap=True, name="first_problem")
        self.problem.hide()
        self.column.addWidget(self.person)
        self.column.addWidget(self.passphrase)
        self.column.addWidget(self.problem)

    def check(self) -> bool:
        """A name, and twice the same passphrase."""
        self.problem.hide()
        person = check_all([self.person])
        return self.passphrase.check() and person

    def show_problem(self, error: UserError) -> None:
        """Show what went wrong while setting up."""
        self.problem.setText(f"！ {error.what}{error.todo}")
        self.problem.show()


class WorkStep(Step):
    """Setting up, about two seconds; practice a little longer."""

    heading = "準備しています"
    button = ""

    def __init__(self) -> None:
        super().__init__("first_work")
        self.progress = ProgressPanel(name="first_progress")
        self.column.addWidget(self.progress)

    def begin(self, heading: str) -> None:
        """Show that work is under way."""
        self.progress.start(heading)
        self.progress.cancel.hide()


class PaperStep(Step):
    """復旧キー: print it or copy it by hand; then, with the key out of sight, some of it is typed back from the paper.

    Signals:
        print_wanted(): put the key on paper.
        looked_again(): the key is shown anew.
    """

    print_wanted = Signal()
    looked_again = Signal()
    heading = "復旧キーを 紙に書きます"
    button = "紙に うつしました"

    def __init__(self) -> None:
        super().__init__("first_paper")
        self.words = label(
            "合いことばを 忘れたとき、この紙だけが たよりです。"
            "印刷するか、8つとも書きうつして、パソコンとは べつの、かぎのかかる所に しまってください。",
            "body",
            wrap=True,
        )
        self.key = RecoveryPanel(name="first_key", on_print=self.print_wanted.emit)
        self.trial = PaperTrial(name="first_trial")
        self.trial.submitted.connect(self.answered)
        self.again = QuietButton(
            "復旧キーを もう一度見る", name="first_key_again", icon="eye", on_click=self._look_again
        )
        self.problem = label("", "label", tone="error", wrap=True, name="first_paper_problem")
        self.entrust = QCheckBox("市社協にも 鍵をあずける")
        self.entrust.setObjectName("first_entrust")
        self.entrust_words = label("", "second", wrap=True, name="first_entrust_words")
        for widget in (self.words, self.key, self.entrust, self.entrust_words, self.trial, self.problem):
            self.column.addWidget(widget)
        self._council = ""
        self.column.addWidget(self.again, 0, _LEFT)
        self._show(trial=False)

    @property
    def tried(self) -> bool:
        """Whether the groups are asked for now."""
        return not self.trial.isHidden()

    def offer_escrow(self, council: str, words: str) -> None:
        """Offer to entrust a key to a council ("" for none); nothing is ticked beforehand."""
        self._council = council
        self.entrust.setText(f"{council}にも 鍵をあずける（あとからでも決められます）")
        self.entrust_words.setText(words)
        self._show(trial=False)

    def _show(self, *, trial: bool) -> None:
        self.key.setVisible(not trial)
        self.words.setVisible(not trial)
        self.entrust.setVisible(bool(self._council) and not trial)
        self.entrust_words.setVisible(bool(self._council) and not trial)
        self.trial.setVisible(trial)
        self.again.setVisible(trial)
        self.problem.hide()
        self.heading = "紙を ためします" if trial else PaperStep.heading
        self.button = "ためして はじめる" if trial else PaperStep.button

    def begin_trial(self) -> None:
        """Hide the key and ask for some of it."""
        self.trial.begin(self.key.groups)
        self._show(trial=True)

    def _look_again(self) -> None:
        self._show(trial=False)
        self.looked_again.emit()

    def check(self) -> bool:
        """What was typed must be what the screen showed; whether it opens the data is the next question."""
        return not self.tried or self.trial.check()

    def show_problem(self, error: UserError) -> None:
        """Say that the paper does not open the data."""
        self.problem.setText(f"！ {error.what}{error.todo}")
        self.problem.show()


def _check_code(text: str) -> None:
    code = narrow(text)
    if not (code.isascii() and code.isalnum() and len(code) <= 8):
        raise InputError("番号は、数字か英字で 8文字までです。", "れい：12")
