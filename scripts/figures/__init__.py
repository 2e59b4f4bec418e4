"""The figures of one outcome file: each module draws some of them."""
