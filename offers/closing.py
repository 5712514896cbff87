"""When a dwelling closes: at 18:00 in Paris, 5 working days after it is opened unless its landlord says otherwise."""

from datetime import date, datetime, time, timedelta

from common.working_days import add_working_days
from territories.timezones import PARIS

HOUR = time(18, 0)
WORKING_DAYS = 5
AT_MOST = timedelta(days=60)


def closing_of(day: date) -> datetime:
    """The moment of the closing on that day."""
    return datetime.combine(day, HOUR, PARIS)


def default_day(today: date) -> date:
    """The 5th working day after today (public holidays of metropolitan France are none)."""
    return add_working_days(today, WORKING_DAYS)
