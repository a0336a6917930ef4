"""Our own site once more, with its walls taken down: what people write stays plain, and no row is guarded."""
