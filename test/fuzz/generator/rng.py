"""The random numbers of the generator: SplitMix64.

Rejected: Python's `random`, whose sequences are promised only for `random()`. A seed must mean the same program for ever.
"""

MASK = (1 << 64) - 1


class Rng:
    def __init__(self, seed):
        self.state = (seed * 0x9E3779B97F4A7C15 + 0x1234567) & MASK

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)

    def below(self, n):
        return self.next() % n

    def between(self, low, high):
        """An integer of [low, high]."""
        return low + self.below(high - low + 1)

    def chance(self, percent):
        return self.below(100) < percent

    def pick(self, sequence):
        return sequence[self.below(len(sequence))]

    def weighted(self, pairs):
        """pairs: (weight, value)."""
        at = self.below(sum(weight for weight, _ in pairs))
        for weight, value in pairs:
            at -= weight
            if at < 0:
                return value
        raise AssertionError("weights changed")
