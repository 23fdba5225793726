"""Pages hold still under the mouse: what a person has just pressed or types in stays where it is on the screen."""

from __future__ import annotations

import pytest

from tests.studio.test_in_browser import LAPTOP, PHONE, at_a_text, opened
from tests.support.chrome import Chrome, chrome
from tests.support.studio import RunningStudio

MOST_PX = 2
SAVING = "(({ width, height }) => [width, height])(document.querySelector('.saving').getBoundingClientRect())"
WHOLE = """
new Promise((told) => {
  let was = 0, same = 0;
  const look = () => {
    const now = document.documentElement.scrollHeight;
    [same, was] = [now === was ? same + 1 : 0, now];
    if (same > 40) told(true); else setTimeout(look, 10);
  };
  look();
})
"""  # all that a page asks for when it is opened has come
BOTH = pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])


def top(page: Chrome, element: str) -> float:
    """Return where `element` stands on the screen, in pixels below its upper edge."""
    found: float = page.run(f"document.querySelector({element!r}).getBoundingClientRect().top")
    return found


def focus(page: Chrome, element: str) -> float:
    """Put the caret into `element`, in the middle of the screen, and return where it stands."""
    page.run(f"var at = document.querySelector({element!r}); at.scrollIntoView({{ block: 'center' }}); at.focus()")
    page.run("new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))")
    return top(page, element)


def stays(page: Chrome, element: str, before: float) -> None:
    page.run("new Promise((go) => setTimeout(go, 300))")
    assert abs(top(page, element) - before) <= MOST_PX


@BOTH
@pytest.mark.parametrize("language", ["kk", "ru"])
def test_typing_moves_nothing(studio: RunningStudio, size: tuple[int, int], language: str) -> None:
    with chrome(*size) as page:
        at_a_text(page, studio, language)
        buttons = page.run(SAVING)
        for field, words in (("[data-title=kk]", "Я"), ("[data-text=ru]", "Вызовите ИДП. ")):
            before = focus(page, field)
            page.say("Input.insertText", text=words)
            page.until("document.querySelector('#saved.dirty')")
            stays(page, field, before)
        assert page.run(SAVING) == buttons  # beside a longer title they would go to another line
        page.until("document.querySelector('[data-mirror=ru] .unreadable')")
        page.until("document.querySelector('#found.error')")
        stays(page, "[data-text=ru]", before)
        page.until("document.getElementById('came').textContent")  # a mistake that is read out makes no page longer
        assert page.run("document.documentElement.scrollHeight - document.querySelector('.frame').offsetHeight") <= 0
        page.run("document.getElementById('found').click()")
        seen = (
            "(({ top, bottom }) => top > 0 && bottom < innerHeight)(document.querySelector(%r).getBoundingClientRect())"
        )
        for part in (
            "[data-mirror=ru] .unreadable",
            ".mend[data-problem=error]",
        ):  # the word, and what is wrong with it
            assert page.run(seen % part), part
        if size == PHONE:
            assert page.run(SAVING)[1] <= 64  # one line of buttons in each language
            assert page.run("document.elementFromPoint(20, 100).closest('.side, .saving')") is None  # all that stays
        focus(page, "[data-text=ru]")
        before = top(page, "[data-text=ru]")
        page.run("document.getElementById('save').click()")  # refused: the word cannot be read, or saved as it is
        page.until("document.querySelector('#toast p, #undo:not([hidden])')")
        stays(page, "[data-text=ru]", before)
        assert page.complaints() == []


@BOTH
def test_a_stop_that_is_moved_leaves_its_button_under_the_mouse(studio: RunningStudio, size: tuple[int, int]) -> None:
    file = studio.studio.root / "appeals/playlists/city.yaml"
    more = "".join(f'  - {{place: school, arrive: "{hour}:00"}}\n' for hour in range(12, 20))
    file.write_text(file.read_text("utf-8") + more, "utf-8")
    with chrome(*size) as page:
        opened(page, studio, "ru", "/playlists/city")
        page.run("[...document.querySelectorAll('#stops > li > .plays [data-move=\"1\"]')][4].id = 'down'")
        before = focus(page, "#down")
        page.run("at.click()")
        page.until("document.querySelector('output.dirty')")
        stays(page, "#down", before)
        assert page.run("document.activeElement.id") == "down"


@BOTH
@pytest.mark.parametrize(("row", "way", "presses"), [(2, -1, 2), (8, 1, 1)], ids=["at the top", "at the foot"])
def test_where_the_page_ends_the_next_press_meets_the_same_button(
    studio: RunningStudio, size: tuple[int, int], row: int, way: int, presses: int
) -> None:
    file = studio.studio.root / "appeals/playlists/city.yaml"
    more = "".join(f'  - {{place: school, arrive: "{hour}:00"}}\n' for hour in range(12, 20))
    file.write_text(file.read_text("utf-8") + more, "utf-8")
    with chrome(*size) as page:
        opened(page, studio, "ru", "/playlists/city")
        if way > 0:
            page.run("document.querySelectorAll('.panel, .day ~ .settings').forEach((each) => each.remove())")
        page.run(f"var at = document.querySelectorAll('#stops > li > .plays [data-move=\"{way}\"]')[{row}]")
        page.run("at.scrollIntoView({ block: 'nearest' }); at.id = 'pressed'")
        before = top(page, "#pressed")
        for _press in range(presses):
            page.run("at.click()")
            stays(page, "#pressed", before)
        x, y = page.run("(({ x, y }) => [x + 5, y + 5])(at.getBoundingClientRect())")
        assert page.run(f"document.elementFromPoint({x}, {y}).matches('#stops > li, .plays')")  # it can go no further
        page.run("document.querySelector('h1').dispatchEvent(new PointerEvent('pointerover', { bubbles: true }))")
        assert page.run(
            "['marginTop', 'marginBottom'].map((each) => document.getElementById('stops').style[each])"
        ) == [
            "",
            "",
        ]  # the room is for the next press alone


@BOTH
def test_a_field_that_is_refused_moves_no_other(studio: RunningStudio, size: tuple[int, int]) -> None:
    tops = "[...document.querySelectorAll('#new-place > *')].map((each) => each.firstElementChild?.offsetTop)"
    with chrome(*size) as page:
        opened(page, studio, "kk", "/places")
        page.run("document.querySelector('details:has(#new-place)').open = true")
        assert page.run("document.querySelector('#new-place input').lang") == "kk"  # as everywhere, Kazakh comes first
        page.until("document.querySelector('#new-place [data-preview*=places] .columns')")
        before = page.run(tops)
        page.run("document.querySelector('#new-place button.main').click()")
        page.until("document.querySelectorAll('#new-place .refused').length === 3")
        assert page.run(tops) == before
        page.run("var kind = document.querySelector('[name=kind]'); kind.selectedIndex = 1")
        page.run("kind.dispatchEvent(new Event('input', { bubbles: true }))")
        page.until("document.querySelectorAll('#new-place .refused').length === 2")
        assert page.run(tops) == before


def test_a_new_appeal_without_a_title_says_so_at_the_title(studio: RunningStudio) -> None:
    with chrome(*LAPTOP) as page:
        opened(page, studio, "kk", "/appeals/+")
        page.run("document.getElementById('save').click()")
        page.until("document.querySelector('[data-title=kk] + .refused')")


@BOTH
def test_what_is_said_at_a_place_comes_with_the_page(studio: RunningStudio, size: tuple[int, int]) -> None:
    with chrome(*size) as page:
        opened(page, studio, "kk", "/")
        drawn = page.run("fetch('/places/market').then((answer) => answer.text())")
        page.visit(f"{studio.base}/places/market")
        page.run(f"var drawn = new DOMParser().parseFromString({drawn!r}, 'text/html')")
        words = "querySelector('[data-preview*=places]').textContent"
        assert page.run(f"drawn.{words}.trim()") == page.run(f"document.{words}.trim()") != ""


@BOTH
def test_what_a_save_finds_moves_nothing(studio: RunningStudio, size: tuple[int, int]) -> None:
    file = studio.studio.root / "appeals/playlists/city.yaml"
    more = "".join(f'  - {{place: school, arrive: "{hour}:00"}}\n' for hour in range(12, 20))
    file.write_text(file.read_text("utf-8") + more, "utf-8")
    field = """[data-path='["stops",5,"arrive"]']"""
    with chrome(*size) as page:
        opened(page, studio, "ru", "/playlists/city")
        before = focus(page, field)
        page.run(f"document.querySelector({field!r}).select()")
        page.say("Input.insertText", text="9.30")
        stays(page, field, before)
        page.run("document.getElementById('playlist').requestSubmit(); window.old = true")
        page.until("!window.old && document.readyState === 'complete'")
        page.until("document.querySelector('.problems .error')")
        page.until(f"document.activeElement === document.querySelector({field!r})")
        stays(page, field, before)


@BOTH
def test_notices_push_nothing_and_make_no_page_wide(studio: RunningStudio, size: tuple[int, int]) -> None:
    long = "5-жол: «насам» қысқартуының мағынасы белгісіз. Сөзбен жазыңыз немесе қалай айтылатынын үйретіңіз. " * 2
    with chrome(*size) as page:
        opened(page, studio, "kk", "/places/market")
        page.until("document.querySelector('[data-preview] .greeting')")
        before = focus(page, "[data-as=form-kk-gen]")
        page.run(f"import('/static/studio.js').then(({{ toast }}) => toast({long!r}))")
        page.run("['undo', 'changed', 'lost', 'back'].forEach((id) => (document.getElementById(id).hidden = false))")
        stays(page, "[data-as=form-kk-gen]", before)
        assert page.run("document.documentElement.scrollWidth <= innerWidth")
        page.run("document.getAnimations().forEach((each) => each.finish())")  # the notice has gone
        assert page.run("document.documentElement.scrollWidth <= innerWidth")
        stays(page, "[data-as=form-kk-gen]", before)


@BOTH
@pytest.mark.parametrize("path", ["/appeals/a", "/playlists/city", "/places"])
def test_notices_stand_over_no_button_of_the_head(studio: RunningStudio, size: tuple[int, int], path: str) -> None:
    hidden = """[...document.querySelectorAll(':is(.side, .head) :is(a, button, input)')].filter((each) => {
        const { left, top, width, height } = each.getBoundingClientRect();
        const over = document.elementFromPoint(left + width / 2, top + height / 2);
        return each.checkVisibility({ visibilityProperty: true }) && over?.closest(".toast, .undo, .foot");
    }).map((each) => each.textContent)"""
    with chrome(*size) as page:
        opened(page, studio, "kk", path)
        page.run("import('/static/studio.js').then(({ toast }) => toast('Әзірге ештеңе сақталған жоқ. '.repeat(3)))")
        page.run("document.querySelectorAll('.toast').forEach((each) => (each.style.pointerEvents = 'auto'))")
        page.run("document.getElementById('undo').hidden = false")
        page.until("document.querySelector('#toast p')")
        assert page.run(hidden) == []


@pytest.mark.parametrize("typed", ["14.30", "14:30", "1430", "14,30"])
def test_the_line_of_time_follows_what_is_typed(studio: RunningStudio, typed: str) -> None:
    with chrome(*LAPTOP) as page:
        opened(page, studio, "ru", "/playlists/city")
        bar = "document.querySelector('.day .stop[data-position=\"1\"]')"
        page.run("""document.querySelector('[data-path=\\'["stops",1,"arrive"]\\']').select()""")
        page.say("Input.insertText", text=typed)
        page.until(f"{bar}.getAttribute('x') === '870'")
        page.run("""document.querySelector('[data-path=\\'["stops",1,"stay_min"]\\']').focus()""")
        assert page.run("document.querySelectorAll('.cycles.stale').length") == 0
        page.say("Input.insertText", text="20")
        page.until(f"{bar}.getAttribute('width') === '20'")
        page.until("document.querySelectorAll('.cycles')[1].textContent.startsWith('20 мин:')")  # before it is saved
        assert page.run("document.querySelectorAll('.cycles.stale').length") == 0


@BOTH
@pytest.mark.parametrize("path", ["/appeals/a", "/places", "/approvals"])
def test_a_sound_that_begins_or_ends_moves_nothing(
    built_studio: RunningStudio, size: tuple[int, int], path: str
) -> None:
    """At its end it went by the height of the bar, and by 440 px where a button of the bar got the focus."""
    with chrome(*size) as page:
        opened(page, built_studio, "kk", path)
        page.until("document.querySelectorAll('main :is([data-play], [data-play-all])').length > 1")
        page.run(
            "[...document.querySelectorAll('main :is([data-play], [data-play-all])')]"
            ".filter((each) => each.checkVisibility()).at(-1).id = 'play'"
        )
        page.run(WHOLE)
        before = focus(page, "#play")
        page.run("at.click()")
        page.until("!document.getElementById('player').hidden")
        stays(page, "#play", before)
        page.run("scrollTo(0, 1e6)")
        before = focus_stop(page)
        page.run("document.activeElement.click()")
        page.until("document.getElementById('player').hidden")
        stays(page, "#play", before)
        assert page.complaints() == []


def focus_stop(page: Chrome) -> float:
    """Put the focus on the button of the bar that ends a sound, and return where the one stood that began it."""
    before = top(page, "#play")
    page.run("document.querySelector('[data-stop]').focus()")
    stays(page, "#play", before)
    return before


@BOTH
def test_a_save_keeps_the_stop_that_was_moved_in_sight_and_the_focus(
    studio: RunningStudio, size: tuple[int, int]
) -> None:
    """The page looked for the number that a row had before it was moved, and went there: up to 590 px away."""
    file = studio.studio.root / "appeals/playlists/city.yaml"
    more = "".join(f'  - {{place: school, arrive: "{hour}:00"}}\n' for hour in range(12, 20))
    file.write_text(file.read_text("utf-8") + more, "utf-8")
    with chrome(*size) as page:
        opened(page, studio, "ru", "/playlists/city")
        page.run("var row = document.querySelectorAll('#stops > li')[4]")
        page.run("var down = row.querySelector('.plays [data-move=\"1\"]')")
        page.run("row.scrollIntoView({ block: 'center' }); down.click(); down.click(); window.drawn = 1")
        page.run("document.querySelector('.saving .main').focus({ preventScroll: true })")
        before = top(page, "#stops > li:nth-child(7)")
        page.run("document.activeElement.click()")
        page.until("window.drawn === undefined && document.readyState === 'complete'")
        page.until("document.activeElement.matches('.saving .main')")
        stays(page, "#stops > li:nth-child(7)", before)
        assert page.complaints() == []


@pytest.mark.parametrize("size", [(640, 360), (240, 500)])
def test_an_approval_leaves_its_button_under_the_finger(built_studio: RunningStudio, size: tuple[int, int]) -> None:
    """Texts that were unfolded to be read along were folded when the page was drawn anew: it went by 470 px."""
    with chrome(*size) as page:
        opened(page, built_studio, "ru", "/approvals")
        page.run(
            "import('/static/studio.js').then(({ send }) => Promise.all([...document.querySelectorAll('[data-block]')]"
            ".map((each) => send('/heard', { ...each.dataset }))))"
        )
        page.visit(f"{built_studio.base}/approvals")
        page.run("document.querySelectorAll('.play').forEach((each) => (each.dataset.played = ''))")
        before = focus(page, "[name=unit][value=b]")
        page.run("at.click()")
        page.until("document.querySelector('[name=withdraw][value=b]') && document.readyState === 'complete'")
        stays(page, "[name=withdraw][value=b]", before)
        assert page.run("document.activeElement.matches('[name=withdraw][value=b]')")
