"""``python -m <{ package }>`` is the command line."""

from <{ package }>.cli import main

if __name__ == "__main__":
    main()
