"""The kit: every widget of the window, one module each. Nothing is imported here: start-up stays light.

All take ``name=`` (objectName); sizes grow with 文字の大きさ by themselves; buttons take the focus by
keyboard only (rule 5); every control says its accessible name.

labels
    ``label(text, role, tone=, wrap=, name=)``, ``Badge(text, look)``, ``rule()``, ``upright()``;
    ``Surface(look)`` and ``Panel()`` with ``add(*widgets)`` and ``add_layout(layout)``;
    ``clear_layout(layout)``, ``restyle(widget)``
signs
    ``Sign("attention" | "done" | "open" | "chosen", side)``, ``Mark("訪", concern=)``,
    ``IconLabel(icon, side)``
buttons
    ``PrimaryButton(text, icon=, on_click=)``, ``OutlineButton(text, name=, tall=)``,
    ``QuietButton(text, name=, row=)``, ``LinkButton(text, name=)``
fields
    ``LineField``, ``AreaField``, ``PickField`` ``(label, name=, required=, support=)``; every field has
    ``value() set_value() check() set_error() clear_error() focus()`` and signals ``changed()``, ``left()``
choices
    ``ChoiceField(label, [(code, words)], name=)`` -> code, ``MultiChoice(...)`` -> tuple of codes
dates
    ``EraDateField(label, name=, today=, birth=)`` -> ISO date
summary
    ``ErrorSummary()``, ``check_all(fields, summary) -> bool``
tiles
    ``NameTile(person, name=, second=, attention=, present=)``: ``toggled(bool)``;
    ``CardTile(title, name=, second=, right=, nameless=, late=, answered=)``: ``clicked()``
counter
    ``Counter(words, name=, value=, least=, most=)``: ``changed(int)``
rows
    ``RowButton(title, name=, second=, icon=, badge=, sign=)``,
    ``FigureRow(words, name=, unit=, great=)``: ``show_figure``; ``clicked()``
row_list
    ``PersonRow(key, name, second, right, sign, badge)``, ``RowModel(fetch=)``,
    ``RowList(words, name=)``: ``opened(key)``, ``moved(key)``; ``set_rows(rows)``, ``choose(key)``
timeline
    ``TimelineEntry(...)``, ``Timeline()``: ``show_entries(entries)``, ``opened(key)``
charts
    ``YearChart(words, name=)``: ``show_values(values, labels, chosen)``;
    ``FourWeekStrip(days, gap_from=)``
paper
    ``PaperCard()``: ``add_heading add_line add_written add set_stamp clear``;
    ``DateStamp(top, date, bottom)``
states
    ``EmptyState(icon, title, sentence, button, on_click)``, ``MessageStrip()``: ``show_error``;
    ``ProgressPanel()``: ``start advance finish``, ``cancelled()``; ``HintBand(sentence)`` with ``add_button``
search
    ``SearchField(words, name=)``: ``searched(str)`` (reads the IME preedit), ``submitted(str)``;
    ``KanaButtons()``: ``chosen(str)``
steps
    ``StepCard(number, title, picture, name=)``: ``show_state``
month_grid
    ``GridRow(...)``, ``MonthGrid()``: ``show_month(month, rows, holidays)``, ``set_mark(mark)``;
    ``mark_changed(row, day, mark)``, ``cursor_moved(row, day)``, ``signs_requested(row, day)``
columns, flow
    ``Columns(right_width=, left_least=)`` with QVBoxLayouts ``left`` and ``right``, stacked where they do not
    fit; ``FlowLayout(gap=)`` fills lines like words
"""
