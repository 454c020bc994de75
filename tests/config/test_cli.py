"""The console script offers no way around the administrators."""

import pytest

from jiangong.config import cli


@pytest.mark.parametrize("command", ["createsuperuser", "changepassword"])
def test_the_frameworks_own_ways_to_accounts_are_closed(command, monkeypatch):
    monkeypatch.setattr("sys.argv", ["jiangong", command])
    with pytest.raises(SystemExit, match="请用jiangong"):
        cli.main()
