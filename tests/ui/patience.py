"""How long a test of the window waits for the worker before it gives up."""

from __future__ import annotations

import os

PATIENCE = int(os.environ.get("SASAEAI_PATIENCE", "1"))
"""Times the usual; more where each file that is opened takes long, as under wine beside other programs."""
