"""The container, as far as that can be known without building one: what its files say, and that they agree."""

from __future__ import annotations

import fnmatch
import json
import re
import subprocess
from importlib.util import find_spec
from pathlib import Path

import jsonschema
import pytest
import yaml

from bot.settings import Settings, settings_of

KNOWN = {setting.name for setting in settings_of(Settings).values()}


def instructions(text: str) -> list[tuple[str, str]]:
    """The Dockerfile's instructions, continued lines joined."""
    lines = re.sub(r"\\\n\s*", "", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE)).splitlines()
    return [(name, rest) for name, _, rest in (line.partition(" ") for line in lines if line)]


@pytest.fixture(scope="module")
def dockerfile(project):
    """Each stage of the Dockerfile."""
    stages: list[list[tuple[str, str]]] = []
    for instruction in instructions((project / "deploy/Dockerfile").read_text()):
        if instruction[0] == "FROM":
            stages.append([])
        stages[-1].append(instruction)
    return stages


@pytest.fixture(scope="module")
def compose(project):
    """The compose file."""
    return yaml.safe_load((project / "deploy/compose.yaml").read_text())


@pytest.fixture
def service(compose):
    """Its one service."""
    (only,) = compose["services"].values()
    return only


def said(stage, name: str) -> list[str]:
    return [rest for found, rest in stage if found == name]


class TestDockerfile:
    """What the image is made of and runs as."""

    def test_what_builds_it_does_not_run_it(self, dockerfile):
        """The last stage takes only what was installed: no compiler, no make, no source, no shell step but the user's."""
        last = dockerfile[-1]
        assert 2 == len(dockerfile)
        assert ["--from=build /opt/myositis-bot /opt/myositis-bot"] == said(last, "COPY")
        assert not [line for line in said(last, "RUN") if re.search(r"apt|pip|make|curl|wget", line)]

    def test_the_same_targets_as_everywhere(self, dockerfile, project):
        """It is made by targets that the Makefile has, and by nothing else."""
        makefile = (project / "Makefile").read_text()
        wanted = [word for line in said(dockerfile[0], "RUN") if line.startswith("make ") for word in line.split()[1:]]
        targets = [word for word in wanted if "=" not in word]
        assert ["setup", "knowledge-check", "install"] == targets
        for target in targets:
            assert re.search(rf"^{target}:", makefile, re.MULTILINE)
        assert "pip" not in " ".join(said(dockerfile[0], "RUN"))  # packages come pinned, through make alone

    def test_pinned_packages(self, project):
        """What is installed to run is what was locked, hash by hash, and the bot's own wheel from no index."""
        recipe = (project / "Makefile").read_text().partition("\ninstall:")[2].partition("\n\n")[0]
        lines = [line for line in recipe.splitlines() if "pip" in line and " install " in line]
        assert 2 == len(lines)
        assert "--require-hashes --requirement requirements/runtime.txt" in lines[0]
        assert "--no-index --no-deps" in lines[1]

    def test_the_base_is_a_version(self, dockerfile):
        """Both stages stand on the same Python, and on none called latest."""
        bases = {line.partition(" AS ")[0] for stage in dockerfile for line in said(stage, "FROM")}
        assert {"python:3.11-slim-bookworm"} == bases

    def test_no_rights(self, dockerfile):
        """It runs as a number that is not root's, which Kubernetes can check, and after that nothing is changed."""
        last = dockerfile[-1]
        (user,) = said(last, "USER")
        assert ("10001:10001", []) == (user, said(last[last.index(("USER", user)) :], "RUN"))

    def test_it_takes_signals(self, dockerfile):
        """No shell stands between the engine and the bot, so that SIGTERM reaches it."""
        last = dockerfile[-1]
        assert (["myositis-bot"], ["run"]) == (json.loads(*said(last, "ENTRYPOINT")), json.loads(*said(last, "CMD")))
        assert ["SIGTERM"] == said(last, "STOPSIGNAL")

    def test_no_secret(self, project, dockerfile):
        """No variable of the image is a secret, and each is one that is read."""
        told = re.findall(r"\b((?:MYOSITIS|SLACK)_[A-Z_]+)=", (project / "deploy/Dockerfile").read_text())
        assert (True, []) == (set(told) <= KNOWN, [name for name in told if "TOKEN" in name or "SECRET" in name])

    def test_what_it_writes(self, dockerfile, service):
        """Everything the bot writes lies in the volume or in /tmp, so the rest can be read-only."""
        text = " ".join(rest for _, rest in dockerfile[-1])
        assert "MYOSITIS_STORE=sqlite:////var/lib/myositis-bot/bot.db" in text
        assert "MYOSITIS_HEARTBEAT=/tmp/" in text
        assert ["/var/lib/myositis-bot"] == said(dockerfile[-1], "VOLUME")
        assert "PYTHONDONTWRITEBYTECODE=1" in text

    def test_what_goes_into_the_build(self, project):
        """Everything that is copied is let in; secrets, state, tests and history are not."""
        rules = [
            line for line in (project / ".dockerignore").read_text().splitlines() if line and not line.startswith("#")
        ]
        assert "*" == rules[0]
        let_in = {rule[1:] for rule in rules if rule.startswith("!")}
        copied = {
            word.rstrip("/").partition("/")[0]
            for instruction, rest in instructions((project / "deploy/Dockerfile").read_text())
            if instruction == "COPY" and not rest.startswith("--from")
            for word in rest.split()[:-1]
        }
        assert copied == let_in
        kept_out = [rule.removeprefix("**/") for rule in rules if rule.startswith("**/")]
        for name in ("bot.db", "bot.db-wal", "facts.db", ".env", "__pycache__"):
            assert any(fnmatch.fnmatch(name, rule) for rule in kept_out), name

    def test_every_tracked_part_that_runs_is_copied(self, project):
        """A new top-level package would be missing in the image."""
        listed = subprocess.run(["git", "ls-files", "*.py"], cwd=project, capture_output=True, text=True, check=True)
        packages = {line.partition("/")[0] for line in listed.stdout.splitlines()} - {"tests"}
        assert {"bot", "knowledge"} == packages


class TestCompose:
    """What the compose file asks of the engine."""

    @pytest.fixture(scope="class")
    @classmethod
    def schema(cls):
        """The schema that the specification of compose files comes with."""
        package = Path(find_spec("check_jsonschema").origin).parent
        text = (package / "builtin_schemas/vendor/compose-spec.json").read_text("utf-8")
        return jsonschema.Draft202012Validator(json.loads(text))

    def test_it_is_a_compose_file(self, compose, schema):
        """Every key is one that engines know, with a value of the right kind."""
        assert [] == [error.message for error in schema.iter_errors(compose)]

    @pytest.mark.parametrize("planted", [{"readonly": True}, {"cap_drop": "ALL"}, {"healthcheck": {"test": 1}}])
    def test_a_mistake_would_be_found(self, compose, schema, planted):
        """The validation is no formality."""
        assert not schema.is_valid(compose | {"services": {"bot": compose["services"]["bot"] | planted}})

    def test_shut_off(self, service):
        """Read-only, without capabilities or new privileges, as the image's user, bounded, with no port open."""
        assert (True, ["ALL"]) == (service["read_only"], service["cap_drop"])
        assert ["no-new-privileges:true"] == service["security_opt"]
        assert "10001:10001" == service["user"]
        assert {"ports", "privileged", "network_mode", "cap_add", "pid", "devices"}.isdisjoint(service)
        assert (256, "512m") == (service["pids_limit"], service["mem_limit"])

    def test_state_is_kept(self, service, compose):
        """The store lies in a named volume, and nothing of the host is mounted."""
        assert ["state:/var/lib/myositis-bot"] == service["volumes"]
        assert {"state": None} == compose["volumes"]

    def test_secrets_come_from_a_file(self, service, project):
        """Tokens stand in .env, which git ignores; the file itself holds none."""
        assert [".env"] == service["env_file"]
        assert [] == [name for name in service["environment"] if "TOKEN" in name or "SECRET" in name]
        assert set(service["environment"]) <= KNOWN
        ignored = subprocess.run(["git", "check-ignore", "--quiet", "deploy/.env"], cwd=project, check=False)
        assert 0 == ignored.returncode

    def test_it_agrees_with_the_image(self, service, dockerfile):
        """Health check, user and places are those of the Dockerfile."""
        last = dockerfile[-1]
        (health,) = said(last, "HEALTHCHECK")
        assert service["healthcheck"]["test"] == [
            "CMD",
            *json.loads(health.partition(" CMD ")[2]),
        ]
        for option in ("interval", "timeout", "retries"):
            assert f"--{option}={service['healthcheck'][option]}" in health
        environment = " ".join(said(last, "ENV"))
        for name, value in service["environment"].items():
            assert f"{name}={value}" in environment

    def test_where_it_is_built(self, service, project):
        """The build's folder and file are there, seen from the compose file."""
        folder = project / "deploy" / service["build"]["context"]
        assert (folder / service["build"]["dockerfile"]).samefile(project / "deploy/Dockerfile")
        assert project.samefile(folder)

    def test_it_is_given_time_to_finish(self, service):
        """The engine waits longer than the bot may take for what it accepted."""
        assert int(service["stop_grace_period"].removesuffix("s")) > 20 + 3
