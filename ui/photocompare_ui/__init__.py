"""The window of photocompare: all Qt, and nothing but Qt."""
