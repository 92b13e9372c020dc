"""Invented sentences in the words of contracts, which make the text around them a legal one."""

from __future__ import annotations

LEGAL = (
    "The licensor hereby grants the licensee a right, and the licensee shall not infringe it."
    " Liability and warranty are excluded notwithstanding anything herein."
)
