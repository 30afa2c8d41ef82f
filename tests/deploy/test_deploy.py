"""The service file is clean and hardened, and container files fit the program."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.config import HOME_NAME, list_names

DEPLOY = Path(__file__).parent.parent.parent / "deploy"
FILES = sorted(path for path in DEPLOY.iterdir() if path.is_file())
UNIT = DEPLOY / "bot.service"
CONTAINER = (DEPLOY / "Containerfile").read_text()


def analyze(*words: str) -> str:
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd is not installed")
    done = subprocess.run(["systemd-analyze", *words], capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def test_systemd_has_no_complaint_about_the_unit(tmp_path: Path) -> None:
    program = shutil.which("true")
    assert program
    unit = tmp_path / "bot.service"
    unit.write_text(UNIT.read_text().replace("/opt/bot/bin/bot", program))
    assert analyze("verify", str(unit)) == ""


def test_the_unit_is_hardened() -> None:
    answer = analyze("security", "--offline=true", str(UNIT))
    found = re.search(r"exposure level for \S+: ([\d.]+)", answer)
    assert found, answer
    assert float(found[1]) <= 3.0


def test_the_unit_writes_only_state_and_pictures() -> None:
    lines = dict(line.split("=", 1) for line in UNIT.read_text().splitlines() if re.match(r"\w+=", line))
    assert lines["ReadWritePaths"] == "/srv/bot/state /srv/bot/media"
    assert lines["ProtectSystem"] == "strict"
    assert lines["User"] == "bot"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_setting_that_is_named_exists(path: Path) -> None:
    named = set(re.findall(r"BOT_[A-Z_]+", path.read_text()))
    assert named <= {*list_names(), HOME_NAME}


def test_the_container_runs_as_an_ordinary_user_and_tells_its_health() -> None:
    last_stage = CONTAINER.rpartition("\nFROM ")[2]
    made = re.search(r"--uid (\d+) ", last_stage)
    assert made
    assert re.search(rf"^USER {made[1]}:{made[1]}$", last_stage, re.MULTILINE)
    assert int(made[1]) > 0
    assert "HEALTHCHECK" in last_stage
    assert ":latest" not in CONTAINER
    assert 'ENTRYPOINT ["bot"]' in last_stage


def test_the_linter_of_container_files_has_no_complaint() -> None:
    beside = shutil.which("hadolint", path=f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    if beside is None:
        pytest.skip("hadolint is not installed")
    command = [beside, str(DEPLOY / "Containerfile")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.stdout, done.returncode) == ("", 0)


def test_what_the_container_copies_is_there() -> None:
    words = re.findall(r"^COPY (?!--)(.+) \S+$", CONTAINER, re.MULTILINE)
    for name in " ".join(words).split():
        assert (DEPLOY.parent / name).exists(), name


@pytest.mark.parametrize("name", ["compose.yaml", "compose.desk.yaml", "compose.postgresql.yaml"])
def test_the_compose_files_drop_all_rights(name: str) -> None:
    yaml = pytest.importorskip("yaml", reason="no YAML reader is installed")
    for service in yaml.safe_load((DEPLOY / name).read_text())["services"].values():
        if "image" in service:
            assert service["cap_drop"] == ["ALL"]
            assert service["security_opt"] == ["no-new-privileges:true"]


def test_systemd_has_no_complaint_about_the_desk_and_it_is_hardened_alike(tmp_path: Path) -> None:
    program, desk = shutil.which("true"), DEPLOY / "bot-desk.service"
    assert program
    unit = tmp_path / "bot-desk.service"
    unit.write_text(desk.read_text().replace("/opt/bot/bin/bot", program))
    assert analyze("verify", str(unit)) == ""
    found = re.search(r"exposure level for \S+: ([\d.]+)", analyze("security", "--offline=true", str(desk)))
    assert found
    assert float(found[1]) <= 2.5


def test_the_proxies_pass_on_the_name_and_are_those_the_desk_is_told_of() -> None:
    for name in ("desk.Caddyfile", "desk.nginx.conf"):
        text = (DEPLOY / name).read_text()
        assert "127.0.0.1:8090" in text
        assert "BOT_DESK_PROXY=127.0.0.1" in text
    assert re.search(r"proxy_set_header Host\s+\$host;", (DEPLOY / "desk.nginx.conf").read_text())
