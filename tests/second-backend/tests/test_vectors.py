"""Each case of contract/vectors, where they are there."""

import unittest

from .vectors import Run, cases


class Vectors(unittest.TestCase):
    def test_cases(self):
        found = list(cases())
        if not found:
            self.skipTest("contract/vectors is not there")
        for file, case in found:
            with self.subTest(file=file, case=case["name"]):
                self.assertEqual(Run(case).differences, [])
