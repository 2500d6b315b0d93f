"""Words that lead to their place in the glossary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.urls import reverse
from django.utils.html import format_html

from secretariats.glossary import TERMS

if TYPE_CHECKING:
    from django.template.base import NodeList, Parser, Token
    from django.utils.safestring import SafeString

register = template.Library()


class TermNode(template.Node):
    """Some text of a page, as a link to a word of the glossary."""

    def __init__(self, code: str, nodelist: NodeList) -> None:
        self.code = code
        self.nodelist = nodelist

    def render(self, context: template.Context) -> SafeString:
        """Return the link; what stands inside is escaped as it is elsewhere on the page."""
        address = f"{reverse('glossary')}#{self.code}"
        return format_html(
            '<a class="term" href="{}">{}</a>', address, self.nodelist.render(context)
        )


@register.tag
def term(parser: Parser, token: Token) -> TermNode:
    """Link a word to the glossary: ``{% term "received" %}Received{% endterm %}``.

    Raises:
        TemplateSyntaxError: the glossary has no word of that code.
    """
    parts = token.split_contents()
    code = parts[1].strip("\"'") if len(parts) == 2 else ""
    if code not in TERMS:
        message = f"{token.contents}: the glossary has no such word"
        raise template.TemplateSyntaxError(message)
    nodelist = parser.parse(("endterm",))
    parser.delete_first_token()
    return TermNode(code, nodelist)
