"""The rule language, the rules, and the voices of gemeente and residents."""
