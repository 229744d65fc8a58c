"""Verify: a draft in, a verdict on each of its quotations out.

:mod:`draft` finds the quotations and who says them there, :mod:`candidates` looks for paragraphs in
the index, :mod:`placement` and :mod:`difference` compare character by character, and
:mod:`verdict` decides. It changes neither the draft nor the index.
"""
