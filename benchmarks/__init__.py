"""Speed as ratios: ours beside something plain, in one run on one machine. docs/performance.md."""
