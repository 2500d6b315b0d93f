"""What the work is worth and who pays: agreements, costs, rates, runs, settlement."""

from costsharing.models.agreement import Agreement, AgreementShare, Budget
from costsharing.models.agreement_step import AgreementEnding, AgreementStep
from costsharing.models.checked import RunCauses, RunCheck
from costsharing.models.cost import ExchangeRate, Expenditure, StaffCost, StandardCost
from costsharing.models.measured import MeasuredLimitations
from costsharing.models.part import RunPart
from costsharing.models.proposal import InputProposal
from costsharing.models.run import ValuationRun
from costsharing.models.scenario import Scenario
from costsharing.models.statement import Statement, StatementFile

__all__ = [
    "Agreement",
    "AgreementEnding",
    "AgreementShare",
    "AgreementStep",
    "Budget",
    "ExchangeRate",
    "Expenditure",
    "InputProposal",
    "MeasuredLimitations",
    "RunCauses",
    "RunCheck",
    "RunPart",
    "Scenario",
    "StaffCost",
    "StandardCost",
    "Statement",
    "StatementFile",
    "ValuationRun",
]
