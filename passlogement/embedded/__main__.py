"""`python -m passlogement.embedded reset`: stops the servers of this checkout and forgets their data."""

import shutil
import sys

from passlogement import embedded
from passlogement.embedded import paths


def reset() -> None:
    """Raises OSError, naming the file, when something cannot be removed: what another user made, most often."""
    for name in ("main", "test"):
        embedded.stop(name)
    for folder in (paths.socket_dir("main"), paths.socket_dir("test"), paths.relocated_dir_path(), paths.var_dir()):
        if folder.exists():
            shutil.rmtree(folder)


if __name__ == "__main__":
    if sys.argv[1:] != ["reset"]:
        sys.exit(__doc__)
    try:
        reset()
    except (OSError, RuntimeError) as error:
        sys.exit(f"reset: {error}")
