"""Nothing grows past what a person reads in one go. Aim lower: files of 60-150 lines, functions under 40."""

import ast
import re

FILE = 300
FUNCTION = 50  # lines without the docstring
METHODS = 20
NO_REASON = re.compile(r"(Manager|Handler|Helper|Utils?|Base|Controller)$|^Abstract")


def test_that_no_file_is_longer_than_300_lines(sources):
    long = {path: lines for path, text in sources.items() if (lines := text.count("\n")) > FILE}
    assert not long


def test_that_no_function_is_longer_than_50_lines_without_its_docstring(trees):
    long = {
        f"{path}:{node.lineno} {node.name}": code_lines(node)
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and code_lines(node) > FUNCTION
    }
    assert not long


def test_that_no_class_has_more_than_20_methods(trees):
    large = {f"{path} {name}": count for path, name, count in classes(trees) if count > METHODS}
    assert not large


def test_that_every_class_is_named_for_what_it_is(trees):
    assert not [f"{path} {name}" for path, name, _ in classes(trees) if NO_REASON.search(name)]


def code_lines(node):
    """Return the lines of a function from `def` to its end, less the docstring."""
    first = node.body[0]
    documented = ast.get_docstring(node, clean=False) is not None
    docstring = first.end_lineno - first.lineno + 1 if documented else 0
    return node.end_lineno - node.lineno + 1 - docstring


def classes(trees):
    """Yield path, name and number of methods of every class."""
    for path, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                yield path, node.name, sum(isinstance(part, ast.FunctionDef) for part in node.body)
