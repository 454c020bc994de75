"""Samples of reform."""

from tests.conformance.samples.making import Make, acting, serial, word
from tests.factories.organizations import make_enterprise
from tests.factories.reform import make_pilot, make_policy, make_task

SAMPLES: dict[str, Make] = {
    "reform.reformtask": lambda cast, place: make_task(
        acting(cast, place), text=f"{word(place)}任务{serial()}"
    ),
    "reform.policy": lambda cast, place: make_policy(
        acting(cast, place), title=f"{word(place)}政策{serial()}"
    ),
    "reform.pilot": lambda cast, place: make_pilot(
        acting(cast, place), make_enterprise(f"{word(place)}试点厂{serial()}", place)
    ),
}
