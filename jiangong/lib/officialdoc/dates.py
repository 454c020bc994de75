"""Days and spans of days as notices write them, relative to the year a document is about."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from jiangong.lib.officialdoc.numbers import from_chinese, small

_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = (
    r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九])"
)
_YEAR = r"(?:(?P<year>(?<!\d)(?:19|20)\d\d|[一二][〇零九][〇零一二三四五六七八九]{2})\s*年(?:度)?\s*|(?P<word>今年|本年度?|当年|明年|次年|翌年|来年|去年|上年)(?:度)?\s*)"
_POINT = re.compile(
    rf"{_YEAR}?(?:"
    rf"(?<![\d.第])(?P<month>{_MONTH})\s*月(?:\s*份)?(?:\s*(?:(?P<day>{_DAY})\s*[日号]|(?P<part>上旬|中旬|下旬|初|底|末|中(?![旬央国心小华]))))?"
    r"|第?\s*(?P<quarter>[一二三四1-4])\s*季度(?P<qpart>末|底)?"
    r"|(?P<half>[上下])半年"
    r"|(?P<ypart>年底|年末|年内|年初|年中|全年)"
    r"|(?<=[年度])(?P<tail>底|末|内|初|(?=之?前))"
    r")"
    rf"|{_YEAR.replace('<year>', '<year2>').replace('<word>', '<word2>')}"
    r"|(?<![\d.])(?P<iso>(?:19|20)\d\d(?P<mark>[.\-/])\d{1,2}(?P=mark)\d{1,2})(?![\d])"
    r"|(?<![\d])(?P<dotmonth>(?:20)\d\d\.(?:1[0-2]|0?[1-9]))(?=\s*(?:-|~|至|$|[),、]))"
    r"|(?<![\d.])(?P<dotday>(?:1[0-2]|0?[1-9])\.(?:3[01]|[12]\d|0?[1-9]))(?=\s*(?:[日号]|之?前|以前))\s*[日号]?"
    r"|每个?(?P<each>半年|季度?|月|周|年)(?P<epart>末|底|初)?(?:(?P<eday>\d{1,2})\s*[日号])?"
    r"|[“\"]?(?P<named>元旦|三八|五一|五四|七一|八一|国庆|十一)(?:[”\"]|节|国际劳动节|劳动节)+(?=[^,。;]{0,2}前)"
    r"|(?P<now>即日起|从即日起|印发之日起)"
)
_BARE_MONTH = re.compile(rf"(?<![\d.])(?P<from>{_MONTH})\s*(?:至|到|-+|~|、)\s*(?=(?P<to>{_MONTH})\s*月)")
_BARE_DAY = re.compile(rf"\s*(?:至|到|-+|~)\s*(?P<day>{_DAY})\s*[日号]")
_TO = re.compile(r"\s*起?\s*(?:至|到|-+|~)\s*")
_BEFORE = re.compile(r"\s*(?:份)?\s*[)\]]?\s*(?:之前|以前|前(?![期三几两往来沿后进])|截止|止(?!损))")
_UNTIL = re.compile(r"\s*止(?!损)")
_FROM = re.compile(r"\s*(?:份)?\s*(?:起(?![到草])|开始)")
_AFTER = re.compile(r"\s*(?:份)?\s*(?:以来|以后|之后|后(?![期勤续]))")
_NAMED = {
    "元旦": (1, 1),
    "三八": (3, 8),
    "五一": (5, 1),
    "五四": (5, 4),
    "七一": (7, 1),
    "八一": (8, 1),
    "国庆": (10, 1),
    "十一": (10, 1),
}
_WORDS = {"明年": 1, "次年": 1, "翌年": 1, "来年": 1, "去年": -1, "上年": -1}
_TENS = {"上旬": (1, 10), "初": (1, 10), "中旬": (11, 20), "中": (11, 20), "下旬": (21, 31)}
_FULL = re.compile(
    r"\s*(\d{4}|[〇零一二三四五六七八九]{4})\s*[年.\-/]\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*[月.\-/]\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*[日号]?\s*"
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A dated expression: where it stands and the days it means, None where open or unknown."""

    start: int
    end: int
    first: date | None
    last: date | None
    bare_year: bool = False
    recurring: bool = False
    assumed: bool = False  # the year was not written and had to be taken over from elsewhere
    stated_year: int | None = None


@dataclass(frozen=True, slots=True)
class Era:
    """The year a document is about and the day it was issued, either unknown."""

    year: int | None = None
    issued: date | None = None


def full_date(folded: str) -> date | None:
    """The date that is all of `folded`: 2021年4月9日, 二〇二一年四月九日, 2021.4.9."""
    found = _FULL.fullmatch(folded)
    if found is None:
        return None
    year, month, day = int(small(found[1]) or 0), small(found[2]), small(found[3])
    return _day(year, month or 0, day or 0)


def year_in(folded: str) -> int | None:
    """The only year a title speaks of, else None."""
    years = {
        int(each) for each in re.findall(r"(?<!\d)((?:19|20)\d\d)\s*(?:年|[-~至](?=(?:19|20)\d\d))", folded)
    }
    years |= {
        found
        for each in re.findall(r"([一二][〇零九][〇零一二三四五六七八九]{2})\s*年", folded)
        if (found := from_chinese(each))
    }
    return years.pop() if len(years) == 1 else None


def moments(folded: str, era: Era, base: int = 0) -> Iterator[Moment]:
    """The dated expressions of one paragraph in order; a year once written counts for those after it."""
    at, year = 0, era.year
    while found := _next(folded, at):
        moment = _moment(folded, found, Era(year, era.issued), base)
        at = max(moment.end - base, found.end(), at + 1)
        if moment.stated_year and not moment.bare_year:
            year = moment.stated_year
        yield moment


def _next(folded: str, at: int) -> re.Match[str] | None:
    point = _POINT.search(folded, at)
    month = _BARE_MONTH.search(folded, at)
    if month and (point is None or month.start() < point.start()):
        return month
    return point


def _moment(folded: str, found: re.Match[str], era: Era, base: int) -> Moment:
    if "from" in found.groupdict():
        return _month_range(folded, found, era, base)
    groups = found.groupdict()
    if groups["now"]:
        return _from_now(folded, found, era, base)
    if groups["each"]:
        first, last = _recurring(era.year)
        return Moment(
            base + found.start(),
            base + _closed(folded, found.end()),
            first,
            last,
            recurring=True,
            assumed=True,
        )
    year, stated = _year(groups, era)
    bare = bool(groups["year2"] or groups["word2"])
    first, last = _days(groups, year)
    end, is_assumed = found.end(), stated is None and not groups["iso"] and not groups["dotmonth"]
    second = _second(folded, end, found, Era(year, era.issued))
    if second is not None:
        last, end, bare = second[0], second[1], False
    if second is not None and (closing := _UNTIL.match(folded, end)):
        end = closing.end()
    else:
        first, last, end = _opened(folded, end, first, last)
    return Moment(base + found.start(), base + end, first, last, bare, False, is_assumed, stated)


def _second(folded: str, end: int, found: re.Match[str], era: Era) -> tuple[date | None, int] | None:
    """The other end of a span: (last day, where it ends)."""
    if found["day"] and (day := _BARE_DAY.match(folded, end)):
        return _day(era.year, small(found["month"]) or 0, small(day["day"]) or 0), day.end()
    link = _TO.match(folded, end)
    point = _POINT.match(folded, link.end()) if link and link.end() > end else None
    if point is None or point["each"] or point["now"] or point.end() == point.start():
        return None
    groups = point.groupdict()
    year, stated = _year(groups, era)
    first, last = _days(groups, year)
    begins = _days(found.groupdict(), era.year)[0]
    if stated is None and last and begins and last < begins and last.year == begins.year:
        last = _day(last.year + 1, last.month, last.day)  # 11月至3月 runs into the next year
    return last or first, point.end()


def _opened(
    folded: str, end: int, first: date | None, last: date | None
) -> tuple[date | None, date | None, int]:
    """What 前 and 起 behind a date open."""
    if before := _BEFORE.match(folded, end):
        return None, last, before.end()
    if start := _FROM.match(folded, end):
        return first, None, start.end()
    if after := _AFTER.match(folded, end):
        return None, None, after.end()
    return first, last, end


def _closed(folded: str, end: int) -> int:
    return found.end() if (found := _BEFORE.match(folded, end)) else end


def _month_range(folded: str, found: re.Match[str], era: Era, base: int) -> Moment:
    """4至6月: the first month lacks its 月."""
    begin = small(found["from"]) or 0
    point = _POINT.match(folded, found.end())
    if point is None:
        return Moment(base + found.start(), base + found.end(), None, None, bare_year=True)
    first = _day(era.year, begin, 1)
    last = _days(point.groupdict(), era.year)[1]
    first, last, end = _opened(folded, point.end(), first, last)
    return Moment(base + found.start(), base + end, first, last, assumed=True)


def _from_now(folded: str, found: re.Match[str], era: Era, base: int) -> Moment:
    link = _TO.match(folded, found.end())
    point = _POINT.match(folded, link.end()) if link else None
    if point is None:
        return Moment(base + found.start(), base + found.end(), era.issued, None, bare_year=True)
    year, stated = _year(point.groupdict(), era)
    return Moment(
        base + found.start(),
        base + _closed(folded, point.end()),
        era.issued,
        _days(point.groupdict(), year)[1],
        assumed=stated is None,
        stated_year=stated,
    )


def _year(groups: dict[str, str | None], era: Era) -> tuple[int | None, int | None]:
    """(the year meant, the year written)."""
    written = groups["year"] or groups["year2"]
    if written:
        found = small(written)
        return found, found
    word = groups["word"] or groups["word2"]
    if word and era.year:
        year = era.year + _WORDS.get(word, 0)
        return year, None if word not in _WORDS else year
    return era.year, None


def _days(groups: dict[str, str | None], year: int | None) -> tuple[date | None, date | None]:
    if groups["iso"]:
        day = full_date(groups["iso"])
        return day, day
    if groups["dotmonth"]:
        written, month = groups["dotmonth"].split(".")
        return _day(int(written), int(month), 1), _last(int(written), int(month))
    if year is None:
        return None, None
    if groups["dotday"]:
        of_month, of_day = groups["dotday"].split(".")
        day = _day(year, int(of_month), int(of_day))
        return day, day
    if groups["month"]:
        return _in_month(groups, year)
    return _in_part(groups, year)


def _in_part(groups: dict[str, str | None], year: int) -> tuple[date | None, date | None]:
    """Quarters, halves, feasts, and 底, 末, 初 of a year."""
    if groups["quarter"]:
        quarter = small(groups["quarter"]) or 1
        last = _last(year, quarter * 3)
        return (last if groups["qpart"] else _day(year, quarter * 3 - 2, 1)), last
    if groups["half"]:
        return (
            (_day(year, 1, 1), _day(year, 6, 30))
            if groups["half"] == "上"
            else (_day(year, 7, 1), _day(year, 12, 31))
        )
    if groups["named"]:
        day = _day(year, *_NAMED[groups["named"]])
        return day, day
    part = (groups["ypart"] or groups["tail"] or "").removeprefix("年")
    if part in ("底", "末"):
        return _day(year, 12, 31), _day(year, 12, 31)
    if part == "初":
        return _day(year, 1, 1), _day(year, 1, 31)
    if part == "中":
        return _day(year, 6, 1), _day(year, 6, 30)
    return _day(year, 1, 1), _day(year, 12, 31)


def _in_month(groups: dict[str, str | None], year: int) -> tuple[date | None, date | None]:
    month, part = small(groups["month"] or "") or 0, groups["part"]
    if groups["day"]:
        day = _day(year, month, small(groups["day"]) or 0)
        return day, day
    last = _last(year, month)
    if part in ("底", "末"):
        return last, last
    if part in _TENS:
        begin, finish = _TENS[part]
        return _day(year, month, begin), last if finish == 31 else _day(year, month, finish)
    return _day(year, month, 1), last


def _recurring(year: int | None) -> tuple[date | None, date | None]:
    """A repeated step runs all year: every month, every quarter and at its end."""
    return _day(year, 1, 1), _day(year, 12, 31)


def _last(year: int, month: int) -> date | None:
    return _day(year, month, calendar.monthrange(year, month)[1]) if 1 <= month <= 12 else None


def _day(year: int | None, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year else None
    except ValueError:
        return None
