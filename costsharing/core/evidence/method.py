"""The rules by which a run is valued, in plain English, as an evidence pack has them."""

METHOD = """\
THE METHOD
==========

This is the whole of the rules by which the figures of this pack were worked out. Every number is
an exact fraction until it is printed; nothing is rounded on the way.

1. Words

Instrument: a treaty with its own budget. Unit: the joint unit that works for several instruments.
Beneficiary: the set of instruments that a piece of work served; one member makes the work DIRECT,
several make it JOINT. Activity: what was worked on; its kind is service (for instruments),
overhead (running the unit itself) or absence. Entry: a person, a day, whole minutes, an activity
and, for a service, a beneficiary. Key: a share for each instrument; the shares add up to 1.
Stretch: days within one month on which no agreement, budget year or rate of exchange changes.
Block: the time of all people whose hour costs the same (method "standard"), or of one person in
one month (method "actual").

2. The key on a day

Under an agreement with fixed fractions, the key is those fractions. Under an agreement by
budgets, an instrument's share is its budget for the calendar year of the day, over the sum of the
budgets of all instruments of the agreement for that year; a budget in another currency is
converted at the rates in force on 1 January of that year. An instrument outside the agreement has
the share 0.

3. Money in another currency

Rates are units of a currency for one US dollar, in force from a day until the next one; the US
dollar has 1. An amount of currency A in currency B is: amount x rate of B / rate of A, both as in
force on the day that counts. A rate is never applied to days before it.

4. What an hour costs

Method "standard": under a contract, its fee per hour. Otherwise the annual standard cost of the
grade of the person's post, for the calendar year of the day, divided by the productive hours
stored with it; a person on several posts has the average, weighted by the parts in blocks.csv.
Amounts in another currency are converted at the rates in force on the first day of the stretch,
which hold on all its days. The value of time is minutes / 60 x cost per hour.

Method "actual": what a person cost in a month (all lines of staff cost, converted at the rates in
force on the first day of the month, corrections below zero included) is spread over the minutes
that the person recorded in that month for services and overhead, in proportion. A month with
staff cost and no such minutes is "unrecorded": shown alone and never shared out. The part of it
that belongs to months in which expected time is missing is "not_logged".

5. From value to instruments, month by month

Direct: the value of direct work goes to its one instrument.

Joint: the value of joint work is shared among the members of its beneficiary, by the policy in
force ("joint" in agreements.csv).
  key: in proportion to the members' shares in the key; if the key gives nothing to any of them,
       in equal parts.
  direct: in proportion to the members' direct value in that month; if that is 0 for all of them,
       as with "key".
  equal: in equal parts.

Overhead: the value of running the unit is shared by the policy in force ("overhead").
  proportional: in proportion to what each instrument got in that month of direct and joint value,
       instruments outside the agreement included; if that is 0 for all, by the key.
  key: by the key.
  equal: in equal parts among the instruments of the agreement.
  none: not shared out; it is "unallocated", without support.

Support: the support rate of the agreement in force (else the unit's) times what the instrument got
of direct, joint and overhead.

Received = direct + joint + overhead + support.

6. Share by key and balance

Funded, shown as "share by key": for all time that is shared out (services, and overhead unless its
policy is "none"), value x (1 + support rate) x the instrument's share in the key of the day.
Balance = received - funded. The balances of all instruments add up to 0. A balance informs; it is
not settled in money.

7. The range

Lowest: the instrument's direct value with support; with method "actual" each value times recorded
/ (recorded + missing) minutes of that block.
Highest: the value of all direct and joint work that has the instrument among its beneficiaries,
and of all overhead whatever its policy, each counted whole and with support; and what missing time
would be worth, with support: missing minutes / 60 x cost per hour ("standard"), or the month's
cost x missing / (recorded + missing) ("actual", with the support rate of the month's last day).
Missing minutes are those expected on a day (pattern or daily minutes x share of full time, less
holidays and absence, never below 0) that are not recorded on that day.

8. Money really spent

Paid: what an instrument laid out, in the unit's currency at the rate of the day. Due: what is
charged to it alone, and its share by the key of the day in what is shared. Net = paid - due; the
nets add up to 0.

9. Rounding to cents

The table (table.csv) has a row for each service activity (direct and joint together), one for
overhead, one for support, and a column for each instrument. It is rounded as a whole: the grand
total to the nearest cent, halves up; each row total, column total and cell to the cent below or
above its exact value, so that rows and columns add up. Of all such tables it is the closest one
(the least sum of squared differences); of equally close ones that in which the first differing
cell, row by row (activities by code, then overhead, then support; columns by code), is the one
above. From the table follow: received (column totals); direct, to the nearest cent, halves up, but
at most the instrument's service cells together; joint, the rest of them; funded, by splitting the
grand total: every exact part is cut to the cent, and the cents left over go to the largest
fractions, ties by code; balance, received less funded, both as rounded. Due and paid are split in
the same way over one and the same total; net is paid less due, both as rounded. Lowest, highest,
unallocated and unrecorded are rounded alone, halves up.
"""
