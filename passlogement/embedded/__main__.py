"""`python -m passlogement.embedded reset`: stops the servers of this checkout and forgets their data."""

import shutil
import sys

from passlogement import embedded
from passlogement.embedded import paths


def reset() -> None:
    for name in ("main", "test"):
        embedded.stop(name)
        shutil.rmtree(paths.socket_dir(name), ignore_errors=True)
    shutil.rmtree(paths.relocated_dir_path(), ignore_errors=True)
    shutil.rmtree(paths.var_dir(), ignore_errors=True)


if __name__ == "__main__":
    if sys.argv[1:] != ["reset"]:
        sys.exit(__doc__)
    reset()
