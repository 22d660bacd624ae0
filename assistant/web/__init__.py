"""The web app: screens that show what the engine says. Gradio's usage reports are off before it is imported."""

import os

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
