"""uv for this checkout: `python3 portal/bootstrap.py sync --frozen` is `uv sync --frozen`.

It lies beside the site, not among its commands, because it must run before
anything is installed: with any Python from 3.11 on and the standard library only.
Where no working uv is found, one is put into ``var/uv`` of the checkout; nothing
outside the checkout changes.
"""

import hashlib
import io
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import urllib.request
import zipfile
from pathlib import Path
from urllib.parse import urljoin

ROOT = Path(__file__).resolve().parent.parent
OWN = ROOT / "var" / "uv"
INDEX = "https://pypi.org/pypi/uv/json"
SECONDS = 60


def main() -> None:
    """Become uv, with the words of the command line."""
    os.chdir(ROOT)
    must_be_writable()
    uv = working_uv() or fetched_uv()
    env = environment(uv)
    must_have_python(uv, env)
    os.execve(uv, [uv, *sys.argv[1:]], env)


def must_be_writable() -> None:
    """Stop with one sentence where nothing can be installed."""
    try:
        OWN.parent.mkdir(exist_ok=True)
        for folder in (ROOT, OWN.parent):
            tempfile.TemporaryFile(dir=folder).close()
    except OSError:
        sys.exit(f"This folder cannot be written: {ROOT}. Use a copy in a folder of your own.")


def working_uv() -> str | None:
    """Return a uv that runs: ours, or the machine's. A name alone proves nothing."""
    found = (str(OWN / "bin" / "uv"), shutil.which("uv"))
    return next((uv for uv in found if uv and answers(uv)), None)


def answers(uv: str) -> bool:
    """Tell whether this program starts."""
    try:
        return subprocess.run([uv, "--version"], capture_output=True).returncode == 0
    except OSError:
        return False


def fetched_uv() -> str:
    """Put uv into the checkout: by pip where there is one, else from its wheel."""
    sys.stderr.write("uv is missing here: fetching it into var/uv …\n")
    if not (came_by_pip() and answers(str(OWN / "bin" / "uv"))):
        try:
            unpack(fetched_wheel())
        except (OSError, ValueError, LookupError, zipfile.BadZipFile) as error:
            sys.exit(f"uv could not be fetched ({error}). Install uv by hand, then try again.")
    return str(OWN / "bin" / "uv")


def came_by_pip() -> bool:
    """Try pip, which knows this machine's mirrors and certificates."""
    words = ["-m", "pip", "install", "--quiet", "--upgrade", "--target", str(OWN), "uv"]
    return subprocess.run([sys.executable, *words], capture_output=True).returncode == 0


def fetched_wheel() -> bytes:
    """Download uv's newest wheel for this machine and compare its SHA-256."""
    with urllib.request.urlopen(INDEX, timeout=SECONDS) as answer:
        files = json.load(answer)["urls"]
    wheel = next((file for file in files if fits(file["filename"])), None)
    if wheel is None:
        raise LookupError(f"there is no wheel for {platform.platform()}")
    with urllib.request.urlopen(urljoin(INDEX, wheel["url"]), timeout=SECONDS) as answer:
        content: bytes = answer.read()
    if hashlib.sha256(content).hexdigest() != wheel["digests"]["sha256"]:
        raise ValueError("the download is damaged")
    return content


def fits(filename: str) -> bool:
    """Tell whether a wheel is for this machine.

    >>> fits("uv-0.9.0.tar.gz")
    False
    """
    linux = "manylinux" if platform.libc_ver()[0] == "glibc" else "musllinux"
    system = {"Linux": linux, "Darwin": "macosx"}.get(platform.system(), "?")
    return system in filename and filename.endswith(f"_{platform.machine()}.whl")


def unpack(wheel: bytes) -> None:
    """Take the program out of the wheel."""
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        name = next(name for name in archive.namelist() if name.endswith("/scripts/uv"))
        (OWN / "bin").mkdir(parents=True, exist_ok=True)
        draft = OWN / "bin" / "uv.new"
        draft.write_bytes(archive.read(name))
    draft.chmod(0o755)
    draft.replace(OWN / "bin" / "uv")


def must_have_python(uv: str, env: dict[str, str]) -> None:
    """Fetch the Python that ``.python-version`` names, unless it is here already."""
    python = [uv, "python"]
    if (ROOT / ".venv" / "bin" / "python").exists():
        return
    if subprocess.run([*python, "find"], env=env, capture_output=True).returncode == 0:
        return
    version = (ROOT / ".python-version").read_text().strip()
    sys.stderr.write(f"Python {version} is missing here: fetching it …\n")
    fetched = subprocess.run([*python, "install"], env=env, capture_output=True, text=True)
    if fetched.returncode != 0:
        why = fetched.stderr.strip().rpartition("\n")[2].strip()
        sys.exit(f"Python {version} could not be fetched ({why}). Install it by hand.")


def environment(uv: str) -> dict[str, str]:
    """Return what uv must know: the packages go into ``.venv``, whatever shell this is.

    With our own uv its downloads, an interpreter among them, stay in the checkout
    as well; so do they for an account without a home.
    """
    env = os.environ | {"UV_PROJECT_ENVIRONMENT": ".venv"}
    env.pop("VIRTUAL_ENV", None)
    if uv.startswith(str(OWN)):
        env.setdefault("UV_PYTHON_INSTALL_DIR", str(ROOT / "var" / "python"))
    if not os.access(Path.home(), os.W_OK):
        env.setdefault("UV_CACHE_DIR", str(ROOT / "var" / "uv-cache"))
    return env


if __name__ == "__main__":
    main()
