"""Where OCR has read characters on a page. Runs in the worker process only.

Nothing is read here: what OCR read for the index is kept in the user's cache folder.
"""

from __future__ import annotations

from array import array
from typing import Any

from corpus.readers.pdf.page_picture import draw_page
from corpus.readers.pdf.recognition import confidence
from corpus.readers.pdf.tesseract import OcrMissingError, find_tesseract


def recognized_characters(page: Any) -> tuple[str, array[float]]:
    """The characters that OCR has read, and four numbers for each, as those of
    :func:`searcher.pdf_page.drawing.read_characters`; none if they are not kept."""
    boxes = array("f")
    try:
        tesseract = find_tesseract()
    except OcrMissingError:
        return "", boxes
    picture = draw_page(page)
    pixels = picture.as_pgm()
    kept = (tesseract.kept_words(pixels, picture.dpi, name) for name in tesseract.languages)
    text = []
    for word in max(kept, key=confidence):
        text.append(word.text)
        # The characters of a word have no boxes of their own.
        wide = word.width / len(word.text)
        top, bottom = word.top / picture.height, (word.top + word.height) / picture.height
        for number in range(len(word.text)):
            left, right = (word.left + wide * at for at in (number, number + 1))
            boxes.extend((left / picture.width, top, right / picture.width, bottom))
    return "".join(text), boxes
