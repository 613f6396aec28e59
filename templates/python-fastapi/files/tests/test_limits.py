<% set first = (resources|map(attribute="operations")|list)[0][0] %>
import httpx2

from <{ package }>.app import create_app
from <{ package }>.core.config import Settings
from <{ package }>.core.limits import MOST_CALLERS, RateLimits
from tests.conftest import As

METHOD, PATH = <{ first.method|py_string }>, <{ first.example_path|py_string }>


async def test_too_many_requests_are_refused(settings: Settings<% if jwt %>, as_: As<% endif %>) -> None:
    app = create_app(settings.model_copy(update={"rate_limit_per_minute": 2}))
    async with app.router.lifespan_context(app):
        transport = httpx2.ASGITransport(app=app)
        async with httpx2.AsyncClient(transport=transport, base_url="http://test") as http:
            answers = [await http.request(METHOD, PATH<% if jwt %>, headers=as_("ada")<% endif %>) for _ in range(3)]
<% if jwt %>
            other = await http.request(METHOD, PATH, headers=as_("grace"))
<% endif %>
    assert [answer.status_code == 429 for answer in answers] == [False, False, True]
    assert answers[2].json()["type"] == "urn:problem:too-many-requests"
    assert 0 < int(answers[2].headers["Retry-After"]) <= 30
<% if jwt %>
    assert other.status_code != 429
<% endif %>


def test_time_frees_what_was_used() -> None:
    now = [0.0]
    limits = RateLimits(60, clock=lambda: now[0])
    assert [limits.take("ada") for _ in range(60)] == [0.0] * 60
    assert limits.take("ada") == 1.0
    now[0] = 1.0
    assert limits.take("ada") == 0.0
    assert limits.take("ada") == 1.0
    assert limits.take("grace") == 0.0


def test_callers_are_forgotten_in_the_end() -> None:
    limits = RateLimits(1, clock=lambda: 0.0)
    assert limits.take("ada") == 0.0
    assert limits.take("ada") > 0
    for number in range(MOST_CALLERS):
        limits.take(str(number))
    assert limits.take("ada") == 0.0
