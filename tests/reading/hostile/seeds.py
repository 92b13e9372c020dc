"""One small honest file of every format, and the words that a reader must find in it.

The words are invented, so that none of them can come from markup or from a reader's own labels.
Each stands in the seed as it must stand in the text; together they mark every place where a
format keeps words: headings, paragraphs, items, cells, names, cues.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from tests.reading.samples import make_pdf

WORD = re.compile(rb"zq[a-z]+qz")

_MARKDOWN = """\
---
license: zqfrontqz
tags:
  - zqtagqz
---
# zqtitleqz of the text

A paragraph with **zqboldqz** words and a [zqlinkqz](https://example.org/a) in it.

## 1. zqclauseqz

- zqitemqz one
- an item with `zqcodeqz` in it

| Name | Value |
| --- | --- |
| zqcellqz | zqlastqz |

```
zqfencedqz = 1
```

<p>Some <b>zqhtmlqz</b> words &amp; more.</p>
"""

_PLAIN = """\
ZQ LICENSE zqtitleqz

Preamble with zqpreambleqz words.

1. Definitions. "Work" means zqworkqz and what is made of it.

1.1 Scope. It covers zqscopeqz.

(a) zqletterqz or
(b) zqotherqz.

SECTION II: ZQ RIGHTS

Everyone may use the zqmaterialqz, see [12] and "quotes".
"""

_HTML = """\
<!DOCTYPE html>
<html lang="en"><head><title>The Page</title><style>p { color: red }</style></head>
<body><nav>Menu</nav>
<h1>zqtitleqz</h1><p>A paragraph with <b>zqboldqz</b> words &amp; an <a href="/x">zqlinkqz</a>.</p>
<h2 id="s">zqsectionqz</h2><ul><li>zqitemqz</li><li>one more</li></ul>
<table><tr><th>Name</th><th>Value</th></tr><tr><td>zqcellqz</td><td>zqlastqz</td></tr></table>
<pre>zqverbatimqz = 1</pre><script>evil()</script><!-- a comment -->
<p>10<sup>25</sup> operations, zqendqz.</p></body></html>
"""

_VTT = """\
WEBVTT

NOTE a comment

1
00:00:01.000 --> 00:00:04.000 align:start
<v Amanda Brock>Welcome to zqwelcomeqz everybody.

00:00:04.000 --> 00:00:08.500
and <i>zqitalicqz</i> words
on two zqlinesqz

00:01:40.000 --> 00:01:44.000
>> A zqquestionqz was asked.
"""

_SRT = """\
1
00:00:01,000 --> 00:00:04,000
Host: Welcome to zqwelcomeqz everybody.

2
00:00:04,000 --> 00:00:08,500
and <i>zqitalicqz</i> words
on two zqlinesqz

3
00:01:40,000 --> 00:01:44,000
Host: A zqquestionqz was asked.
"""

_SBV = """\
0:00:01.000,0:00:04.000
>> Welcome to zqwelcomeqz everybody.

0:00:04.000,0:00:08.500
and <i>zqitalicqz</i> words
on two zqlinesqz

0:01:40.000,0:01:44.000
>> A zqquestionqz was asked.
"""

_YAML = """\
# zqcommentqz
system:
  name: zqnameqz
  links: [zqfirstqz, "zqsecondqz"]
weights:
  class: closed
  notes: >-
    zqfoldedqz words
    on two lines
tags: &tags
  - zqtagqz
again: *tags
"""

_CSV = """\
Model,License,Notes
zqmodelqz,zqlicenseqz,"zqquotedqz, with a comma"
second,MIT,"two
zqlinesqz"
third,,zqlastqz
"""

_XML = """\
<?xml version="1.0" encoding="UTF-8"?>
<!-- a comment -->
<SPDXLicenseCollection xmlns="http://www.spdx.org/license">
  <license isOsiApproved="false" licenseId="zqattributeqz" name="zqnameqz">
    <titleText><p>zqtitleqz</p></titleText>
    <p>Some <b>zqboldqz</b> words &amp; more.</p>
    <list><item><bullet>1.</bullet> zqitemqz</item></list>
    <![CDATA[zqcdataqz < 1]]>
  </license>
</SPDXLicenseCollection>
"""

_PDF_PAGES = (
    "zqtitleqz of the text",
    "A page with zqpageqz words.",
    "The last one ends with zqlastqz.",
)


def _bytes() -> dict[str, bytes]:
    texts = {
        (".md", ".markdown"): _MARKDOWN,
        (".txt", ".license", ".licence", ".rst"): _PLAIN,
        (".html", ".htm"): _HTML,
        (".vtt",): _VTT,
        (".srt",): _SRT,
        (".sbv",): _SBV,
        (".yaml", ".yml"): _YAML,
        (".csv",): _CSV,
        (".xml",): _XML,
    }
    seeds = {suffix: text.encode() for suffixes, text in texts.items() for suffix in suffixes}
    return {**seeds, ".pdf": make_pdf(_PDF_PAGES, title="The Title")}


SEEDS: Mapping[str, bytes] = _bytes()  # by suffix


def words_of(data: bytes) -> list[str]:
    """The invented words in a file, in order; those of a PDF page stand in its bytes too."""
    return [word.decode() for word in WORD.findall(data)]
