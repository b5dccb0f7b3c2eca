"""Cuts a font down to the characters that charts are drawn with.

    python subset.py FONT.ttf OUT.ttf latin      Latin, Greek, Cyrillic, punctuation, arrows, mathematical signs
    python subset.py FONT.ttf OUT.ttf chinese    all of GB 2312, CJK punctuation, full-width forms, arrows

Needs fonttools. Characters the font does not have are left out without a word. The same input gives the same bytes.
"""

import sys

from fontTools import subset

LATIN = [
    (0x0020, 0x007E),  # Basic Latin
    (0x00A0, 0x017F),  # Latin-1, Latin Extended-A
    (0x0370, 0x03FF),  # Greek
    (0x0400, 0x045F),  # Cyrillic
    (0x0490, 0x0491),
    (0x1E00, 0x1EFF),  # Latin Extended Additional
    (0x2000, 0x206F),  # punctuation
    (0x2070, 0x209F),  # superscripts, subscripts
    (0x20A0, 0x20BF),  # currency
    (0x2122, 0x2122),
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # mathematical signs
    (0x25A0, 0x25FF),  # geometric shapes
]
CHINESE = [
    (0x2190, 0x2199),  # arrows
    (0x2200, 0x22BF),  # mathematical signs
    (0x2460, 0x249B),  # circled and bracketed numbers
    (0x25A0, 0x25EF),  # geometric shapes
    (0x3000, 0x303F),  # CJK punctuation
    (0xFF00, 0xFFEF),  # full-width forms
]


def gb2312():
    """Every character of GB 2312."""
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                yield ord(bytes([row, cell]).decode("gb2312"))
            except UnicodeDecodeError:
                continue


def code_points(script):
    ranges = {"latin": LATIN, "chinese": CHINESE}[script]
    points = {point for first, last in ranges for point in range(first, last + 1)}
    return points | set(gb2312()) if script == "chinese" else points


def main(source, target, script):
    options = subset.Options()
    options.hinting = False
    options.layout_features = ["kern", "mark", "mkmk", "ccmp"] if script == "latin" else []
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 13, 14]
    options.name_languages = [0x0409]
    options.notdef_outline = True
    options.recalc_timestamp = False
    font = subset.load_font(source, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=code_points(script))
    subsetter.subset(font)
    subset.save_font(font, target, options)


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[3] not in ("latin", "chinese"):
        sys.exit(__doc__)
    main(*sys.argv[1:])
