"""The network, painted: groups on a circle, a line where two meet, stronger the more they did together."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from sasaeai_desktop.domain.circle import places, thickness
from sasaeai_desktop.services.groups.network import Network
from sasaeai_desktop.ui.theme import palette as c
from sasaeai_desktop.ui.theme.metrics import font, line_px, px
from sasaeai_desktop.ui.theme.paint import elided, pen

_MOST = 32


class NetworkPicture(QWidget):
    """Paints one network; only to look at."""

    def __init__(self, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(px(420), px(360))
        self._network: Network | None = None
        self._chosen: object = None

    def show_network(self, network: Network) -> None:
        """Paint another network."""
        self._network = network
        ties = len(network.edges)
        self.setAccessibleName(f"ネットワークの図。{len(network.nodes)}団体、つながり {ties}")
        self.update()

    def choose(self, group: object) -> None:
        """Let the lines of a group stand out."""
        self._chosen = group
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the lines, then the groups and their names."""
        if self._network is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        nodes = self._network.nodes[:_MOST]
        at = {n.group: p for n, p in zip(nodes, places(len(nodes)), strict=True)}
        side = min(self.width() * 0.52, self.height() - 3.0 * line_px("second"))
        middle, radius = QPointF(self.width() / 2, self.height() / 2), max(40.0, side / 2)
        points = {g: middle + QPointF(p.x * radius, p.y * radius) for g, p in at.items()}
        most = max((e.times for e in self._network.edges), default=1)
        for edge in self._network.edges:
            if edge.a in points and edge.b in points:
                strong = self._chosen in (edge.a, edge.b)
                painter.setPen(
                    pen(
                        c.ACCENT if strong else c.LINE, thickness(edge.times, most) * (2.2 if strong else 1.4)
                    )
                )
                painter.drawLine(points[edge.a], points[edge.b])
        painter.setFont(font("second"))
        for node in nodes:
            place, point = at[node.group], points[node.group]
            chosen = node.group == self._chosen
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(c.ACCENT if chosen else c.INK2))
            painter.drawEllipse(point, px(7), px(7))
            painter.setPen(QColor(c.INK))
            high = line_px("second")
            if place.right:
                box = QRectF(
                    point.x() + px(12), point.y() - high / 2, self.width() - point.x() - px(14), high
                )
                elided(painter, box, node.name)
            else:
                box = QRectF(2, point.y() - high / 2, point.x() - px(14), high)
                elided(painter, box, node.name, align=Qt.AlignmentFlag.AlignRight)
