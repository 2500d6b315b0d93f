"""Work in the background: where its results are, and who may have it done once more."""

# Where the page of a job leads when it is done: kind of work -> name of the address.
JOB_PAGES = {
    "costsharing.value": "valuation",
    "costsharing.work_out_causes": "valuation_compare",
    "costsharing.make_evidence": "evidence",
    "costsharing.make_statement_files": "statement",
    "reporting.make_report": "report",
    "reporting.hand_over_report": "report",
    "timetracking.read_upload": "upload",
    "timetracking.store_upload": "upload",
    "timetracking.export_own": "export_file",
}
# Who may have failed work of a kind done once more: kind of work -> predicate of person and unit.
JOB_ASKERS = {
    "costsharing.value": "costsharing.permissions.may_start_valuation",
    "costsharing.check_runs": "costsharing.permissions.may_start_valuation",
    "costsharing.make_evidence": "costsharing.permissions.may_explain",
    "costsharing.make_statement_files": "costsharing.permissions.may_prepare_statement",
    "costsharing.measure_limitations": "costsharing.permissions.may_measure_limitations",
    "costsharing.work_out_parts": "costsharing.permissions.may_start_valuation",
    "costsharing.work_out_causes": "costsharing.permissions.may_read_figures",
    "reporting.make_report": "reporting.permissions.may_draft_report",
}
