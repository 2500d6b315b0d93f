"""Settings of the programming interface, the same everywhere."""

REST_FRAMEWORK = {
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    # The first one names the way in to whoever has none.
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "secretariats.api.authentication.TokenLogin",
        "secretariats.api.authentication.SessionLogin",
    ],
    "DEFAULT_PAGINATION_CLASS": "secretariats.api.pages.Pages",
    "EXCEPTION_HANDLER": "secretariats.api.problems.problem",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "COERCE_DECIMAL_TO_STRING": True,
}
# Tokens are rows of ours, so that they have names; knox makes, hashes and compares them.
KNOX_TOKEN_MODEL = "secretariats.ApiToken"  # noqa: S105 - the name of a model
MIGRATION_MODULES = {"knox": None}
REST_KNOX = {"AUTH_HEADER_PREFIX": "Bearer", "TOKEN_PREFIX": "imca_", "TOKEN_TTL": None}
SPECTACULAR_SETTINGS = {
    "TITLE": "IMCA",
    "DESCRIPTION": "Time, value and shared cost of joint units of international secretariats.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "ENUM_NAME_OVERRIDES": {
        "LanguageEnum": "imca.settings.LANGUAGES",
        "JobStateEnum": "secretariats.models.Job.State",
        "ProgrammeStateEnum": "timetracking.models.ProgrammeVersion.State",
        "EndingStateEnum": "costsharing.models.AgreementEnding.State",
        "ProposalStateEnum": "costsharing.models.InputProposal.State",
        "StatementStateEnum": "costsharing.models.Statement.State",
        "StepKindEnum": "costsharing.models.AgreementStep.Kind",
        "AgreementStateEnum": "costsharing.models.Agreement.State",
        "ReportStateEnum": "reporting.models.Report.State",
        "ImportStateEnum": "timetracking.models.Upload.State",
        "OutputKindEnum": "timetracking.api.output_documents.KIND_CHOICES",
        "ItemChangeKindEnum": "timetracking.api.programme_parts.CHANGE_KINDS",
    },
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "secretariats.api.schema.answer_problems",
    ],
    "SWAGGER_UI_DIST": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
}
