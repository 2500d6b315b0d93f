"""What the work is worth and who pays: agreements, costs, rates, runs."""

from costsharing.models.agreement import Agreement, AgreementShare, Budget
from costsharing.models.cost import ExchangeRate, Expenditure, StaffCost, StandardCost
from costsharing.models.measured import MeasuredLimitations
from costsharing.models.part import RunPart
from costsharing.models.run import ValuationRun

__all__ = [
    "Agreement",
    "AgreementShare",
    "Budget",
    "ExchangeRate",
    "Expenditure",
    "MeasuredLimitations",
    "RunPart",
    "StaffCost",
    "StandardCost",
    "ValuationRun",
]
