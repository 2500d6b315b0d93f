"""The report's PDF against WeasyPrint alone on the same HTML."""

from __future__ import annotations

from benchmarks.timing import milliseconds, ratio, take_turns


def measure() -> list[str]:
    """Return the lines of the table."""
    from django.core.management import call_command
    from weasyprint import CSS, HTML  # type: ignore[import-untyped]
    from weasyprint.text.fonts import FontConfiguration  # type: ignore[import-untyped]

    from reporting.documents import documents
    from reporting.models import Report
    from reporting.renderers import renderers
    from secretariats.renderers import archivable_pdf

    call_command("demo", verbosity=0)
    report = Report.objects.order_by("pk").first()
    assert report is not None
    source = documents()["progress_report"].compose(report.context, report.language)

    def alone() -> bytes:
        fonts = FontConfiguration()
        style = CSS(filename=archivable_pdf.style_file(), font_config=fonts)
        written: bytes = HTML(string=source.html).write_pdf(stylesheets=[style], font_config=fonts)
        return written

    seconds = take_turns({"alone": alone, "renderer": lambda: renderers()["pdf"].render(source)})
    return [
        "| what | ms, median (min to max) |",
        "| --- | --- |",
        f"| WeasyPrint alone: untagged, no data attached | {milliseconds(seconds['alone'])} |",
        (
            f"| the report's renderer: PDF/A-3a, PDF/UA-1, data attached | "
            f"{milliseconds(seconds['renderer'])} |"
        ),
        f"| ratio | {ratio(seconds['renderer'], seconds['alone'])} |",
        "",
    ]
